"""The chance events of one world, all drawn before its talks begin.

What is drawn for a visit, a move or a deadline is then the same whatever else happens, and no
order of events can change it. World w is the same whatever number of worlds is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator, SeedSequence, default_rng

from winset.process.staging.plan import Plan, Triangle
from winset.space.grid import Bools, Floats, Ints
from winset.space.numbers import triangular

MOST_VISITS = 20
"""Visits of one stage after which a world is left as it stands, and counted as unfinished."""

MOST_EXTENSIONS = 60
"""Moves of one deadline after which it is followed no further, and its world marked as capped."""

STREAM = 3
"""The stream of the staged process among those of one seed; draws and luck have their own."""

MONTH = 30
"""Days of talks that a move's `per_month` speaks of."""


@dataclass(frozen=True)
class Dice:
    """The chance events of a world.

    `days` [visits, stages, lanes]: whole days that a working group takes. What a case says is how
    long the stage takes: the law of its n groups is such that the longest of them, if none waits
    for another, takes just that. `passes`, `returns` [visits, stages]: uniforms, below a chance if
    the stage is passed, if the refused text goes back. The world's own numbers [stages]: `chance`
    (nan: derived), `back_chance`, `cost` in points. `move_day` [moves]: day on which a side makes
    the move, inf for never; `counter_hits`, `counter_days` [moves, counters]. `extends`, `new_days`
    [deadlines, extensions]: uniforms, and days from the old date to the new, inf for no new date.
    """

    days: Ints
    passes: Floats
    returns: Floats
    chance: Floats
    back_chance: Floats
    cost: Floats
    move_day: Floats
    counter_hits: Bools
    counter_days: Ints
    extends: Floats
    new_days: Floats


def roll(plan: Plan, seed: int, world: int) -> Dice:
    """Return the Dice of world `world`."""
    rng = default_rng(SeedSequence([seed, STREAM, world]))
    stages, moves = plan.stages, plan.moves
    lanes = max(len(stage.lanes) for stage in stages)
    counters = max((len(move.counters) for move in moves), default=0)
    days = rng.random((MOST_VISITS, len(stages), lanes))
    passes = rng.random((MOST_VISITS, len(stages)))
    returns = rng.random((MOST_VISITS, len(stages)))
    never = (np.nan, np.nan, np.nan)
    chance = _drawn(rng, [stage.chance or never for stage in stages])
    back_chance = _drawn(rng, [stage.back_chance for stage in stages])
    cost = _drawn(rng, [stage.cost for stage in stages])
    per_month = _drawn(rng, [move.per_month for move in moves])
    waits = rng.standard_exponential(len(moves))
    hits = np.zeros((len(moves), counters), dtype=np.bool_)
    within = np.zeros((len(moves), counters), dtype=np.int64)
    for m, move in enumerate(moves):
        for c, counter in enumerate(move.counters):
            hits[m, c] = rng.random() < _drawn(rng, [counter.chance])[0]
            within[m, c] = rng.integers(counter.within_days, endpoint=True)
    extends = rng.random((len(plan.deadlines), MOST_EXTENSIONS))
    new_days = np.array(
        [deadline.outlook.draw_days(MOST_EXTENSIONS, rng) for deadline in plan.deadlines]
    ).reshape(extends.shape)
    return Dice(
        days=whole_days(
            np.stack(
                # the longest of n groups that sit side by side takes as long as the stage does
                [_at(days[:, j] ** len(s.lanes), s.days) for j, s in enumerate(stages)],
                axis=1,
            )
        ),
        passes=passes,
        returns=returns,
        chance=chance,
        back_chance=back_chance,
        cost=cost,
        move_day=_first_day(waits, per_month),
        counter_hits=hits,
        counter_days=within,
        extends=extends,
        new_days=np.maximum(1.0, np.rint(new_days)),
    )


def whole_days(days: Floats) -> Ints:
    """Return days rounded to whole ones, halves up."""
    return np.floor(days + 0.5).astype(np.int64)


def _first_day(waits: Floats, per_month: Floats) -> Floats:
    """Return the first day of a Poisson process with the given chance in 30 days; inf: never.

    `waits` are draws of the standard exponential distribution.
    """
    with np.errstate(divide="ignore"):
        rate = -np.log1p(-per_month) / MONTH
        return np.maximum(1.0, np.ceil(waits / rate))


def _drawn(rng: Generator, triangles: list[Triangle]) -> Floats:
    low, mid, high = np.array(triangles, dtype=np.float64).reshape(-1, 3).T
    return triangular(rng.random(low.size), low, mid, high)


def _at(uniforms: Floats, triangle: Triangle) -> Floats:
    low, mid, high = (np.full(uniforms.shape, number) for number in triangle)
    return triangular(uniforms, low, mid, high)
