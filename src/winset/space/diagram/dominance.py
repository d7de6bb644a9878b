"""Partial packages that another of the same node makes needless, for many groups at once."""

from __future__ import annotations

import numpy as np

from winset.space.grid import Bools, Digits, Ints

NEIGHBOURS = 8
"""Labels before it, in falling order of gains, that each is held against."""


def falling(group: Ints, gains: Ints) -> Ints:
    """Return the positions of labels by group, and within it by falling gains [n, D]."""
    return np.lexsort((*(-column for column in gains.T[::-1]), group))


def needless(group: Ints, gains: Ints, parties: int, digits: Digits) -> Bools:
    """Return which labels [n], in the order of `falling`, are not needed for the first best deal.

    A label goes if a neighbour is at least as good on all scales of `gains` [n, D] and better for
    a party, or as good for all `parties` and earlier in file order, by `digits` [n, issues]: no
    completion of it then comes before the same completion of the other. Not all such are found.
    """
    found = np.zeros(group.size, dtype=np.bool_)
    for apart in range(1, min(NEIGHBOURS, group.size - 1) + 1):
        same = group[apart:] == group[:-apart]
        if not same.any():
            break
        better = np.flatnonzero(same & (gains[:-apart] >= gains[apart:]).all(axis=1))
        level = (gains[better, :parties] == gains[better + apart, :parties]).all(axis=1)
        found[better[~level] + apart] = True
        tied = better[level]
        if tied.size:
            one, other = digits[tied], digits[tied + apart]
            place = (one != other).argmax(axis=1)[:, None]
            first = (np.take_along_axis(one - other, place, axis=1) < 0)[:, 0]
            found[tied[first] + apart] = True
            equal = (gains[tied] == gains[tied + apart]).all(axis=1)
            found[tied[~first & equal]] = True
    return found
