"""A case as a scenario, as far as it is one: issues, and the utilities of the principals."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from winset.case.actors import Actor, View
from winset.case.agenda import Issue
from winset.case.conditions import Condition
from winset.case.curves import mixture
from winset.case.document import Case
from winset.case.linkages import Bonus
from winset.case.values import number_of
from winset.interop.exact import exact
from winset.interop.geniusweb import STEPS
from winset.interop.scenario import Box, Format, NumberLine, Profile, Scenario, Shrinking, Topic
from winset.interop.to_case import CAP, DEFINITIONS, Names

PLAIN = (Fraction(0), Fraction(1))
"""Utilities of 0 and of 100 points of an actor that has no scale."""


def from_case(case: Case) -> tuple[Scenario, Names]:
    """Return the scenario in a case and the ids of its parts.

    NumberLine are the middle ones. A reservation that is not stated is the value of no agreement.
    Options off the table, ratifiers and linkages that pay no bonus have no place in it.
    """
    offered = {
        name: tuple(o for o, option in issue.options.items() if option.offered)
        for name, issue in case.issues.items()
    }
    topics = tuple(
        Topic(
            issue.name,
            tuple(issue.options[o].label for o in offered[name]),
            issue.note,
            _numbers(issue, offered[name]),
        )
        for name, issue in case.issues.items()
    )
    names = Names(tuple(offered), tuple(offered.values()), tuple(case.parties))
    profiles = tuple(_profile(case, case.principal(party), offered) for party in case.parties)
    return Scenario(case.title, _format(case), topics, profiles), names


def _numbers(issue: Issue, offered: tuple[str, ...]) -> NumberLine | None:
    """Return the numbers that options are, of a range or of a set read from GeniusWeb."""
    if issue.range:
        of = tuple(map(number_of, offered))
        return NumberLine(of, points=issue.range.points, unit=issue.range.unit)
    if issue.note != STEPS:
        return None
    found = [exact(issue.options[option].label) for option in offered]
    known = tuple(number for number in found if number is not None)
    return NumberLine(known, between=False) if len(known) == len(found) else None


def scale_of(actor: Actor) -> tuple[Fraction, Fraction]:
    """Return the utilities that 0 and 100 points stand for."""
    if actor.scale is None:
        return PLAIN
    return Fraction(actor.scale.at_0), Fraction(actor.scale.at_100)


def _format(case: Case) -> Format:
    """Return the format that a case was read from, by the definitions it carries."""
    formats: tuple[Format, ...] = ("genius", "negmas", "geniusweb", "negolog")
    return next((name for name in formats if DEFINITIONS[name] in (case.about or "")), "negmas")


def _profile(case: Case, name: str, offered: Mapping[str, tuple[str, ...]]) -> Profile:
    actor = case.actors[name]
    low, high = scale_of(actor)
    total = sum((Fraction(view.weight.mid) for view in actor.views.values()), Fraction(0))
    views = {issue: actor.views.get(issue) for issue in offered}
    weights = tuple(
        Fraction(view.weight.mid) * (high - low) / total if view else Fraction(0)
        for view in views.values()
    )
    rows = tuple(
        tuple(_score(case, issue, view, option) / 100 if view else Fraction(0) for option in of)
        for (issue, view), of in zip(views.items(), offered.values(), strict=True)
    )
    boxes = tuple(
        box
        for link in case.linkages.values()
        if isinstance(link, Bonus) and name in link.points and link.points.keys() == {name}
        if (box := _box(link, (high - low) / 100 * Fraction(link.points[name].mid), offered))
    )
    scale = actor.scale
    if boxes and not any(any(row) for row in rows):
        weights = tuple(Fraction(1) for _ in weights)
    return Profile(
        actor.name,
        weights,
        rows,
        base=low,
        boxes=boxes,
        reservation=_reservation(case, name, low, high),
        stated=scale is None or scale.reservation == "stated",
        discount=None
        if scale is None or scale.discount is None
        else Shrinking(
            Fraction(scale.discount.factor), scale.discount.per, scale.discount.reservation
        ),
        ceiling=None if scale is None or scale.ceiling is None else Fraction(scale.ceiling),
    )


def _score(case: Case, issue: str, view: View, option: str) -> Fraction:
    if case.issues[issue].range:
        along = mixture(view.scores, option)
        return sum(
            (share * Fraction(view.scores[point].mid) for point, share in along), Fraction(0)
        )
    if not view.attributes:
        return Fraction(view.scores[option].mid)
    has = case.issues[issue].options[option].has
    parts = [
        (Fraction(seen.weight.mid), Fraction(seen.scores[has[name]].mid))
        for name, seen in view.attributes.items()
    ]
    total = sum((weight for weight, _ in parts), Fraction(0))
    return sum((weight * score for weight, score in parts), Fraction(0)) / total


def _box(link: Bonus, utility: Fraction, offered: Mapping[str, tuple[str, ...]]) -> Box | None:
    """Return the box of a linkage whose condition is plain options, or not those; else None."""
    inside = link.when.none is None
    plain = link.when.none or link.when
    if plain.all or plain.any or plain.none or (not inside and link.when.options):
        return None
    issues = list(offered)
    bounds = tuple(
        sorted(
            (issues.index(issue), tuple(n for n, o in enumerate(offered[issue]) if o in kept))
            for issue, kept in plain.options.items()
            if len(set(kept) & set(offered[issue])) < len(offered[issue])
        )
    )
    if not all(kept for _, kept in bounds):
        return None
    return Box(utility, bounds, inside, cap=link.says == CAP)


def _reservation(case: Case, name: str, low: Fraction, high: Fraction) -> Fraction:
    actor = case.actors[name]
    if actor.reservation is not None:
        return low + (high - low) / 100 * Fraction(actor.reservation.mid)
    state = {issue: entry.without_agreement for issue, entry in case.issues.items()}
    total = sum((Fraction(view.weight.mid) for view in actor.views.values()), Fraction(0))
    points = sum(
        (
            Fraction(view.weight.mid) / total * _score(case, issue, view, state[issue])
            for issue, view in actor.views.items()
        ),
        Fraction(0),
    )
    for link in case.linkages.values():
        if isinstance(link, Bonus) and name in link.points and _met(link.when, state):
            points += Fraction(link.points[name].mid)
    return low + (high - low) / 100 * points


def _met(condition: Condition, state: Mapping[str, str]) -> bool:
    return (
        all(state[issue] in kept for issue, kept in condition.options.items())
        and all(_met(part, state) for part in condition.all)
        and (not condition.any or any(_met(part, state) for part in condition.any))
        and (condition.none is None or not _met(condition.none, state))
    )
