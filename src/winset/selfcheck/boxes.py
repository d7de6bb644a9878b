"""Two parties whose utilities are boxes alone: what each box pays, and which boxes exclude another.

Boxes of a product have the Helly property: boxes that meet two by two have a package in common. So
what packages are worth is what sets of boxes are worth of which no two are foes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from winset.case.document import Case
from winset.case.errors import CannotRun
from winset.case.linkages import Bonus

MOST_BOXES = 1000
"""Boxes of both parties that the search takes on."""

Bounds = tuple[tuple[int, tuple[int, ...]], ...]
"""(issue, options) by position: what a package inside a box has on those issues."""


class TooEntangled(CannotRun):
    """A scenario too large to enumerate, and not of boxes that can be searched."""

    def __init__(self, why: str) -> None:
        super().__init__(f"cannot say: too many packages to enumerate, and {why}")


@dataclass(frozen=True)
class Boxes:
    """Boxes over issues of `sizes` options; `worth` in whole units, `units[p]` of them 1 utility.

    `foes[n]` has bit m set if boxes n and m have no package in common. No package counts for more
    than `most[p]` to party p.
    """

    sizes: tuple[int, ...]
    bounds: tuple[Bounds, ...]
    worth: tuple[tuple[int, int], ...]
    foes: tuple[int, ...]
    most: tuple[int, int]
    units: tuple[int, int]

    def value(self, package: Sequence[int]) -> tuple[int, int]:
        """Return what a package, one option an issue, is worth in units to both parties."""
        return self.paid(
            n
            for n, bounds in enumerate(self.bounds)
            if all(package[k] in kept for k, kept in bounds)
        )

    def paid(self, around: Iterable[int]) -> tuple[int, int]:
        """Return what a package that lies in the given boxes is worth in units to both parties."""
        first = second = 0
        for n in around:
            first, second = first + self.worth[n][0], second + self.worth[n][1]
        return min(first, self.most[0]), min(second, self.most[1])

    def utilities(self, value: tuple[int, int]) -> tuple[Fraction, Fraction]:
        """Return units as utilities."""
        return Fraction(value[0], self.units[0]), Fraction(value[1], self.units[1])


def boxes_of(case: Case) -> Boxes:
    """Return the boxes of a case. Raises TooEntangled if it is not of boxes of two parties alone.

    Boxes must pay 0 or more, each to one party, and be no more than MOST_BOXES.
    """
    names = [case.principal(party) for party in case.parties]
    if len(names) != 2:  # noqa: PLR2004  the frontier is searched as stairs
        raise TooEntangled(f"{len(names)} parties; boxes are searched for two")
    options = {name: tuple(issue.options) for name, issue in case.issues.items()}
    bounds: list[Bounds] = []
    paid: list[tuple[Fraction, Fraction]] = []
    tops: list[Fraction] = []
    for place, name in enumerate(names):
        pays = _pays(case, name)
        for link, utility in pays:
            bounds.append(_bounds(link, options))
            paid.append((utility, Fraction(0)) if place == 0 else (Fraction(0), utility))
        scale = case.actors[name].scale
        total = sum((utility for _, utility in pays), Fraction(0))
        ceiling = scale.ceiling if scale else None
        tops.append(total if ceiling is None else Fraction(ceiling))
    if len(bounds) > MOST_BOXES:
        raise TooEntangled(f"{len(bounds):,} boxes; up to {MOST_BOXES:,} are searched")
    units = tuple(
        math.lcm(tops[p].denominator, *(each[p].denominator for each in paid)) for p in (0, 1)
    )
    return Boxes(
        tuple(map(len, options.values())),
        tuple(bounds),
        tuple((int(a * units[0]), int(b * units[1])) for a, b in paid),
        _foes(bounds),
        (int(tops[0] * units[0]), int(tops[1] * units[1])),
        (units[0], units[1]),
    )


def _pays(case: Case, name: str) -> list[tuple[Bonus, Fraction]]:
    """Return the linkages that pay an actor, with their utility; TooEntangled if more pays it."""
    actor = case.actors[name]
    alone = "utilities are not boxes alone"
    if actor.scale is None or any(s.mid for v in actor.views.values() for s in v.scores.values()):
        raise TooEntangled(alone)
    a_point = (Fraction(actor.scale.at_100) - Fraction(actor.scale.at_0)) / 100
    pays = [
        (link, Fraction(link.points[name].mid) * a_point)
        for link in case.linkages.values()
        if isinstance(link, Bonus) and name in link.points
    ]
    for link, utility in pays:
        if utility < 0:
            raise TooEntangled("a box takes utility away, which the search cannot bound")
        if link.when.none or link.when.all or link.when.any or len(link.points) > 1:
            raise TooEntangled(alone)
    return pays


def _bounds(link: Bonus, options: Mapping[str, tuple[str, ...]]) -> Bounds:
    issues = list(options)
    return tuple(
        sorted(
            (issues.index(issue), tuple(sorted(options[issue].index(o) for o in kept)))
            for issue, kept in link.when.options.items()
        )
    )


def _foes(bounds: Sequence[Bounds]) -> tuple[int, ...]:
    sides = [{k: frozenset(kept) for k, kept in each} for each in bounds]
    return tuple(
        sum(
            1 << m
            for m, other in enumerate(sides)
            if any(kept.isdisjoint(other.get(k, kept)) for k, kept in own.items())
        )
        for own in sides
    )
