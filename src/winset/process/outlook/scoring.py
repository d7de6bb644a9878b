"""How good answers to questions were: Brier and log scores, and what is chance in a difference."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from winset.process.outlook.chance import TAILS
from winset.space.grid import Bools, Floats

FLOOR = 0.001
"""Chances are scored as at least this and at most 1 less this, so that no log score is infinite."""

DRAWS = 10_000
"""Resamples of the questions behind an interval."""


@dataclass(frozen=True)
class Comparison:
    """Mean scores of two forecasters on the same questions; smaller is better.

    `brier` 0..1 and `log` in nats: (ours, theirs). The differences are ours less theirs, with the
    95 % interval of the questions resampled; None with fewer than two questions.
    """

    questions: int
    brier: tuple[float, float]
    log: tuple[float, float]
    brier_interval: tuple[float, float] | None
    log_interval: tuple[float, float] | None


def brier_scores(chances: Floats, outcomes: Bools) -> Floats:
    """Return the squared error of each chance [N] of a yes (Brier 1950), 0..1."""
    found: Floats = (chances - outcomes) ** 2
    return found


def log_scores(chances: Floats, outcomes: Bools) -> Floats:
    """Return minus the log of the chance [N] given to what happened (Good 1952), in nats."""
    held = np.clip(chances, FLOOR, 1 - FLOOR)
    found: Floats = -np.log(np.where(outcomes, held, 1 - held))
    return found


def compare(ours: Floats, theirs: Floats, outcomes: Bools, seed: int) -> Comparison:
    """Return how two sets of chances [N] fare on the same outcomes [N]; N is at least 1.

    The interval is the percentile bootstrap (Efron 1979) over questions, taken as independent.
    """
    count = outcomes.size
    scores = {
        name: (score(ours, outcomes), score(theirs, outcomes))
        for name, score in (("brier", brier_scores), ("log", log_scores))
    }
    times = np.random.default_rng([seed, 17]).multinomial(count, np.full(count, 1 / count), DRAWS)

    def interval(name: str) -> tuple[float, float] | None:
        if count == 1:
            return None
        one, other = scores[name]
        low, high = np.quantile(times @ (one - other) / count, TAILS)
        return float(low), float(high)

    means = {name: (float(a.mean()), float(b.mean())) for name, (a, b) in scores.items()}
    return Comparison(count, means["brier"], means["log"], interval("brier"), interval("log"))
