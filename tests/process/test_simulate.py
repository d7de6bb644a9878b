"""The staged process, world by world: days, refusals, deadlines, moves; and beside plain Python."""

from __future__ import annotations

from dataclasses import fields
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staged import (
    AS_OF,
    BOTH,
    EASY,
    FRAMEWORK,
    LINKED,
    SIGN,
    TEAMS,
    Moved,
    ends,
    on_day,
    run,
    staged,
    stubborn,
)
from strategies import cases
from teller import told
from winset.case.actors import Counter
from winset.case.document import Case
from winset.case.numbers import Judged
from winset.case.path import Calendar, Stage, Track
from winset.home.zone import drawn_luck
from winset.process.staging.dice import MOST_EXTENSIONS, MOST_VISITS, roll
from winset.process.staging.histories import Histories, bottlenecks
from winset.process.staging.simulate import simulate
from winset.process.staging.story import ENDINGS, FATES, UNKNOWN
from winset.process.staging.talks import plan
from winset.process.staging.texts import STREAM, Texts
from winset.process.staging.world import unfold
from winset.space import workers as pool
from winset.space.compile import compile_case
from winset.space.packages import Walk
from winset.space.worlds import drawn, mid


def ending(found: Histories) -> list[str]:
    return [ENDINGS[n] for n in found.ending]


def fates(found: Histories) -> list[list[str | None]]:
    return [[None if n == UNKNOWN else FATES[n] for n in row] for row in found.fate]


def test_with_certain_numbers_the_day_is_the_sum_of_the_days() -> None:
    _, found = run(staged([FRAMEWORK, TEAMS, SIGN]))
    assert [[2, 12, 15]] == found.passed_day.tolist()
    assert [15] == found.signed_day.tolist()
    assert ["completed"] == ending(found)


def test_what_tracks_leave_open_the_leaders_settle() -> None:
    _, found = run(staged([FRAMEWORK, TEAMS, SIGN]))
    assert [[True, True]] == found.unresolved.tolist()
    assert [[BOTH, -1, BOTH]] == found.package_at.tolist()
    assert [BOTH] == found.signed_package.tolist()


def test_track_by_track_leaves_on_the_table_what_only_the_package_gives() -> None:
    _, found = run(staged([FRAMEWORK, TEAMS, SIGN]))
    assert [pytest.approx(8**0.5)] == found.package_value.tolist()
    assert [0] == found.tracks_value.tolist()
    assert [pytest.approx(8**0.5)] == found.text_value.tolist()


def test_tracks_settle_what_every_home_takes_by_itself() -> None:
    _, found = run(staged([FRAMEWORK, TEAMS, SIGN], EASY))
    assert [[False, False]] == found.unresolved.tolist()
    assert [[BOTH, BOTH, BOTH]] == found.package_at.tolist()


PHASES = [
    FRAMEWORK,
    {"id": "first_teams", "days": 10, "tracks": ["first"]},
    {"id": "then_teams", "days": 20, "tracks": ["then"]},
    SIGN,
]
"""Two phases of working groups, one after the other."""

TWO_TRACKS = {
    "first": {"name": "First", "issues": ["a"]},
    "then": {"name": "Then", "issues": ["b"]},
}


def test_a_later_stage_of_working_groups_adds_to_the_text_of_the_first() -> None:
    _, found = run(staged(PHASES, EASY, tracks=TWO_TRACKS))
    assert [[BOTH, 2, BOTH, BOTH]] == found.package_at.tolist()
    assert (found.package_value.tolist(), [[False, False]]) == (
        found.tracks_value.tolist(),
        found.unresolved.tolist(),
    )


def test_an_issue_is_unresolved_among_the_worlds_in_which_its_own_group_sat() -> None:
    late = [PHASES[0], PHASES[1], {**PHASES[2], "days": 999}, SIGN]
    plans, found = run(staged(late, LINKED, tracks=TWO_TRACKS))
    held = bottlenecks(plans, found).unresolved
    np.testing.assert_array_equal([1, 0], held.value)
    late[1] = {**PHASES[1], "days": 999}
    plans, found = run(staged(late, LINKED, tracks=TWO_TRACKS))
    held = bottlenecks(plans, found).unresolved
    np.testing.assert_array_equal([0, np.nan], held.value)


