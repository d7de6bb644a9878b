"""When the next round opens and what it takes up, against plain formulas."""

from __future__ import annotations

import math
from datetime import date as Date
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from coming_case import coming_case
from winset.case.document import Case
from winset.case.loading import load
from winset.process.outlook.next_round import (
    PRIOR,
    Wait,
    agenda_odds,
    basis,
    gaps,
    wait,
)

AS_OF = Date(2025, 3, 20)


def with_gaps(days: list[int]) -> Case:
    """Return a case whose rounds of one day stand so many days apart."""
    starts = [Date(2020, 1, 1)]
    for gap in days:
        starts.append(starts[-1] + timedelta(gap))
    rounds = [
        {"id": f"r{n}", "name": f"R{n}", "start": day.isoformat(), "end": day.isoformat()}
        for n, day in enumerate(starts)
    ]
    return coming_case(rounds=rounds, calendar={})


def waiting(days: list[int], passed: int = 0) -> Wait:
    case = with_gaps(days)
    found = wait(case, case.rounds[-1].end + timedelta(passed), 1)
    assert found is not None
    return found


def by_formula(days: list[int], passed: int, ahead: int) -> float:
    """Return the chance of a round within `ahead` days more, by SciPy's Student distribution."""
    logs = [math.log(day) for day in days]
    mean = sum(logs) / len(logs)
    squares = 0.5**2 + sum((x - mean) ** 2 for x in logs)
    scale = math.sqrt(squares / len(logs) * (1 + 1 / len(logs)))
    law = stats.t(len(logs), mean, scale)
    now, then = law.sf(math.log(passed + 0.5)), law.sf(math.log(passed + ahead + 0.5))
    return float((now - then) / now)


def test_gaps_run_from_the_end_of_a_round_to_the_start_of_the_next() -> None:
    assert gaps(coming_case(), AS_OF) == (30, 40)


def test_a_round_after_the_day_does_not_count() -> None:
    assert gaps(coming_case(), Date(2025, 3, 13)) == (30,)


def test_the_gap_before_a_round_in_session_is_known() -> None:
    assert gaps(coming_case(), Date(2025, 3, 14)) == (30, 40)


def test_rounds_that_touch_stand_a_day_apart() -> None:
    assert gaps(with_gaps([0, 5]), Date(2025, 1, 1)) == (1, 5)


@pytest.mark.parametrize("as_of", [Date(2024, 1, 1), Date(2025, 1, 20), Date(2025, 2, 20)])
def test_fewer_than_two_gaps_say_nothing_of_the_next(as_of: Date) -> None:
    assert wait(coming_case(), as_of, 1) is None


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.integers(1, 400), min_size=2, max_size=8),
    st.integers(0, 500),
    st.integers(1, 1000),
)
def test_the_chance_is_that_of_the_students_law_of_the_log_gaps(
    days: list[int], passed: int, ahead: int
) -> None:
    found = waiting(days, passed)
    chance = found.chance_by(found.as_of + timedelta(ahead))
    assert chance.value == pytest.approx(by_formula(days, passed, ahead), abs=1e-9)
    assert 0 <= chance.low <= chance.value <= chance.high <= 1


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(10, 90), min_size=2, max_size=6), st.integers(0, 100))
def test_quantiles_are_the_first_days_that_reach_their_chance(days: list[int], passed: int) -> None:
    found = waiting(days, passed)
    for chance, day in zip((0.05, 0.25, 0.5, 0.75, 0.95), found.quantiles(), strict=True):
        ahead = (day - found.as_of).days
        assert by_formula(days, passed, ahead) >= chance - 1e-9
        assert ahead == 1 or by_formula(days, passed, ahead - 1) < chance + 1e-9


def test_the_mean_of_the_draws_is_the_chance_itself() -> None:
    found = waiting([30, 45, 60], passed=35)
    day = found.as_of + timedelta(20)
    draws = found.draws_by(day)
    error = draws.std() / math.sqrt(draws.size)
    assert abs(draws.mean() - found.chance_by(day).value) < 5 * error


def test_no_round_opens_by_a_day_that_has_passed() -> None:
    found = waiting([30, 40], passed=5)
    assert (found.chance_by(found.as_of).value, found.chance_by(Date(2019, 1, 1)).high) == (0, 0)


def test_a_day_centuries_away_is_within_reach_of_dates() -> None:
    found = waiting([1, 400], passed=2_000_000)
    assert found.quantiles()[-1] == Date.max


def test_the_same_seed_gives_the_same_draws() -> None:
    one, other = (wait(coming_case(), AS_OF, 7) for _ in range(2))
    assert one is not None
    assert other is not None
    assert np.array_equal(one.means, other.means)


def test_madrid_stands_forty_days_from_the_next_round() -> None:
    case = load("madrid-2025")
    found = wait(case, case.as_of, 1)
    assert found is not None
    assert (found.gaps, found.quantiles()[2]) == ((29, 48, 47), Date(2025, 10, 25))


def test_the_agenda_follows_what_came_back_of_issues_so_left() -> None:
    odds = {line.issue: line for line in agenda_odds(coming_case(), AS_OF)}
    # open: tariffs (left so) and chips (on the agenda, nothing said) after the first, both back;
    # settled: tariffs after the second, not back; never listed: the summit, twice not back.
    assert odds["chips"].chance.value == pytest.approx((2 * PRIOR["open"] + 2) / (2 + 2))
    assert odds["tariffs"].chance.value == pytest.approx((2 * PRIOR["settled"] + 0) / (2 + 1))
    assert odds["summit"].chance.value == pytest.approx((2 * PRIOR["never listed"] + 0) / (2 + 2))
    assert (
        odds["chips"].why == "left open by Third; of issues so left, 2 of 2 were on the next agenda"
    )


def test_the_interval_of_the_agenda_is_that_of_the_beta_posterior() -> None:
    found = {line.issue: line for line in agenda_odds(coming_case(), AS_OF)}["chips"].chance
    law = stats.beta(2 * PRIOR["open"] + 2, 2 * (1 - PRIOR["open"]))
    assert (found.low, found.high) == pytest.approx((law.ppf(0.025), law.ppf(0.975)))


def test_likeliest_issues_stand_first() -> None:
    chances = [line.chance.value for line in agenda_odds(load("madrid-2025"), Date(2025, 9, 15))]
    assert chances == sorted(chances, reverse=True)


def test_after_one_round_the_agenda_is_a_judgement() -> None:
    odds = {line.issue: line for line in agenda_odds(coming_case(), Date(2025, 1, 5))}
    assert odds["tariffs"].chance.value == PRIOR["open"]
    assert odds["tariffs"].why.endswith("and the chance is a judgement")


def test_before_any_round_there_is_no_agenda_to_forecast() -> None:
    assert agenda_odds(coming_case(), Date(2024, 1, 1)) == ()


def test_a_round_without_an_agenda_teaches_nothing() -> None:
    assert {line.chance.value for line in agenda_odds(with_gaps([30, 30]), Date(2025, 1, 1))} == {
        PRIOR["never listed"]
    }


@pytest.mark.parametrize(
    ("as_of", "start"),
    [
        (Date(2024, 1, 1), "No round had been held"),
        (Date(2025, 1, 5), "From 1 round: fewer than two gaps"),
        (AS_OF, "From 3 rounds: gaps of 30, 40 days between them"),
    ],
)
def test_the_basis_says_from_how_few_rounds_it_comes(as_of: Date, start: str) -> None:
    case = coming_case()
    assert basis(case, as_of, wait(case, as_of, 1)).startswith(start)
