"""The record's odds: drawn together where little is known, sure where much is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date as Date
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from records import DAY, a_row
from winset.process.deadlines.history import OUTCOMES, Outcome, Row, decided_by, shipped
from winset.process.deadlines.logit import Lines
from winset.process.deadlines.logit import fit as fit_logit
from winset.process.deadlines.odds import base_rate
from winset.process.deadlines.record import POWER, design, fit, learnt
from winset.process.deadlines.situation import Situation

SITUATIONS = st.builds(
    lambda left, window, kind, domain, extensions, lapses, alone: Situation(
        as_of=DAY,
        date=DAY + timedelta(days=left),
        set_on=None if window is None else DAY + timedelta(days=left - window),
        kind=kind,
        domain=domain,
        alone=alone,
        extensions=extensions,
        lapses=lapses,
    ),
    left=st.integers(0, 2000),
    window=st.none() | st.integers(0, 3000),
    kind=st.sampled_from([None, "self-imposed", "statutory-expiry", "never seen"]),
    domain=st.sampled_from([None, "labour", "never seen"]),
    extensions=st.integers(0, 40),
    lapses=st.integers(0, 5),
    alone=st.sampled_from([None, True, False]),
)
PLAIN = Situation(as_of=DAY, date=DAY + timedelta(days=7), set_on=DAY - timedelta(days=7))


def many(outcome: Outcome, kind: str, count: int = 20) -> list[Row]:
    return [
        a_row(f"{kind} {n}", outcome=outcome, kind=kind, set_on=DAY - timedelta(days=14))
        for n in range(count)
    ]


SHIPPED = fit(shipped())


@given(SITUATIONS)
def test_chances_sum_to_1_and_lie_in_their_intervals(situation: Situation) -> None:
    found = SHIPPED.odds(situation)
    assert 1 == pytest.approx(sum(found.chances))
    for chance, (low, high) in zip(found.chances, found.intervals, strict=True):
        assert 0 < low < chance < high < 1


def test_it_is_the_same_each_time() -> None:
    assert SHIPPED.odds(PLAIN) == fit(shipped()).odds(PLAIN)


def test_an_unknown_type_is_an_average_one() -> None:
    record = fit([*many("agreed", "one"), *many("lapsed", "two")])
    assert record.odds(PLAIN) == record.odds(replace(PLAIN, kind="three"))


def test_a_type_that_behaves_apart_moves_the_odds() -> None:
    record = fit([*many("agreed", "one"), *many("lapsed", "two")])
    one, two = (record.odds(replace(PLAIN, kind=kind)) for kind in ("one", "two"))
    assert one.agreed > record.odds(PLAIN).agreed > two.agreed


def test_a_type_seen_once_hardly_moves_the_odds() -> None:
    common = [replace(row, kind="one") for kind in OUTCOMES for row in many(kind, kind)]
    record = fit([*common, a_row("odd", kind="rare", set_on=DAY - timedelta(days=14))])
    average, rare = (record.odds(replace(PLAIN, kind=kind)).agreed for kind in ("one", "rare"))
    assert average < rare < average + 0.1


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_a_record_of_one_outcome_makes_it_likely_and_not_certain(outcome: Outcome) -> None:
    found = fit(many(outcome, "one")).odds(PLAIN)
    assert 0.8 < getattr(found, outcome) < 1


def test_one_row_is_enough_to_answer() -> None:
    found = fit([a_row(set_on=DAY - timedelta(days=30))]).odds(PLAIN)
    assert found.agreed > found.extended == pytest.approx(found.lapsed)


def test_rows_of_one_case_are_enough_to_answer() -> None:
    rows = [a_row(index=n + 1, outcome=outcome) for n, outcome in enumerate(OUTCOMES)]
    assert 1 == pytest.approx(sum(fit(rows).odds(PLAIN).chances))


def test_no_row_leaves_even_odds() -> None:
    assert base_rate(()) == fit(()).odds(PLAIN)


def test_a_case_left_out_is_a_case_never_seen() -> None:
    rows = [row for row in shipped() if row.case.startswith(("Brexit", "Iran", "NFL", "NBA"))]
    left = learnt(design(rows), without="NFL CBA 2011").odds(PLAIN)
    never = fit([row for row in rows if row.case != "NFL CBA 2011"]).odds(PLAIN)
    assert never.chances == pytest.approx(left.chances, abs=1e-9)


def test_a_forecast_from_the_rows_decided_by_a_day_ignores_all_later_ones() -> None:
    day = Date(2015, 1, 1)
    later = [row for row in shipped() if row.decided_on > day]
    spoilt = [a_row(row.case, row.index, row.date, outcome="lapsed") for row in later]
    early = decided_by(shipped(), day)
    assert fit(early).odds(PLAIN) == fit(decided_by([*early, *spoilt], day)).odds(PLAIN)


def test_each_deadline_weighs_the_same_however_often_it_is_looked_at() -> None:
    assert POWER * 167 == pytest.approx(design(shipped()).lines.weights.sum())


def test_the_logit_is_where_its_loss_is_level() -> None:
    rng = np.random.default_rng(1)
    features = np.column_stack([np.ones(60), rng.normal(size=(60, 2))])
    outcomes = np.eye(3)[rng.integers(0, 3, 60)]
    weights, precision = rng.uniform(0.2, 1, 60), np.array([0.1, 4.0, 9.0])
    found = fit_logit(Lines(features, outcomes, weights, np.arange(60) // 3), precision)

    def loss(coefficients: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> float:
        total = 0.0
        for n in range(60):
            terms = [np.exp(features[n] @ coefficients[:, k]) for k in range(3)]
            total -= weights[n] * np.log(terms[int(outcomes[n].argmax())] / sum(terms))
        return float(total + (precision[:, None] * coefficients**2).sum() / 2)

    at = found.coefficients
    for place in np.ndindex(at.shape):
        for step in (1e-3, -1e-3):
            moved = at.copy()
            moved[place] += step
            assert loss(at) < loss(moved)