def test_what_working_groups_do_not_take_up_stays_open_for_the_leaders() -> None:
    groups = {**TEAMS, "issues": ["a"]}
    _, found = run(staged([FRAMEWORK, groups, SIGN], EASY))
    assert [[BOTH, 2, BOTH]] == found.package_at.tolist()


def test_no_issue_is_signed_without_a_text() -> None:
    never = {**LINKED, "senate": (-9, 1)}
    _, found = run(staged([{**FRAMEWORK, "chance": 1}, {**SIGN, "chance": 1}], never))
    assert ([5], [-1]) == (found.signed_day.tolist(), found.signed_package.tolist())
    assert np.isnan(found.issue_day).all()


def test_an_empty_zone_ends_the_talks_at_the_framework() -> None:
    _, found = run(staged([FRAMEWORK, TEAMS, SIGN], {**LINKED, "senate": (-9, 1)}))
    assert (["no_package"], [0], [2]) == (
        ending(found),
        found.ended_stage.tolist(),
        found.ended_day.tolist(),
    )
    assert np.isnan(found.signed_day).all()


def test_one_stage_that_signs_bargains_by_itself() -> None:
    _, found = run(staged([SIGN]))
    assert ([3], [BOTH]) == (found.signed_day.tolist(), found.signed_package.tolist())


def test_one_stage_without_signatures_settles_the_deal() -> None:
    _, found = run(staged([FRAMEWORK]))
    assert ([2], [BOTH]) == (found.signed_day.tolist(), found.signed_package.tolist())


def test_stages_of_no_days_are_passed_at_once() -> None:
    _, found = run(staged([{"id": "talk"}, {"id": "sign", "signs": ["us", "cn"]}]))
    assert ([0], [0]) == (found.signed_day.tolist(), found.ended_day.tolist())


def test_a_home_that_refuses_in_truth_ends_the_talks() -> None:
    case = staged([FRAMEWORK, SIGN])
    plans, found = run(case, truth=stubborn(mid(compile_case(case)), case, "senate", 9))
    assert ["refused"] == ending(found)
    assert ["senate"] == [plans.space.actors[a] for a in np.flatnonzero(found.refused[0])]


def test_a_refused_text_goes_back_and_is_written_anew_by_what_the_refusal_showed() -> None:
    gains = {"us": (9, 2), "cn": (2, 1), "senate": (-1, 6)}  # us and cn would settle both
    back = {**SIGN, "on_refusal": {"to": "framework", "chance": 1}}
    case = staged([FRAMEWORK, back], gains)
    _, found = run(case, truth=stubborn(mid(compile_case(case)), case, "senate", 6))
    assert [[2, 2]] == found.visits.tolist()
    assert ([10], [1]) == (found.signed_day.tolist(), found.signed_package.tolist())  # b alone


def test_a_home_that_no_text_can_please_ends_the_talks_once_that_is_known() -> None:
    back = {**SIGN, "on_refusal": {"to": "framework", "chance": 1}}
    case = staged([FRAMEWORK, back])
    _, found = run(case, truth=stubborn(mid(compile_case(case)), case, "senate", 9))
    assert (["no_package"], [[2, 1]]) == (ending(found), found.visits.tolist())


def test_talks_that_are_sent_back_for_ever_are_left_and_marked() -> None:
    back = {**SIGN, "chance": 0, "on_refusal": {"to": "framework", "chance": 1}}
    _, found = run(staged([FRAMEWORK, back]))
    assert (["horizon"], [True]) == (ending(found), found.capped.tolist())
    assert [[MOST_VISITS, MOST_VISITS]] == found.visits.tolist()


def test_talks_still_going_on_the_last_day_are_left_there() -> None:
    _, found = run(staged([FRAMEWORK, TEAMS, SIGN]), until=7)
    assert (["horizon"], [7], [1]) == (
        ending(found),
        found.ended_day.tolist(),
        found.ended_stage.tolist(),
    )
    assert [[2, 5, 0]] == found.days_in.tolist()


