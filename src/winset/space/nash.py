"""The Nash deal of many packages, by the tie-break that every bargaining solution has.

A deal is weighed by the product of the principals' gains (Nash 1950); equal products by the larger
sum of gains, then the larger smallest gain, then file order (space/solutions.py says the same).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from winset.space.grid import Floats, Ints

NO_DEAL = -1.0
"""Joint gain of what no zone package does; a real one is at least 0."""

Merit = tuple[float, int, int, int]
"""Joint gain, sum of gains, smallest gain, minus the package's number: the larger tuple wins."""

NOTHING: Merit = (NO_DEAL, 0, 0, 0)


def joint_gain(gains: Sequence[Ints]) -> Floats:
    """Return the product of the principals' gains, given by party, in units to their number."""
    product: Floats = gains[0].astype(np.float64)
    for row in gains[1:]:
        product *= row
    return product


def best_of(joint: Floats, gains: Sequence[Ints], numbers: Ints) -> Merit:
    """Return the Merit of the best package: `joint` [n] its weight, `gains` by party, `numbers`."""
    tied = np.flatnonzero(joint == joint.max())
    total = np.add.reduce([row[tied] for row in gains])
    least = np.minimum.reduce([row[tied] for row in gains])
    first = np.lexsort((numbers[tied], -least, -total))[0]
    here = tied[first]
    return float(joint[here]), int(total[first]), int(least[first]), -int(numbers[here])
