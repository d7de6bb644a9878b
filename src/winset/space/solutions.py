"""Bargaining solutions over the efficient packages of a zone, exactly, with all ties.

Nash 1950 (greatest product of gains), Kalai and Smorodinsky 1975 (greatest smallest share of each
side's best gain), egalitarian (Kalai 1977: greatest smallest gain), utilitarian (greatest sum of
gains). Gains count from the disagreement point. Packages with equal merit are all reported; first
stands the one with the larger sum of gains, then the larger smallest gain, then the smaller number.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from winset.space.grid import Floats, Ints

TIE_BREAK = "larger sum of gains, then larger smallest gain, then earlier in file order"

RULES = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")


@dataclass(frozen=True)
class Solution:
    """The packages that a rule picks: their positions [n] in the list given, chosen one first."""

    rule: str
    positions: Ints


def solve(gains: Ints, numbers: Ints) -> tuple[Solution, ...]:
    """Return the four solutions of `gains` [parties, n], 0 or more, in units; n may be 0.

    `gains` are those of the zone's frontier: every rule here picks an efficient package. `numbers`
    [n] of the packages break ties.
    """
    if gains.shape[1] == 0:
        return tuple(Solution(rule, np.zeros(0, dtype=np.int64)) for rule in RULES)
    total, least, ideal = gains.sum(axis=0), gains.min(axis=0), gains.max(axis=1)
    shares = np.where(ideal[:, None] > 0, gains / np.maximum(ideal, 1)[:, None], 1.0)

    def smallest_share(row: tuple[int, ...]) -> Fraction:
        pairs = zip(row, map(int, ideal), strict=True)
        return min(Fraction(gain, best) if best > 0 else Fraction(1) for gain, best in pairs)

    tied = (
        _greatest(gains, gains.astype(np.float64).prod(axis=0), math.prod),
        _greatest(gains, shares.min(axis=0), smallest_share),
        np.flatnonzero(least == least.max()),
        np.flatnonzero(total == total.max()),
    )
    return tuple(
        Solution(rule, best[np.lexsort((numbers[best], -least[best], -total[best]))])
        for rule, best in zip(RULES, tied, strict=True)
    )


def _greatest(
    gains: Ints, near: Floats, merit: Callable[[tuple[int, ...]], int | Fraction]
) -> Ints:
    """Return the positions of greatest `merit`; `near` [n] is that merit, give or take rounding.

    Products of gains overflow 64 bits, so those that floats cannot tell from the best are weighed
    again in Python's unbounded numbers.
    """
    close = np.flatnonzero(near >= near.max() * (1 - 1e-12))
    rows, member = np.unique(gains[:, close], axis=1, return_inverse=True)
    merits = [merit(tuple(map(int, row))) for row in rows.T]
    top = max(merits)
    best: Ints = close[np.array([value == top for value in merits])[member.ravel()]]
    return best
