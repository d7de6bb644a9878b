"""The frontier of regions of a diagram: by labels that none of the same node is as good as."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from winset.space.diagram.diagram import Packages
from winset.space.diagram.labels import Ask, TooManyLabels, best_of, carry
from winset.space.diagram.nearly import nearly
from winset.space.diagram.region import Region
from winset.space.grid import Ints

CAP = 100_000
"""Labels of two scales a layer above which the frontier is not sought exactly; of more, fewer."""


@dataclass(frozen=True)
class Frontier:
    """Efficient points of a union of regions: `gains` [n, parties], falling in the first.

    `packages` [n, issues]: one package a point; `ties.listing` gives them all. `epsilon`: 0 if
    these are all points, exactly; otherwise every package of the regions has a point here that
    gives each party as much less at most `epsilon` units. All points are real packages.
    """

    gains: Ints
    packages: Packages
    epsilon: int = 0


def frontier(regions: Sequence[Region]) -> Frontier:
    """Return the frontier of the union of `regions`; without points if it is empty.

    Exact up to CAP labels a layer, within a certified epsilon (nearly.py) above. Floors are scales
    of their own until they are certain to be reached, so that a partial package that gains less but
    is nearer to a floor is not lost. Raises TooManyLabels if above CAP no package was met, or no
    bound.
    """
    there = [region for region in regions if region.weighed.diagram.layers]
    try:
        return _whole(there)
    except TooManyLabels:
        near = nearly(there)
        if near is None:
            raise
        return Frontier(near.gains, near.packages, near.epsilon)


def _whole(regions: Sequence[Region]) -> Frontier:
    nothing = np.zeros((0, 0), dtype=np.int64)
    found = Frontier(nothing, nothing.astype(np.int32))
    for region in regions:
        none = Ask(np.zeros((region.floors.size, 0)), np.zeros(0))
        scales = region.floors.size
        # what is held and compared grows with labels times scales
        reached = carry(region, none, max(1, 2 * CAP // scales), scales=scales)
        gains = reached.gains[:, : region.parties]
        found = _joined(found, Frontier(gains, reached.packages)) if len(gains) else found
    order = np.lexsort(found.gains.T[::-1])[::-1] if len(found.gains) else slice(None)
    return Frontier(found.gains[order], found.packages[order])


def _joined(one: Frontier, other: Frontier) -> Frontier:
    """Return the efficient points of two frontiers, equal ones once."""
    pair = [each for each in (one, other) if len(each.gains)]
    gains = np.concatenate([each.gains for each in pair])
    packages = np.concatenate([each.packages for each in pair])
    kept = best_of(gains)
    return Frontier(gains[kept], packages[kept])
