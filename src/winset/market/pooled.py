"""Events of one kind together: their mean, and how far one kind lies from another.

Events of one trading day share its prices, so that the bootstrap draws whole days (the cluster
bootstrap, Field and Welsh 2007).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from winset.market.prices import Floats
from winset.market.sheet import fold

DRAWS = 5_000
"""Resamples behind an interval."""

ESCALATION, DEESCALATION = "escalation", "deescalation"
"""The kinds of news that are set against each other; de-escalation is spelt as one likes."""

SELECTION = (
    "The days were picked after the fact, by people who knew how prices had moved: news that moved "
    "nothing was seldom listed, so these means say more than such news does. They do not tell what "
    "the next announcement will do."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """The events of one kind, over one series: mean abnormal return and its 95 % interval.

    The interval is None with fewer than three trading days: too few to draw from.
    """

    name: str
    events: int
    days: int
    mean: float
    interval: tuple[float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """The mean of escalation less that of de-escalation, with its 95 % interval."""

    mean: float
    interval: tuple[float, float] | None


FEWEST = 3


def pools(
    values: Floats, days: NDArray[np.int64], kinds: Sequence[str | None], *, seed: int
) -> tuple[Pool, ...]:
    """Return a pool for each kind of event, in order of first appearance.

    `values` [E] are abnormal returns over the window, `days` [E] tell the trading days apart.
    """
    found = []
    for kind in dict.fromkeys(kind for kind in kinds if kind):
        mine = np.array([other == kind for other in kinds])
        drawn = _draws(values[mine], days[mine], np.ones((1, int(mine.sum()))), seed)
        found.append(
            Pool(
                name=kind,
                events=int(mine.sum()),
                days=len(np.unique(days[mine])),
                mean=float(values[mine].mean()),
                interval=_interval(drawn[0], days[mine]),
            )
        )
    return tuple(found)


def contrast(
    values: Floats, days: NDArray[np.int64], kinds: Sequence[str | None], *, seed: int
) -> Contrast | None:
    """Return escalation less de-escalation; None unless there are events of both."""
    folded = [fold(kind or "") for kind in kinds]
    worse, better = (
        np.array([kind == wanted for kind in folded]) for wanted in (ESCALATION, DEESCALATION)
    )
    if not (worse.any() and better.any()):
        return None
    either = worse | better
    sides = np.stack([worse[either], better[either]]).astype(np.float64)
    drawn = _draws(values[either], days[either], sides, seed)
    few = min(len(np.unique(days[side])) for side in (worse, better))
    return Contrast(
        mean=float(values[worse].mean() - values[better].mean()),
        interval=_interval(drawn[0] - drawn[1], days[either]) if few >= FEWEST else None,
    )


def _draws(values: Floats, days: NDArray[np.int64], sides: Floats, seed: int) -> Floats:
    """Return each side's mean [K, DRAWS], days drawn whole; not a number where a draw has none.

    `sides` [K, E] is 1 where an event belongs to a side, else 0.
    """
    _, places = np.unique(days, return_inverse=True)
    count = int(places.max()) + 1
    member = np.zeros((count, len(values)))
    member[places, np.arange(len(values))] = 1.0
    times = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), size=DRAWS)
    sums, sizes = times @ (member @ (sides * values).T), times @ (member @ sides.T)
    found: Floats = np.divide(sums, sizes, out=np.full(sums.shape, np.nan), where=sizes > 0).T
    return found


def _interval(drawn: Floats, days: NDArray[np.int64]) -> tuple[float, float] | None:
    if len(np.unique(days)) < FEWEST:
        return None
    low, high = np.nanquantile(drawn, [0.025, 0.975])
    return float(low), float(high)
