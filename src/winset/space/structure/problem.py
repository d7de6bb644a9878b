"""One rule's question about tables: which package has the greatest merit, no one falling short?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from winset.space.grid import Floats, Ints
from winset.space.structure.layers import undominated
from winset.space.structure.search import NASH, SHARES, SUM
from winset.space.structure.tables import Packages, Tables

__all__ = ["NASH", "SHARES", "SUM", "Found", "Problem"]


@dataclass(frozen=True)
class Problem:
    """The greatest merit of gains z = base + the sum of `flat` rows, with z >= lower.

    `flat` [options, P], `offsets` [issues + 1]: the options that can matter, as whole numbers.
    `rule`: NASH, the product of z; SHARES, the least z_p / c_p with c_p > 0; SUM, of c_p z_p. `c`,
    `lower`, `base` [P]. `numbers` [options]: which option of its issue a row is.
    """

    flat: Ints
    offsets: Ints
    base: Ints
    rule: int
    c: Ints
    lower: Ints
    numbers: Ints

    @property
    def tables(self) -> Tables:
        """The options that can matter, as Tables."""
        return Tables(self.flat, tuple(self.offsets.tolist()))

    def packages(self, rows: Packages) -> Packages:
        """Return `rows` of options among those that can matter with the numbers of all options."""
        named: Packages = self.numbers[rows + self.offsets[:-1]].astype(np.int32)
        return named

    def merits(self, gains: Ints) -> Floats:
        """Return the merit [n] of gains [n, P] in floats; for Nash their geometric mean."""
        if self.rule == NASH:
            mean: Floats = np.exp(np.log(np.maximum(gains, 1)).mean(axis=1))
            return mean
        if self.rule == SUM:
            total: Floats = gains.astype(np.float64) @ self.c.astype(np.float64)
            return total
        counted = self.c > 0
        least: Floats = (gains[:, counted] / self.c[counted]).min(axis=1, initial=np.inf)
        return least


@dataclass(frozen=True)
class Found:
    """What a route found: the best `package` [issues] and its `gains` [P], None if none.

    `proved`: nothing better exists (without a package: none reaches the lower bounds). `bound`: a
    merit that none exceeds, for Nash the geometric mean of the gains. `weights` [P] show it.
    """

    package: tuple[int, ...] | None
    gains: tuple[int, ...] | None
    proved: bool
    bound: float
    weights: Floats
    route: str
    nodes: int


def posed(tables: Tables, rule: int, base: Ints, c: Ints, lower: Ints) -> Problem:
    """Return the Problem without options that another of their issue beats or repeats earlier.

    Neither a greatest merit nor the tie-break (the earliest in file order last) ever picks those.
    """
    kept = [np.sort(undominated(tables.issue(k))) for k in range(tables.issues)]
    return _of(tables, kept, rule, base, c, lower)


def posed_with_ties(tables: Tables, rule: int, base: Ints, c: Ints, lower: Ints) -> Problem:
    """Return the Problem without options that another of their issue beats; equal ones stay."""
    kept = []
    for k in range(tables.issues):
        options = tables.issue(k)
        best = {tuple(row) for row in options[undominated(options)].tolist()}
        kept.append(np.array([a for a, row in enumerate(options.tolist()) if tuple(row) in best]))
    return _of(tables, kept, rule, base, c, lower)


def _of(tables: Tables, kept: list[Ints], rule: int, base: Ints, c: Ints, lower: Ints) -> Problem:
    flat = np.concatenate([tables.issue(k)[ids] for k, ids in enumerate(kept)])
    offsets = np.cumsum([0, *(ids.size for ids in kept)])
    return Problem(flat, offsets, base, rule, c, lower, np.concatenate(kept))
