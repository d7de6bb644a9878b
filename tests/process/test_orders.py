"""Orders of the agenda against the package, and against the steps written out in plain Python."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import permutations
from math import prod, sqrt
from typing import Any

import numpy as np
import pytest
from hypothesis import given

import oracle
from oracle import Package
from strategies import cases
from toys import POINTS, linchpin_toy
from winset.case.document import Case
from winset.case.errors import CannotRun
from winset.case.numbers import Judged
from winset.home.rules import compile_rules
from winset.home.zone import drawn_luck, mid_luck
from winset.process.agenda.orders import Group, Orders, compare_orders, groups_of
from winset.space.compile import compile_case
from winset.space.worlds import drawn, issue_weights, mid

TWO_SIDES = cases(parties=(2,))
"""With more factors a product rounds, so that exact ties may part."""


def at_mid(case: Case, groups: tuple[Group, ...] | None = None) -> Orders:
    space = compile_case(case)
    rules = compile_rules([p.ratification for p in case.parties.values()], space.actors)
    return compare_orders(
        space, rules, mid(space), mid_luck(rules), groups or groups_of(case), workers=1
    )


def pairs(case: Case) -> tuple[Group, ...]:
    """Issues two by two: groups in which more than one issue moves."""
    issues = range(len(case.issues))
    return tuple(Group(str(k), tuple(issues[k : k + 2])) for k in issues[::2])


class Twin:
    """The definitions, one package at a time, in fractions."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.principals = [case.principal(party) for party in case.parties]
        self.rest: Package = {name: issue.at_rest for name, issue in case.issues.items()}
        self.packages = oracle.packages(case)
        self.order = {tuple(p.values()): n for n, p in enumerate(self.packages)}
        self.gain = cache(
            lambda n: {a: oracle.gain(case, a, self.packages[n]) for a in case.actors}
        )
        self.zone = cache(lambda n: oracle.in_zone(case, self.packages[n]))

    def number(self, package: Package) -> int:
        """Position in file order."""
        return self.order[tuple(package.values())]

    def ratified_over(self, n: int, spent: dict[str, Fraction]) -> bool:
        """Every home takes package n with what is spent off its gains."""
        left = {a: gain - spent[a] for a, gain in self.gain(n).items()}
        yes = {
            a
            for a, actor in self.case.actors.items()
            if left[a] >= (0 if actor.margin is None else Fraction(actor.margin.mid))
        }
        return all(left[a] >= 0 for a in self.principals) and all(
            oracle.holds(party.ratification, yes) for party in self.case.parties.values()
        )

    def merit(self, n: int, spent: dict[str, Fraction]) -> tuple[Fraction, Fraction, Fraction, int]:
        """Product, sum and least of what is left to the principals, then file order."""
        gains = [self.gain(n)[a] - spent[a] for a in self.principals]
        return prod(gains, start=Fraction(1)), sum(gains, Fraction(0)), min(gains), -n

    def step(self, so_far: Package, issues: list[str]) -> Package:
        """Settle the issues: the best opening that passes on its own and as a whole."""
        here, rest = self.gain(self.number(so_far)), self.gain(self.number(self.rest))
        spent = {a: here[a] - rest[a] for a in self.case.actors}
        found = [
            n
            for n, package in enumerate(self.packages)
            if all(package[k] == so_far[k] for k in package if k not in issues)
            and self.zone(n)
            and self.ratified_over(n, spent)
        ]
        if not found:
            return so_far
        return self.packages[max(found, key=lambda n: self.merit(n, spent))]

    def package(self) -> Package | None:
        """The Nash deal of all issues at once."""
        nothing = dict.fromkeys(self.case.actors, Fraction(0))
        zone = [n for n in range(len(self.packages)) if self.zone(n)]
        if not zone:
            return None
        return self.packages[max(zone, key=lambda n: self.merit(n, nothing))]

    def together(self, groups: list[list[str]]) -> Package:
        """Each group settled alone; the last ones dropped until all homes take it."""
        alone = [self.step(self.rest, issues) for issues in groups]
        for kept in range(len(groups), -1, -1):
            text = dict(self.rest)
            for issues, result in zip(groups[:kept], alone, strict=False):
                text |= {issue: result[issue] for issue in issues}
            if self.zone(self.number(text)):
                return text
        return self.rest

    def value(self, package: Package | None) -> float:
        """Geometric mean of the gains, 0 without a deal."""
        if package is None or not self.zone(self.number(package)):
            return 0.0
        gains = [float(self.gain(self.number(package))[a]) for a in self.principals]
        return float(prod(gains) ** (1 / len(gains)))


