"""The course of the talks: everything that process/ finds of a case, and its parts of a study."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from winset.case.errors import CannotRun, WinsetError
from winset.process.agenda.orders import MOST, groups_of
from winset.process.deadlines.outlook import Outlook, outlook
from winset.process.deadlines.standing import standings
from winset.process.outlook.futures import Futures, futures
from winset.process.outlook.next_round import Wait, wait
from winset.process.staging.histories import Histories
from winset.process.staging.plan import Plan
from winset.process.staging.simulate import HORIZON, simulate
from winset.process.staging.talks import plan
from winset.space.packages import Numbers
from winset.study.course import AgendaOrders, Course
from winset.study.ground import Ground
from winset.study.unfolding.agenda import ORDER_WORLDS, agenda_orders
from winset.study.unfolding.coming import events, next_round
from winset.study.unfolding.deadlines import deadline_outlooks
from winset.study.unfolding.record import backtests, known_rows
from winset.study.unfolding.staged import rungs, staged
from winset.study.unfolding.stakes import stakes

COURSE_WORLDS = 400
"""Worlds in which a study runs the talks: each is a negotiation from stage to stage."""

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Unfolded:
    """What may become of a case: its deadlines, and, where it has stages, its talks."""

    outlooks: tuple[Outlook, ...]
    waiting: Wait | None
    plan: Plan | None
    histories: Histories | None
    futures: Futures | None


def steps(ground: Ground, worlds: int) -> int:
    """Return how many worlds `course` tells its `progress` of, where it runs the first `worlds`."""
    if ground.route != "enumeration":
        return 0
    orders = min(ORDER_WORLDS, worlds) if len(groups_of(ground.case)) <= MOST else 0
    return orders + (worlds if ground.case.stages else 0)


def unfold(
    ground: Ground, nash: Numbers, *, workers: int | None = None, progress: Progress | None = None
) -> Unfolded:
    """Return what may become of a case in the first W of its worlds.

    `nash` [W]: number of each world's Nash deal, -1 where there is none. Raises WinsetError if the
    calendar ends, with the year 9999, before the talks do.
    """
    case, as_of, worlds = ground.case, ground.as_of, nash.size
    if (date.max - as_of).days < HORIZON:
        msg = f"talks cannot be followed for {HORIZON} days from {as_of}: choose an earlier date."
        raise WinsetError(msg)
    outlooks = outlook(case, as_of, known_rows(as_of), stakes(ground, nash))
    waiting = wait(case, as_of, ground.seed)
    if not case.stages or ground.route != "enumeration":
        return Unfolded(outlooks, waiting, None, None, None)
    talks = plan(case, as_of, outlooks)
    found = simulate(
        talks,
        ground.mid,
        ground.draws.part(0, worlds),
        ground.luck[:worlds],
        seed=ground.seed,
        workers=workers,
        progress=progress,
    )
    return Unfolded(outlooks, waiting, talks, found, futures(talks, found, HORIZON))


def course(
    ground: Ground, nash: Numbers, *, workers: int | None = None, progress: Progress | None = None
) -> Course:
    """Return the course of the talks; the arguments are those of `unfold`."""
    found = unfold(ground, nash, workers=workers, progress=progress)
    notes = [
        f"Deadline {line.id} is left out: {line.why}"
        for line in standings(ground.case, ground.as_of).left_out
    ]
    notes += [
        f"Stage {stage.id} states no `days`, and is taken to take none."
        for stage in ground.case.stages
        if stage.days is None
    ]
    if not ground.case.stages:
        notes.append("The case has no stages, so the way to a signature is not simulated.")
    elif found.plan is None:
        notes.append(
            "Working groups and leaders choose among all packages, and there are too many here to "
            "look at: no stages were run."
        )
    try:
        orders = _orders(ground, workers, progress)
    except CannotRun as refusal:
        orders = None
        notes.append(str(refusal))
    ran = None if found.plan is None or found.histories is None else (found.plan, found.histories)
    return Course(
        deadlines=deadline_outlooks(ground, found.outlooks),
        ladder=() if ran is None else rungs(ground, *ran),
        staged=None if ran is None else staged(ground, *ran, HORIZON),
        agenda_orders=orders,
        readiness=events(ground, found.futures, found.waiting),
        next_round=next_round(ground, found.waiting),
        backtests=backtests(known_rows(ground.as_of)) if found.outlooks else (),
        notes=tuple(notes),
    )


def _orders(ground: Ground, workers: int | None, progress: Progress | None) -> AgendaOrders:
    if ground.route != "enumeration":
        raise CannotRun(
            "The orders of the agenda were not compared: in each, all packages of its groups of "
            "issues would have to be looked at, and there are too many."
        )
    return agenda_orders(ground, workers, progress)
