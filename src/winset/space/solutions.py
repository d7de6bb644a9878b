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

from winset.space.grid import Ints

TIE_BREAK = "larger sum of gains, then larger smallest gain, then earlier in file order"

RULES = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")


@dataclass(frozen=True)
class Solution:
    """The packages that a bargaining rule picks: positions in the list given, chosen one first."""

    rule: str
    positions: tuple[int, ...]


def solve(gains: Ints, numbers: Ints) -> tuple[Solution, ...]:
    """Return the four solutions of `gains` [parties, n], in units; n may be 0 (no positions).

    `gains` are those of the zone's frontier: every rule here picks an efficient package. `numbers`
    [n] of the packages break ties. Packages of one value are weighed once, in Python's unbounded
    integers: products overflow 64 bits.
    """
    if gains.shape[1] == 0:
        return tuple(Solution(rule, ()) for rule in RULES)
    distinct, member = np.unique(gains, axis=1, return_inverse=True)
    rows: list[tuple[int, ...]] = [tuple(map(int, column)) for column in distinct.T]
    ideal = [max(row[p] for row in rows) for p in range(gains.shape[0])]
    merits: dict[str, Callable[[tuple[int, ...]], int | Fraction]] = {
        "nash": math.prod,
        "kalai_smorodinsky": lambda row: min(
            Fraction(gain, best) if best > 0 else Fraction(1)
            for gain, best in zip(row, ideal, strict=True)
        ),
        "egalitarian": min,
        "utilitarian": sum,
    }
    return tuple(
        Solution(rule, _in_order(_best(rows, merits[rule]), rows, member.ravel(), numbers))
        for rule in RULES
    )


def _best(
    rows: list[tuple[int, ...]], merit: Callable[[tuple[int, ...]], int | Fraction]
) -> list[int]:
    """Return the positions of the rows of greatest merit."""
    merits = [merit(row) for row in rows]
    top = max(merits)
    return [n for n, value in enumerate(merits) if value == top]


def _in_order(
    tied: list[int], rows: list[tuple[int, ...]], member: Ints, numbers: Ints
) -> tuple[int, ...]:
    """Return the positions of the packages whose row is `tied`, by the tie-break."""
    return tuple(
        sorted(
            (int(n) for n in np.flatnonzero(np.isin(member, tied))),
            key=lambda n: (-sum(rows[member[n]]), -min(rows[member[n]]), int(numbers[n])),
        )
    )
