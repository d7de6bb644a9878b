"""The Nash deal of many packages, by the tie-break that every bargaining solution has.

A deal is weighed by the product of the principals' gains (Nash 1950); equal products by the larger
sum of gains, then the larger smallest gain, then file order (space/solutions.py says the same).
Products outgrow 64 bits: floats find what is near the best, whole numbers of any length decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from winset.space.grid import UNITS, Bools, Floats, Ints
from winset.space.packages import Numbers

NO_DEAL = -1.0
"""Joint gain of what no zone package does; a real one is at least 0."""

CLOSE = 1e-12
"""Share by which a product in floats may miss the exact one, with room to spare."""

Merit = tuple[int, int, int, int]
"""Joint gain, sum of gains, smallest gain, minus the package's number: the larger tuple wins."""

NOTHING: Merit = (int(NO_DEAL), 0, 0, 0)


def joint_gain(gains: Sequence[Ints] | Ints) -> Floats:
    """Return the product of the principals' gains, given by party, in units to their number."""
    product: Floats = gains[0].astype(np.float64)
    for row in gains[1:]:
        product *= row
    return product


def worth(joint: Floats, parties: int) -> Floats:
    """Return the geometric mean of the gains, in points, of joint gains [n]; 0 without a deal."""
    mean: Floats = np.maximum(joint, 0.0) ** (1 / parties) / UNITS
    return mean


def best_of(joint: Floats, gains: Sequence[Ints] | Ints, numbers: Numbers) -> Merit:
    """Return the Merit of the best package: `joint` [n] its weight, `gains` by party, `numbers`.

    Exact where the gains of all packages with a joint gain above 0 are 0 or more.
    """
    top = float(joint.max())
    close = np.flatnonzero(joint >= top * (1 - CLOSE) if top > 0 else joint == top)
    rows = np.array([row[close] for row in gains])
    products = exact_products(rows) if top > 0 else np.full(close.size, int(top), dtype=object)
    tied = np.flatnonzero(products == products.max())
    total, least = rows[:, tied].sum(axis=0), rows[:, tied].min(axis=0)
    first = np.flatnonzero((total == total.max()) & (least == least[total == total.max()].max()))
    here = tied[first[numbers[close[tied[first]]].argmin()]]
    return (
        int(products[here]),
        int(rows[:, here].sum()),
        int(rows[:, here].min()),
        -int(numbers[close[here]]),
    )


def exact_products(gains: Ints) -> Numbers:
    """Return the products [n] of the columns of `gains` [parties, n] as Python's whole numbers."""
    product: Numbers = gains[0].astype(object)
    for row in gains[1:]:
        product = product * row.astype(object)
    return product


def rising(joint: Floats, gains: Ints, numbers: Numbers) -> Ints:
    """Return the positions of packages from the worst to the best; `gains` [parties, n].

    Where there is no deal, `joint` is NO_DEAL and the gains are 0.
    """
    # whole numbers of any length cannot be sorted as keys, their places in order can
    place = np.empty(numbers.size, dtype=np.int64)
    place[np.argsort(numbers, kind="stable")] = np.arange(numbers.size)
    keys = (-place, gains.min(axis=0), gains.sum(axis=0))
    order = np.lexsort((*keys, joint))
    ahead, behind = joint[order][1:], joint[order][:-1]
    near = (ahead > 0) & (ahead * (1 - CLOSE) <= behind)
    apart = (gains[:, order[1:]] != gains[:, order[:-1]]).any(axis=0)
    if (near & apart).any():
        for start, stop in _runs(near):
            some = order[start:stop]
            products = exact_products(gains[:, some]).tolist()
            ranks = [row[some].tolist() for row in (*reversed(keys), np.arange(joint.size))]
            order[start:stop] = [merit[-1] for merit in sorted(zip(products, *ranks, strict=True))]
    return order


def _runs(near: Bools) -> list[tuple[int, int]]:
    """Return the stretches, from `start` to `stop`, in which each is near the one before."""
    cuts = [0, *(np.flatnonzero(~near) + 1).tolist(), near.size + 1]
    return [(start, stop) for start, stop in pairwise(cuts) if stop - start > 1]
