"""A case's utilities as whole numbers, exactly: what each option is worth to each principal."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from winset.case.actors import Actor
from winset.case.curves import mixture
from winset.case.document import Case
from winset.case.linkages import Bonus
from winset.case.numbers import Judged
from winset.case.values import id_of
from winset.space.conditions import Test, compile_condition


@dataclass(frozen=True)
class Side:
    """One principal, in units of which `unit` make 1 of its utility.

    A package is worth the sum of `rows[k][o]`, plus each bonus (position of its test, units) it
    meets, at most `ceiling`.
    """

    name: str
    unit: int
    rows: tuple[tuple[int, ...], ...]
    bonuses: tuple[tuple[int, int], ...]
    reservation: int
    ceiling: int | None

    def utility(self, units: int) -> Fraction:
        """Return whole units as utility."""
        return Fraction(units, self.unit)


@dataclass(frozen=True)
class Table:
    """All principals over the packages of `sizes` options an issue; `tests` are met or not."""

    sizes: tuple[int, ...]
    sides: tuple[Side, ...]
    tests: tuple[Test, ...]

    @property
    def outcomes(self) -> int:
        """How many packages there are."""
        return math.prod(self.sizes)


def table(case: Case) -> Table:
    """Return the table of an imported case: one actor a party, whole-option scores, bonuses only.

    Of a range there are its evenly spaced numbers, those that the program of its files counts too.
    Every number is taken as the fraction it is, and scaled by the common denominator: sums are
    exact, ties are ties.
    """
    options = {
        name: tuple(map(id_of, issue.range.even())) if issue.range else tuple(issue.options)
        for name, issue in case.issues.items()
    }
    links = [link for link in case.linkages.values() if isinstance(link, Bonus)]
    return Table(
        sizes=tuple(map(len, options.values())),
        sides=tuple(_side(case, case.principal(party), options, links) for party in case.parties),
        tests=tuple(compile_condition(link.when, tuple(options), options) for link in links),
    )


def _side(
    case: Case, name: str, options: dict[str, tuple[str, ...]], links: Sequence[Bonus]
) -> Side:
    actor = case.actors[name]
    low, high = _scale(actor)
    a_point = (high - low) / 100
    total = sum((Fraction(view.weight.mid) for view in actor.views.values()), Fraction(0))
    rows = [
        [
            Fraction(actor.views[issue].weight.mid)
            / total
            * _score(actor.views[issue].scores, option)
            * a_point
            for option in of
        ]
        for issue, of in options.items()
    ]
    rows[0] = [value + low for value in rows[0]]
    bonuses = [
        (n, Fraction(link.points[name].mid) * a_point)
        for n, link in enumerate(links)
        if name in link.points
    ]
    stated = Fraction(actor.reservation.mid if actor.reservation else 0) * a_point + low
    ceiling = actor.scale.ceiling if actor.scale else None
    numbers = [*(v for row in rows for v in row), *(points for _, points in bonuses), stated]
    unit = math.lcm(*(n.denominator for n in numbers), Fraction(ceiling or 0).denominator)
    return Side(
        actor.name,
        unit,
        tuple(tuple(int(value * unit) for value in row) for row in rows),
        tuple((n, int(points * unit)) for n, points in bonuses),
        int(stated * unit),
        None if ceiling is None else int(Fraction(ceiling) * unit),
    )


def _score(scored: Mapping[str, Judged], option: str) -> Fraction:
    """Return the score of an option; of a range, on the line between two that have one."""
    if option in scored:
        return Fraction(scored[option].mid)
    parts = mixture(scored, option)
    return sum((share * Fraction(scored[point].mid) for point, share in parts), Fraction(0))


def _scale(actor: Actor) -> tuple[Fraction, Fraction]:
    """Return the utilities of 0 and 100 points; without a scale, points are the utility."""
    if actor.scale is None:
        return Fraction(0), Fraction(100)
    return Fraction(actor.scale.at_0), Fraction(actor.scale.at_100)
