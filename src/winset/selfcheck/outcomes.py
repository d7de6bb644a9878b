"""Every package of a table, exactly: in limbs of a whole number too long for 64 bits.

Exact numbers of a scenario may take 30 digits and more. They are summed in limbs of 50 bits, and
then replaced by their ranks, which order and tie as they do.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from winset.case.errors import CannotRun
from winset.selfcheck.table import Side, Table
from winset.space.conditions import holds
from winset.space.grid import Bools, Floats, Ints

MOST = 10**7
"""Packages that are enumerated."""

_BITS = 50
_MASK = (1 << _BITS) - 1


class TooMany(CannotRun):
    """A scenario with more packages than are enumerated."""

    def __init__(self, table: Table) -> None:
        super().__init__(
            f"cannot say: {table.outcomes:,} packages, and {MOST:,} is the most that are enumerated"
        )


@dataclass(frozen=True)
class Outcomes:
    """All packages of a table, last issue fastest: `ranks` [sides, n] of their exact utilities.

    `near` [sides, n] are the utilities as floats: to find what `exact` then decides.
    """

    table: Table
    ranks: Ints
    near: Floats
    met: Bools

    @property
    def count(self) -> int:
        """How many packages."""
        return int(self.ranks.shape[1])

    def exact(self, number: int) -> tuple[int, ...]:
        """Return the exact units of one package to every side."""
        options = np.unravel_index(number, self.table.sizes)
        return tuple(
            _within(
                side,
                sum(row[int(o)] for row, o in zip(side.rows, options, strict=True))
                + sum(points for n, points in side.bonuses if self.met[n, number]),
            )
            for side in self.table.sides
        )

    def packages(self, columns: Ints) -> Ints:
        """Return how many packages each of the `columns` stands for: itself."""
        return np.ones(columns.size, dtype=np.int64)

    @cached_property
    def least(self) -> tuple[int, ...]:
        """The least units of each side."""
        return self._extreme(np.argmin(self.ranks, axis=1))

    @cached_property
    def greatest(self) -> tuple[int, ...]:
        """The greatest units of each side."""
        return self._extreme(np.argmax(self.ranks, axis=1))

    def _extreme(self, numbers: Ints) -> tuple[int, ...]:
        return tuple(self.exact(int(number))[p] for p, number in enumerate(numbers))


def enumerate_(table: Table) -> Outcomes:
    """Return every package of a table. Raises TooMany above MOST."""
    if table.outcomes > MOST:
        raise TooMany(table)
    met = np.zeros((len(table.tests), table.outcomes), dtype=np.bool_)
    if table.tests:
        digits = np.indices(table.sizes, dtype=np.int16).reshape(len(table.sizes), -1)
        for n, test in enumerate(table.tests):
            met[n] = holds(test, digits)
    ranks = np.empty((len(table.sides), table.outcomes), dtype=np.int64)
    near = np.empty((len(table.sides), table.outcomes))
    for p, side in enumerate(table.sides):
        limbs = _sums(side, met)
        ranks[p] = _ranks(limbs)
        near[p] = sum(limb * float(1 << _BITS * n) for n, limb in enumerate(limbs)) / side.unit
    return Outcomes(table, ranks, near, met)


def _within(side: Side, units: int) -> int:
    return units if side.ceiling is None else min(units, side.ceiling)


def _limbs(number: int, count: int) -> list[int]:
    """Return a number in limbs, lowest first; only the last may be negative."""
    return [(number >> _BITS * n) & _MASK for n in range(count - 1)] + [
        number >> _BITS * (count - 1)
    ]


def _sums(side: Side, met: Bools) -> list[Ints]:
    """Return the exact units of every package in limbs, lowest first, carried over."""
    largest = sum(max(map(abs, row)) for row in side.rows) + sum(abs(p) for _, p in side.bonuses)
    count = max(1, -(-(largest.bit_length() + 1) // _BITS))
    sums = []
    for n in range(count):
        values = np.zeros(1, dtype=np.int64)
        for row in reversed(side.rows):
            part = np.array([_limbs(value, count)[n] for value in row], dtype=np.int64)
            values = (part[:, None] + values[None, :]).ravel()
        for test, points in side.bonuses:
            values += met[test] * np.int64(_limbs(points, count)[n])
        sums.append(values)
    for n in range(count - 1):
        sums[n + 1] += sums[n] >> _BITS
        sums[n] &= _MASK
    if side.ceiling is not None:
        _cut(sums, _limbs(side.ceiling, count))
    return sums


def _cut(sums: list[Ints], ceiling: list[int]) -> None:
    """Replace every number above `ceiling` by it."""
    above = np.zeros(sums[0].size, dtype=np.bool_)
    for limb, bound in zip(sums, ceiling, strict=True):  # a higher limb overrules the lower ones
        above = (limb > bound) | ((limb == bound) & above)
    for limb, bound in zip(sums, ceiling, strict=True):
        limb[above] = bound


def _ranks(limbs: list[Ints]) -> Ints:
    """Return whole numbers that order and tie as the numbers in `limbs` do."""
    if len(limbs) == 1:
        return limbs[0]
    order = np.lexsort(limbs)
    new = np.zeros(order.size, dtype=np.int64)
    for limb in limbs:
        new[1:] |= limb[order[1:]] != limb[order[:-1]]
    ranks = np.empty(order.size, dtype=np.int64)
    ranks[order] = np.cumsum(new)
    return ranks
