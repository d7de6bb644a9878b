"""The odds of each deadline, by a delegation's own case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from functools import lru_cache

from winset.case.document import Case
from winset.case.errors import WinsetError
from winset.case.loading import content_hash
from winset.room.acts.act import Refused
from winset.room.web.sitting import Sitting
from winset.study.course import DeadlineOutlook
from winset.study.talks import deadlines_ahead

WORLDS = 100
"""Draws behind the view of what a deadline's owner gains by moving it."""


@dataclass(frozen=True)
class ClockOdds:
    """How likely each deadline ahead is to be met, moved or to lapse; `doubt`: why none can be."""

    as_of: Date
    worlds: int
    outlooks: tuple[DeadlineOutlook, ...]
    doubt: str | None


def odds_of(here: Sitting) -> ClockOdds:
    """Return the odds as of the room's day. Raises Refused without an own case."""
    case = here.case()
    if case is None:
        raise Refused("the odds are reckoned from your own case; bring a case file first")
    as_of = max(case.as_of, here.today)
    try:
        return ClockOdds(as_of, WORLDS, _outlooks(_Hashed(case), as_of), None)
    except WinsetError as error:
        return ClockOdds(as_of, WORLDS, (), str(error))


class _Hashed:
    """A case that can be a key: two are one if they say the same."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._hash = content_hash(case)

    def __hash__(self) -> int:
        return hash(self._hash)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Hashed) and other._hash == self._hash


@lru_cache(maxsize=16)
def _outlooks(key: _Hashed, as_of: Date) -> tuple[DeadlineOutlook, ...]:
    return deadlines_ahead(key.case, as_of=as_of, worlds=WORLDS)
