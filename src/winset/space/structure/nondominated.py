"""Exact filter: which points no other dominates, each kept once.

Two parties: a sweep over sorted points. Three or more: a prefilter by buckets, then moocore's
filter (Kung, Luccio and Preparata 1975). That one works on binary floats, which hold whole numbers
below 2**53; wider numbers are replaced by their ranks, which decide dominance just as well.
"""

from __future__ import annotations

import numpy as np

from winset.space.grid import Bools, Ints

WHOLE_IN_FLOATS = 1 << 53

_MANY = 4096
"""Points from which the prefilter pays."""

_CELLS = 1 << 18
"""Buckets of the prefilter at most, over all but one of the parties; else one a point."""


_AXES = 6
"""Parties up to which it pays: with more, buckets get too coarse, and too many."""


def nondominated(points: Ints) -> Ints:
    """Return the positions, rising, of the points [n, P] that no other dominates.

    Of equal points only the first is kept. Differences of values must fit 64 bits.
    """
    if points.shape[0] <= 1:
        return np.arange(points.shape[0])
    if points.shape[1] == 2:  # noqa: PLR2004  two parties
        return _sweep(points)
    low = points.T - points.min(axis=0)[:, None]
    kept = np.arange(points.shape[0])
    if kept.size > _MANY and low.shape[0] <= _AXES:
        kept = np.flatnonzero(_unbeaten(low))
        low = low[:, kept]
    if low.max() >= WHOLE_IN_FLOATS:
        low = np.stack([np.unique(column, return_inverse=True)[1] for column in low])
    from moocore import is_nondominated  # noqa: PLC0415  costs start-up time

    whole = low.T.astype(np.float64, order="C")
    found: Ints = kept[is_nondominated(whole, maximise=True, keep_weakly=False)]
    return found


def _sweep(points: Ints) -> Ints:
    order = np.lexsort((-points[:, 1], -points[:, 0]))
    y = points[order, 1]
    kept = np.empty(order.size, dtype=np.bool_)
    kept[0] = True
    kept[1:] = y[1:] > np.maximum.accumulate(y)[:-1]
    return np.sort(order[kept])


def _unbeaten(low: Ints) -> Bools:
    """Return which points [P, n] no point of a cell greater in every way beats.

    All parties but the last are cut into buckets; a running maximum over the cells, from the
    greatest down, tells the most that the last party gets in any cell greater in each of them.
    Floats round, but never the greater of two numbers into the smaller bucket.
    """
    axes = low.shape[0] - 1
    across = int(min(low.shape[1], _CELLS) ** (1 / axes))
    side = across + 2  # the greatest may round up into a bucket more, and has none above
    place, above = np.zeros(low.shape[1], dtype=np.int64), 0
    for column in low[:-1]:
        place = place * side + (column * (across / (int(column.max()) + 1))).astype(np.int64)
        above = above * side + 1
    best = np.full((side,) * axes, -1, dtype=np.int64)
    np.maximum.at(best.reshape(-1), place, low[-1])
    for axis in range(axes):
        best = np.flip(np.maximum.accumulate(np.flip(best, axis), axis=axis), axis)
    unbeaten: Bools = best.reshape(-1)[place + above] < low[-1]
    return unbeaten
