"""Sensitivity: how an answer differs where an uncertain number is high and where it is low.

One sample of worlds serves every number (given-data sensitivity: Plischke, Borgonovo and Smith
2013): the worlds are sorted by the number's own draw, and the mean answer in the highest fifth is
set against that in the lowest. No world is drawn twice, and what the other numbers do is averaged.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from winset.home.rules import Rule
from winset.home.zone import deciders
from winset.space.grid import Bools, Floats
from winset.space.intervals import Z95
from winset.space.space import Space

FIFTH = 5


@dataclass(frozen=True)
class Swing:
    """Mean answer in the `low` and `high` fifth of one number's draws; 95 % interval of high - low.

    `clear`: the interval, widened to hold for all numbers at once (Bonferroni), excludes zero.
    """

    number: int
    low: float
    high: float
    interval: tuple[float, float]
    clear: bool


BESIDE_THE_DEAL = ("shift", "cost", "influence")
"""Kinds of numbers that no package's value and no answer to it depends on."""


def that_matter(space: Space, rules: Sequence[Rule]) -> Bools:
    """Return [numbers] which have a range and a part in whether packages are ratified.

    The others swing an answer by accident alone, and would widen what it takes to be clear.
    """
    asked = {space.actors[actor] for actor in deciders(space, rules)}
    return np.array(
        [
            not number.certain and number.actor in asked and number.kind not in BESIDE_THE_DEAL
            for number in space.numbers
        ],
        dtype=np.bool_,
    )


def swings(theta: Floats, uncertain: Bools, answer: Floats) -> list[Swing]:
    """Return a Swing for each uncertain number, largest first; none with fewer than 10 worlds.

    `theta` [W, numbers] are the draws, `uncertain` [numbers] those to look at, `answer` [W]. The
    variance of a fifth is taken as no less than that of all worlds: a fifth in which all answers
    happen to agree is not thereby known exactly.
    """
    numbers = np.flatnonzero(uncertain)
    size = answer.size // FIFTH
    if size < 2 or not numbers.size:  # noqa: PLR2004  a variance takes two
        return []
    wide = NormalDist().inv_cdf(1 - 0.025 / numbers.size)
    overall = float(answer.var(ddof=1))
    found = []
    for number in numbers:
        order = np.argsort(theta[:, number], kind="stable")
        low, high = answer[order[:size]], answer[order[-size:]]
        swing = float(high.mean() - low.mean())
        variance = max(float(low.var(ddof=1)), overall) + max(float(high.var(ddof=1)), overall)
        error = math.sqrt(variance / size)
        found.append(
            Swing(
                int(number),
                float(low.mean()),
                float(high.mean()),
                (swing - Z95 * error, swing + Z95 * error),
                abs(swing) > wide * error,
            )
        )
    return sorted(found, key=lambda s: (-round(abs(s.high - s.low), 9), s.number))
