"""What becomes of a case's deadlines: two views, their pool, and what is read off them."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date as Date
from datetime import timedelta
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars import moved, with_deadlines
from records import a_row
from winset.process.deadlines.history import OUTCOMES, Outcome, Row
from winset.process.deadlines.odds import Odds, odds
from winset.process.deadlines.outlook import Outlook, immovable, outlook, pool
from winset.process.deadlines.owner import Stakes, belief

AS_OF = Date(2025, 10, 11)
DATE = Date(2025, 11, 10)
HELD: dict[str, Any] = {"held_by": ["us"], "cost": [1, 2, 4], "hope": 0.36, "set_on": "2025-09-11"}
"""A window of 60 days, of which 30 are left."""


def a_record(agreed: int = 3, extended: int = 6, lapsed: int = 2, lead: int = 0) -> tuple[Row, ...]:
    """Deadlines of as many negotiations, each decided `lead` days before its date."""
    counts = zip(OUTCOMES, (agreed, extended, lapsed), strict=True)
    came = [outcome for outcome, count in counts for _ in range(count)]
    date = Date(2020, 6, 1)
    return tuple(
        a_row(
            f"Talks {n}",
            date=date,
            outcome=outcome,
            decided_on=date - timedelta(days=lead),
            new_date=date + timedelta(days=90) if outcome == "extended" else None,
        )
        for n, outcome in enumerate(came)
    )


def half_tough(worlds: int = 40) -> Stakes:
    """A deal worth 10 against 2 everywhere; an extension pays in every second world."""
    return Stakes(
        cost=np.where(np.arange(worlds) % 2, 1.0, 8.0),
        hope=np.full(worlds, 0.36),
        settlement=np.full((worlds, 1), 10.0),
        lapse=np.full((worlds, 1), 2.0),
        deal=np.ones(worlds, dtype=np.bool_),
        alone=True,
    )


def looked(
    rows: tuple[Row, ...] | None = None,
    stakes: Stakes | None = None,
    as_of: Date = AS_OF,
    **deadline: Any,
) -> Outlook:
    known = {} if stakes is None else {"truce": stakes}
    case = with_deadlines(truce=deadline)
    (found,) = outlook(case, as_of, a_record() if rows is None else rows, known)
    return found


@cache
def usual() -> Outlook:
    return looked()


def assert_sound(found: Odds) -> None:
    assert sum(found.chances) == pytest.approx(1)
    for chance, (low, high) in zip(found.chances, found.intervals, strict=True):
        assert 0 <= low <= chance <= high <= 1


@st.composite
def sound_odds(draw: st.DrawFn) -> Odds:
    counts = draw(st.lists(st.integers(0, 20), min_size=3, max_size=3).filter(any))
    chances = [count / sum(counts) for count in counts]
    spread = draw(st.floats(0, 0.5))
    ends = [(max(0.0, chance - spread), min(1.0, chance + spread)) for chance in chances]
    return odds(chances, ends, "model")


def test_there_is_an_outlook_for_each_deadline_ahead_in_their_order() -> None:
    case = with_deadlines(later={"date": "2025-12-31"}, past={"date": "2025-10-10"}, sooner={})
    found = outlook(case, AS_OF, a_record(), {})
    assert [(o.id, o.days_left) for o in found] == [("later", 81), ("sooner", 30)]


def test_where_the_owner_s_numbers_are_missing_the_record_speaks_alone() -> None:
    found = looked()
    assert found.structure is None
    assert "does not state what an extension costs" in found.structure_basis
    assert (found.record, "The record alone, as the owner's view cannot say.") == (
        found.combined,
        found.combination,
    )


def test_stakes_are_not_read_where_the_case_does_not_say_who_holds_the_deadline() -> None:
    assert looked(stakes=half_tough()).structure is None


def test_stakes_that_nobody_worked_out_are_said_to_be_missing() -> None:
    found = looked(**HELD)
    assert found.structure_basis == (
        "Cannot say: what is at stake for its owner was not worked out."
    )


def test_both_views_are_pooled_with_equal_weights() -> None:
    found = looked(stakes=half_tough(), **HELD)
    assert found.structure is not None
    means = [
        (record + owner) / 2
        for record, owner in zip(found.record.chances, found.structure.odds.chances, strict=True)
    ]
    assert found.combined.chances == pytest.approx(means)
    assert found.combined.method == "pool"
    assert found.combination.startswith("The mean of both views")


def test_the_owner_s_view_knows_past_extensions_and_days_left() -> None:
    history = [moved("2025-09-11", "2025-09-12", "2025-11-10")]
    found = looked(stakes=half_tough(), history=history, **HELD)
    assert found.structure is not None
    assert found.structure.real == pytest.approx(float(belief(0.5, 1)))
    assert found.structure.odds.agreed == pytest.approx(0.2)  # 1 - (1 - .36) ** (30 / 60)


def test_a_row_decided_after_the_as_of_date_is_not_learnt_from() -> None:
    later = tuple(
        a_row(f"Later {n}", date=Date(2026, 1, 1), set_on=Date(2025, 1, 1), outcome="lapsed")
        for n in range(30)
    )
    before, after = looked(), looked((*a_record(), *later))
    assert before == after


def test_before_the_first_row_was_decided_every_outcome_is_as_likely() -> None:
    found = looked(as_of=Date(2019, 1, 1))
    assert found.record.chances == pytest.approx((1 / 3,) * 3)
    assert found.record_basis == (
        "The record holds no deadline decided by 2019-01-01, so each outcome counts as likely as "
        "the others."
    )


def test_what_stands_behind_the_record_is_counted() -> None:
    start = "11 deadlines of 11 negotiations decided by 2025-10-11. "
    assert looked().record_basis.startswith(start)


def test_a_hard_deadline_is_never_moved() -> None:
    soft, hard = looked(), looked(hard=True)
    agreed, _, lapsed = soft.record.chances
    assert hard.combined.chances == pytest.approx(
        (agreed / (agreed + lapsed), 0, lapsed / (agreed + lapsed))
    )
    assert [hard.extend_chance(n) for n in (0, 1, 50)] == [0, 0, 0]
    assert "Nobody can move it" in hard.record_basis
    assert hard.structure_basis == "Nobody can move it, so there is nothing for an owner to weigh."


@given(sound_odds(), sound_odds())
def test_a_pool_lies_between_the_views_and_so_do_its_intervals(one: Odds, other: Odds) -> None:
    both = pool(one, other)
    assert_sound(both)
    for n in range(3):
        ends = sorted((one.chances[n], other.chances[n]))
        assert ends[0] - 1e-12 <= both.chances[n] <= ends[1] + 1e-12


@given(sound_odds().filter(lambda found: found.extended < 1))
def test_what_nobody_can_move_is_agreed_or_lapses(found: Odds) -> None:
    kept = immovable(found)
    assert_sound(kept)
    assert kept.extended == 0
    assert kept.agreed * found.lapsed == pytest.approx(kept.lapsed * found.agreed)


def test_the_chance_of_the_next_move_is_that_of_the_odds() -> None:
    found = looked(stakes=half_tough(), **HELD)
    assert found.extend_chance(0) == pytest.approx(
        found.combined.extended / (1 - found.combined.agreed)
    )


def test_after_further_moves_the_owner_s_part_believes_less_in_the_threat() -> None:
    found = looked(stakes=half_tough(), **HELD)
    record, tough = found.record, float(belief(0.5, 2))
    unmet = 1 - 0.36  # a whole window
    extended = record.extended + unmet * (1 - 0.8 * tough)
    lapsed = record.lapsed + unmet * 0.8 * tough
    assert found.extend_chance(2) == pytest.approx(extended / (extended + lapsed))


def test_after_many_moves_the_chance_stays() -> None:
    found = looked(stakes=half_tough(), **HELD)
    assert found.extend_chance(1000) == found.moved[-1]


def test_new_dates_count_from_the_old_one_in_rising_order() -> None:
    found = looked()
    assert DATE < found.new_date[0]
    assert list(found.new_date) == sorted(found.new_date)
    assert found.new_date == tuple(DATE + timedelta(days=days) for days in found.length.quantiles())


def test_a_new_date_never_leaves_the_calendar() -> None:
    found = looked(date="9999-12-30")
    assert found.new_date[-1] == Date.max


def test_drawn_days_are_infinite_as_often_as_no_date_is_named() -> None:
    found = looked()
    drawn = found.draw_days(4000, np.random.default_rng(1))
    assert np.isinf(drawn).mean() == pytest.approx(found.no_date, abs=0.02)
    assert np.median(drawn[np.isfinite(drawn)]) == pytest.approx(
        found.length.quantiles()[2], rel=0.1
    )


def test_what_the_record_decided_two_days_before_has_come_two_days_before() -> None:
    found = looked(a_record(lead=2))
    early, on_time = (found.chance("extended", DATE - timedelta(days=days))[0] for days in (3, 2))
    assert (early, on_time) == (0, found.combined.extended)


def test_what_the_record_decided_late_comes_late() -> None:
    found = looked((*a_record(lead=0), *_late(a_record(lead=-1))))
    on_time, later = (found.chance("extended", DATE + timedelta(days=days))[0] for days in (0, 1))
    assert on_time == pytest.approx(found.combined.extended / 2)
    assert later == found.combined.extended


def _late(rows: tuple[Row, ...]) -> list[Row]:
    return [
        a_row(
            f"Late {row.case}",
            date=row.date,
            outcome=row.outcome,
            decided_on=row.decided_on,
            new_date=row.new_date,
        )
        for row in rows
    ]


def test_a_lapse_comes_on_the_date() -> None:
    found = looked(a_record(lead=2))
    eve, day = (found.chance("lapsed", DATE - timedelta(days=days))[0] for days in (1, 0))
    assert (eve, day) == (0, found.combined.lapsed)


def test_nothing_has_come_that_would_be_known() -> None:
    assert looked().chance("extended", AS_OF) == (0, (0, 0))


def test_only_what_was_still_open_tells_when_it_comes() -> None:
    found = looked((*a_record(lead=0), *_late(a_record(lead=31))))
    assert found.chance("extended", DATE - timedelta(days=1))[0] == 0


def test_what_was_not_yet_set_does_not_tell_when_it_comes() -> None:
    short = [replace(row, set_on=row.date - timedelta(days=5)) for row in _late(a_record(lead=3))]
    found = looked((*a_record(lead=0), *short))
    assert found.chance("extended", DATE - timedelta(days=1))[0] == 0


def test_where_nothing_was_as_open_its_day_is_a_guess_that_may_be_all_wrong() -> None:
    found = looked(a_record(lead=31))
    eve, day = (found.chance("extended", DATE - timedelta(days=days)) for days in (1, 0))
    high = found.combined.extended_interval[1]
    assert ((0.0, (0.0, high)), (found.combined.extended, (0.0, high))) == (eve, day)


def test_a_move_by_more_days_is_less_likely_by_the_chance_of_that_length() -> None:
    found = looked()
    longer, _ = found.chance("extended", DATE, days_over=180)
    assert longer == pytest.approx(
        found.chance("extended", DATE)[0] * found.length.chance_over(180)
    )


def test_only_an_extension_has_a_length() -> None:
    with pytest.raises(ValueError, match="extensions only"):
        looked().chance("agreed", DATE, days_over=180)


@given(
    sound_odds(),
    st.lists(st.integers(-3, 29)),
    st.sampled_from(OUTCOMES),
    st.integers(-40, 40),
)
def test_a_chance_lies_in_its_interval_and_grows_with_time(
    combined: Odds, leads: list[int], event: Outcome, day: int
) -> None:
    known: dict[Outcome, tuple[int, ...]] = {"agreed": tuple(leads), "extended": tuple(leads)}
    found = replace(usual(), combined=combined, leads=known)
    chance, (low, high) = found.chance(event, DATE + timedelta(days=day))
    assert 0 <= low <= chance <= high <= 1
    later, _ = found.chance(event, DATE + timedelta(days=day + 1))
    assert chance <= later <= found.combined.chances[OUTCOMES.index(event)]


def test_it_can_be_sent_to_another_process() -> None:
    found = looked(stakes=half_tough(), **HELD)
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301
