"""What is measured of a scenario, each with the definition it is computed by.

d: the reservation value, or the least utility where there is none. b: the greatest utility over all
packages. Rational: u >= d for every party. Every maximum is exact, with all packages that reach it
and that no other dominates.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from winset.selfcheck.outcomes import Outcomes
from winset.selfcheck.table import Table
from winset.space.frontier import efficient
from winset.space.grid import Bools, Floats, Ints

DEFINITIONS = {
    "outcomes": "packages, one option an issue",
    "individually_rational": "packages with u >= d for every party",
    "pareto_outcomes": "packages that no other dominates; equal ones all count",
    "pareto_points": "distinct utilities among those",
    "pareto_ir_outcomes": "the same, rational",
    "pareto_ir_points": "distinct utilities among those",
    "disagreement": "d: the reservation value; the least utility where the program gives none",
    "min_utility": "least utility of each party",
    "max_utility": "greatest utility of each party, b",
    "nash": "greatest product of u - d over rational packages (Nash 1950)",
    "kalai": "egalitarian: greatest smallest u - d over rational packages (Kalai 1977)",
    "ks": "Kalai-Smorodinsky 1975: greatest smallest (u - d) / (b - d) over rational packages",
    "ks_ir": "the same, b over rational packages only",
    "ks_spread": "NegMAS's rule: least spread of (u - d') / (b - d') on the rational frontier, "
    "d' = max(d, least utility)",
    "kalai_d2": "egalitarian on the rational frontier with d' = max(d, least utility)",
    "nash_d2": "Nash on the rational frontier with d' = max(d, least utility)",
    "welfare": "greatest sum of u over rational packages",
    "opposition": "least distance of u / b to (1, ..., 1) over rational packages",
}

GRID = Fraction(1, 10**9)
"""Utility below which a difference may be rounding of the files, or of who computed before us."""

SHOWN = 1000
"""Distinct utilities that a point lists."""


@dataclass(frozen=True)
class Point:
    """The best by some rule: its merit, the distinct utilities that reach it, and how many do.

    `outcomes`: the packages that reach it, None where they are not counted. `near`: the same three
    if merits and utilities that differ by less than GRID count as equal.
    """

    value: Fraction
    utilities: tuple[tuple[Fraction, ...], ...]
    distinct: int
    outcomes: int | None
    near: tuple[tuple[tuple[Fraction, ...], ...], int, int | None]


@dataclass(frozen=True)
class Unsaid:
    """A measure that cannot be told, and why; between `low` and `high` if so much is known."""

    why: str
    low: Fraction | None = None
    high: Fraction | None = None


Measured = int | float | tuple[Fraction, ...] | Point | Unsaid | None

Counts = NDArray[Any]
"""Numbers of packages: 64 bits each where all of a scenario fit, else whole numbers."""


class Valued(Protocol):
    """Utilities of packages, or of points that stand for several: `ranks` and `near` as Outcomes.

    `exact`: the units of one column to every side; `packages`: how many packages the given columns
    stand for, None where that was not counted.
    """

    @property
    def table(self) -> Table:
        """Whose utilities."""

    @property
    def ranks(self) -> Ints:
        """Whole numbers [sides, n] that order and tie as the exact utilities do."""

    @property
    def near(self) -> Floats:
        """The utilities [sides, n] as floats."""

    def exact(self, number: int) -> tuple[int, ...]:
        """Return the exact units of one column to every side."""

    def packages(self, columns: Ints) -> Counts | None:
        """Return how many packages each of the `columns` stands for."""


Merit = Callable[[tuple[Fraction, ...]], Fraction]


def measures(found: Outcomes) -> dict[str, Measured]:
    """Return every measure by its name in DEFINITIONS; a point is None if nothing is rational."""
    rational = rational_among(found)
    frontier = efficient(found.ranks)
    return {
        "outcomes": found.count,
        **_counts(found.ranks, rational, frontier),
        **points(
            found,
            _utilities(found.table, found.least),
            _utilities(found.table, found.greatest),
            frontier & rational,
        ),
    }


def points(
    found: Valued, least: tuple[Fraction, ...], best: tuple[Fraction, ...], inner: Bools
) -> dict[str, Measured]:
    """Return all measures but the counts, from the rational frontier, `inner` [n].

    `least`, `best`: the least and greatest utilities over all packages. What rational packages are
    worth at most, and how near they come to the best of all, the frontier among them tells: each
    of the others has one that is worth no less to anyone, and is rational too.
    """
    d = tuple(side.utility(side.reservation) for side in found.table.sides)
    d2 = tuple(map(max, d, least))
    best_ir = _best(found, inner)
    search = _Search(found, d, inner)
    on_frontier = _Search(found, d2, inner)
    return {
        "disagreement": d,
        "min_utility": least,
        "max_utility": best,
        "nash": search.nash(),
        "kalai": search.egalitarian(),
        "ks": search.shares(best),
        "ks_ir": search.shares(best_ir) if best_ir else None,
        "ks_spread": on_frontier.spread(best),
        "kalai_d2": on_frontier.egalitarian(),
        "nash_d2": on_frontier.nash(),
        "welfare": search.welfare(),
        "opposition": _opposition(found, best, inner),
    }


def counts_on_grid(found: Outcomes) -> dict[str, int]:
    """Return the counts if utilities are rounded to multiples of GRID first.

    Files that were written from rounded numbers have ties that their digits miss by a hair.
    """
    ranks = np.rint(found.near / float(GRID)).astype(np.int64)
    d = [round(side.utility(side.reservation) / GRID) for side in found.table.sides]
    rational: Bools = np.all(ranks >= np.array(d)[:, None], axis=0)
    return _counts(ranks, rational, efficient(ranks))


def _counts(ranks: Ints, rational: Bools, frontier: Bools) -> dict[str, int]:
    inner = frontier & rational
    return {
        "individually_rational": int(rational.sum()),
        "pareto_outcomes": int(frontier.sum()),
        "pareto_points": _distinct(ranks[:, frontier]),
        "pareto_ir_outcomes": int(inner.sum()),
        "pareto_ir_points": _distinct(ranks[:, inner]),
    }


def _utilities(table: Table, units: tuple[int, ...]) -> tuple[Fraction, ...]:
    return tuple(side.utility(value) for side, value in zip(table.sides, units, strict=True))


def rational_among(found: Valued) -> Bools:
    """Return which packages are rational; floats decide all but those that are close to d."""
    rational = np.ones(found.near.shape[1], dtype=np.bool_)
    for p, side in enumerate(found.table.sides):
        d = float(side.utility(side.reservation))
        close = np.flatnonzero(np.abs(found.near[p] - d) <= 1e-9 * max(1.0, abs(d)))
        meets = found.near[p] >= d
        ranks, first, member = np.unique(
            found.ranks[p, close], return_index=True, return_inverse=True
        )
        exact = [found.exact(int(close[n]))[p] >= side.reservation for n in first]
        if ranks.size:
            meets[close] = np.array(exact)[member.ravel()]
        rational &= meets
    return rational


def _best(found: Valued, among: Bools) -> tuple[Fraction, ...] | None:
    places = np.flatnonzero(among)
    if not places.size:
        return None
    tops = [int(places[np.argmax(found.ranks[p, places])]) for p in range(len(found.ranks))]
    return tuple(
        side.utility(found.exact(top)[p])
        for p, (side, top) in enumerate(zip(found.table.sides, tops, strict=True))
    )


def _distinct(ranks: Ints) -> int:
    return int(np.unique(ranks, axis=1).shape[1])


def _opposition(found: Valued, best: tuple[Fraction, ...], rational: Bools) -> float | None:
    if not rational.any() or any(value == 0 for value in best):
        return None
    gaps: Floats = 1 - found.near[:, rational] / np.array([float(b) for b in best])[:, None]
    return math.sqrt(float((gaps**2).sum(axis=0).min()))


def _added(packages: Counts | None, member: Ints, groups: int) -> Counts | None:
    """Return how many packages belong to each group; `member` [n] tells whose."""
    if packages is None:
        return None
    total = np.zeros(groups, dtype=packages.dtype)
    np.add.at(total, member, packages)
    return total


def _sum(packages: Counts | None, which: list[int]) -> int | None:
    return None if packages is None else int(packages[which].sum())


def _rounded(utilities: tuple[Fraction, ...]) -> tuple[int, ...]:
    return tuple(round(value / GRID) for value in utilities)


@dataclass(frozen=True)
class _Search:
    """Looks for the best among some packages, gains counted from `d`."""

    found: Valued
    d: tuple[Fraction, ...]
    among: Bools

    def nash(self) -> Point | None:
        gains = self._gains()
        return self._greatest(
            gains.prod(axis=0), lambda u: math.prod(self._of(u), start=Fraction(1))
        )

    def egalitarian(self) -> Point | None:
        return self._greatest(self._gains().min(axis=0), lambda u: min(self._of(u)))

    def welfare(self) -> Point | None:
        near = self.found.near[:, self._places].sum(axis=0)
        return self._greatest(near, lambda u: sum(u, Fraction(0)))

    def shares(self, best: tuple[Fraction, ...]) -> Point | None:
        return self._greatest(self._shares(best).min(axis=0), lambda u: min(self._parts(u, best)))

    def spread(self, best: tuple[Fraction, ...]) -> Point | None:
        shares = self._shares(best)
        near = shares.min(axis=0) - shares.max(axis=0)
        return self._greatest(near, lambda u: min(self._parts(u, best)) - max(self._parts(u, best)))

    @property
    def _places(self) -> Ints:
        places: Ints = np.flatnonzero(self.among)
        return places

    def _of(self, u: tuple[Fraction, ...]) -> list[Fraction]:
        return [value - d for value, d in zip(u, self.d, strict=True)]

    def _parts(self, u: tuple[Fraction, ...], best: tuple[Fraction, ...]) -> list[Fraction]:
        """Return each party's share of its best gain; 0 where there is none to be had."""
        return [
            gain / (b - d) if b > d else Fraction(0)
            for gain, b, d in zip(self._of(u), best, self.d, strict=True)
        ]

    def _gains(self) -> Floats:
        d = np.array([float(value) for value in self.d])
        gains: Floats = self.found.near[:, self._places] - d[:, None]
        return gains

    def _shares(self, best: tuple[Fraction, ...]) -> Floats:
        room = np.array([float(b - d) for b, d in zip(best, self.d, strict=True)])
        shares: Floats = np.where(
            room[:, None] > 0, self._gains() / np.where(room > 0, room, 1)[:, None], 0.0
        )
        return shares

    def _greatest(self, near: Floats, merit: Merit) -> Point | None:
        """Return the packages of greatest exact merit; `near` finds those worth weighing."""
        places = self._places
        if not places.size:
            return None
        scale = float(np.abs(near).max())
        close = places[near >= near.max() - 2e-9 * max(1.0, scale)]
        _, first, member = np.unique(
            self.found.ranks[:, close], axis=1, return_index=True, return_inverse=True
        )
        utilities = [_utilities(self.found.table, self.found.exact(int(close[n]))) for n in first]
        merits = [merit(each) for each in utilities]
        top = max(merits)
        packages = _added(self.found.packages(close), member.ravel(), len(merits))
        best = [n for n, value in enumerate(merits) if value == top]
        slack = GRID * max(Fraction(1), abs(top))
        nearly = [n for n, value in enumerate(merits) if top - value <= slack]
        listed = {_rounded(utilities[n]): utilities[n] for n in nearly}
        return Point(
            top,
            tuple(sorted(utilities[n] for n in best)[:SHOWN]),
            len(best),
            _sum(packages, best),
            (tuple(sorted(listed.values())[:SHOWN]), len(listed), _sum(packages, nearly)),
        )
