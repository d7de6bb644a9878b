"""The supported points of a diagram: packages that are the best of all under some whole weights.

A package that no other beats under weights above 0 is efficient (Geoffrion 1968), and so is one
that is best for one party first and then for the others together. Longest paths find them, in whole
numbers, all directions of a round at once: for two parties across every gap between neighbours
(Aneja and Nair 1979), for more along evenly spread weights. What lies between the points is not
listed; each direction asked bounds it, and with the corners that the points leave (corners.py) says
how far it can be from them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise

import numpy as np

from winset.space.diagram.corners import OPEN, Corners
from winset.space.diagram.diagram import Layer, Packages
from winset.space.diagram.weighed import Weighed
from winset.space.grid import Ints
from winset.space.structure.supported import Supported

STEPS = {3: 24, 4: 12, 5: 8, 6: 8}
"""Into how many steps weights are cut, by the number of parties; above six one more than parties.

Each party has one of them or more: 253 directions for three parties, 165 for four, 35 for five.
"""

MOST = 500
"""Directions asked at most; across gaps, the widest first."""

WORK = 20_000_000
"""Arcs that are weighed at most, over all directions."""

CORNERS = 600
"""Corners from which on no more points are counted in: they grow fast with the parties. What some
of the points certify holds of all of them."""

BITS = 62
"""Bits that a weighed sum may take."""

Direction = tuple[int, ...]
"""Whole weights of the parties."""


@dataclass(frozen=True)
class Reached:
    """The best package of each of K directions: `most` [K], exactly, and the packages' `gains`."""

    most: Ints
    packages: Packages
    gains: Ints


def supported(weighed: Weighed) -> Supported:
    """Return supported points of all packages of a diagram, every scale a party's.

    `points` [n, P]: gains, the first party's falling; each once. Without a package, no points.
    `epsilon`: every package has a point here that gives each party as much, less that at most.
    """
    parties = weighed.start.size
    if not weighed.diagram.layers:
        none = np.zeros((0, parties), dtype=np.int64)
        return Supported(none, np.zeros((0, len(weighed.diagram.offered)), np.int32), Fraction(0))
    search = _Search(weighed)
    search.ends()
    if parties > 2:  # noqa: PLR2004  two parties
        search.ask(_spread(weighed))
    while parties == 2 and search.ask(search.across()):  # noqa: PLR2004  two parties
        pass
    return search.found()


