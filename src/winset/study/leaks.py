"""Numbers that nobody could have known on the day that is asked about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from winset.case.document import Case
from winset.case.errors import WinsetError
from winset.case.evidence import Leak, leaks


class LeakError(WinsetError):
    """Numbers that rest on facts known only after the as-of date."""

    exit_code: ClassVar[int] = 1

    def __init__(self, as_of: date, found: Sequence[Leak]) -> None:
        lines = "\n".join(
            f"  {leak.number} cites {leak.fact}, known by {leak.known_by}" for leak in found
        )
        super().__init__(
            f"as of {as_of}, {len(found)} citations behind the numbers are not yet known:\n"
            f"{lines}\nAn analysis of that day must not use them: choose a later --as-of, or take "
            "these facts back from the numbers and widen their ranges."
        )


def refuse_leaks(case: Case, as_of: date) -> None:
    """Raise LeakError if a number rests on a fact known only after `as_of`."""
    found = leaks(case, as_of)
    if found:
        raise LeakError(as_of, found)
