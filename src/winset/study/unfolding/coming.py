"""What is to come in a study: the next round with its agenda, and how ready events are."""

from __future__ import annotations

from winset.process.outlook.chance import Chance
from winset.process.outlook.futures import Futures
from winset.process.outlook.next_round import Wait, agenda_odds, basis, gaps, opened
from winset.process.outlook.prerequisites import Prerequisite as Needed
from winset.process.outlook.readiness import readiness
from winset.study.course import AgendaOdds, NextRound, Prerequisite, Readiness
from winset.study.ground import Ground
from winset.study.part import Interval


def next_round(ground: Ground, found: Wait | None) -> NextRound | None:
    """Return when the next round may be held and what it takes up; None before any round."""
    case, as_of = ground.case, ground.as_of
    if not opened(case, as_of):
        return None
    return NextRound(
        gaps=gaps(case, as_of),
        quantiles=None if found is None else found.quantiles(),
        agenda=tuple(
            AgendaOdds(
                issue=line.issue,
                chance=line.chance.value,
                interval=(line.chance.low, line.chance.high),
                why=line.why,
            )
            for line in agenda_odds(case, as_of)
        ),
        basis=basis(case, as_of, found),
    )


def events(ground: Ground, futures: Futures | None, waiting: Wait | None) -> tuple[Readiness, ...]:
    """Return how ready each coming event is."""
    return tuple(
        Readiness(
            event=line.event,
            name=line.name,
            date=line.date,
            prerequisites=tuple(_needed(need) for need in line.prerequisites),
            chance=_value(line.chance),
            interval=_span(line.chance),
            next=f"{line.next} {line.basis}",
        )
        for line in readiness(ground.case, ground.as_of, futures, waiting, ground.seed)
    )


def _needed(need: Needed) -> Prerequisite:
    return Prerequisite(
        id=need.id,
        name=need.name,
        kind=need.kind,
        strength=need.strength,
        met=need.met,
        why=need.why,
        chance=_value(need.chance),
        interval=_span(need.chance),
    )


def _value(chance: Chance | None) -> float | None:
    return None if chance is None else chance.value


def _span(chance: Chance | None) -> Interval | None:
    return None if chance is None else (chance.low, chance.high)
