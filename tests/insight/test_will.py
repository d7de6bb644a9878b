"""The map of political will, against every package judged by hand at every level."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings

import oracle
from strategies import cases
from toys import linchpin_toy
from winset.case.document import Case
from winset.case.loading import load
from winset.home.rules import compile_rules, voters
from winset.home.zone import mid_luck
from winset.insight.will import LEVELS, WillMap, pressure, will_map
from winset.space import packages
from winset.space.compile import compile_case
from winset.space.packages import blocks
from winset.space.worlds import mid


def mapped(case: Case) -> WillMap:
    """Return the map of the first two parties at the middle numbers."""
    space = compile_case(case)
    rules = compile_rules([p.ratification for p in case.parties.values()], space.actors)
    return will_map(space, rules, mid(space), mid_luck(rules), list(blocks(space)), (0, 1))


def home_of(case: Case, party: str) -> dict[str, Fraction]:
    """Return the weight of each actor that presses on a party's principal."""
    rule = compile_rules([case.parties[party].ratification], list(case.actors))[0]
    asked = [list(case.actors)[a] for a in voters(rule)]
    weights = {
        name: Fraction(actor.influence.mid) if actor.influence else Fraction(name in asked)
        for name, actor in case.actors.items()
        if actor.party == party and name != case.principal(party)
    }
    return {n: w for n, w in weights.items() if w} or {case.principal(party): Fraction(1)}


def agreed_by_hand(case: Case) -> list[list[int]]:
    """Return the packages agreed at each pair of levels, where one actor is the home of a side."""
    count = [[0] * 11 for _ in range(11)]
    sides, others = list(case.parties)[:2], list(case.parties)[2:]
    for package in oracle.packages(case):
        allowed = oracle.possible(case, package) and all(
            not oracle.crossed(case, party, package) for party in sides
        )
        joined = all(
            oracle.ratified(case, party, package)
            and oracle.gain(case, case.principal(party), package) >= 0
            for party in others
        )
        if not (allowed and joined):
            continue
        willing = []
        for party in sides:
            (home,) = home_of(case, party)
            own, pressed = (oracle.gain(case, a, package) for a in (case.principal(party), home))
            willing.append([i * own + (10 - i) * pressed >= 0 for i in range(11)])
        for i in range(11):
            for j in range(11):
                count[i][j] += willing[0][i] and willing[1][j]
    return count


@settings(max_examples=30)
@given(cases(certain=True))
def test_a_package_is_agreed_where_both_sides_judge_it_no_worse(case: Case) -> None:
    # the mean of several actors is rounded to the grid, that of one is exact
    assume(all(len(home_of(case, party)) == 1 for party in list(case.parties)[:2]))
    assume(len(oracle.packages(case)) <= 64)
    assert mapped(case).agreed[0].tolist() == agreed_by_hand(case)


def test_several_actors_press_by_their_influence() -> None:
    case = load("madrid-2025")
    space = compile_case(case)
    rules = compile_rules([p.ratification for p in case.parties.values()], space.actors)
    for p, party in enumerate(case.parties):
        home = home_of(case, party)
        total = sum(home.values())
        expected = [float(home.get(actor, 0) / total) for actor in case.actors]
        assert pressure(space, rules, mid(space), 0, p).tolist() == pytest.approx(expected)


def test_at_the_corners_of_the_map_one_actor_a_side_judges() -> None:
    agreed = mapped(linchpin_toy()).agreed[0]
    case = linchpin_toy()
    own, home = (
        sum(
            all(oracle.gain(case, actor, package) >= 0 for actor in actors)
            for package in oracle.packages(case)
        )
        for actors in (("US_Exec", "CN_Lead"), ("US_Congress", "CN_Sec"))
    )
    assert (agreed[10, 10], agreed[0, 0]) == (own, home)


def test_levels_run_from_home_pressure_only_to_own_view_only() -> None:
    assert LEVELS.tolist() == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]


@pytest.mark.parametrize(
    ("influence", "expected"),
    [((None, None), [0, 1, 0, 0]), ((0.5, 0.25), [0, 1, 0, 0]), ((0, None), [1, 0, 0, 0])],
)
def test_a_ratifier_presses_unless_it_is_said_to_have_no_influence(
    influence: tuple[float | None, float | None], expected: list[float]
) -> None:
    document = linchpin_toy().model_dump(mode="json", by_alias=True, exclude_unset=True)
    document["actors"]["US_Congress"]["influence"] = influence[0]
    document["actors"]["CN_Sec"]["influence"] = influence[1]
    case = Case.model_validate_json(json.dumps(document))
    space = compile_case(case)
    rules = compile_rules([p.ratification for p in case.parties.values()], space.actors)
    assert pressure(space, rules, mid(space), 0, 0).tolist() == expected


def test_the_map_is_the_same_in_many_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = mapped(linchpin_toy())
    monkeypatch.setattr(packages, "BLOCK", 4)
    pieces = mapped(linchpin_toy())
    assert pieces.possible == whole.possible
    assert pieces.agreed.tolist() == whole.agreed.tolist()