def test_a_stage_that_ends_on_the_last_day_is_passed() -> None:
    _, found = run(staged([FRAMEWORK, TEAMS, SIGN]), until=15)
    assert [15] == found.signed_day.tolist()


def test_tracks_wait_for_those_that_they_need() -> None:
    tracks = {
        "first": {"name": "First", "issues": ["a"]},
        "then": {"name": "Then", "issues": ["b"], "needs": ["first"]},
    }
    _, found = run(staged([FRAMEWORK, TEAMS, SIGN], EASY, tracks=tracks))
    assert [[2, 20, 3]] == found.days_in.tolist()


def test_later_stages_carry_the_text_and_ask_who_signs_there() -> None:
    order = {"id": "order", "days": 1, "signs": ["senate"]}
    case = staged([FRAMEWORK, SIGN, order])
    _, found = run(case, truth=stubborn(mid(compile_case(case)), case, "senate", 9))
    assert (["refused"], [1]) == (ending(found), found.ended_stage.tolist())
    _, found = run(case)
    assert [[2, 5, 6]] == found.passed_day.tolist()
    assert ([5], [[6, 6]]) == (found.signed_day.tolist(), found.issue_day.tolist())


def test_a_text_refused_after_the_signature_is_carried_on_as_it_is() -> None:
    form = {"id": "form", "days": 1}
    close = {"id": "close", "chance": 0, "on_refusal": {"to": "form", "chance": 1}}
    _, found = run(staged([FRAMEWORK, SIGN, form, close]), until=9)
    assert ([[1, 1, 5, 4]], BOTH) == (found.visits.tolist(), found.package_at[0, 2])


def test_what_is_met_on_the_evening_of_its_day_counts_as_met() -> None:
    end = on_day("end", 15)
    _, found = run(staged([FRAMEWORK, TEAMS, SIGN], calendar=ends(end)), end)
    assert ([["met"]], [[0]]) == (fates(found), found.extensions.tolist())


def test_each_move_of_a_deadline_is_counted() -> None:
    end = on_day("end", 4, days=5.0)
    _, found = run(staged([FRAMEWORK, TEAMS, SIGN], calendar=ends(end)), end)
    assert ([["moved"]], [[3]]) == (fates(found), found.extensions.tolist())  # 4, 9, 14


def test_a_deadline_put_off_without_a_new_date_falls_no_more() -> None:
    end = on_day("end", 4, days=float("inf"))
    _, found = run(staged([FRAMEWORK, TEAMS, SIGN], calendar=ends(end)), end)
    assert ([[1]], [[False]]) == (found.extensions.tolist(), found.lapsed.tolist())


def test_a_deadline_on_the_as_of_date_falls_that_evening() -> None:
    end = on_day("end", 0, chance=0.0)
    _, found = run(staged([FRAMEWORK, SIGN], calendar=ends(end)), end)
    assert [["lapsed"]] == fates(found)


def test_a_hard_deadline_ends_the_talks_unmoved() -> None:
    end = on_day("end", 14)
    case = staged([FRAMEWORK, TEAMS, SIGN], calendar=ends(end, end={"hard": True}))
    _, found = run(case, end)
    assert (["lapsed"], [14], [2]) == (
        ending(found),
        found.ended_day.tolist(),
        found.ended_stage.tolist(),
    )
    assert ([["lapsed"]], [[2, 10, 2]]) == (fates(found), found.days_in.tolist())


def test_a_deadline_that_falls_on_the_evening_on_which_the_talks_end_is_not_looked_at() -> None:
    first, other = on_day("first", 4), on_day("other", 4)
    case = staged([FRAMEWORK, TEAMS, SIGN], calendar=ends(first, other, first={"hard": True}))
    _, found = run(case, first, other)
    assert [["lapsed", None]] == fates(found)


def test_a_deadline_that_is_moved_for_ever_is_followed_no_further_and_marked() -> None:
    end = on_day("end", 1, days=1.0)
    _, found = run(staged([{**FRAMEWORK, "days": 90}, SIGN], calendar=ends(end)), end)
    assert ([[MOST_EXTENSIONS]], [True]) == (found.extensions.tolist(), found.capped.tolist())


