"""The record scored: what the base rate scores, who beats whom, and what is used."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import timedelta

import pytest

from records import DAY, a_row
from winset.process.deadlines.backtest import (
    FEWEST,
    HORIZONS,
    NO_TEST,
    Backtest,
    InUse,
    coverage,
    held_out,
    horizon_rate,
    in_use,
    leave_one_case_out,
    verdict,
)
from winset.process.deadlines.history import OUTCOMES, Row, shipped
from winset.process.deadlines.record import fit
from winset.process.deadlines.situation import Situation, days_before


@pytest.fixture(scope="module")
def tests() -> dict[int | None, Backtest]:
    return {test.days: test for test in leave_one_case_out(shipped())}


def a_test(days: int | None, low: float, high: float, cases: int = 50) -> Backtest:
    (found,) = held_out([a_row("A")], [a_row("B")], [None])
    return replace(found, days=days, cases=cases, log_interval=(low, high))


def when(days_left: int) -> Situation:
    return Situation(as_of=DAY, date=DAY + timedelta(days=days_left))


def test_the_base_rate_on_the_whole_table(tests: dict[int | None, Backtest]) -> None:
    # the reference says 1.036 nats and .621: no plain reading of this table gives both digits
    found = tests[None]
    assert (167, 58) == (found.rows, found.cases)
    assert (1.0364, 0.6221) == (round(found.base.log, 4), round(found.base.brier, 4))


def test_the_base_rate_is_that_of_all_other_negotiations(
    tests: dict[int | None, Backtest],
) -> None:
    log = brier = 0.0
    for row in shipped():
        others = [other.outcome for other in shipped() if other.case != row.case]
        chance = {y: (others.count(y) + 1) / (len(others) + 3) for y in OUTCOMES}
        log -= math.log(chance[row.outcome])
        brier += sum((p - (y == row.outcome)) ** 2 for y, p in chance.items())
    assert (log / 167, brier / 167) == pytest.approx((tests[None].base.log, tests[None].base.brier))


@pytest.mark.parametrize(
    ("days", "rows", "not_set", "decided"), [(14, 117, 42, 8), (3, 132, 9, 26)]
)
def test_rows_that_drop_out_are_counted(
    tests: dict[int | None, Backtest], days: int, rows: int, not_set: int, decided: int
) -> None:
    found = tests[days]
    assert (rows, not_set, decided) == (found.rows, found.not_yet_set, found.already_decided)
    assert 167 == rows + not_set + decided


def test_the_finding_on_the_shipped_record(tests: dict[int | None, Backtest]) -> None:
    assert {None: True, 14: False, 3: True} == {days: t.beats for days, t in tests.items()}
    assert {None: -0.031, 14: -0.031, 3: -0.053} == {
        days: round(test.log_difference, 3) for days, test in tests.items()
    }


def test_every_row_that_counts_is_in_one_bin_an_outcome(
    tests: dict[int | None, Backtest],
) -> None:
    for test in tests.values():
        for outcome in OUTCOMES:
            held = [held.count for held in test.reliability if held.outcome == outcome]
            assert test.rows == sum(held)


def test_a_forecast_rests_on_no_row_of_its_own_negotiation() -> None:
    rows = [row for row in shipped() if row.case.startswith(("NFL", "NBA", "SAG", "MLB", "Iran"))]
    own = [
        replace(row, outcome="agreed", new_date=None) if row.case.startswith("NFL") else row
        for row in rows
    ]
    nfl = [row for row in rows if row.case.startswith("NFL")]
    (before,) = held_out(rows, nfl[:1], [1])
    (after,) = held_out(own, nfl[:1], [1])
    assert before.base == after.base
    assert before.model.log == pytest.approx(after.model.log)


def test_a_negotiation_of_its_own_file_informs_its_later_rows() -> None:
    train = [row for row in shipped() if not row.case.startswith("NFL")]
    nfl = [row for row in shipped() if row.case.startswith("NFL")]
    (found,) = held_out(train, nfl, [3])
    record = fit(train)
    known = [(row, days_before(row, nfl, 3)) for row in nfl]
    logs = [
        -math.log(getattr(record.odds(situation), row.outcome))
        for row, situation in known
        if situation is not None
    ]
    assert [0, 2] == [situation.extensions for _, situation in known if situation is not None]
    assert sum(logs) / len(logs) == pytest.approx(found.model.log)


def test_rows_of_unknown_types_are_scored() -> None:
    strange = [a_row("New", kind="never seen", domain="nowhere", set_on=DAY - timedelta(days=60))]
    assert [1] == [test.rows for test in held_out(shipped(), strange, [None])]


@pytest.mark.parametrize(
    "rows",
    [
        [a_row()],
        [a_row(index=n + 1, outcome=outcome) for n, outcome in enumerate(OUTCOMES)],
    ],
    ids=["one row", "one case"],
)
def test_a_poor_record_never_beats_its_base_rate(rows: list[Row]) -> None:
    assert [False] == [test.beats for test in leave_one_case_out(rows, [None])]


def test_a_record_of_one_outcome_can_be_scored() -> None:
    rows = [a_row(str(n), outcome="lapsed") for n in range(12)]
    (found,) = leave_one_case_out(rows, [None])
    assert 0 < found.model.log < found.base.log < 0.2


def test_a_horizon_at_which_no_row_counts_is_left_out() -> None:
    assert () == leave_one_case_out([a_row(set_on=DAY)], [14])


def test_few_negotiations_prove_nothing() -> None:
    assert a_test(3, -0.3, -0.1).beats
    assert not a_test(3, -0.3, -0.1, cases=FEWEST - 1).beats


@pytest.mark.parametrize(
    ("days_left", "method"), [(0, "model"), (8, "model"), (9, "base rate"), (400, "base rate")]
)
def test_a_forecast_uses_what_won_at_the_nearer_horizon(days_left: int, method: str) -> None:
    record = fit(shipped())
    used = InUse(record, (a_test(14, -0.1, 0.1), a_test(3, -0.2, -0.1)))
    expected = record.odds(when(days_left)) if method == "model" else horizon_rate(shipped(), 14)
    assert (method, expected) == (used.odds(when(days_left)).method, used.odds(when(days_left)))


def test_the_sentence_says_what_is_used_and_why() -> None:
    used = in_use(shipped())
    assert used.sentence(14) == (
        "14 days before the dates the model does not beat the base rate, so the base rate is used."
    )
    assert used.sentence(3) == (
        "3 days before the dates the model beats the base rate, so the model is used."
    )


def test_the_verdict_adds_the_figures() -> None:
    assert verdict(in_use(shipped()).tests[0]).startswith(
        "14 days before the dates the model does not beat the base rate, so the base rate is used: "
        "log score 0.975 against 1.006 nats (lower is better), difference \N{MINUS SIGN}0.031"
    )


def test_what_is_used_is_found_once() -> None:
    assert in_use(shipped()) is in_use(shipped())
    assert HORIZONS == tuple(test.days for test in in_use(shipped()).tests)


def test_an_empty_record_leaves_even_odds_and_says_so() -> None:
    used = in_use(())
    assert (1 / 3, NO_TEST) == (used.odds(when(3)).agreed, used.sentence(3))


def test_new_dates_fall_in_the_range_about_as_often_as_it_says() -> None:
    found = coverage(shipped(), shipped())
    assert (83, 42, 79) == (found.rows, found.half, found.nine_tenths)
