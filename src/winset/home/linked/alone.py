"""How many packages give one actor enough: between bounds a hair apart, at any size.

On one scale a count is a convolution: gains are cut into cells, rounded down for the count below
and up for the one above, and the packages in each cell are counted in floats, which grow beyond
no bound here as powers of two are taken out. What floats may lose is added on the safe side.
"""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np

from winset.space.diagram.weighed import Weighed
from winset.space.grid import Floats, Ints

CELLS = 1 << 13
"""Cells that the gains are cut into."""

MOST_ARCS = 30_000
"""Arcs above which nothing is counted."""

LOST = 1e-9
"""Share of a count that sums in floats may lose: some 10**5 terms, each to one part in 2**53."""


def winners(weighed: Weighed, floor: int) -> tuple[int, int]:
    """Return bounds on how many packages gain at least `floor` on the only scale of `weighed`."""
    possible = weighed.diagram.possible
    if weighed.diagram.arcs > MOST_ARCS:
        return 0, possible
    values = [value[:, 0] - value.min() for value in weighed.values]
    step = max(1, -(-sum(int(value.max()) for value in values) // CELLS))
    left = floor - int(weighed.start[0]) - sum(int(value.min()) for value in weighed.values)
    first = max(0, -(-left // step))
    low = _count(weighed, [value // step for value in values], first)
    high = _count(weighed, [-(-value // step) for value in values], first)
    return (
        math.floor(low * (1 - Fraction(LOST))),
        min(possible, math.ceil(high * (1 + Fraction(LOST)))),
    )


def _count(weighed: Weighed, cells: list[Ints], first: int) -> int:
    """Return how many packages end in the cell `first` or beyond, nearly."""
    table: Floats = np.zeros((1, 1 + sum(int(each.max()) for each in cells)))
    table[0, 0] = 1.0
    taken = 0
    for layer, moves in zip(weighed.diagram.layers, cells, strict=True):
        ahead = np.zeros((int(layer.dst.max()) + 1, table.shape[1]))
        arcs, times = np.unique(
            np.column_stack((layer.src, layer.dst, moves)), axis=0, return_counts=True
        )
        for (src, dst, move), count in zip(arcs.tolist(), times.tolist(), strict=True):
            ahead[dst, move:] += count * table[src, : table.shape[1] - move]
        power = int(np.frexp(ahead.max())[1])
        table, taken = np.ldexp(ahead, -power), taken + power
    return int(Fraction(float(table[0, first:].sum())) * 2**taken)
