"""Scenarios of any size whose utilities are sums over issues, measured without an enumeration.

Each side's numbers are made whole exactly; the frontier comes by Pareto sums, and every point by
the definitions of measures.py, from the packages of the frontier alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

import numpy as np

from winset.selfcheck.bargains import bargains
from winset.selfcheck.measures import DEFINITIONS, Counts, Measured, Unsaid, points, rational_among
from winset.selfcheck.rational import rational_packages
from winset.selfcheck.table import Side, Table
from winset.space.grid import Floats, Ints
from winset.space.structure.exact import scaled
from winset.space.structure.frontier import CAP as THIN
from winset.space.structure.frontier import CAPS, Frontier, frontier
from winset.space.structure.tables import Tables

CAP = 200_000
"""Points of the frontier that are held, so that sixty issues take some hundred megabytes."""

MOST_STEPS = 10**8
"""Points times options up to which the packages of each point are counted."""

ROUNDING = 1e-9
"""Share by which bounds that floats compute are widened."""

MOST_SIDES = 6
"""Sides up to which frontiers are searched."""


def is_additive(table: Table) -> bool:
    """Return whether every side's utility is a sum over issues, with no bonus and no ceiling met.

    Only for 2 to MOST_SIDES sides, which the search is made for.
    """
    return 2 <= len(table.sides) <= MOST_SIDES and all(map(_sums, table.sides))  # noqa: PLR2004


def _sums(side: Side) -> bool:
    return not side.bonuses and (side.ceiling is None or _greatest(side) <= side.ceiling)


def _least(side: Side) -> int:
    return sum(map(min, side.rows))


def _greatest(side: Side) -> int:
    return sum(map(max, side.rows))


@dataclass(frozen=True)
class Wholes:
    """A table's utilities in 64 bits: a package worth z in `tables` has z x `step` + `low` units.

    `step`, `low`, `floors` [sides]; every option is worth 0 or more; a package is rational if its
    values reach `floors`.
    """

    tables: Tables
    step: tuple[int, ...]
    low: tuple[int, ...]
    floors: tuple[int, ...]


def wholes(table: Table) -> Wholes | None:
    """Return the utilities of an additive table as whole numbers; None if 64 bits do not hold them.

    What an option is worth more than the least of its issue is stated in lowest terms.
    """
    try:
        each = [
            scaled(
                [[Fraction(value - min(row), side.unit) for row in side.rows for value in row]],
                len(side.rows),
            )
            for side in table.sides
        ]
    except ValueError:  # too large even in whole points
        return None
    if any(found.epsilon for found in each):
        return None
    step = tuple(side.unit // found.scale for side, found in zip(table.sides, each, strict=True))
    low = tuple(map(_least, table.sides))
    return Wholes(
        Tables(
            np.ascontiguousarray(np.concatenate([found.values for found in each]).T),
            (0, *accumulate(table.sizes)),
        ),
        step,
        low,
        tuple(
            -((least - side.reservation) // by)
            for side, by, least in zip(table.sides, step, low, strict=True)
        ),
    )


@dataclass(frozen=True)
class Edge:
    """The points of the frontier of all packages; as `Valued` of measures.py, each a column."""

    table: Table
    whole: Wholes
    found: Frontier
    counts: Counts | None

    @property
    def ranks(self) -> Ints:
        """The values [sides, n]."""
        ranks: Ints = self.found.points.T
        return ranks

    @property
    def near(self) -> Floats:
        """The utilities [sides, n] as floats."""
        rows = zip(self.ranks, self.whole.step, self.whole.low, self.table.sides, strict=True)
        return np.array(
            [
                row * float(Fraction(step, side.unit)) + float(Fraction(low, side.unit))
                for row, step, low, side in rows
            ]
        )

    def exact(self, number: int) -> tuple[int, ...]:
        """Return the exact units of one point to every side."""
        values = self.found.points[number].tolist()
        rows = zip(values, self.whole.step, self.whole.low, strict=True)
        return tuple(value * step + low for value, step, low in rows)

    def packages(self, columns: Ints) -> Counts | None:
        """Return how many packages are worth each of the points, None where not counted."""
        return None if self.counts is None else self.counts[columns]

    def pairs(self) -> tuple[tuple[float, float], ...] | None:
        """Return the points of two sides' frontier as floats; None for more, or if thinned."""
        if len(self.table.sides) != 2 or not self.found.exact:  # noqa: PLR2004
            return None
        return tuple((float(a), float(b)) for a, b in self.near.T)

    @property
    def epsilon(self) -> Floats:
        """Utility [sides] by which each package is at most above some point of the edge."""
        rows = zip(self.found.epsilon, self.whole.step, self.table.sides, strict=True)
        return np.array([float(Fraction(e * step, side.unit)) for e, step, side in rows])


