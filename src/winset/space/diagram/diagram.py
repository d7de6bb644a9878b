"""The diagram: every possible package is one path, option by option, from its root to its end.

Layered decision diagram (Bryant 1986; Bergman, Cire, van Hoeve and Hooker 2016). A node stands for
all partial packages after which the linkages ahead ask the same; an arc takes an option. What a
linkage forbids has no arc, and every arc leads to the end. Soft linkages are paid on the arc that
completes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winset.space.grid import Bools, Ints

Counts = NDArray[Any]
"""Whole numbers of any size, as Python holds them."""

Packages = NDArray[np.int32]
"""Packages as rows of option numbers in file order, [n, issues]."""


@dataclass(frozen=True)
class Layer:
    """The arcs of one issue, sorted by the node they lead to, then by source and option.

    `src`, `dst`, `option`, `pattern` [arcs]: from which of the `nodes` of this layer to which of
    the next, by which option, completing which soft linkages (a row of `Diagram.patterns`).
    """

    issue: int
    nodes: int
    src: Ints
    dst: Ints
    option: Ints
    pattern: Ints

    @cached_property
    def outward(self) -> Ints:
        """The arcs by source, then option; every node has one."""
        return np.lexsort((self.option, self.src))

    @cached_property
    def starts(self) -> Ints:
        """Where the arcs of each node start in `outward`, [nodes + 1]."""
        return np.searchsorted(self.src[self.outward], np.arange(self.nodes + 1))

    @cached_property
    def keys(self) -> Ints:
        """Source and option of each arc in `outward` as one number that rises; see `key`."""
        return self.key(self.src, self.option)[self.outward]

    def key(self, src: Ints, option: Ints) -> Ints:
        """Return one number for each source and option."""
        return src * (int(self.option.max()) + 2) + np.minimum(option, int(self.option.max()) + 1)


@dataclass(frozen=True)
class Diagram:
    """All packages that hard linkages allow; `layers` [issues] in the diagram's own order.

    `patterns` [rows, soft linkages]: which soft linkages an arc completes. The root is node 0 of
    the first layer, the end the one node after the last. Without a possible package: no `layers`.
    """

    offered: tuple[int, ...]
    layers: tuple[Layer, ...]
    patterns: Bools

    @property
    def arcs(self) -> int:
        """How many arcs there are."""
        return sum(layer.src.size for layer in self.layers)

    @property
    def width(self) -> int:
        """The largest number of nodes in a layer."""
        return max((layer.nodes for layer in self.layers), default=0)

    @cached_property
    def completions(self) -> tuple[Counts, ...]:
        """In how many ways each node can be completed; an entry a layer, the end's last."""
        counts: list[Counts] = [np.array([1], dtype=object)]
        for layer in reversed(self.layers):
            ways = counts[-1][layer.dst[layer.outward]]
            counts.append(np.add.reduceat(ways, layer.starts[:-1]))
        return tuple(reversed(counts))

    @property
    def possible(self) -> int:
        """How many packages there are, exactly."""
        return int(self.completions[0][0]) if self.layers else 0

    def __iter__(self) -> Iterator[tuple[int, ...]]:
        """Yield every package, options in file order; the packages in the diagram's order."""
        chosen = [0] * len(self.offered)

        def walk(depth: int, node: int) -> Iterator[tuple[int, ...]]:
            if depth == len(self.layers):
                yield tuple(chosen)
                return
            layer = self.layers[depth]
            for arc in layer.outward[layer.starts[node] : layer.starts[node + 1]].tolist():
                chosen[layer.issue] = int(layer.option[arc])
                yield from walk(depth + 1, int(layer.dst[arc]))

        if self.layers:
            yield from walk(0, 0)

    def patterns_of(self, package: tuple[int, ...]) -> tuple[int, ...] | None:
        """Return the soft linkages that a package meets, in order; None if it is not possible."""
        node, met = 0, []
        for layer in self.layers:
            mine = layer.outward[layer.starts[node] : layer.starts[node + 1]]
            (taken,) = np.nonzero(layer.option[mine] == package[layer.issue])
            if not taken.size:
                return None
            arc = mine[taken[0]]
            met += np.flatnonzero(self.patterns[layer.pattern[arc]]).tolist()
            node = int(layer.dst[arc])
        return tuple(sorted(met)) if self.layers else None

    def trace(self, packages: Packages) -> Ints:
        """Return the arcs [layers, n] of packages [n, issues]; -1 from where one is impossible."""
        found = np.full((len(self.layers), len(packages)), -1, dtype=np.int64)
        rows, node = np.arange(len(packages)), np.zeros(len(packages), dtype=np.int64)
        for depth, layer in enumerate(self.layers):
            wanted = layer.key(node, packages[rows, layer.issue].astype(np.int64))
            place = np.minimum(np.searchsorted(layer.keys, wanted), layer.keys.size - 1)
            there = layer.keys[place] == wanted
            rows, arc = rows[there], layer.outward[place[there]]
            found[depth, rows] = arc
            node = layer.dst[arc]
        return found

    def sample(self, count: int, dice: np.random.Generator) -> Packages:
        """Return `count` possible packages [count, issues], each as likely as any other.

        As likely as chances in 64 bits can say: those of the arcs of a node are the shares of its
        completions that they have, rounded once. Raises ValueError if no package is possible.
        """
        if not self.layers:
            raise ValueError("no package is possible: there is nothing to draw from")
        found = np.zeros((count, len(self.offered)), dtype=np.int32)
        node = np.zeros(count, dtype=np.int64)
        for layer, before, ways in zip(
            self.layers, self.completions, self.completions[1:], strict=False
        ):
            arcs = layer.outward
            chance = (ways[layer.dst[arcs]] / before[layer.src[arcs]]).astype(np.float64)
            # the arcs of node n fill the stretch from n to n + 1
            edge = np.cumsum(chance) - np.repeat(
                np.add.reduceat(chance, layer.starts[:-1]).cumsum() - 1, np.diff(layer.starts)
            )
            reach = layer.src[arcs] + edge
            place = np.searchsorted(reach, node + dice.random(count), side="right")
            arc = arcs[np.clip(place, layer.starts[node], layer.starts[node + 1] - 1)]
            found[:, layer.issue] = layer.option[arc]
            node = layer.dst[arc]
        return found