@given(TWO_SIDES)
def test_every_order_leads_where_its_steps_lead(case: Case) -> None:
    for groups in (groups_of(case), pairs(case)):
        found, twin = at_mid(case, groups), Twin(case)
        names = [[list(case.issues)[k] for k in group.issues] for group in groups]
        for column, order in enumerate(permutations(range(len(groups)))):
            text = twin.rest
            for g in order:
                text = twin.step(text, names[g])
            assert list(order) == found.orders[column].tolist()
            assert twin.number(text) == found.reached[0, column]
            assert twin.value(text) == pytest.approx(found.value[0, column])


@given(TWO_SIDES)
def test_side_by_side_the_last_groups_fall_until_the_text_is_ratified(case: Case) -> None:
    for groups in (groups_of(case), pairs(case)):
        found, twin = at_mid(case, groups), Twin(case)
        text = twin.together([[list(case.issues)[k] for k in group.issues] for group in groups])
        assert twin.number(text) == found.tracks_reached[0]
        assert twin.value(text) == pytest.approx(found.tracks_value[0])


@given(TWO_SIDES)
def test_the_package_is_the_nash_deal_of_all_issues_at_once(case: Case) -> None:
    found, twin = at_mid(case), Twin(case)
    package = twin.package()
    assert (-1 if package is None else twin.number(package)) == found.package[0]
    assert twin.value(package) == pytest.approx(found.package_value[0])


@given(TWO_SIDES)
def test_what_is_settled_is_the_weight_of_the_issues_that_left_rest(case: Case) -> None:
    found, twin = at_mid(case), Twin(case)
    space = compile_case(case)
    weights = issue_weights(space, mid(space), 0)

    def share(number: int) -> float:
        text = twin.rest if number < 0 else twin.packages[number]
        moved = [text[issue] != twin.rest[issue] for issue in case.issues]
        return float(weights @ np.array(moved))

    assert share(int(found.package[0])) == pytest.approx(found.package_settled[0])
    assert share(int(found.tracks_reached[0])) == pytest.approx(found.tracks_settled[0])
    assert [share(int(n)) for n in found.reached[0]] == pytest.approx(found.settled[0].tolist())


@given(cases())
def test_no_order_does_better_than_the_package(case: Case) -> None:
    found = at_mid(case)
    assert (found.left_on_table >= 0).all()
    assert (found.tracks_left >= 0).all()


@given(TWO_SIDES)
def test_one_group_of_everything_is_the_package(case: Case) -> None:
    found = at_mid(case, (Group("everything", tuple(range(len(case.issues)))),))
    assert [[0.0]] == found.left_on_table.tolist()
    assert [0.0] == found.tracks_left.tolist()


def two_issues(one: tuple[int, int], other: tuple[int, int], **parts: Any) -> Case:
    """Two issues that two sides, A and B, can settle or not, with their gains in points."""

    def view(gain: int) -> dict[str, Any]:
        return {"weight": 50, "scores": {"rest": 50, "settled": 50 + 2 * gain}}

    return Case.model_validate(
        {
            "winset": 1,
            "id": "two-issues",
            "title": "Two issues",
            "as_of": "2025-01-01",
            "issues": {
                issue: {
                    "name": issue,
                    "status_quo": "rest",
                    "options": {"rest": {"label": "At rest"}, "settled": {"label": "Settled"}},
                }
                for issue in ("one", "other")
            },
            "parties": {side: {"name": side, "ratification": side} for side in ("A", "B")},
            "actors": {
                side: {
                    "name": side,
                    "party": side,
                    "level": "principal",
                    "views": {"one": view(one[n]), "other": view(other[n])},
                }
                for n, side in enumerate(("A", "B"))
            },
            **parts,
        }
    )


