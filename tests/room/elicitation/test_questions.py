"""The next trade-off question, against every question there is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from room.corners import corners
from winset.room.elicitation.answers import TradeOff
from winset.room.elicitation.frame import Frame, Topic
from winset.room.elicitation.questions import WORTH, Forbidden, Key, Question, key_of, next_question
from winset.room.elicitation.ranges import Range
from winset.room.elicitation.region import Region, Row, holds, simplex
from winset.room.elicitation.swings import rows

OPTIONS = ("x", "y", "z")


def frame(scores: Sequence[tuple[float, ...]], spread: float = 0.0) -> Frame:
    """Return a frame of issues with three options each; scores have a range of `spread` around."""
    return Frame(
        "actor",
        tuple(
            Topic(
                f"i{n}",
                OPTIONS,
                OPTIONS,
                "x",
                {o: Range(s - spread, s, s + spread) for o, s in zip(OPTIONS, row, strict=True)},
            )
            for n, row in enumerate(scores)
        ),
    )


def left_after(region: Region, over: np.ndarray, of: int) -> float:
    """Return how far weight `of` runs over the corners of a region cut by a condition."""
    if not holds(region.within([Row(tuple(over), strict=True)])):
        return 0.0
    values = [point[of] for point in corners(region.within([Row(tuple(over))]))]
    return float(max(values) - min(values))


def best_of_all(asked: Frame, region: Region) -> float:
    """Return the least that any question leaves of the widest range it can narrow, by trying."""
    found = np.array(corners(region))
    widths = found.max(axis=0) - found.min(axis=0)
    scored = {topic.issue: topic.scores for topic in asked.topics}
    for a in np.argsort(-widths.round(9), kind="stable"):
        left = [float(widths[a])]
        for b in range(region.size):
            for (h, low), (t, bottom) in product(permutations(OPTIONS, 2), repeat=2):
                much = scored[f"i{a}"][h].less(scored[f"i{a}"][low])
                little = scored[f"i{b}"][t].less(scored[f"i{b}"][bottom])
                if a == b or much.mid <= 0 or little.mid <= 0:
                    continue
                first, second = np.zeros(region.size), np.zeros(region.size)
                first[a], first[b] = much.high, -little.low
                second[a], second[b] = -much.low, little.high
                left.append(max(left_after(region, first, a), left_after(region, second, a)))
        if widths[a] - min(left) >= WORTH:
            return min(left)
    return -1.0


@settings(max_examples=25)
@given(st.data())
def test_the_next_question_leaves_the_least_of_all_questions(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 3))
    score = st.integers(0, 10).map(lambda n: n * 10.0)
    spread = data.draw(st.sampled_from((0.0, 5.0, 15.0)))
    asked = frame([data.draw(st.tuples(score, score, score)) for _ in range(size)], spread)
    ends = [sorted(data.draw(st.tuples(score, score))) for _ in range(size)]
    swings = [Range(low, high, high) for low, high in ends]
    swings[0] = Range(min(swings[0].low, 90.0) + 10, 100.0, 100.0)
    region = simplex(size).within(rows(swings))
    scored = {topic.issue: topic.scores for topic in asked.topics}
    found = next_question(asked, scored, region, (), ())
    least = best_of_all(asked, region)
    if found is None:
        assert least == -1.0
    else:
        assert found.then == pytest.approx(least, abs=1e-6)


def ask(asked: Frame, keys: Collection[Key] = (), forbidden: Forbidden = ()) -> Question:
    """Return the next question where nothing is known of the weights."""
    scored = {topic.issue: topic.scores for topic in asked.topics}
    found = next_question(asked, scored, simplex(len(asked.topics)), keys, forbidden)
    assert found is not None
    return found


EVEN = [(0.0, 50.0, 100.0), (0.0, 50.0, 100.0)]


def test_with_nothing_known_the_first_question_halves_the_range() -> None:
    found = ask(frame(EVEN))
    assert (1.0, 0.5) == pytest.approx((found.width, found.then))
    assert {"i0": "y", "i1": "x"} == found.first
    assert {"i0": "x", "i1": "y"} == found.second


def test_a_question_is_not_asked_twice_whichever_package_came_first() -> None:
    first = ask(frame(EVEN))
    answer = TradeOff(
        step="trade_off", first=dict(first.second), second=dict(first.first), says="cannot_say"
    )
    second = ask(frame(EVEN), frozenset((key_of(answer),)))
    assert key_of(second) != key_of(first)


def test_options_that_exclude_each_other_are_never_in_one_package() -> None:
    first = ask(frame(EVEN))
    never = frozenset(first.first.items())
    second = ask(frame(EVEN), forbidden=(never,))
    assert never not in key_of(second)


def test_no_question_is_asked_once_all_is_known() -> None:
    asked = frame(EVEN)
    known = simplex(2).within(rows([Range.exact(100.0), Range.exact(40.0)]))
    scored = {topic.issue: topic.scores for topic in asked.topics}
    assert next_question(asked, scored, known, (), ()) is None
