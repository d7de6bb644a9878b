"""The best packages that a search has met so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from winset.space.diagram.diagram import Packages
from winset.space.diagram.labels import best_of
from winset.space.diagram.merits import Merit
from winset.space.diagram.weighed import SLACK
from winset.space.grid import Floats, Ints

Point = tuple[int, ...]
"""Gains of all parties, in units."""


@dataclass
class Finds:
    """Packages of about the greatest `merit` met, by their gains; `worth` is that merit, nearly.

    Before any is met it is 0, below which no merit of gains of 0 or more falls.
    """

    merit: Merit
    worth: float = 0.0
    _near: dict[Point, tuple[float, tuple[int, ...]]] = field(default_factory=dict)

    def add(self, gains: Ints, packages: Packages) -> None:
        """Take note of packages [n, issues] with `gains` [n, parties] of 0 or more."""
        if not len(gains):
            return
        near: Floats = self.merit.near(gains)
        self.worth = max(self.worth, float(near.max()))
        close = self.worth * (1 - SLACK)
        self._near = {point: each for point, each in self._near.items() if each[0] >= close}
        for n in np.flatnonzero(near >= close).tolist():
            point = tuple(gains[n].tolist())
            self._near.setdefault(point, (float(near[n]), tuple(packages[n].tolist())))

    def best(self) -> list[Point]:
        """Return the efficient points of greatest merit, by the tie-break: sum, then least gain."""
        merits: dict[Point, int | Fraction] = {p: self.merit.exact(p) for p in self._near}
        top = max(merits.values(), default=0)
        tied = [point for point, merit in merits.items() if merit == top]
        if not tied:
            return []
        kept = best_of(np.array(tied, dtype=np.int64))
        efficient = [point for point, keep in zip(tied, kept, strict=True) if keep]
        return sorted(efficient, key=lambda point: (-sum(point), -min(point), point))

    def package(self, point: Point) -> tuple[int, ...]:
        """Return a package that gives a point which `best` returned."""
        return self._near[point][1]
