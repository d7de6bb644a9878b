"""A region: the packages of a diagram whose gains reach a floor on every scale."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from winset.space.diagram.weighed import NO_FLOOR, Weighed
from winset.space.grid import Bools, Ints


@dataclass(frozen=True)
class Region:
    """What is searched: the first `parties` scales are the principals', `floors` [D] in units."""

    weighed: Weighed
    parties: int
    floors: Ints

    def holds(self, gains: Ints) -> Bools:
        """Return which of some gains [n, D] reach all floors."""
        reached: Bools = np.logical_and.reduce(gains >= self.floors, axis=1)
        return reached


def whole(weighed: Weighed, *, rational: bool) -> Region:
    """Return all packages; if `rational`, those at which no scale is below its reservation."""
    scales = weighed.start.size
    return Region(weighed, scales, np.full(scales, 0 if rational else NO_FLOOR, dtype=np.int64))