def edge_of(table: Table) -> Edge | Unsaid:
    """Return the frontier of an additive table, or why it cannot be told."""
    whole = wholes(table)
    if whole is None:
        return Unsaid("the numbers are too long for whole ones of 64 bits")
    most = min(CAP, CAPS.get(len(table.sides), THIN))
    every = frontier(whole.tables, cap=most)
    counted = every.exact and _steps(every) <= MOST_STEPS
    return Edge(table, whole, every, every.counts() if counted else None)


def measured(table: Table, edge: Edge | Unsaid) -> dict[str, Measured]:
    """Return the measures of measures.py for an additive table of any size.

    Exact, or Unsaid with the reason; `edge`: what `edge_of` says of the table.
    """
    least = tuple(side.utility(_least(side)) for side in table.sides)
    best = tuple(side.utility(_greatest(side)) for side in table.sides)
    said: dict[str, Measured] = {
        "outcomes": table.outcomes,
        "disagreement": tuple(side.utility(side.reservation) for side in table.sides),
        "min_utility": least,
        "max_utility": best,
    }
    if isinstance(edge, Unsaid):
        return _in_order(said, edge)
    said["individually_rational"] = rational_packages(edge.whole.tables, edge.whole.floors)
    if not edge.found.exact:
        said |= bargains(table, least, best) | {"opposition": opposition(edge, best)}
        return _in_order(said, Unsaid("the frontier has too many points to hold"))
    inner = rational_among(edge)
    said |= {
        "pareto_outcomes": _outcomes(edge, np.arange(inner.size)),
        "pareto_points": inner.size,
        "pareto_ir_outcomes": _outcomes(edge, np.flatnonzero(inner)),
        "pareto_ir_points": int(inner.sum()),
    }
    return _in_order(said | points(edge, least, best, inner), Unsaid(""))


def opposition(edge: Edge, best: tuple[Fraction, ...]) -> Unsaid | None:
    """Return bounds on the opposition from a thinned edge, None where measures.py has it so."""
    if any(b == 0 for b in best):
        return None
    top = np.array([float(b) for b in best])[:, None]
    d = np.array([[float(side.utility(side.reservation))] for side in edge.table.sides])
    # nothing is worth more than some ceiling, and opposition falls as anyone's utility rises
    ceilings = np.minimum(edge.near + edge.epsilon[:, None], top)
    within = (ceilings >= d - ROUNDING * np.maximum(1, np.abs(d))).all(axis=0)
    rational = rational_among(edge)
    why = "the frontier is known within a bound only"
    if not within.any():
        return None
    if not rational.any():
        return Unsaid(why)
    low, high = (
        float(np.sqrt((((top - values) / top) ** 2).sum(axis=0).min()))
        for values in (ceilings[:, within], edge.near[:, rational])
    )
    return Unsaid(why, Fraction(low * (1 - ROUNDING)), Fraction(high * (1 + ROUNDING)))


def _in_order(said: dict[str, Measured], other: Unsaid) -> dict[str, Measured]:
    """Return all measures in the order of DEFINITIONS, `other` for those that are not said."""
    return {name: said.get(name, other) for name in DEFINITIONS}


def _steps(every: Frontier) -> int:
    """Return how many points are looked up to count the packages of a frontier."""
    sizes = reversed(every.tables.sizes)
    return sum(len(parent) * size for (parent, _), size in zip(every.links, sizes, strict=True))


def _outcomes(edge: Edge, columns: Ints) -> int | Unsaid:
    packages = edge.packages(columns)
    if packages is None:
        return Unsaid(f"counting them takes more than {MOST_STEPS:,} steps")
    return int(packages.sum())
