"""A diagram with numbers on its arcs: what each step is worth on a few scales.

A scale is an actor's gain over its reservation, or the opposite of it where the actor must refuse.
A package's gains are the start plus what its arcs give; the best and the least that can still
come are longest paths (Bellman 1958), the bounds of everything that is searched here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from winset.space.diagram.diagram import Diagram, Packages
from winset.space.grid import Floats, Ints
from winset.space.space import Space
from winset.space.worlds import Worlds

NO_FLOOR = -(1 << 62)
"""A floor that everything reaches."""


SLACK = 1e-9
"""Share of the largest weighed gains by which rounding may falsify a bound; on the safe side."""


@dataclass(frozen=True)
class Weighed:
    """Gains on D scales: `values` a layer [arcs, D], `start` [D] at the root, all in units."""

    diagram: Diagram
    values: tuple[Ints, ...]
    start: Ints

    @cached_property
    def size(self) -> Floats:
        """How large the gains can become on the way, [D]."""
        widest = [np.abs(value).max(axis=0) for value in self.values]
        total: Floats = sum(widest, np.abs(self.start)).astype(np.float64)
        return total

    def hidden(self, weights: Floats) -> Floats:
        """Return what rounding may hide in sums weighed by `weights` [D, K], [K]."""
        hidden: Floats = SLACK * (self.size @ np.abs(weights))
        return hidden

    def scales(self, rows: Sequence[int], signs: Sequence[int]) -> Weighed:
        """Return the given scales, turned round where the sign is -1."""
        turn = np.array(signs, dtype=np.int64)
        columns = list(rows)
        values = tuple(value[:, columns] * turn for value in self.values)
        return Weighed(self.diagram, values, self.start[columns] * turn)

    def counted_from(self, gains: Ints) -> Weighed:
        """Return the same scales counted from `gains` [D]; what is known of arcs is kept."""
        moved = Weighed(self.diagram, self.values, self.start - gains)
        vars(moved).update(most=self.most, least=self.least)
        return moved

    @cached_property
    def most(self) -> tuple[Ints, ...]:
        """The most that can still come, [nodes, D] for each layer and for the end."""
        found = [np.zeros((1, self.start.size), dtype=np.int64)]
        for layer, value in zip(reversed(self.diagram.layers), reversed(self.values), strict=True):
            ahead = (value + found[-1][layer.dst])[layer.outward]
            found.append(np.maximum.reduceat(ahead, layer.starts[:-1], axis=0))
        return tuple(reversed(found))

    @cached_property
    def least(self) -> tuple[Ints, ...]:
        """The least that must still come, [nodes, D] for each layer and for the end."""
        turned = self.scales(range(self.start.size), [-1] * self.start.size)
        return tuple(-most for most in turned.most)

    def ahead(self, weights: Floats) -> tuple[Floats, ...]:
        """Return the most that can still come, weighed: [nodes, K] for `weights` [D, K]."""
        found = [np.zeros((1, weights.shape[1]))]
        for layer, value in zip(reversed(self.diagram.layers), reversed(self.values), strict=True):
            ahead = (value @ weights + found[-1][layer.dst])[layer.outward]
            found.append(np.maximum.reduceat(ahead, layer.starts[:-1], axis=0))
        return tuple(reversed(found))

    def best(self, weights: Floats) -> tuple[float, tuple[int, ...], Ints]:
        """Return the greatest weighed sum of gains, a package that has it, and its gains [D].

        `weights` [D]. Among equals the package found first, by rising options in diagram order.
        """
        ahead = np.zeros(1)
        scores: list[Floats] = []
        for layer, value in zip(reversed(self.diagram.layers), reversed(self.values), strict=True):
            scores.append(value @ weights + ahead[layer.dst])
            ahead = np.maximum.reduceat(scores[-1][layer.outward], layer.starts[:-1])
        package = [0] * len(self.diagram.offered)
        node, gains = 0, self.start.copy()
        for layer, value in zip(self.diagram.layers, self.values, strict=True):
            mine = layer.outward[layer.starts[node] : layer.starts[node + 1]]
            arc = mine[int(scores.pop()[mine].argmax())]
            package[layer.issue] = int(layer.option[arc])
            node, gains = int(layer.dst[arc]), gains + value[arc]
        return float(self.start @ weights + ahead[0]), tuple(package), gains

    def gains(self, packages: Packages) -> Ints:
        """Return the gains [n, D] of possible packages [n, issues].

        Raises ValueError for a package that is not possible.
        """
        arcs = self.diagram.trace(packages)
        if (arcs < 0).any():
            raise ValueError("a package is not possible: a hard linkage forbids it")
        total = np.tile(self.start, (len(packages), 1))
        for arc, value in zip(arcs, self.values, strict=True):
            total += value[arc]
        return total


def weigh(
    space: Space, worlds: Worlds, world: int, diagram: Diagram, actors: Sequence[int]
) -> Weighed:
    """Return `diagram` with the gains of `actors` in one world, a scale each."""
    rows = list(actors)
    table = worlds.contributions[world][rows]
    terms = diagram.patterns.astype(np.int64) @ worlds.soft[world][:, rows]
    values = tuple(
        table[:, space.offsets[layer.issue] + layer.option].T + terms[layer.pattern]
        for layer in diagram.layers
    )
    return Weighed(diagram, values, -worlds.reservation[world][rows])
