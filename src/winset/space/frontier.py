"""The Pareto frontier: packages that no other beats for every principal at once."""

from __future__ import annotations

import numpy as np

from winset.space.grid import Bools, Ints


def efficient(values: Ints) -> Bools:
    """Return which columns of `values` [parties, n] no other column dominates; ties all stay.

    Two parties: a sweep over sorted values. Three or more: moocore's filter (Kung, Luccio and
    Preparata 1975), on floats that hold these integers exactly.
    """
    if values.shape[1] == 0:
        return np.zeros(0, dtype=np.bool_)
    if values.shape[0] == 2:  # noqa: PLR2004  two parties
        return _sweep(values[0], values[1])
    from moocore import is_nondominated  # noqa: PLC0415  costs start-up time

    points = values.T.astype(np.float64)
    kept: Bools = is_nondominated(points, maximise=True, keep_weakly=True)
    return kept


def _sweep(first: Ints, second: Ints) -> Bools:
    order = np.lexsort((-second, -first))
    x, y = first[order], second[order]
    new = np.concatenate(([True], x[1:] != x[:-1]))
    group = np.cumsum(new) - 1
    best = y[new]
    reached = np.concatenate(([np.iinfo(np.int64).min], np.maximum.accumulate(best)[:-1]))
    kept = np.empty(first.size, dtype=np.bool_)
    kept[order] = (y == best[group]) & (best > reached)[group]
    return kept
