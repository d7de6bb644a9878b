"""The points of an additive table whose frontier is too large to hold, by searches of their own.

A search proves its best package, or says between which bounds the best lies. All ties are listed
where they are few.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate

import numpy as np

from winset.selfcheck.measures import Measured, Point, Unsaid
from winset.selfcheck.table import Table
from winset.space.structure.deals import Deal, Ladder, deal, ties
from winset.space.structure.exact import scaled
from winset.space.structure.tables import Tables

LADDER = Ladder(seconds=4.0)
"""How far each search goes."""

MOST_TIES = 1000
"""Packages of the same merit that are listed."""

ROUNDING = Fraction(1, 10**9)
"""Share by which bounds that floats compute are widened."""


def bargains(
    table: Table, least: tuple[Fraction, ...], best: tuple[Fraction, ...]
) -> dict[str, Measured]:
    """Return the points of measures.py that a search can find, by name; see there for `d2`, `b`.

    `least`, `best`: the least and greatest utilities over all packages.
    """
    stated = _gains(table)
    if stated is None:
        return {}
    d2 = replace(stated, d=tuple(map(max, stated.d, stated.in_units(least))))
    ideal = [b - d for b, d in zip(stated.in_units(best), stated.d, strict=True)]
    found: dict[str, Measured] = {
        "nash": _point(stated, "nash"),
        "kalai": _point(stated, "egalitarian"),
        "ks": _point(stated, "kalai_smorodinsky", ideal),
        "ks_ir": _point(stated, "kalai_smorodinsky"),
        "welfare": _point(stated, "utilitarian"),
    }
    same = d2.d == stated.d
    return found | {
        "kalai_d2": found["kalai"] if same else _point(d2, "egalitarian"),
        "nash_d2": found["nash"] if same else _point(d2, "nash"),
    }


@dataclass(frozen=True)
class _Gains:
    """A table in one whole unit for all sides, of which `unit` make 1; `d`: from where gains count.

    No package is rational unless it is worth `d` to every side.
    """

    tables: Tables
    d: tuple[int, ...]
    unit: int

    def in_units(self, utilities: Sequence[Fraction]) -> tuple[int, ...]:
        """Return utilities that packages have in units."""
        return tuple(int(u * self.unit) for u in utilities)


def _gains(table: Table) -> _Gains | None:
    """Return the table in one unit; None if 64 bits do not hold the numbers."""
    rows = [
        [*(side.utility(v) for row in side.rows for v in row), side.utility(side.reservation)]
        for side in table.sides
    ]
    try:
        found = scaled(rows, (len(table.sizes) + 1) * len(rows))
    except ValueError:  # too large even in whole points
        return None
    if found.epsilon:
        return None
    flat = np.ascontiguousarray(found.values[:, :-1].T)
    d = tuple(found.values[:, -1].tolist())
    return _Gains(Tables(flat, (0, *accumulate(table.sizes))), d, found.scale)


def _point(stated: _Gains, rule: str, ideal: Sequence[int] | None = None) -> Point | Unsaid | None:
    """Return the best by a rule among rational packages; None if there are none."""
    if ideal is not None and min(ideal) <= 0:
        return None if min(ideal) < 0 else _nothing_to_share(stated)
    picked = deal(stated.tables, rule, stated.d, ladder=LADDER, ideal=ideal)
    if picked.status == "infeasible":
        return None
    if picked.ideal is not None and min(picked.ideal) == 0:
        return _nothing_to_share(stated)
    return _listed(stated, picked) if picked.status == "exact" else _between(stated, picked)


def _listed(stated: _Gains, picked: Deal) -> Point | Unsaid:
    """Return the point of an exact deal, with all packages that tie with it."""
    value = _merit(stated, picked)
    rows, whole = ties(stated.tables, picked, stated.d, MOST_TIES, ladder=LADDER)
    if not whole:
        return Unsaid("packages that tie are too many to list", value, value)
    each, packages = np.unique(stated.tables.values(rows), axis=0, return_counts=True)
    utilities = tuple(sorted(tuple(Fraction(v, stated.unit) for v in row) for row in each.tolist()))
    told = (utilities, len(utilities), int(packages.sum()))
    return Point(value, *told, told)


def _nothing_to_share(stated: _Gains) -> Unsaid | None:
    """Return what is said where some side has nothing to gain: its share is 0 in any package."""
    if deal(stated.tables, "utilitarian", stated.d, ladder=LADDER).status == "infeasible":
        return None
    return Unsaid("a side has nothing to gain: all are equal", Fraction(0), Fraction(0))


def _merit(stated: _Gains, picked: Deal) -> Fraction:
    gains = picked.gains or ()
    each = [Fraction(gain, stated.unit) for gain in gains]
    match picked.rule:
        case "nash":
            return math.prod(each, start=Fraction(1))
        case "egalitarian":
            return min(each)
        case "utilitarian":
            return sum(each, Fraction(sum(stated.d), stated.unit))
        case _:
            return min(Fraction(g, i) for g, i in zip(gains, picked.ideal or (), strict=True))


def _between(stated: _Gains, picked: Deal) -> Unsaid:
    """Return the bounds of a deal that is not proved."""
    if picked.gains is None or not math.isfinite(picked.bound):
        return Unsaid("the search was given up")
    low, high = Fraction(picked.merit), Fraction(picked.bound)
    match picked.rule:
        case "nash":
            low, high = ((bound / stated.unit) ** len(stated.d) for bound in (low, high))
        case "egalitarian" | "utilitarian":
            low, high = low / stated.unit, high / stated.unit
    low, high = low - ROUNDING * abs(low), high + ROUNDING * abs(high)
    if picked.rule == "utilitarian":
        from_d = Fraction(sum(stated.d), stated.unit)
        low, high = low + from_d, high + from_d
    return Unsaid("the search was given up", low, high)
