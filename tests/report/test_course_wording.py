"""The course of the talks in words."""

from __future__ import annotations

from typing import Any

import pytest

from course_parts import AS_OF, NO_COURSE, agenda_orders, course, deadline, order, readiness, staged
from winset.report import course_wording as say
from winset.report.wording import NBSP, Names
from winset.study.course import (
    AgendaOrders,
    Course,
    DeadlineOutlook,
    NewDate,
    NextRound,
    Readiness,
    Staged,
)

NAMELESS = Names({}, {}, {}, {}, {})


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def outlook(**changes: Any) -> DeadlineOutlook:
    return DeadlineOutlook.model_validate(deadline("d", "The ban starts", 2, moved=3) | changes)


def test_a_deadline_is_told_with_its_odds_the_likeliest_first() -> None:
    assert (
        "17 September 2025, in 2 days, moved 3 times so far: extended 82 % (76 to 88), "
        "agreed 14 % (8 to 20), lapsed 4 % (0 to 10)."
    ) == plain(say.deadline(outlook()))


@pytest.mark.parametrize(
    ("days", "text"),
    [(-2, "2 days ago"), (-1, "1 day ago"), (0, "today"), (1, "tomorrow"), (9, "in 9 days")],
)
def test_the_days_left_are_told(days: int, text: str) -> None:
    assert text == plain(say.time_left(days))


@pytest.mark.parametrize(
    ("moves", "text"), [(0, "never moved"), (1, "moved once"), (2, "moved twice"), (5, "5 times")]
)
def test_past_extensions_are_counted_in_words(moves: int, text: str) -> None:
    assert text in say.times(moves)


def test_a_new_date_comes_with_its_spread_and_the_chance_of_none() -> None:
    assert (
        "If it is extended: as likely before as after 16 December 2025 (90 % between 1 Oct 2025 "
        "and 16 Mar 2026); with a chance of 12 % no new date is named."
    ) == plain(say.new_date(outlook().new_date))


def test_a_new_date_that_always_comes_says_nothing_of_none() -> None:
    new = NewDate(quantiles=(AS_OF,) * 5, undated=0)
    assert "no new date" not in say.new_date(new)


def test_the_signature_is_told_with_its_time() -> None:
    assert (
        "The leaders have signed by 9 November 2026 in 57 % (52 to 62) of 400 worlds, in which "
        "nothing breaks the talks that the case does not state. Where they sign, half do so within "
        "131 days (121 to 142), and nine in ten between 34 and 365 days."
    ) == plain(say.signing(Staged.model_validate(staged())))


def test_without_a_signature_no_time_is_told() -> None:
    never = staged() | {"days": None, "median_interval": None, "signed": 0.0, "interval": (0, 0.01)}
    assert (
        "The leaders have signed by 9 November 2026 in 0 % (0 to 1) of 400 worlds, in which "
        "nothing breaks the talks that the case does not state."
    ) == plain(say.signing(Staged.model_validate(never)))


def test_endings_are_told_the_commonest_first() -> None:
    assert (
        "past the last stage 57 %, still under way 21 %, refused at home 11 %, no package inside "
        "the mandates 7 % and ended by a deadline that lapsed 4 %."
    ) == plain(say.endings(Staged.model_validate(staged() | {"capped": 0})))


def test_worlds_that_were_left_off_are_told() -> None:
    told = plain(say.endings(Staged.model_validate(staged())))
    assert "In 2 % of worlds a stage was visited, or a deadline moved, too often" in told


def test_what_holds_up_names_the_slowest_and_the_last_stage_and_the_hardest_issue() -> None:
    slowest, last, hardest = say.holdups(Staged.model_validate(staged()), NAMELESS)
    assert "“Deputies, regulators and firms write the text” takes the most days" in slowest
    assert "29 % (25 to 33) of worlds" in plain(last)
    assert "chips: 60 % (55 to 65) of worlds" in plain(hardest)


def test_nothing_that_never_happens_holds_up() -> None:
    assert [] == say.holdups(
        Staged.model_validate(staged() | {"stages": (), "issues": ()}), NAMELESS
    )


def test_what_tracks_leave_on_the_table_is_told_where_it_is_known() -> None:
    known = Staged.model_validate(staged())
    assert "leaves 6.3 points on the table (5.4 to 7.2)" in (say.left_on_table(known) or "")
    assert None is say.left_on_table(known.model_copy(update={"left_on_table": None}))


def test_orders_to_show_are_the_best_the_test_case_first_and_the_worst() -> None:
    found = AgendaOrders.model_validate(
        agenda_orders() | {"test_first": order(("technology",), 26.5, 0.1)}
    )
    shown = say.orders_to_show(found)
    assert [29.4, 28.9, 27.2, 26.5, 26.1] == [line.value for _, line in shown]
    assert "Technology (test case first)" == shown[3][0]
    assert shown[4][0].endswith("(the worst)")


def test_a_single_order_is_not_called_the_worst() -> None:
    one = agenda_orders() | {"orders": [order(("technology",), 26.5, 1.0)], "test_first": None}
    assert ["Technology"] == [
        label for label, _ in say.orders_to_show(AgendaOrders.model_validate(one))
    ]


def test_readiness_counts_what_is_met_and_gives_the_chance_of_the_rest() -> None:
    assert (
        "Leaders' meeting at APEC, 31 October 2025: 1 of 3 prerequisites met; all by then: "
        "37 % (32 to 42)."
    ) == plain(say.readiness(Readiness.model_validate(readiness())))


def test_an_event_that_needs_nothing_more_has_no_odds() -> None:
    met = [one | {"met": True} for one in readiness()["prerequisites"]]
    ready = Readiness.model_validate(readiness() | {"prerequisites": met})
    assert say.readiness(ready).endswith("3 of 3 prerequisites met.")


def test_the_next_round_is_told_by_its_quantiles() -> None:
    following = NextRound.model_validate(course()["next_round"])
    assert (
        "As likely before as after 29 October 2025; half of the chance lies between 16 Oct 2025 "
        "and 14 Nov 2025, 90 % between 3 Oct 2025 and 21 Dec 2025."
    ) == plain(say.next_round(following) or "")
    assert None is say.next_round(following.model_copy(update={"quantiles": None}))


def test_a_part_that_is_empty_says_why_in_the_words_of_the_course() -> None:
    empty = Course.model_validate(NO_COURSE)
    assert "The agenda has 7 groups of issues; all orders are compared for up to 6." == say.note_on(
        empty, "orders"
    )


def test_a_part_that_is_empty_without_a_note_still_says_so() -> None:
    empty = Course.model_validate(NO_COURSE)
    assert "The case names no deadline that lies ahead." == say.note_on(empty, "deadlines")


def test_only_a_record_that_does_not_beat_the_base_rate_is_reported_so() -> None:
    tests = Course.model_validate(course()).backtests
    assert [tests[0].verdict] == say.beaten(tests)
