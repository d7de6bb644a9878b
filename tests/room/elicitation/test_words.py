"""Scores from words, against a scan of whole scales on a grid."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations, pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from winset.room.elicitation.answers import WORDS, Word
from winset.room.elicitation.words import Judged, word_scale

OPTIONS = ("a", "b", "c")


def consistent(scale: Mapping[str, float], judged: list[Judged]) -> bool:
    """Whether a scale bears out every word: the rule of the paper, pair by pair."""
    apart = [(WORDS.index(one.word), scale[one.better] - scale[one.worse]) for one in judged]
    if any((category == 0) != (gap == 0) or gap < 0 for category, gap in apart):
        return False
    return all(far > near for c, far in apart for d, near in apart if c > d)


@st.composite
def told(draw: st.DrawFn) -> list[Judged]:
    """Return a judgement of every pair of three options."""
    word = st.sampled_from(WORDS)
    turn = st.booleans()
    return [
        Judged(x, y, draw(word)) if draw(turn) else Judged(y, x, draw(word))
        for x, y in combinations(OPTIONS, 2)
    ]


@given(told())
def test_three_judgements_are_consistent_if_some_scale_bears_them_out(judged: list[Judged]) -> None:
    scales = [dict(zip(OPTIONS, values, strict=True)) for values in product(range(8), repeat=3)]
    some = any(consistent(scale, judged) for scale in scales)
    assert some == (not word_scale(OPTIONS, judged).wrong)


def judged(*said: tuple[str, str, Word]) -> list[Judged]:
    """Return judgements, the better option first."""
    return [Judged(*one) for one in said]


def test_scores_run_from_0_to_100_and_respect_the_words() -> None:
    words = judged(("a", "b", "strong"), ("b", "c", "weak"), ("a", "c", "extreme"))
    found = word_scale(OPTIONS, words)
    assert found.scores is not None
    a, b, c = (found.scores[option] for option in OPTIONS)
    assert (100.0, 0.0) == (a.mid, c.mid)
    assert (0.0, 50.0) == pytest.approx((b.low, b.high))
    assert consistent({o: s.mid for o, s in found.scores.items()}, words)


def test_ranges_are_those_of_a_fine_grid_of_scales() -> None:
    options = ("a", "b", "c", "d")
    words = judged(
        ("a", "b", "weak"), ("b", "c", "strong"), ("c", "d", "weak"), ("a", "d", "extreme")
    )
    found = word_scale(options, words)
    assert found.scores is not None
    grid = [
        {"a": 100.0, "b": float(b), "c": float(c), "d": 0.0} for b in range(101) for c in range(101)
    ]
    right = [scale for scale in grid if consistent(scale, words)]
    for option in "bc":
        values = [scale[option] for scale in right]
        assert found.scores[option].low == pytest.approx(min(values), abs=1.01)
        assert found.scores[option].high == pytest.approx(max(values), abs=1.01)


def test_a_circle_is_told_whole_and_one_change_mends_it() -> None:
    found = word_scale(OPTIONS, judged(("a", "b", "weak"), ("b", "c", "weak"), ("c", "a", "weak")))
    assert found.scores is None
    assert ((0, 1, 2),) == found.wrong.sets
    assert 1 == len(found.wrong.change)


def test_a_part_that_is_called_more_than_the_whole_contradicts() -> None:
    found = word_scale(
        OPTIONS, judged(("a", "b", "extreme"), ("b", "c", "weak"), ("a", "c", "moderate"))
    )
    assert ((0, 1, 2),) == found.wrong.sets


def test_what_is_not_compared_is_asked_for() -> None:
    found = word_scale(OPTIONS, judged(("a", "b", "weak")))
    assert found.scores is None
    assert "judge a against c: the words do not say which is better" == found.lacks


def test_options_that_are_all_alike_have_no_best_and_no_worst() -> None:
    found = word_scale(OPTIONS, [Judged(x, y, "none") for x, y in pairwise(OPTIONS)])
    assert found.lacks is not None
    assert "all alike" in found.lacks
