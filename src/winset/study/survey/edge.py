"""The frontier of a zone that nobody can enumerate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from winset.space.diagram.diagram import Packages
from winset.space.diagram.frontier import Frontier, frontier
from winset.space.diagram.region import Region
from winset.space.grid import Ints
from winset.space.space import Space
from winset.space.structure.frontier import frontier as pareto
from winset.space.structure.tables import of_principals
from winset.study.ground import Ground
from winset.study.survey.found import LISTED, spread


@dataclass(frozen=True)
class Edge:
    """The frontier: `count` points, of which n are listed, in rising order of the first party.

    `packages` [n, issues], the earliest of each point; `gains` [n, P]; `epsilon` as in a Survey.
    """

    count: int
    packages: Packages
    gains: Ints
    epsilon: int


def edge_of(ground: Ground, regions: Sequence[Region], most: int = LISTED) -> Edge:
    """Return the frontier of the union of `regions`, up to `most` of its points listed.

    By Pareto sums where values alone decide and the frontier is exact, else by the diagram.
    """
    if len(regions) == 1 and _plain(ground.few, regions[0]):
        every = pareto(of_principals(ground.few, ground.few_mid, 0))
        if every.exact:
            gains = every.points + regions[0].weighed.start
            # whatever dominates a package of the zone is in the zone too: floors are all it asks
            inside = np.flatnonzero(regions[0].holds(gains))[::-1]
            shown = inside[spread(inside.size, most)]
            return Edge(inside.size, every.packages(shown), gains[shown], 0)
    found = frontier(regions)
    if not len(found.gains):
        shape = (0, len(ground.space.parties))
        none = np.zeros((0, len(ground.space.issues)), dtype=np.int32)
        return Edge(0, none, np.zeros(shape, dtype=np.int64), 0)
    return listed(found, most)


def listed(found: Frontier, most: int = LISTED) -> Edge:
    """Return a frontier as an Edge, up to `most` of its points listed."""
    order = np.lexsort((*found.packages.T[::-1], found.gains[:, 0]))
    shown = order[spread(order.size, most)]
    return Edge(order.size, found.packages[shown], found.gains[shown], found.epsilon)


def _plain(space: Space, region: Region) -> bool:
    """Return whether a package lies in the zone if only its value suffices to every principal."""
    linked = bool(space.forbidden) or any(link.points for link in space.soft)
    return not linked and not any(space.red_lines) and region.floors.size == region.parties
