"""How good odds were: log score, Brier score, reliability, and what is chance in a difference."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from winset.process.deadlines.history import OUTCOMES, Outcome
from winset.process.deadlines.odds import Interval
from winset.space.grid import Floats, Ints
from winset.space.intervals import wilson

DRAWS = 10_000
"""Resamples behind an interval."""

EDGES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""Bounds of the bins of a reliability table; a bin holds its lower bound, the last one both."""


@dataclass(frozen=True, slots=True)
class Score:
    """Means over rows, lower is better: `log` in nats, `brier` from 0 to 2."""

    log: float
    brier: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The forecasts of one outcome from `low` to `high`: their count, mean, and what came true."""

    outcome: Outcome
    low: float
    high: float
    count: int
    forecast: float
    came_true: int
    interval: Interval

    @property
    def observed(self) -> float:
        """The share that came true."""
        return self.came_true / self.count


def log_scores(chances: Floats, outcomes: Floats) -> Floats:
    """Return minus the log of the chance of what came true [N] (Good 1952), in nats.

    `chances` [N, 3] are above 0; `outcomes` [N, 3] are indicators.
    """
    found: Floats = -np.log((chances * outcomes).sum(axis=1))
    return found


def brier_scores(chances: Floats, outcomes: Floats) -> Floats:
    """Return the summed squared error over the three outcomes [N] (Brier 1950), from 0 to 2."""
    found: Floats = ((chances - outcomes) ** 2).sum(axis=1)
    return found


def score(chances: Floats, outcomes: Floats) -> Score:
    """Return the mean scores of `chances` [N, 3] for `outcomes` [N, 3]; N is at least 1."""
    return Score(
        float(log_scores(chances, outcomes).mean()), float(brier_scores(chances, outcomes).mean())
    )


def clustered_interval(values: Floats, cases: Ints, *, seed: int) -> Interval:
    """Return the 95 % percentile interval of the mean of `values` [N], cases [N] resampled whole.

    The rows of a negotiation stay together (the cluster bootstrap, Field & Welsh 2007).
    """
    numbers, places = np.unique(cases, return_inverse=True)
    totals = np.bincount(places, weights=values)
    sizes = np.bincount(places)
    count = len(numbers)
    times = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), size=DRAWS)
    means = (times @ totals) / (times @ sizes)
    low, high = np.quantile(means, [0.025, 0.975])
    return float(low), float(high)


def reliability(chances: Floats, outcomes: Floats) -> tuple[Bin, ...]:
    """Return what came true of the forecasts in each bin, outcome by outcome; no empty bins."""
    found = []
    for k, outcome in enumerate(OUTCOMES):
        places = np.digitize(chances[:, k], EDGES[1:-1])
        for place in range(len(EDGES) - 1):
            held = places == place
            count, hits = int(held.sum()), int(outcomes[held, k].sum())
            if count:
                found.append(
                    Bin(
                        outcome=outcome,
                        low=EDGES[place],
                        high=EDGES[place + 1],
                        count=count,
                        forecast=float(chances[held, k].mean()),
                        came_true=hits,
                        interval=wilson(hits, count),
                    )
                )
    return tuple(found)