def test_issues_that_pay_for_one_another_are_only_settled_as_a_package() -> None:
    found = at_mid(two_issues((5, -2), (-3, 6)))
    assert found.package_value[0] == pytest.approx(sqrt(2 * 4))
    assert [[0.0, 0.0]] == found.value.tolist()
    assert [sqrt(8), sqrt(8)] == pytest.approx(found.left_on_table[0].tolist())
    assert sqrt(8) == pytest.approx(found.tracks_left[0])
    assert ([1.0], [[0.0, 0.0]]) == (found.package_settled.tolist(), found.settled.tolist())


def test_issue_by_issue_the_toy_settles_tariffs_alone() -> None:
    found = at_mid(linchpin_toy())
    assert found.package_value[0] == pytest.approx(POINTS * sqrt(8 * 7))
    assert found.tracks_value[0] == pytest.approx(POINTS * sqrt(10))
    assert found.value == pytest.approx(np.full((1, 120), POINTS * sqrt(10)))


def test_the_order_decides_where_one_issue_needs_another() -> None:
    needs = {
        "kind": "requires",
        "says": "A",
        "if": {"other": "settled"},
        "then": {"one": "settled"},
    }
    found = at_mid(two_issues((3, 4), (1, 2), linkages={"needs": needs}))
    assert [[0, 1], [1, 0]] == found.orders.tolist()
    assert [1.0, 0.5] == found.settled[0].tolist()
    assert [sqrt(4 * 6), sqrt(3 * 4)] == pytest.approx(found.value[0].tolist())


def test_what_a_lapse_would_cost_is_not_conceded_twice() -> None:
    # without agreement both lose 4; each issue costs A 3, so that A can be pressed into one of them
    case = two_issues((-3, 15), (-3, 15))
    lapsing = case.model_copy(
        update={
            "actors": {
                side: actor.model_copy(update={"reservation": Judged.model_validate(46)})
                for side, actor in case.actors.items()
            }
        }
    )
    found = at_mid(lapsing)
    assert [[0.5, 0.5]] == found.settled.tolist()
    assert [sqrt(1 * 19)] * 2 == pytest.approx(found.value[0].tolist())
    assert [0.0] == pytest.approx(found.tracks_left.tolist())


@given(cases())
def test_worlds_do_not_hang_on_one_another(case: Case) -> None:
    space = compile_case(case)
    rules = compile_rules([p.ratification for p in case.parties.values()], space.actors)
    worlds, luck = drawn(space, 3, 7), drawn_luck(rules, 3, 7)
    groups = groups_of(case)
    together = compare_orders(space, rules, worlds, luck, groups, workers=1)
    alone = compare_orders(space, rules, worlds.part(2, 3), luck[2:], groups, workers=1)
    assert alone.value[0].tolist() == together.value[2].tolist()
    assert alone.package[0] == together.package[2]


def test_issues_of_one_group_are_settled_together_and_others_by_themselves() -> None:
    case = linchpin_toy()
    grouped = case.model_copy(
        update={
            "issues": {
                name: issue.model_copy(
                    update={"group": "export controls" if name in ("Export", "Chips") else None}
                )
                for name, issue in case.issues.items()
            }
        }
    )
    assert (
        Group("TikTok", (0,)),
        Group("Tariffs", (1,)),
        Group("export controls", (2, 4)),
        Group("RareEarth", (3,)),
    ) == groups_of(grouped)


def test_progress_is_told_world_by_world() -> None:
    case = two_issues((5, -2), (-3, 6))
    space = compile_case(case)
    rules = compile_rules([p.ratification for p in case.parties.values()], space.actors)
    worlds, luck = drawn(space, 3, 1), drawn_luck(rules, 3, 1)
    told: list[int] = []
    compare_orders(space, rules, worlds, luck, groups_of(case), workers=1, progress=told.append)
    assert [3] == told


def test_more_than_six_groups_are_refused_with_the_way_out() -> None:
    groups = tuple(Group(str(k), ()) for k in range(7))
    with pytest.raises(CannotRun, match=r"7 groups .* up to 6.*Merge groups"):
        at_mid(linchpin_toy(), groups)
