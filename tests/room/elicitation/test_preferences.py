"""What all answers about an actor come to."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from room.corners import corners
from winset.room.elicitation.answers import Answer
from winset.room.elicitation.frame import Frame, Topic
from winset.room.elicitation.preferences import Preferences, elicited
from winset.room.elicitation.ranges import Range
from winset.room.elicitation.written import written

FRAME = Frame(
    "lead",
    tuple(
        Topic(issue, options, options, options[0], {o: Range.exact(s) for o, s in scores.items()})
        for issue, options, scores in (
            ("port", ("shared", "lease", "sale"), {"shared": 20.0, "lease": 80.0, "sale": 0.0}),
            ("fish", ("open", "quota"), {"open": 0.0, "quota": 100.0}),
            ("patrol", ("apart", "joint"), {"apart": 10.0, "joint": 60.0}),
        )
    ),
)

SCORES = {
    "step": "score",
    "issue": "port",
    "scores": {
        "shared": {"mid": 40, "low": 30, "high": 45},
        "lease": {"mid": 100},
        "sale": {"mid": 0},
    },
}


def swings(**rated: tuple[int, int, int]) -> dict[str, Any]:
    """Return an answer on swings, ranked by their middles."""
    order = sorted((mid for _, mid, _ in rated.values()), reverse=True)
    return {
        "step": "swing",
        "swings": {
            issue: {"rank": order.index(mid) + 1, "low": low, "mid": mid, "high": high}
            for issue, (low, mid, high) in rated.items()
        },
    }


SWINGS = swings(port=(100, 100, 100), fish=(30, 50, 80), patrol=(10, 25, 40))


def trade(says: str, **more: Any) -> dict[str, Any]:
    """Return an answer between leasing the port without quotas, and quotas with the port shared."""
    return {
        "step": "trade_off",
        "first": {"port": "lease", "fish": "open"},
        "second": {"port": "shared", "fish": "quota"},
        "says": says,
        **more,
    }


def after(*answers: dict[str, Any]) -> Preferences:
    """Return what answers come to."""
    return elicited(FRAME, [TypeAdapter(Answer).validate_python(one) for one in answers])


def middles(found: Preferences) -> dict[str, float]:
    """Return middle weights in percent, to a tenth."""
    return {issue: round(100 * mid, 1) for issue, mid in found.mid.items()}


def test_before_any_answer_there_are_no_weights_and_it_is_said_what_to_do() -> None:
    found = after()
    assert found.weights is None
    assert "rate the swings, or answer a trade-off question" == found.lacks


def test_swings_become_weights_per_point_of_the_scores_that_the_case_has() -> None:
    # spans are 80, 100 and 50 points: 100/80, 50/100 and 25/50 a point
    assert {"port": 55.6, "fish": 22.2, "patrol": 22.2} == middles(after(SWINGS))


def test_an_issue_rated_anew_runs_from_0_to_100_and_its_swing_counts_as_it_is() -> None:
    found = after(SCORES, SWINGS)
    assert {"port": 50.0, "fish": 25.0, "patrol": 25.0} == middles(found)
    assert Range(30.0, 40.0, 45.0) == found.scored["port"]["shared"]


def test_direct_points_are_weights_as_they_stand() -> None:
    points = {
        "step": "points",
        "weights": {"port": {"mid": 3}, "fish": {"mid": 1}, "patrol": {"mid": 0}},
    }
    assert {"port": 75.0, "fish": 25.0, "patrol": 0.0} == middles(after(SWINGS, points))


def test_a_trade_off_that_the_swings_bear_out_agrees() -> None:
    found = after(SWINGS, trade("first"))
    check = found.trade_offs[0].check
    assert check is not None
    # 60 points of the port at 55.56 % less 100 points of fish at 22.22 %
    assert "agrees" == check.verdict
    assert check.gap == pytest.approx(11.111, abs=1e-3)
    assert middles(after(SWINGS)) == middles(found)


def test_a_trade_off_within_the_ranges_moves_the_middle_no_further_than_it_must() -> None:
    found = after(SWINGS, trade("second"))
    check = found.trade_offs[0].check
    assert check is not None
    assert "within the ranges" == check.verdict
    assert 60 * found.mid["port"] == pytest.approx(100 * found.mid["fish"], abs=1e-4)
    assert not found.wrong


def test_a_trade_off_against_all_swings_contradicts_by_so_many_points_and_is_left_out() -> None:
    firm = swings(port=(100, 100, 100), fish=(30, 40, 50), patrol=(10, 25, 40))
    found = after(firm, trade("second"))
    check = found.trade_offs[0].check
    assert check is not None
    assert "contradicts" == check.verdict
    assert check.least > 0
    assert ((0,),) == found.wrong.sets
    assert (0,) == found.wrong.change
    assert after(firm).weights == found.weights


def test_the_level_at_which_both_are_equal_fixes_the_ratio() -> None:
    level = trade("level", on="fish", level={"mid": 50})
    found = after(SWINGS, level)
    assert 60 * found.mid["port"] == pytest.approx(50 * found.mid["fish"], abs=1e-4) or found.wrong
    free = after(level)
    assert 60 * free.mid["port"] == pytest.approx(50 * free.mid["fish"], abs=1e-4)


def test_answers_that_go_round_in_a_circle_are_told_without_any_swings() -> None:
    ring = [
        ("port", "fish"),
        ("fish", "patrol"),
        ("patrol", "port"),
    ]
    best, worst = (
        {"port": "lease", "fish": "quota", "patrol": "joint"},
        {
            "port": "sale",
            "fish": "open",
            "patrol": "apart",
        },
    )
    # 80, 100 and 50 points apart: more for less each time, so that no weights do all three
    answers = [
        {
            "step": "trade_off",
            "first": {a: best[a], b: worst[b]},
            "second": {a: worst[a], b: best[b]},
            "says": "first",
        }
        for a, b in ring
    ]
    found = after(*answers)
    assert ((0, 1, 2),) == found.wrong.sets
    assert 1 == len(found.wrong.change)
    assert found.weights is not None


def test_a_later_answer_to_the_same_question_takes_the_place_of_the_earlier() -> None:
    found = after(SWINGS, trade("second"), trade("cannot_say"))
    assert ["cannot_say"] == [one.answer.says for one in found.trade_offs]
    assert after(SWINGS).weights == found.weights


def test_words_that_contradict_leave_the_scores_of_the_case_and_say_so() -> None:
    pair = {"word": "weak"}
    found = after(
        {
            "step": "words",
            "issue": "port",
            "words": {
                "shared": {"lease": pair},
                "lease": {"sale": pair},
                "sale": {"shared": pair},
            },
        }
    )
    topic = found.topics[0]
    assert "case" == topic.basis
    assert topic.words is not None
    assert ((0, 1, 2),) == topic.words.wrong.sets


def test_an_answer_about_what_the_case_no_longer_has_is_counted_and_left_out() -> None:
    old = {**SCORES, "scores": {"gone": {"mid": 100}, "sale": {"mid": 0}}}
    found = after(old, SWINGS)
    assert 1 == found.unfit
    assert after(SWINGS).weights == found.weights


def test_a_swing_on_an_issue_whose_options_score_alike_gives_no_weights_and_says_why() -> None:
    flat = Topic("flag", ("a", "b"), ("a", "b"), "a", {o: Range.exact(5.0) for o in "ab"})
    frame = Frame("lead", (flat, FRAME.topics[1]))
    answer = swings(flag=(100, 100, 100), fish=(50, 50, 50))
    found = elicited(frame, [TypeAdapter(Answer).validate_python(answer)])
    assert found.weights is None
    assert "score alike" in str(found.lacks)


def test_a_ranking_in_the_order_of_the_numbers_agrees_and_another_is_told_by_how_much() -> None:
    a = {"port": "lease", "fish": "quota", "patrol": "apart"}
    b = {"port": "sale", "fish": "open", "patrol": "joint"}
    ranking = {"step": "ranking", "packages": {"A": a, "B": b}}
    assert () == after(SWINGS, {**ranking, "ranks": {"A": 1, "B": 2}}).reversals
    (told,) = after(SWINGS, {**ranking, "ranks": {"A": 2, "B": 1}}).reversals
    assert ("B", "A", "contradicts") == (told.above, told.below, told.check.verdict)
    # 80 points at 55.56 % and 100 at 22.22 %, less 50 at 22.22 %
    assert told.check.against == pytest.approx(55.556, abs=1e-3)


@given(st.lists(st.tuples(st.integers(1, 10), st.integers(1, 10)), min_size=3, max_size=3))
def test_ranges_are_those_of_every_corner_that_the_answers_leave(
    ends: list[tuple[int, int]],
) -> None:
    rated = {
        issue: (10 * min(e), 10 * max(e), 10 * max(e))
        for issue, e in zip(FRAME.issues, ends, strict=True)
    }
    rated["port"] = (rated["port"][0], 100, 100)
    found = after(swings(**rated), trade("second"))
    assert found.weights is not None
    assert found.region is not None
    points = corners(found.region)
    for n, weight in enumerate(found.weights.values()):
        values = [point[n] for point in points]
        assert (weight.low, weight.high) == pytest.approx((min(values), max(values)), abs=1e-6)
        assert weight.low <= weight.mid <= weight.high


@given(st.lists(st.integers(1, 100), min_size=3, max_size=3))
def test_what_is_written_sums_to_100_and_keeps_every_range(mids: list[int]) -> None:
    top = max(mids)
    rated = {
        issue: (max(0, mid - 9), 100 if mid == top else mid, 100 if mid == top else mid)
        for issue, mid in zip(FRAME.issues, mids, strict=True)
    }
    found = after(SCORES, swings(**rated))
    numbers = written(found)
    weights = [number for number in numbers if number.option is None]
    assert Decimal(100) == sum(number.mid for number in weights)
    assert found.weights is not None
    for number, exact in zip(weights, found.weights.values(), strict=True):
        assert number.low <= number.mid <= number.high
        assert float(number.low) <= 100 * exact.low + 1e-5
        assert float(number.high) >= 100 * exact.high - 1e-5
        assert float(number.mid) == pytest.approx(100 * exact.mid, abs=0.1)
    scores = {number.option: number for number in numbers if number.option is not None}
    assert {"shared", "lease", "sale"} == scores.keys()
    assert Decimal("40.0") == scores["shared"].mid
