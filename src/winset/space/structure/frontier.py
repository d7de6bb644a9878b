"""The Pareto frontier of any number of packages, by Pareto sums issue by issue.

The frontier is built from the last issue to the first and stays small, since its size grows with
the values' range and not with the number of packages. Every point gives back its packages by way of
its parents. Above a cap on points the layer is thinned: one point stands for those of its box, and
carries a ceiling above all that it stands for, which is summed on in its place; how far the points
are below their ceilings in the end is the certificate.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winset.space.grid import Ints
from winset.space.structure.layers import Small, add, first_layer, undominated
from winset.space.structure.tables import Packages, Tables, in_least_units
from winset.space.structure.thinning import thinned

CAPS = {1: 1, 2: 2_000_000, 3: 200_000}
CAP = 20_000
"""Points of a layer, by the number of parties and from four up, above which it is thinned."""

_WIDE = 62
"""Bits of a number of packages that 64-bit numbers count."""


@dataclass(frozen=True)
class Frontier:
    """The efficient values of all packages, each once: `points` [n, P], the first party's falling.

    `epsilon` [P], in units: every package has a point listed that gives each party p as much, less
    `epsilon[p]` at most. All zero: the frontier is exact. `links` holds, from the last issue to the
    first, each point's parent in the layer before and its option.
    """

    tables: Tables
    points: Ints
    epsilon: tuple[int, ...]
    links: tuple[tuple[Small, Small], ...]

    @property
    def exact(self) -> bool:
        """Whether these are all efficient points and no others."""
        return not any(self.epsilon)

    def packages(self, positions: Ints) -> Packages:
        """Return a package [n, issues] of each of the points: the earliest in file order."""
        rows = np.empty((positions.size, self.tables.issues), dtype=np.int32)
        here: Small | Ints = positions
        for k, (parent, option) in enumerate(reversed(self.links)):
            rows[:, k] = option[here]
            here = parent[here]
        return rows

    def all_packages(self, position: int, limit: int) -> tuple[Packages, bool]:
        """Return up to `limit` packages worth exactly a point, in file order, and if that is all.

        Raises ValueError on a thinned frontier, of which not every package can be found.
        """
        if not self.exact:
            raise ValueError("a thinned frontier does not know all packages of a point")
        found = list(islice(self._walk(self.points[position], 0), limit + 1))
        rows = np.array(found[:limit], dtype=np.int32).reshape(-1, self.tables.issues)
        return rows, len(found) <= limit

    def counts(self) -> NDArray[Any]:
        """Return how many packages are worth exactly each point [n], in whole numbers of any size.

        Raises ValueError on a thinned frontier. Takes as long as points times options, by layers.
        """
        if not self.exact:
            raise ValueError("a thinned frontier does not know all packages of a point")
        wide = self.tables.combinations.bit_length() > _WIDE
        points = np.zeros((1, self.tables.parties), dtype=np.int64)
        counts: NDArray[Any] = np.ones(1, dtype=np.object_ if wide else np.int64)
        for k, (parent, option) in zip(
            range(self.tables.issues - 1, -1, -1), self.links, strict=True
        ):
            # as in `_walk`: what an efficient package leaves is efficient among the rests
            rests, before = _Lookup(points), counts
            points = points[parent] + self.tables.issue(k)[option]
            counts = np.zeros(len(points), dtype=before.dtype)
            for own in self.tables.issue(k):
                here, there = rests.met(points - own)
                counts[here] += before[there]
        return counts

    def _walk(self, worth: Ints, k: int) -> Iterator[list[int]]:
        """Yield the options from issue k on that are together worth `worth`.

        The rest of an efficient package is efficient among the rests, so that only values that lie
        on a layer need be followed.
        """
        places = self._places[k + 1]
        for option, own in enumerate(self.tables.issue(k)):
            left = worth - own
            if tuple(left.tolist()) in places:
                if k + 1 == self.tables.issues:
                    yield [option]
                else:
                    yield from ([option, *rest] for rest in self._walk(left, k + 1))

    @cached_property
    def _places(self) -> list[set[tuple[int, ...]]]:
        """The values of each layer, by the first issue it does not hold back to."""
        points = np.zeros((1, self.tables.parties), dtype=np.int64)
        places = [{tuple(points[0].tolist())}]
        for k, (parent, option) in zip(
            range(self.tables.issues - 1, -1, -1), self.links, strict=True
        ):
            points = points[parent] + self.tables.issue(k)[option]
            places.append(set(map(tuple, points.tolist())))
        return places[::-1]


class _Lookup:
    """Rows of whole numbers, each once, to be found by their contents."""

    def __init__(self, rows: Ints) -> None:
        self._rows = rows
        mixer = np.random.default_rng(0)
        while True:  # until no two rows have the same key; products wrap around
            self._factors = mixer.integers(1 << 62, size=rows.shape[1]) * 2 + 1
            keys = rows @ self._factors
            self._order = np.argsort(keys)
            self._keys = keys[self._order]
            if (self._keys[1:] != self._keys[:-1]).all():
                return

    def met(self, rows: Ints) -> tuple[Ints, Ints]:
        """Return which of the `rows` [n, P] are there, and where."""
        keys = rows @ self._factors
        place = np.minimum(np.searchsorted(self._keys, keys), self._keys.size - 1)
        place = self._order[place]
        here = np.flatnonzero((self._rows[place] == rows).all(axis=1))
        return here, place[here]


def frontier(tables: Tables, cap: int | None = None) -> Frontier:
    """Return the frontier of all packages; `cap`: points of a layer above which it is thinned.

    Values of packages must stay below 2**61 in size (`exact.scaled` and units in points see to it).
    """
    most = cap if cap is not None else CAPS.get(tables.parties, CAP)
    least, unit, origin = in_least_units(tables)
    links: list[tuple[Small, Small]] = []
    # no package is worth more than some ceiling; without thinning the points are the ceilings
    points = ceilings = np.zeros((1, tables.parties), dtype=np.int64)
    for k in range(tables.issues - 1, -1, -1):
        options = least.issue(k)
        layer = add(ceilings, options) if links else first_layer(options)
        parent, option = layer.parent, layer.option
        whole = points is ceilings
        ceilings = layer.points
        points = ceilings if whole else points[parent] + options[option]
        if len(ceilings) > most:
            kept, ceilings = thinned(points, ceilings, most)
            points, parent, option = points[kept], parent[kept], option[kept]
        links.append((parent, option))
    epsilon = (ceilings - points).max(axis=0)
    if epsilon.any():
        # a point that another dominates is not needed: the other is as near to the same ceiling
        kept = undominated(points)
        points, links[-1] = points[kept], (links[-1][0][kept], links[-1][1][kept])
    return Frontier(tables, points * unit + origin, tuple((epsilon * unit).tolist()), tuple(links))