class _Search:
    """Points found so far, each with a package, and the directions asked, each with its most."""

    def __init__(self, weighed: Weighed) -> None:
        self._weighed = weighed
        self._points: dict[tuple[int, ...], Ints] = {}
        self._asked: dict[Direction, int] = {}
        self._left = min(MOST, WORK // weighed.diagram.arcs)

    def ends(self) -> None:
        """Ask for what is best for one party first, and among that for the others together."""
        units = np.eye(self._weighed.start.size, dtype=np.int64)
        self._keep(units, best(self._weighed, units, 1 - units))

    def ask(self, directions: Sequence[Direction]) -> bool:
        """Ask for the best in directions of weights above 0; False if there was none to ask for."""
        fresh = [each for each in dict.fromkeys(directions) if each not in self._asked]
        fresh = fresh[: self._left]
        if not fresh:
            return False
        self._left -= len(fresh)
        weights = np.array(fresh, dtype=np.int64)
        self._keep(weights, best(self._weighed, weights))
        return True

    def across(self) -> list[Direction]:
        """Return the directions that look across the gaps of two parties' points, widest first."""
        gaps = [(a - c, d - b) for (a, b), (c, d) in pairwise(sorted(self._points, reverse=True))]
        gaps.sort(key=lambda gap: -Fraction(gap[0] * gap[1], sum(gap)))
        return [whole((rise, fall), self._weighed) for fall, rise in gaps]

    def found(self) -> Supported:
        """Return the points, and how far any package can be from them."""
        points = sorted(self._points, reverse=True)
        packages = np.array([self._points[point] for point in points])
        return Supported(np.array(points), packages, Fraction(self._epsilon()))

    def _keep(self, weights: Ints, reached: Reached) -> None:
        rows = (weights.tolist(), reached.most.tolist(), reached.gains.tolist())
        for direction, most, point, package in zip(*rows, reached.packages, strict=True):
            self._asked[tuple(direction)] = most
            self._points.setdefault(tuple(point), package)

    def _epsilon(self) -> int:
        """Return the units by which a package can exceed a corner that the points leave, at most.

        Beyond a corner every scale that bounds it is exceeded by that or more, and the others stand
        at their least or above it: a direction's most leaves no more room, in whole units.
        """
        corners = Corners(self._weighed.start.size, 1)
        for point in reversed(self._points):
            if len(corners.places) < CORNERS:
                corners.cover(np.array(point))
        bounded = corners.places > OPEN
        least = self._weighed.start + self._weighed.least[0][0]
        base = np.where(bounded, corners.places, least)
        weights = np.array(list(self._asked), dtype=np.int64).T
        room = np.array(list(self._asked.values())) - base @ weights
        over = bounded.astype(np.int64) @ weights
        excess = np.where(over > 0, room // np.maximum(over, 1), np.iinfo(np.int64).max)
        return max(0, int(excess.min(axis=1).max()))


def best(weighed: Weighed, weights: Ints, then: Ints | None = None) -> Reached:
    """Return the best package in each direction of `weights` [K, D], exactly.

    `then` [K, D]: what decides among equals; after it, the package found first. Weighed sums must
    fit 64 bits.
    """
    ways = [weights.T] if then is None else [weights.T, then.T]
    ahead = [np.zeros((1, len(weights)), dtype=np.int64) for _ in ways]
    trail: list[Ints] = []
    for layer, value in zip(
        reversed(weighed.diagram.layers), reversed(weighed.values), strict=True
    ):
        sums = [
            (value @ way + known[layer.dst])[layer.outward]
            for way, known in zip(ways, ahead, strict=True)
        ]
        ahead, first = _best_arcs(layer, sums)
        trail.append(first)
    count = len(weights)
    node, gains = np.zeros(count, dtype=np.int64), np.tile(weighed.start, (count, 1))
    packages = np.zeros((count, len(weighed.diagram.offered)), dtype=np.int32)
    for layer, value in zip(weighed.diagram.layers, weighed.values, strict=True):
        arc = layer.outward[trail.pop()[node, np.arange(count)]]
        packages[:, layer.issue] = layer.option[arc]
        node, gains = layer.dst[arc], gains + value[arc]
    return Reached(weights @ weighed.start + ahead[0][0], packages, gains)


def _best_arcs(layer: Layer, sums: Sequence[Ints]) -> tuple[list[Ints], Ints]:
    """Return the greatest of `sums` [arcs outward, K] for each node, and the first arc that has it.

    Of several sums a later one decides where the earlier ones are equal.
    """
    starts, degrees = layer.starts[:-1], np.diff(layer.starts)
    held = np.ones(sums[0].shape, dtype=np.bool_)
    greatest: list[Ints] = []
    for each in sums:
        among = np.where(held, each, np.iinfo(np.int64).min)
        greatest.append(np.maximum.reduceat(among, starts, axis=0))
        held &= each == np.repeat(greatest[-1], degrees, axis=0)
    place = np.where(held, np.arange(len(held))[:, None], len(held))
    return greatest, np.minimum.reduceat(place, starts, axis=0)


def shares(steps: int, parties: int) -> list[tuple[int, ...]]:
    """Return all ways to share out so many steps, one or more to each party."""
    cuts = ((0, *each, steps) for each in combinations(range(1, steps), parties - 1))
    return [tuple(b - a for a, b in pairwise(cut)) for cut in cuts]


def _spread(weighed: Weighed) -> list[Direction]:
    """Return weights above 0, spread evenly where all parties can gain alike."""
    parties = weighed.start.size
    gain = np.maximum((weighed.most[0] - weighed.least[0])[0], 1).tolist()
    top = math.prod(gain)
    return [
        whole([share * top // own for share, own in zip(each, gain, strict=True)], weighed)
        for each in shares(STEPS.get(parties, parties + 1), parties)
    ]


def whole(weights: Sequence[int], weighed: Weighed) -> Direction:
    """Return weights of 1 and more, nearly in proportion, whose sums fit 64 bits."""
    size = sum(math.ceil(each) for each in weighed.size.tolist())
    drop = max(0, max(weights).bit_length() - max(1, BITS - size.bit_length()))
    return tuple(max(1, weight >> drop) for weight in weights)
