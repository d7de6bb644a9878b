"""What can go wrong, as one small tree.

WinsetError            a mistake or a limit that a user can act on; never shown as a traceback
+-- CaseError          a negotiation file that cannot be used; holds all its problems
|   +-- UnreadableCase a file that is missing, not text, or not YAML
|   +-- NotUnderstood  a file of another program with something that has no certain meaning
+-- CannotRun          nothing is wrong with the input, but this machine lacks something
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from winset.case.problems import Problem, in_file_order


class WinsetError(Exception):
    """A mistake or a limit that a user can act on. `exit_code` is that of the command: 2."""

    exit_code: ClassVar[int] = 2


class CannotRun(WinsetError):  # noqa: N818  a state, as in "the command cannot run"
    """Something outside the input is missing, as an optional package. Exit code 3."""

    exit_code: ClassVar[int] = 3


class CaseError(WinsetError):
    """A negotiation file with mistakes: `problems`, all of them, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_file_order(problems)
        super().__init__("\n\n".join(problem.text() for problem in self.problems))


class UnreadableCase(CaseError):  # noqa: N818  a kind of case, and a CaseError by descent
    """A file that cannot be read as a document at all: missing, too large, not text, not YAML."""


class NotUnderstood(CaseError):  # noqa: N818  a state of a file, and a CaseError by descent
    """A file of another program holds something of no certain meaning; nothing was skipped."""
