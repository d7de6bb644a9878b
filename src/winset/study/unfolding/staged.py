"""The staged process of a study: its curve and stages, what holds it up, where issues stand."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import numpy as np

from winset.insight.chances import share
from winset.insight.linchpin import Ranking, ranking
from winset.process.staging.chain import Chain, exact_chain, passed_by, worth
from winset.process.staging.histories import (
    Bottlenecks,
    Histories,
    Shares,
    bottlenecks,
    endings,
    signed_by,
)
from winset.process.staging.ladder import ladder
from winset.process.staging.plan import Plan
from winset.process.staging.story import ENDINGS
from winset.space.grid import UNITS, Bools, Floats, Ints
from winset.space.packages import describe, digits_of
from winset.space.values import package_values
from winset.study.course import CurvePoint, Ending, IssueHold, Rung, Staged, StageLine
from winset.study.ground import Ground
from winset.study.part import Interval

EVERY = 7
"""Days from one point of the curve to the next."""


def staged(ground: Ground, plan: Plan, found: Histories, until: int) -> Staged:
    """Return what the worlds of the simulation say of the talks, up to `until` days ahead."""
    signed, interval = share(np.isfinite(found.signed_day))
    took = found.signed_day[np.isfinite(found.signed_day)]
    held = bottlenecks(plan, found)
    ended = endings(found)
    days = _curve_days(plan, until)
    chain, why = exact_chain(plan)
    worths = [] if chain is None else _worths(ground, plan, found, chain)
    both = np.isfinite(found.package_value) & np.isfinite(found.tracks_value)
    values = np.stack([found.package_value, found.tracks_value], axis=1)[both]
    rank = (
        ranking(np.column_stack((values, values[:, 0] - values[:, 1])), ground.seed)
        if both.any()
        else None
    )
    begun = ground.case.stages[plan.start].name
    moved = {
        deadline.id: ranking(found.extensions[:, [n]].astype(np.float64), ground.seed)
        for n, deadline in enumerate(plan.deadlines)
    }
    possible = [  # a move without a chance can still answer another, or enforce a deadline
        n for n, move in enumerate(plan.moves) if any(move.per_month) or _made(found, n).any()
    ]
    return Staged(
        worlds=found.signed_day.size,
        horizon=plan.as_of + timedelta(days=until),
        start=f"{begun}: {plan.start_why}",
        method="A discrete-event simulation, one run of the talks a world. Talks fail in it only "
        "where a home refuses, no package is left, or a hard deadline lapses; what else breaks "
        "talks is not in the numbers, and the intervals tell only the error of drawing worlds. "
        + (
            f"It cannot be solved exactly: {why}."
            if chain is None
            else f"Solved exactly too: {why}."
        ),
        signed=signed,
        interval=interval,
        curve=_points(plan, days, signed_by(found.signed_day, days.tolist())),
        exact=()
        if chain is None
        else _points(plan, days, _certain(passed_by(chain, until, plan.start)[days])),
        days=_quantiles(took),
        median_interval=_median(took, ground.seed),
        endings=tuple(
            Ending(way=way, share=value, interval=span)
            for place, way in enumerate(ENDINGS)
            for value, span in [_at(ended, place)]
        ),
        capped=float(found.capped.mean()),
        stages=tuple(
            _stage(ground, plan, found, held, place, dict(*worths[place : place + 1]))
            for place in range(len(plan.stages))
        ),
        issues=tuple(_hold(plan, held, k) for k in range(len(plan.space.issues))),
        extensions={name: float(rank.mean[0]) for name, rank in moved.items()},
        extensions_interval={name: _interval(rank, 0) for name, rank in moved.items()},
        moves={plan.moves[n].id: share(_made(found, n))[0] for n in possible},
        moves_interval={plan.moves[n].id: share(_made(found, n))[1] for n in possible},
        package_value=None if rank is None else float(rank.mean[0]),
        tracks_value=None if rank is None else float(rank.mean[1]),
        left_on_table=None if rank is None else float(rank.mean[2]),
        left_interval=None if rank is None else _interval(rank, 2),
    )


def rungs(ground: Ground, plan: Plan, found: Histories) -> tuple[Rung, ...]:
    """Return where each issue stands on the as-of date, and its chance to be signed."""
    case = ground.case
    rounds = {held.id: held.name for held in case.rounds}
    lines = []
    for k, rung in enumerate(ladder(case, ground.as_of, plan)):
        signed, interval = share(np.isfinite(found.issue_day[:, k]))
        lines.append(
            Rung(
                issue=rung.issue,
                state=rung.state,
                since=None if rung.since is None else rounds[rung.since],
                stage=None if rung.stage is None else case.stages[rung.stage].name,
                missing=tuple(case.actors[actor].name for actor in rung.missing),
                signed=signed,
                interval=interval,
            )
        )
    return tuple(lines)


def _curve_days(plan: Plan, until: int) -> Ints:
    days = np.unique([*range(0, until, EVERY), until, *(d.day for d in plan.deadlines)])
    kept: Ints = days[days <= until]
    return kept


def _points(plan: Plan, days: Ints, shares: Shares) -> tuple[CurvePoint, ...]:
    return tuple(
        CurvePoint(date=plan.as_of + timedelta(days=int(day)), chance=value, interval=span)
        for place, day in enumerate(days)
        for value, span in [_at(shares, place)]
    )


def _certain(chances: Floats) -> Shares:
    return Shares(chances, chances, chances)


def _worths(ground: Ground, plan: Plan, found: Histories, chain: Chain) -> list[dict[str, float]]:
    """Return what it is worth to each party to stand before each stage up to the sign-off.

    The end that is hoped for is worth its mean gain by what was signed; the rest is exact.
    """
    space, draws = plan.space, ground.draws.only(plan.kept)
    signed = np.flatnonzero(found.signed_package >= 0)
    if not signed.size:
        return []
    numbers = digits_of(space, found.signed_package[signed])
    gains = np.stack(
        [
            package_values(space, draws, int(world), describe(space, numbers[:, [n]]))[:, 0]
            - draws.reservation[world]
            for n, world in enumerate(signed)
        ]
    )
    cost = np.array([sum(stage.cost) / 3 for stage in plan.stages[: plan.sign_off + 1]])
    values = {
        party: worth(chain, cost, float(gains[:, a].mean()) / UNITS, 0.0).value
        for party, a in zip(space.parties, space.principals, strict=True)
    }
    return [
        {party: float(value[place]) for party, value in values.items()}
        for place in range(cost.size)
    ]


def _stage(
    ground: Ground,
    plan: Plan,
    found: Histories,
    held: Bottlenecks,
    place: int,
    worths: dict[str, float],
) -> StageLine:
    came = found.visits[:, place] > 0
    passed = np.isfinite(found.passed_day[:, place])
    days = (
        ranking(found.days_in[came, place][:, None].astype(np.float64), ground.seed)
        if came.any()
        else None
    )
    on_table = Counter(int(n) for n in found.package_at[passed, place] if n >= 0)
    package, times = on_table.most_common(1)[0] if on_table else (None, 0)
    through = _at(held.passed, place) if came.any() else (None, None)
    return StageLine(
        id=plan.stages[place].id,
        name=ground.case.stages[place].name,
        reached=_at(held.reached, place)[0],
        reached_interval=_at(held.reached, place)[1],
        passed=through[0],
        passed_interval=through[1],
        days=float(days.mean[0]) if days else None,
        days_interval=_interval(days, 0) if days else None,
        visits=float(found.visits[came, place].mean()) if came.any() else None,
        stopped=_at(held.stopped, place)[0],
        stopped_interval=_at(held.stopped, place)[1],
        longest=_at(held.longest, place)[0],
        longest_interval=_at(held.longest, place)[1],
        package=None if package is None else plan.space.package(package),
        package_share=times / int(passed.sum()) if times else None,
        worth=worths,
    )


def _hold(plan: Plan, held: Bottlenecks, k: int) -> IssueHold:
    grouped = any(
        k in lane.issues for stage in plan.stages if stage.role == "tracks" for lane in stage.lanes
    )
    unresolved = _at(held.unresolved, k) if grouped else (None, None)
    unsigned = _at(held.unsigned, k)
    return IssueHold(
        issue=plan.space.issues[k],
        unresolved=unresolved[0],
        unresolved_interval=unresolved[1],
        unsigned=unsigned[0],
        unsigned_interval=unsigned[1],
    )


def _at(shares: Shares, place: int) -> tuple[float, Interval]:
    """Return one of the shares and its interval; 0 of no worlds, and nothing is known of it."""
    value = float(shares.value[place])
    span = float(shares.low[place]), float(shares.high[place])
    return (0.0 if np.isnan(value) else value), span


def _made(found: Histories, move: int) -> Bools:
    made: Bools = np.isfinite(found.move_day[:, move])
    return made


def _quantiles(took: Floats) -> tuple[float, float, float] | None:
    if not took.size:
        return None
    early, middle, late = np.quantile(took, [0.05, 0.5, 0.95])
    return float(early), float(middle), float(late)


def _median(took: Floats, seed: int) -> Interval | None:
    """Return the 95 % interval of the median by resampling worlds (Efron 1979)."""
    if not took.size:
        return None
    rng = np.random.default_rng([seed, 5])
    medians = np.median(took[rng.integers(took.size, size=(1000, took.size))], axis=1)
    low, high = np.quantile(medians, [0.025, 0.975])
    return float(low), float(high)


def _interval(rank: Ranking, column: int) -> Interval:
    return float(rank.low[column]), float(rank.high[column])
