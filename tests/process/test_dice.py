"""The chance events of a world, drawn before its talks begin."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from staged import AS_OF, EASY, FRAMEWORK, SIGN, TEAMS, ends, on_day, staged
from winset.process.staging.dice import Dice, roll, whole_days
from winset.process.staging.plan import Plan
from winset.process.staging.talks import plan

MOVES: dict[str, dict[str, Any]] = {
    "strike": {
        "name": "Strike",
        "by": "US",
        "kind": "threat",
        "per_month": 0.3,
        "counters": [{"move": "answer", "within_days": 2, "chance": 0.5}],
    },
    "answer": {"name": "Answer", "by": "CN", "kind": "threat"},
}


def talks() -> Plan:
    end = on_day("end", 9)
    teams = {**TEAMS, "days": [0, 3, 12], "chance": [0.2, 0.3, 0.4]}
    case = staged([FRAMEWORK, teams, SIGN], EASY, moves=MOVES, calendar=ends(end))
    return plan(case, AS_OF, [end])


def rolled(count: int) -> list[Dice]:
    some = talks()
    return [roll(some, 1, world) for world in range(count)]


def test_a_world_has_the_same_dice_each_time_and_no_other_world_has_them() -> None:
    one, again, other = roll(talks(), 1, 4), roll(talks(), 1, 4), roll(talks(), 1, 5)
    for field in fields(Dice):
        np.testing.assert_array_equal(getattr(one, field.name), getattr(again, field.name))
    assert one.passes[0, 0] != other.passes[0, 0]


def test_what_is_certain_is_not_left_to_chance() -> None:
    one = roll(talks(), 1, 0)
    assert ({2}, {3}) == ({*one.days[:, 0, 0].tolist()}, {*one.days[:, 2, 0].tolist()})


def test_chances_that_are_derived_are_not_drawn() -> None:
    one = roll(talks(), 1, 0)
    assert [True, False, True] == np.isnan(one.chance).tolist()
    assert 0.2 <= one.chance[1] <= 0.4


def test_the_longest_of_the_groups_takes_as_long_as_the_stage() -> None:
    longest = np.concatenate([one.days[:, 1].max(axis=1) for one in rolled(200)])
    assert pytest.approx(5, abs=0.25) == longest.mean()  # (0 + 3 + 12) / 3; four errors wide


def test_a_move_comes_within_thirty_days_with_its_chance() -> None:
    days = np.array([one.move_day for one in rolled(1000)])
    assert pytest.approx(0.3, abs=0.06) == (days[:, 0] <= 30).mean()  # four errors wide
    assert np.isinf(days[:, 1]).all()
    assert days.min() >= 1


def test_a_counter_comes_on_any_day_within_its_days() -> None:
    dice = rolled(400)
    assert {0, 1, 2} == {int(one.counter_days[0, 0]) for one in dice}
    hits = np.array([one.counter_hits[0, 0] for one in dice])
    assert pytest.approx(0.5, abs=0.1) == hits.mean()  # four errors wide


def test_a_new_date_is_a_day_later_at_least() -> None:
    end = on_day("end", 9, days=0.2)
    case = staged([SIGN], calendar=ends(end))
    assert {1.0} == {*roll(plan(case, AS_OF, [end]), 1, 0).new_days.ravel().tolist()}


@pytest.mark.parametrize(("days", "whole"), [(0.0, 0), (0.5, 1), (1.49, 1), (2.5, 3)])
def test_days_are_rounded_to_whole_ones_halves_up(days: float, whole: int) -> None:
    assert whole == whole_days(np.array([days]))[0]
