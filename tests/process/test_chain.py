"""Stages as a Markov chain: the reference numbers, closed forms, and the simulation's yardstick."""

from __future__ import annotations

from itertools import product
from math import log, sqrt
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from staged import AS_OF, LINKED, SIGN, ends, on_day, run, staged
from winset.process.staging.chain import (
    Chain,
    absorption,
    days_law,
    exact_chain,
    passed_by,
    worth,
)
from winset.process.staging.dice import whole_days
from winset.process.staging.histories import signed_by
from winset.process.staging.talks import plan
from winset.space.compile import compile_case
from winset.space.grid import Floats
from winset.space.numbers import triangular
from winset.space.worlds import drawn


def chain(*stages: tuple[float, int, float], days: int = 1) -> Chain:
    """Return stages of (chance to pass, stage to go back to, chance to go back), `days` each."""
    chance, back, back_chance = (np.array(column) for column in zip(*stages, strict=True))
    law = np.zeros((len(stages), days + 1))
    law[:, days] = 1
    return Chain(chance.astype(np.float64), back, back_chance.astype(np.float64), law)


def test_a_sure_way_is_worth_the_reward_less_all_costs() -> None:
    found = worth(chain((1, 0, 0), (1, 0, 0)), np.array([1.0, 2.0]), 10, 0)
    assert ([7.0, 8.0], [True, True]) == (found.value.tolist(), found.goes_on.tolist())


def test_who_cannot_win_the_costs_back_ends_the_talks() -> None:
    found = worth(chain((1, 0, 0), (0.1, 0, 0)), np.array([1.0, 2.0]), 10, 0)
    assert ([0.0, 0.0], [False, False]) == (found.value.tolist(), found.goes_on.tolist())


def test_what_was_paid_does_not_count_at_a_later_stage() -> None:
    found = worth(chain((1, 0, 0), (1, 0, 0)), np.array([9.0, 2.0]), 10, 0)
    assert ([0.0, 8.0], [False, True]) == (found.value.tolist(), found.goes_on.tolist())


def test_two_stages_that_send_back_are_solved_by_hand() -> None:
    # V0 = -1 + V1, V1 = -1 + (10 + V0) / 2: V1 = 7, V0 = 6
    found = worth(chain((1, 0, 0), (0.5, 0, 1)), np.array([1.0, 1.0]), 10, 0)
    assert [pytest.approx(6), pytest.approx(7)] == found.value.tolist()


def test_a_round_without_end_is_no_gain() -> None:
    found = worth(chain((1, 0, 0), (0, 0, 1)), np.array([0.0, 0.0]), 10, 3)
    assert [3.0, 3.0] == found.value.tolist()


def test_costs_below_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="cost less than nothing"):
        worth(chain((1, 0, 0)), np.array([-1.0]), 10, 0)


SHARE = st.sampled_from((0.0, 0.25, 0.5, 0.9, 1.0))
STAGES = st.lists(
    st.tuples(SHARE, st.integers(0, 3), st.sampled_from((0.0, 0.3, 0.8))), min_size=1, max_size=4
).map(lambda rows: [(p, min(back, len(rows) - 1), rho) for p, back, rho in rows])


@given(STAGES, st.sampled_from((0.0, 1.0, 4.0)), st.sampled_from((-3.0, 0.0, 5.0)))
def test_the_worth_is_that_of_the_best_of_all_ways_to_stop(
    stages: list[tuple[float, int, float]], cost: float, disagreement: float
) -> None:
    some = chain(*stages)
    n, reward = len(stages), 10.0

    def followed(on: tuple[bool, ...]) -> Floats:
        system, right = np.eye(n), np.full(n, disagreement)
        for j, (p, back, rho) in enumerate(stages):
            if on[j]:
                right[j] = -cost + (1 - p) * (1 - rho) * disagreement
                system[j, back] -= (1 - p) * rho
                if j + 1 < n:
                    system[j, j + 1] -= p
                else:
                    right[j] += p * reward
        return np.linalg.solve(system, right)

    best = np.max([followed(on) for on in product((False, True), repeat=n)], axis=0)
    found = worth(some, np.full(n, cost), reward, disagreement)
    np.testing.assert_allclose(found.value, best, atol=1e-9)


def test_chance_days_and_visits_of_two_stages_are_those_by_hand() -> None:
    # from stage 1 it is half to pass, a quarter to start again, a quarter to end
    found = absorption(chain((1, 0, 0), (0.5, 0, 0.5), days=3))
    assert pytest.approx(2 / 3) == found.signed
    assert [pytest.approx(4 / 3), pytest.approx(4 / 3)] == found.visits.tolist()
    assert pytest.approx(8) == found.days


def test_a_route_without_an_end_has_no_chance_to_be_told() -> None:
    with pytest.raises(ValueError, match="no route leads out"):
        absorption(chain((1, 0, 0), (0, 0, 1)))


def test_the_curve_of_two_stages_is_that_by_hand() -> None:
    curve = passed_by(chain((1, 0, 0), (0.5, 0, 0.5), days=3), 12)
    assert pytest.approx([0] * 6 + [0.5] * 6 + [0.625]) == curve.tolist()


