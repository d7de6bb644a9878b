"""All packages that give certain gains: one representative of a point is not all its packages.

Labels are carried as in labels.py, but none is dropped for another that is as good: equal ones are
joined, with every arc into them kept, so that paths are packages again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from winset.space.diagram.diagram import Packages
from winset.space.diagram.dual import Prices
from winset.space.diagram.finds import Point
from winset.space.diagram.labels import Ask, clamped, extended
from winset.space.diagram.region import Region
from winset.space.grid import Bools, Ints

LISTED = 10_000
"""Packages up to which ties are listed one by one; above it, counted, and the first one given."""

MOST_LABELS = 50_000
"""Labels a layer above which ties are not sought."""


@dataclass(frozen=True)
class Step:
    """Arcs between joined labels over one issue: from label `src` by `option` to label `dst`."""

    issue: int
    src: Ints
    option: Ints
    dst: Ints


@dataclass(frozen=True)
class Paths:
    """The packages of one point in one region: paths from the one first to the one last label."""

    steps: tuple[Step, ...]

    def count(self) -> int:
        """Return how many packages there are."""
        ways = np.array([1], dtype=object)
        for step in reversed(self.steps):
            total = np.zeros(int(step.src.max(initial=-1)) + 1, dtype=object)
            np.add.at(total, step.src, ways[step.dst])
            ways = total
        return int(ways[0]) if ways.size else 0

    def first(self) -> tuple[int, ...]:
        """Return the package that comes first in file order: lower options on earlier issues."""
        kept = [np.ones(step.src.size, dtype=np.bool_) for step in self.steps]
        package = [0] * len(self.steps)
        for depth in sorted(range(len(self.steps)), key=lambda d: self.steps[d].issue):
            step = self.steps[depth]
            alive = self._through(kept)
            option = int(step.option[alive[depth]].min())
            package[step.issue] = option
            kept[depth] &= step.option == option
        return tuple(package)

    def _through(self, kept: Sequence[Bools]) -> list[Bools]:
        """Return which arcs lie on a path of `kept` arcs from the first label to the last."""
        forward: list[Bools] = []
        reached = np.ones(1, dtype=np.bool_)
        for step, mask in zip(self.steps, kept, strict=True):
            forward.append(mask & reached[step.src])
            reached = np.zeros(int(step.dst.max()) + 1, dtype=np.bool_)
            reached[step.dst[forward[-1]]] = True
        found: list[Bools] = []
        for step, mask in zip(reversed(self.steps), reversed(forward), strict=True):
            found.append(mask & reached[step.dst])
            reached = np.zeros(int(step.src.max()) + 1, dtype=np.bool_)
            reached[step.src[found[-1]]] = True
        return found[::-1]

    def __iter__(self) -> Iterator[tuple[int, ...]]:
        """Yield every package, options in file order."""
        ahead: list[dict[int, list[tuple[int, int]]]] = []
        for step in self.steps:
            arcs: dict[int, list[tuple[int, int]]] = {}
            for src, option, dst in zip(
                step.src.tolist(), step.option.tolist(), step.dst.tolist(), strict=True
            ):
                arcs.setdefault(src, []).append((option, dst))
            ahead.append(arcs)
        package = [0] * len(self.steps)

        def walk(depth: int, label: int) -> Iterator[tuple[int, ...]]:
            if depth == len(self.steps):
                yield tuple(package)
                return
            for option, dst in ahead[depth].get(label, ()):
                package[self.steps[depth].issue] = option
                yield from walk(depth + 1, dst)

        yield from walk(0, 0)


_NO_ARCS = np.zeros(0, dtype=np.int64)

NOWHERE = Paths((Step(0, _NO_ARCS, _NO_ARCS, _NO_ARCS),))
"""No package at all."""


def paths(region: Region, prices: Prices | None, point: Point) -> Paths | None:
    """Return the packages of a region whose parties gain exactly `point`; None if too many labels.

    `prices` of the region, for any merit, only make it faster.
    """
    if (region.floors[: region.parties] > np.array(point)).any():
        return NOWHERE
    exact, ask = _exactly(region, prices, point)
    weighed = exact.weighed
    ahead, slack = weighed.ahead(ask.weights), weighed.hidden(ask.weights)
    node, gains = np.zeros(1, dtype=np.int64), weighed.start[None]
    steps: list[Step] = []
    labels: list[int] = []
    for depth, layer in enumerate(weighed.diagram.layers):
        labels.append(node.size)
        found = extended(exact, ask, depth, ahead[depth + 1], slack, node, gains)
        dst = layer.dst[found.arc]
        gains = clamped(exact, depth + 1, dst, found.gains)
        rows, label = np.unique(np.column_stack((dst, gains)), axis=0, return_inverse=True)
        if len(rows) > MOST_LABELS:
            return None
        node, gains = rows[:, 0], rows[:, 1:]
        steps.append(Step(layer.issue, found.source, layer.option[found.arc], label.ravel()))
    return Paths(tuple(_pruned(steps, labels)))


def _exactly(region: Region, prices: Prices | None, point: Point) -> tuple[Region, Ask]:
    """Return the region in which the parties gain neither less nor more than `point`."""
    parties, scales = region.parties, region.floors.size
    rows = [*range(scales), *range(parties)]
    weighed = region.weighed.scales(rows, [1] * scales + [-1] * parties)
    gains = np.array(point, dtype=np.int64)
    floors = np.concatenate((gains, region.floors[parties:], -gains))
    if prices is None:
        return Region(weighed, parties, floors), Ask(np.zeros((floors.size, 0)), np.zeros(0))
    weights = np.hstack((prices.weights, np.zeros((len(prices.weights), parties))))
    asked = np.where(weights != 0, floors, 0)
    return Region(weighed, parties, floors), Ask(weights.T, (weights * asked).sum(axis=1))


def _pruned(steps: Sequence[Step], labels: Sequence[int]) -> list[Step]:
    """Return the steps without the labels from which the end is not reached, numbered anew.

    `labels` [steps]: how many there are where each step starts.
    """
    kept: list[Step] = []
    alive = np.ones(1, dtype=np.bool_)
    for step, count in zip(reversed(steps), reversed(labels), strict=True):
        mask = alive[step.dst] if alive.size else np.zeros(step.dst.size, dtype=np.bool_)
        src, dst = step.src[mask], (np.cumsum(alive) - 1)[step.dst[mask]]
        alive = np.zeros(count, dtype=np.bool_)
        alive[src] = True
        kept.append(Step(step.issue, (np.cumsum(alive) - 1)[src], step.option[mask], dst))
    return kept[::-1]


@dataclass(frozen=True)
class Listing:
    """Packages of some points in a union of regions.

    `packages` [n, issues] with `gains` [n, parties]: all if there are at most LISTED, the first
    alone otherwise. `count`: how many in all, None if that is not settled.
    """

    packages: Packages
    gains: Ints
    count: int | None


def listing(
    regions: Sequence[Region], prices: Sequence[Prices | None], points: Sequence[Point]
) -> Listing | None:
    """Return the packages at `points`, points in the order given and packages in file order.

    Points with the same sum and least gain stand together, their packages in one file order. None
    if a search had to be given up: too many labels.
    """
    found: list[tuple[Point, Paths]] = []
    for point in points:
        for region, its in zip(regions, prices, strict=True):
            some = paths(region, its, point)
            if some is None:
                return None
            if some.count():
                found.append((point, some))
    total = sum(some.count() for _, some in found)
    if total > LISTED:
        best = min(found, key=lambda each: (_rank(each[0]), each[1].first()))
        once = len({point for point, _ in found}) == len(found)
        return _listed([(best[0], best[1].first())], total if once else None)
    rows = {(point, package) for point, some in found for package in some}
    ordered = sorted(rows, key=lambda each: (_rank(each[0]), each[1]))
    return _listed(ordered, len(ordered))


def _rank(point: Point) -> tuple[int, int]:
    return -sum(point), -min(point)


def _listed(rows: Sequence[tuple[Point, tuple[int, ...]]], count: int | None) -> Listing:
    return Listing(
        np.array([package for _, package in rows], dtype=np.int32),
        np.array([point for point, _ in rows], dtype=np.int64),
        count,
    )