def test_a_framework_that_stands_is_not_negotiated_again() -> None:
    held = {"id": "r", "name": "A round", "start": "2024-12-01", "end": "2024-12-02"}
    case = staged([FRAMEWORK, TEAMS, SIGN], rounds=[{**held, "after": {"a": "ad_referendum"}}])
    _, found = run(case)
    assert ([[0, 1, 1]], [13]) == (found.visits.tolist(), found.signed_day.tolist())
    assert [pytest.approx(8**0.5)] == found.package_value.tolist()


def test_a_deadline_of_an_issue_asks_for_the_stage_that_signs_it_last() -> None:
    close = {"id": "close", "days": 4, "signs": ["senate"], "issues": ["a"]}
    first, other = on_day("first", 6), on_day("other", 6)
    case = staged(
        [FRAMEWORK, SIGN, close],
        calendar=ends(first, other, first={"issue": "a"}, other={"issue": "b"}),
    )
    _, found = run(case, first, other)
    assert [["moved", "met"]] == fates(found)
    assert [[9, 5]] == found.issue_day.tolist()


MOVES: dict[str, dict[str, Any]] = {
    "strike": {
        "name": "Strike",
        "by": "US",
        "kind": "threat",
        "shifts": {"cn": -2},
        "counters": [{"move": "answer", "within_days": 0, "chance": 1}],
    },
    "answer": {"name": "Answer", "by": "CN", "kind": "threat", "shifts": {"us": 6}},
}


def test_a_lapse_carries_out_its_move_and_sets_off_the_counter() -> None:
    end = on_day("end", 4, chance=0.0)
    case = staged(
        [FRAMEWORK, TEAMS, SIGN], moves=MOVES, calendar=ends(end, end={"lapse": "strike"})
    )
    _, found = run(case, end)
    assert ([["lapsed"]], [[4, 4]]) == (fates(found), found.move_day.tolist())
    assert ["no_package"] == ending(found)  # the answer lifts what no agreement is worth to us


def test_the_lapse_that_ends_the_talks_is_carried_out_and_not_answered() -> None:
    end = on_day("end", 4)
    hard = {"lapse": "strike", "hard": True}
    case = staged([FRAMEWORK, TEAMS, SIGN], moves=MOVES, calendar=ends(end, end=hard))
    _, found = run(case, end)
    np.testing.assert_array_equal([[4, np.nan]], found.move_day)


def test_a_move_that_is_sure_to_come_comes_in_the_first_morning() -> None:
    moves = {**MOVES, "strike": {**MOVES["strike"], "per_month": 1}}
    _, found = run(staged([FRAMEWORK, TEAMS, SIGN], moves=moves))
    assert [[1, 1]] == found.move_day.tolist()


def test_a_move_that_no_one_makes_never_comes() -> None:
    _, found = run(staged([FRAMEWORK, TEAMS, SIGN], moves=MOVES))
    assert np.isnan(found.move_day).all()


def test_nothing_happens_after_the_talks() -> None:
    moves = {**MOVES, "strike": {**MOVES["strike"], "per_month": 0.001}}
    late = on_day("late", 300, chance=0.0)
    case = staged([FRAMEWORK, SIGN], LINKED, moves=moves, calendar=ends(late))
    truth = stubborn(mid(compile_case(case)), case, "senate", 9)
    _, found = run(case, late, truth=truth)
    assert ([[None]], True) == (fates(found), bool(np.isnan(found.move_day).all()))


def test_costs_are_paid_at_each_visit() -> None:
    back = {**SIGN, "cost": 2, "chance": 0, "on_refusal": {"to": "framework", "chance": 1}}
    _, found = run(staged([{**FRAMEWORK, "cost": 1}, back]), until=12)
    assert [1 + 2 + 1 + 2 + 1] == found.cost.tolist()


