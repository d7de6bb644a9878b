"""The deadlines of a study: the odds ahead, in two views and together."""

from __future__ import annotations

from collections.abc import Sequence

from winset.process.deadlines.odds import Odds as Found
from winset.process.deadlines.outlook import Outlook
from winset.study.course import DeadlineOutlook, NewDate, Odds
from winset.study.ground import Ground


def deadline_outlooks(ground: Ground, found: Sequence[Outlook]) -> tuple[DeadlineOutlook, ...]:
    """Return what is likely to become of each deadline ahead."""
    return tuple(_outlook(ground, outlook) for outlook in found)


def _outlook(ground: Ground, outlook: Outlook) -> DeadlineOutlook:
    written = ground.case.calendar.deadlines[outlook.id]
    first, second, third, fourth, fifth = outlook.new_date
    return DeadlineOutlook(
        id=outlook.id,
        what=outlook.what,
        date=outlook.date,
        days_left=outlook.days_left,
        issue=written.issue,
        owner=written.owner,
        alone=written.alone,
        extensions=outlook.extensions,
        record=_odds(outlook.record),
        record_basis=outlook.record_basis,
        structure=None if outlook.structure is None else _odds(outlook.structure.odds),
        structure_basis=outlook.structure_basis,
        combined=_odds(outlook.combined),
        combination=outlook.combination,
        difference=outlook.difference,
        new_date=NewDate(quantiles=(first, second, third, fourth, fifth), undated=outlook.no_date),
    )


def _odds(found: Found) -> Odds:
    return Odds(
        agreed=found.agreed,
        extended=found.extended,
        lapsed=found.lapsed,
        agreed_interval=found.agreed_interval,
        extended_interval=found.extended_interval,
        lapsed_interval=found.lapsed_interval,
    )
