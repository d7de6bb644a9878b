"""Orders of the agenda against the package, and against the steps written out in plain Python."""

from __future__ import annotations

from itertools import permutations
from math import sqrt

import numpy as np
import pytest
from hypothesis import given

from agenda_twin import Twin, two_issues
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


def test_issues_of_one_name_are_not_mixed_up_with_each_other_or_with_a_group() -> None:
    case = linchpin_toy()
    ids = list(case.issues)
    names = dict(zip(ids, ("Trade", "Trade", "Chips", "Trade", "Chips"), strict=True))
    groups = dict.fromkeys(ids[:1], "Trade")
    named = case.model_copy(
        update={
            "issues": {
                name: issue.model_copy(update={"name": names[name], "group": groups.get(name)})
                for name, issue in case.issues.items()
            }
        }
    )
    assert (
        Group("Trade", (0,)),
        Group(f"Trade ({ids[1]})", (1,)),
        Group(f"Chips ({ids[2]})", (2,)),
        Group(f"Trade ({ids[3]})", (3,)),
        Group(f"Chips ({ids[4]})", (4,)),
    ) == groups_of(named)


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
