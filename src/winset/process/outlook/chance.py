"""A chance with its interval, and the chance behind a count of hits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import betaincinv

from winset.space.grid import Bools, Floats

TAILS = (0.025, 0.975)
"""What a 95 % interval leaves out below and above."""


@dataclass(frozen=True, slots=True)
class Chance:
    """A chance 0..1 and the ends of its 95 % interval."""

    value: float
    low: float
    high: float


CERTAIN = Chance(1.0, 1.0, 1.0)
"""The chance of what is so already."""


def counted(hits: int, trials: int) -> Chance:
    """Return the chance behind `hits` of `trials`, at least one: (hits + .5) / (trials + 1).

    Never 0 and never 1, so that no score of it is infinite. The interval holds the middle 95 % of
    the beta distribution that Jeffreys' prior leads to, and reaches 0 without a hit and 1 without
    a miss (Brown, Cai & DasGupta 2001).
    """
    a, b = hits + 0.5, trials - hits + 0.5
    return Chance(
        value=a / (a + b),
        low=0.0 if hits == 0 else float(betaincinv(a, b, TAILS[0])),
        high=1.0 if hits == trials else float(betaincinv(a, b, TAILS[1])),
    )


def share(hits: Bools) -> Chance:
    """Return the chance behind the worlds [W] in which something happens."""
    return counted(int(hits.sum()), hits.size)


def around(value: float, draws: Floats) -> Chance:
    """Return a chance with the middle 95 % of its draws, widened to hold the value itself."""
    low, high = (float(end) for end in np.quantile(draws, TAILS))
    return Chance(value, min(low, value), max(high, value))