@pytest.mark.parametrize("chunk", [1, 3])
def test_a_world_is_the_same_in_any_company(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    case = staged(
        [{**FRAMEWORK, "days": [1, 5, 20]}, {**SIGN, "chance": [0.2, 0.5, 0.9]}],
        moves={**MOVES, "strike": {**MOVES["strike"], "per_month": [0.1, 0.5, 0.9]}},
    )
    space = compile_case(case)
    talks = plan(case, AS_OF)
    whole = simulate(talks, mid(space), drawn(space, 8, 1), np.zeros((8, 0)), seed=1)
    monkeypatch.setattr(pool, "CHUNK", chunk)
    less = simulate(talks, mid(space), drawn(space, 5, 1), np.zeros((5, 0)), seed=1)
    for field in fields(Histories):
        np.testing.assert_array_equal(getattr(whole, field.name)[:5], getattr(less, field.name))


def talks_of(case: Case, chance: Random) -> tuple[Case, tuple[Moved, ...]]:
    """Return the case with random stages, tracks, moves and deadlines, and their outlooks."""
    names = [f"stage{j}" for j in range(chance.randint(1, 4))]
    issues, actors = list(case.issues), list(case.actors)

    def days() -> list[int]:
        return sorted(chance.choices((0, 0, 1, 2, 3, 9), k=3))

    def share() -> Judged:
        return Judged.model_validate(sorted(chance.choices((0.0, 0.2, 0.5, 0.9, 1.0), k=3)))

    def stage(place: int) -> Stage:
        found: dict[str, Any] = {"id": names[place], "name": "A stage", "days": days(), "cost": 1}
        if chance.random() < 0.5:
            found["signs"] = chance.sample(actors, 2)
        if chance.random() < 0.3:
            found["chance"] = share()
        if chance.random() < 0.2:
            found["issues"] = issues[:1]
        if chance.random() < 0.3:
            found["tracks"] = ["one", "two"]
        if chance.random() < 0.6:
            found["on_refusal"] = {"to": names[chance.randint(0, place)], "chance": share()}
        if chance.random() < 0.3:
            found["bargaining"] = {"protocol": "single_text", "rounds": 20}
        return Stage.model_validate(found)

    tracks = {
        "one": Track.model_validate({"name": "One", "issues": issues[:1]}),
        "two": Track.model_validate({"name": "Two", "issues": issues[1:], "needs": ["one"]}),
    }
    moves = {
        name: move.model_copy(
            update={
                "per_month": share(),
                "counters": tuple(
                    Counter(move=other, within_days=chance.randint(0, 5), chance=share())
                    for other in case.moves
                    if other != name
                ),
            }
        )
        for name, move in case.moves.items()
    }
    outlooks = tuple(
        on_day(name, chance.randint(0, 12), chance=0.7, days=chance.choice((1.0, 4.0, np.inf)))
        for name in ("soon", "later")[: chance.randint(0, 2)]
    )
    written = {
        each.id: {
            "hard": chance.random() < 0.2,
            "issue": chance.choice((None, issues[0])),
            "lapse": chance.choice((None, *case.moves)),
        }
        for each in outlooks
    }
    parts = {
        "stages": tuple(stage(place) for place in range(len(names))),
        "tracks": tracks,
        "moves": moves,
        "calendar": Calendar.model_validate(ends(*outlooks, **written)),
        "as_of": AS_OF,
    }
    return case.model_copy(update=parts), outlooks


@settings(max_examples=60)
@given(cases(parties=(2, 3)), st.randoms(use_true_random=True), st.sampled_from((0, 12, 60)))
def test_each_world_goes_as_one_list_of_events_tells_it(
    written: Case, chance: Random, until: int
) -> None:
    case, outlooks = talks_of(written, chance)
    talks, space = plan(case, AS_OF, outlooks), compile_case(case)
    middle, draws = mid(space).only(talks.kept), drawn(space, 3, 1).only(talks.kept)
    luck = drawn_luck(talks.rules, 3, 1)
    for world in range(3):
        dice = roll(talks, 1, world)
        mediator = (1, STREAM, world)
        texts = Texts(talks, Walk(talks.space), middle, draws, world, luck[world], mediator)
        one, other = unfold(talks, texts, dice, until), told(talks, texts, dice, until)
        for field in fields(one):
            np.testing.assert_array_equal(
                getattr(other, field.name), getattr(one, field.name), field.name
            )
