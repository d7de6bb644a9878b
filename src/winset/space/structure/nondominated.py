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

_CELLS = 1 << 16
"""Buckets of the prefilter, over all but one of the parties."""


def nondominated(points: Ints) -> Ints:
    """Return the positions, rising, of the points [n, P] that no other dominates.

    Of equal points only the first is kept. Differences of values must fit 64 bits.
    """
    if points.shape[0] <= 1:
        return np.arange(points.shape[0])
    if points.shape[1] == 2:  # noqa: PLR2004  two parties
        return _sweep(points)
    kept = np.arange(points.shape[0])
    low = points - points.min(axis=0)
    if low.shape[0] > _MANY:
        kept = np.flatnonzero(_unbeaten(low))
        low = low[kept]
    if low.max() >= WHOLE_IN_FLOATS:
        low = np.stack([np.unique(column, return_inverse=True)[1] for column in low.T], axis=1)
    from moocore import is_nondominated  # noqa: PLC0415  costs start-up time

    found: Ints = kept[is_nondominated(low.astype(np.float64), maximise=True, keep_weakly=False)]
    return found


def _sweep(points: Ints) -> Ints:
    order = np.lexsort((-points[:, 1], -points[:, 0]))
    y = points[order, 1]
    kept = np.empty(order.size, dtype=np.bool_)
    kept[0] = True
    kept[1:] = y[1:] > np.maximum.accumulate(y)[:-1]
    return np.sort(order[kept])


def _unbeaten(low: Ints) -> Bools:
    """Return which points no point of a cell greater in every way beats; they may be dominated.

    All parties but the last are cut into buckets; a running maximum over the cells, from the
    greatest down, tells the most that the last party gets in any cell greater in each of them.
    """
    axes = low.shape[1] - 1
    across = int(_CELLS ** (1 / axes))
    side = low[:, :-1].max(axis=0) // across + 1
    cell = low[:, :-1] // side
    shape = (across + 1,) * axes
    best = np.full(shape, -1, dtype=np.int64)
    place = np.ravel_multi_index(tuple(cell.T), shape)
    np.maximum.at(best.reshape(-1), place, low[:, -1])
    for axis in range(axes):
        best = np.flip(np.maximum.accumulate(np.flip(best, axis), axis=axis), axis)
    above: Ints = best.reshape(-1)[np.ravel_multi_index(tuple((cell + 1).T), shape)]
    return above < low[:, -1]
