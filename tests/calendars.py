"""Small cases with deadlines, for tests of what becomes of them."""

from __future__ import annotations

from typing import Any

from casefile import TEXT
from winset.case.document import Case
from winset.case.path import Calendar
from winset.case.reading import read
from winset.case.source import checked


def with_deadlines(**deadlines: dict[str, Any]) -> Case:
    """Return the small case with these deadlines; a date of 10 November 2025 where none is given.

    The case is not checked as a file would be.
    """
    case = read(checked("case.yaml", TEXT)).case
    assert case is not None
    usual = {"date": "2025-11-10", "what": "The truce runs out", "owner": ["the President"]}
    calendar = {"deadlines": {name: usual | said for name, said in deadlines.items()}}
    return case.model_copy(update={"calendar": Calendar.model_validate(calendar)})


def moved(set_on: str, old: str, new: str) -> dict[str, str]:
    """Return a move of a deadline as a file has it."""
    return {"set_on": set_on, "old": old, "new": new}
