"""The odds of each deadline, by a delegation's own case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date

from winset.case.errors import WinsetError
from winset.room.acts.act import Refused
from winset.room.analysis.desk import WORLDS
from winset.room.web.sitting import Sitting
from winset.study.course import DeadlineOutlook


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
        return ClockOdds(as_of, WORLDS, here.services.desk.odds(case, as_of), None)
    except WinsetError as error:
        return ClockOdds(as_of, WORLDS, (), str(error))
