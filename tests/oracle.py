"""The model written out in plain Python, one package at a time, in fractions; no NumPy.

What the fast code must say, said slowly. Values are in points, on the grid of 10**-9 points to
which every product of a weight and a score is rounded, once, half to even.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import wraps
from itertools import product
from math import prod
from typing import Concatenate, ParamSpec

from winset.case.conditions import Condition
from winset.case.document import Case
from winset.case.linkages import Bonus, Excludes, Offer, Requires, Together
from winset.case.rules import Legislature, Rule
from winset.case.values import number_of

Package = dict[str, str]
Gains = Sequence[Fraction | int]
P = ParamSpec("P")


def kept(of: Callable[Concatenate[Case, P], Fraction]) -> Callable[Concatenate[Case, P], Fraction]:
    """Keep what was found for the case last asked about: a case never changes, and is large."""
    last: list[Case] = []
    found: dict[tuple[object, ...], Fraction] = {}

    @wraps(of)
    def asked(case: Case, /, *about: P.args, **none: P.kwargs) -> Fraction:
        if not last or last[0] is not case:
            last[:] = [case]
            found.clear()
        if about not in found:
            found[about] = of(case, *about, **none)
        return found[about]

    return asked


def on_grid(points: Fraction) -> Fraction:
    return Fraction(round(points * 10**9), 10**9)


def offered(case: Case, issue: str) -> list[str]:
    options = case.issues[issue].options
    return [name for name, option in options.items() if option.offered]


def packages(case: Case) -> list[Package]:
    """Every combination of offered options, in file order, the last issue fastest."""
    choices = product(*(offered(case, issue) for issue in case.issues))
    return [dict(zip(case.issues, options, strict=True)) for options in choices]


def without_agreement(case: Case) -> Package:
    return {name: issue.without_agreement for name, issue in case.issues.items()}


def meets(condition: Condition, package: Package) -> bool:
    return (
        all(
            number_of(package[issue]) in condition.bounds[issue]
            if issue in condition.bounds
            else package[issue] in options
            for issue, options in condition.options.items()
        )
        and all(meets(part, package) for part in condition.all)
        and (not condition.any or any(meets(part, package) for part in condition.any))
        and (condition.none is None or not meets(condition.none, package))
    )


def possible(case: Case, package: Package) -> bool:
    """No hard linkage forbids it."""
    for link in case.linkages.values():
        match link:
            case Requires():
                broken = meets(link.when, package) and not meets(link.then, package)
            case Excludes():
                broken = all(meets(side, package) for side in link.between)
            case Together():
                first, second = (meets(side, package) for side in link.between)
                broken = first != second
            case _:
                broken = False
        if broken:
            return False
    return True


def along(points: Mapping[Fraction, Fraction], at: Fraction) -> Fraction:
    """The straight line between the two points around a number."""
    if at in points:
        return points[at]
    low = max(point for point in points if point < at)
    high = min(point for point in points if point > at)
    return points[low] + (points[high] - points[low]) * (at - low) / (high - low)


def score(case: Case, actor: str, issue: str, option: str) -> Fraction:
    view = case.actors[actor].views[issue]
    if case.issues[issue].range:
        return along(
            {number_of(point): Fraction(score.mid) for point, score in view.scores.items()},
            number_of(option),
        )
    if not view.attributes:
        return Fraction(view.scores[option].mid)
    has = case.issues[issue].options[option].has
    parts = [
        (Fraction(part.weight.mid), Fraction(part.scores[has[attribute]].mid))
        for attribute, part in view.attributes.items()
    ]
    total = sum((weight for weight, _ in parts), Fraction(0))
    return sum((weight * level for weight, level in parts), Fraction(0)) / total


def worth(case: Case, actor: str, issue: str, option: str) -> Fraction:
    """Share of the weight times score; nothing if the actor has no view of the issue."""
    views = case.actors[actor].views
    if issue not in views:
        return Fraction(0)
    total = sum((Fraction(view.weight.mid) for view in views.values()), Fraction(0))
    return Fraction(views[issue].weight.mid) / total * score(case, actor, issue, option)


@kept
def term(case: Case, actor: str, issue: str, option: str) -> Fraction:
    """What an option adds to a value: its worth on the grid."""
    return on_grid(worth(case, actor, issue, option))


def linkage_applies(link: Bonus | Offer, package: Package) -> bool:
    """A bonus applies where its condition is met; an offer costs where it is taken unpaid."""
    broken = isinstance(link, Bonus) or not meets(link.then, package)
    return meets(link.when, package) and broken


def points_of(case: Case, actor: str, link: Bonus | Offer) -> Fraction:
    """What the linkage, where it applies, gives to the actor."""
    if isinstance(link, Bonus):
        return Fraction(link.points[actor].mid if actor in link.points else 0)
    if actor != case.principal(link.by):
        return Fraction(0)
    strength = 1 if link.strength is None else link.strength.mid
    return -Fraction(link.penalty.mid) * Fraction(strength)


def linked(case: Case, actor: str, package: Package) -> Fraction:
    """What all soft linkages give to the actor at a package."""
    soft = [link for link in case.linkages.values() if isinstance(link, Bonus | Offer)]
    terms = [on_grid(points_of(case, actor, li)) for li in soft if linkage_applies(li, package)]
    return sum(terms, Fraction(0))


def value(case: Case, actor: str, package: Package) -> Fraction:
    terms = (term(case, actor, issue, option) for issue, option in package.items())
    return sum(terms, linked(case, actor, package))


@kept
def reservation(case: Case, actor: str) -> Fraction:
    own = case.actors[actor].reservation
    return (
        value(case, actor, without_agreement(case)) if own is None else on_grid(Fraction(own.mid))
    )


def gain(case: Case, actor: str, package: Package) -> Fraction:
    return value(case, actor, package) - reservation(case, actor)


def accepts(case: Case, actor: str, package: Package) -> bool:
    margin = case.actors[actor].margin
    return gain(case, actor, package) >= (0 if margin is None else on_grid(Fraction(margin.mid)))


def accepting(case: Case, package: Package) -> set[str]:
    return {actor for actor in case.actors if accepts(case, actor, package)}


def holds(rule: Rule, yes: set[str]) -> bool:
    """Whether the rule holds if `yes` accept; a house passes a bill if that is likelier."""
    if rule.actor is not None:
        return rule.actor in yes
    if rule.all is not None:
        return all(holds(part, yes) for part in rule.all)
    if rule.any is not None:
        return any(holds(part, yes) for part in rule.any)
    if rule.at_least is not None:
        return sum(holds(part, yes) for part in rule.at_least.of) >= rule.at_least.n
    if rule.weight_over is not None:
        weights = rule.weight_over.of.items()
        votes = sum((Fraction(weight) for actor, weight in weights if actor in yes), Fraction(0))
        return votes > Fraction(rule.weight_over.q)
    assert rule.legislature is not None
    return pass_chance(rule.legislature, yes) > Fraction(1, 2)


def pass_chance(house: Legislature, yes: set[str]) -> Fraction:
    """Chance that at least `needs` members vote yes, member by member."""
    chances = [Fraction(1)]
    for bloc in house.blocs:
        p = Fraction(bloc.p if bloc.actor is None or bloc.actor in yes else bloc.p_against)
        for _ in range(bloc.members):
            more = [*chances, Fraction(0)]
            for votes, chance in enumerate(chances):
                more[votes] = more[votes] - chance * p
                more[votes + 1] += chance * p
            chances = more
    return sum(chances[house.needs :], Fraction(0))


def crossed(case: Case, party: str, package: Package) -> bool:
    return any(meets(line.never, package) for line in case.parties[party].red_lines.values())


def ratified(case: Case, party: str, package: Package) -> bool:
    return (
        possible(case, package)
        and not crossed(case, party, package)
        and holds(case.parties[party].ratification, accepting(case, package))
    )


def in_zone(case: Case, package: Package) -> bool:
    return all(
        ratified(case, party, package) and gain(case, case.principal(party), package) >= 0
        for party in case.parties
    )


def efficient(points: Sequence[Gains]) -> list[bool]:
    """Which points no other point dominates; equal points do not dominate one another."""

    def dominates(a: Gains, b: Gains) -> bool:
        return a != b and all(x >= y for x, y in zip(a, b, strict=True))

    return [not any(dominates(other, point) for other in points) for point in points]


def solutions(gains: Sequence[Gains], numbers: Sequence[int]) -> dict[str, tuple[int, ...]]:
    """Positions of the best by each rule: all ties, larger sum, larger minimum, smaller number."""
    ideal = [max(column) for column in zip(*gains, strict=True)]

    def smallest_share(point: Gains) -> Fraction:
        return min(
            Fraction(x) / best if best else Fraction(1)
            for x, best in zip(point, ideal, strict=True)
        )

    rules: dict[str, Callable[[Gains], Fraction | int]] = {
        "nash": prod,
        "kalai_smorodinsky": smallest_share,
        "egalitarian": min,
        "utilitarian": sum,
    }

    def best(merit: Callable[[Gains], Fraction | int]) -> tuple[int, ...]:
        top = max(map(merit, gains), default=Fraction(0))
        tied = [n for n, point in enumerate(gains) if merit(point) == top]
        return tuple(sorted(tied, key=lambda n: (-sum(gains[n]), -min(gains[n]), numbers[n])))

    return {name: best(merit) for name, merit in rules.items()}
