"""One step of a Pareto sum: the frontier so far plus one more issue, exactly.

nd(A + B) = nd(nd(A) + nd(B)): Nemhauser and Ullmann 1969 for two parties, Rollon and Larrosa 2006
for more. Each step keeps, for every point, its parent in the frontier so far and the option it
takes. Of equal sums that of the smaller option number stands, so that issues taken from last to
first leave the package that is earliest in file order.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from winset.space.grid import Ints
from winset.space.structure import merge, staircase
from winset.space.structure.compiled import compiled
from winset.space.structure.nondominated import nondominated

Small = NDArray[np.int32]

_GROUP = 1 << 21
"""Sums that are made and filtered at once."""

_NUMPY, _DENSE, _MERGE = 1.5e-7, 4e-9, 8e-8
"""Seconds a sum that is sorted, a cell that is filled, a point that is merged: measured."""

_FLIGHT = 5
"""How often what a flight of the staircase covers goes into the root of all sums: measured."""

_SWEPT = 1 << 22
"""Points of three parties that are made room for at first."""

_NOTHING = -(1 << 62)
"""Worth of a cell that no sum reaches; values stay within 2**61."""


@dataclass(frozen=True)
class Layer:
    """The frontier over some issues: `points` [n, P], the first party's value falling.

    `parent` [n]: where the point comes from in the layer before; `option` [n]: what it adds.
    """

    points: Ints
    parent: Small
    option: Small


def first_layer(options: Ints) -> Layer:
    """Return the frontier of a first issue, `options` [b, P]."""
    ids = undominated(options)
    return Layer(options[ids], np.zeros(ids.size, dtype=np.int32), ids.astype(np.int32))


def undominated(options: Ints) -> Ints:
    """Return the option numbers [b] of `options` that none dominates, first party's value falling.

    Of options that are worth the same to all the first stands.
    """
    ids = nondominated(options)
    return ids[np.lexsort(tuple(-options[ids, p] for p in range(options.shape[1] - 1, -1, -1)))]


def add(points: Ints, options: Ints) -> Layer:
    """Return the frontier of the sums of `points` [n, P], a frontier, and `options` [b, P]."""
    ids = undominated(options)
    few = options[ids]
    sorting = points.shape[0] * ids.size * _NUMPY
    if points.shape[1] == 3:  # noqa: PLR2004  three parties
        kernel = compiled(staircase, sorting)
        if kernel is not None:
            return swept_sums(kernel, points, few, ids)
    if points.shape[1] != 2:  # noqa: PLR2004  two parties
        return sorted_sums(points, few, ids)
    kernel = compiled(merge, sorting)
    other = sorting if kernel is None else points.shape[0] * _MERGE
    width = int(points[0, 0] - points[-1, 0] + few[0, 0] - few[-1, 0]) + 1
    if width * ids.size * _DENSE < other:
        return dense_sums(points, few, ids)
    if kernel is None:
        return sorted_sums(points, few, ids)
    return merged_sums(kernel, points, few, ids)


def sorted_sums(points: Ints, options: Ints, ids: Ints) -> Layer:
    """Return the same by making all sums, some options at a time, and filtering them."""
    n, parties = points.shape
    order = np.argsort(ids)  # of equal points a filter keeps the first
    step = max(1, _GROUP // max(n, 1))
    kept = np.zeros((0, parties), dtype=np.int64)
    parent, option = np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32)
    for start in range(0, ids.size, step):
        group = order[start : start + step]
        made = (options.T[:, group, None] + points.T[:, None, :]).reshape(parties, -1).T
        sums = np.concatenate((kept, made)) if start else made
        parent = np.concatenate((parent, np.tile(np.arange(n, dtype=np.int32), group.size)))
        option = np.concatenate((option, np.repeat(ids[group].astype(np.int32), n)))
        best = nondominated(sums)
        kept, parent, option = sums[best], parent[best], option[best]
    falling = np.lexsort(tuple(-kept[:, p] for p in range(parties - 1, -1, -1)))
    return Layer(kept[falling], parent[falling], option[falling])


def dense_sums(points: Ints, options: Ints, ids: Ints) -> Layer:
    """Return the same for two parties with small whole numbers: one cell a value of the first.

    Each option shifts the table of what the second party gets; the best of all shifts stands.
    """
    top = int(points[0, 0] + options[0, 0])
    before = np.full(int(points[0, 0] - points[-1, 0]) + 1, _NOTHING, dtype=np.int64)
    before[points[0, 0] - points[:, 0]] = points[:, 1]
    width = before.size + int(options[0, 0] - options[-1, 0])
    best = np.full(width, _NOTHING, dtype=np.int64)
    taken = np.zeros(width, dtype=np.int32)
    for j in np.argsort(ids):
        shift = int(options[0, 0] - options[j, 0])
        here = slice(shift, shift + before.size)
        sums = before + options[j, 1]
        better = sums > best[here]
        np.copyto(best[here], sums, where=better)
        np.copyto(taken[here], np.int32(j), where=better)
    kept = best > _NOTHING // 2
    kept[1:] &= best[1:] > np.maximum.accumulate(best)[:-1]
    cells = np.flatnonzero(kept)
    x, option = top - cells, taken[cells]
    parent = np.searchsorted(-points[:, 0], options[option, 0] - x)
    return Layer(
        np.stack((x, best[cells]), axis=1), parent.astype(np.int32), ids[option].astype(np.int32)
    )


def merged_sums(kernel: object, points: Ints, options: Ints, ids: Ints) -> Layer:
    """Return the same for two parties by the compiled merge (`merge.py`)."""
    x, y = np.ascontiguousarray(points.T)
    ox, oy = np.ascontiguousarray(options.T)
    room = min(x.size * ids.size, 2 * x.size + 1024)
    while True:
        out = np.empty((2, room), dtype=np.int64)
        parent, option = np.empty((2, room), dtype=np.int32)
        count = kernel.merge(x, y, ox, oy, ids, out[0], out[1], parent, option)  # type: ignore[attr-defined]  # compiled
        if count >= 0:
            break
        room *= 2
    kept = np.ascontiguousarray(out[:, :count].T)
    return Layer(kept, parent[:count].copy(), option[:count].copy())


def swept_sums(kernel: object, points: Ints, options: Ints, ids: Ints) -> Layer:
    """Return the same for three parties by the compiled sweep (`staircase.py`)."""
    columns, own = np.ascontiguousarray(points.T), np.ascontiguousarray(options.T)
    sums = len(points) * ids.size
    order = np.argsort(columns[1])
    spaced = order[:: math.isqrt(sums) // _FLIGHT + 1]
    feet = np.sort((columns[1, spaced] + own[1][:, None]).ravel())
    room = min(sums, max(_SWEPT, len(points)))
    while True:
        out = np.empty((room, 3), dtype=np.int64)
        parent, option = np.empty((2, room), dtype=np.int32)
        count = kernel.sweep(columns, own, ids, order, feet, out, parent, option)  # type: ignore[attr-defined]  # compiled
        if count >= 0:
            break
        room *= 2
    return Layer(out[:count].copy(), parent[:count].copy(), option[:count].copy())