def test_stages_of_no_days_are_passed_on_the_same_day() -> None:
    curve = passed_by(chain((0.5, 0, 1), (1, 0, 0), days=0), 2)
    assert pytest.approx([1, 1, 1]) == curve.tolist()


@given(STAGES.filter(lambda rows: all(p + (1 - p) * (1 - rho) > 0.1 for p, _, rho in rows)))
def test_the_curve_ends_at_the_chance_to_pass(stages: list[tuple[float, int, float]]) -> None:
    some = chain(*stages)
    curve = passed_by(some, 400)
    assert pytest.approx(absorption(some).signed, abs=1e-6) == curve[-1]
    assert (np.diff(curve) >= 0).all()


@pytest.mark.parametrize("days", [(0, 0, 0), (3, 3, 3), (2.5, 2.5, 2.5), (0, 2, 9), (1, 1, 4)])
def test_the_law_of_days_is_that_of_the_rounded_draws(days: tuple[float, float, float]) -> None:
    u = (np.arange(20_000) + 0.5) / 20_000
    drawn_days = whole_days(triangular(u, *(np.full(u.size, number) for number in days)))
    law = days_law(days)
    assert pytest.approx(1) == law.sum()
    shares = np.bincount(drawn_days, minlength=law.size) / u.size
    np.testing.assert_allclose(law, shares, atol=1 / 10_000)


FAILING = {**LINKED, "senate": (-9, 1)}
"""Gains by which no package would be ratified: only what the stages state decides."""

BACK = [
    {"id": "one", "days": [1, 4, 9], "chance": 0.9},
    {"id": "two", "days": [0, 10, 40], "chance": 0.6, "on_refusal": {"to": "one", "chance": 0.7}},
    {**SIGN, "days": 2, "chance": 0.8, "on_refusal": {"to": "two", "chance": 0.5}},
    {"id": "form", "days": [0, 1, 5], "chance": 0.5, "on_refusal": {"to": "one", "chance": 0.5}},
]

ONCE = [
    {"id": "one", "days": [1, 4, 9], "chance": [0.2, 0.9, 1]},
    {"id": "two", "days": [0, 10, 40], "chance": [0, 0.5, 1]},
    {**SIGN, "days": 2, "chance": 0.8},
]


@pytest.mark.parametrize("stages", [BACK, ONCE])
def test_the_simulated_curve_is_the_exact_one_but_for_chance(stages: list[dict[str, Any]]) -> None:
    worlds, last = 1200, 120
    case = staged(stages, FAILING)
    talks, found = run(case, truth=drawn(compile_case(case), worlds, 1))
    exact, _ = exact_chain(talks)
    assert exact is not None
    curve = passed_by(exact, last, talks.start)
    simulated = signed_by(found.signed_day, range(last + 1)).value
    # Dvoretzky, Kiefer and Wolfowitz (1956), Massart (1990): wider by chance once in a thousand
    bound = sqrt(log(2 / 0.001) / (2 * worlds))
    assert np.abs(simulated - curve).max() < bound
    z = (np.isfinite(found.signed_day).mean() - absorption(exact, talks.start).signed) / sqrt(
        curve[-1] * (1 - curve[-1]) / worlds
    )
    assert abs(z) < 3.3  # once in a thousand, too


def test_the_mean_of_visits_is_the_exact_one_but_for_chance() -> None:
    case = staged(BACK[:3], FAILING)
    talks, found = run(case, truth=drawn(compile_case(case), 1200, 2))
    exact, _ = exact_chain(talks)
    assert exact is not None
    error = found.visits.std(axis=0) / sqrt(1200)
    assert (np.abs(found.visits.mean(axis=0) - absorption(exact).visits) < 3.5 * error).all()


@pytest.mark.parametrize(
    ("stages", "why"),
    [
        ([{"id": "one"}, {**SIGN, "chance": 1}], "stage one is derived"),
        (
            [{**SIGN, "chance": [0, 0.5, 1], "on_refusal": {"to": "leaders", "chance": 1}}],
            "more than once",
        ),
    ],
)
def test_what_cannot_be_solved_exactly_says_why(stages: list[dict[str, Any]], why: str) -> None:
    exact, reason = exact_chain(plan(staged(stages), AS_OF))
    assert exact is None
    assert why in reason


def test_a_hard_deadline_leaves_no_exact_curve() -> None:
    end = on_day("end", 9)
    case = staged([{**SIGN, "chance": 1}], calendar=ends(end, end={"hard": True}))
    assert (None, "a hard deadline can end the talks") == exact_chain(plan(case, AS_OF, [end]))


def test_groups_that_wait_for_one_another_leave_no_exact_curve() -> None:
    tracks = {
        "first": {"name": "First", "issues": ["a"]},
        "then": {"name": "Then", "issues": ["b"], "needs": ["first"]},
    }
    stages = [{"id": each, "chance": 1} for each in ("one", "two")] + [{**SIGN, "chance": 1}]
    exact, why = exact_chain(plan(staged(stages, tracks=tracks), AS_OF))
    assert (None, "a working group waits for another") == (exact, why)
