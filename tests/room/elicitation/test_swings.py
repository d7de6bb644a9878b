"""Weights from swings: shares, their exact ranges, and the conditions they amount to."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from room.corners import corners
from winset.room.elicitation.ranges import Range
from winset.room.elicitation.region import reach, simplex
from winset.room.elicitation.swings import per_point, rows, weights

POINTS = st.integers(0, 10).map(lambda n: n * 10.0)


@st.composite
def swings(draw: st.DrawFn) -> dict[str, Range]:
    """Return swings of two to four issues, the first of them above 0."""
    found = {}
    for n in range(draw(st.integers(2, 4))):
        low, mid, high = sorted(draw(st.tuples(POINTS, POINTS, POINTS)))
        found[f"i{n}"] = Range(low, mid, high)
    found["i0"] = Range(max(found["i0"].low, 10.0), 100.0, 100.0)
    return found


def test_a_weight_is_the_share_of_the_sum_of_swings() -> None:
    rated = {"a": Range.exact(100.0), "b": Range.exact(60.0), "c": Range.exact(40.0)}
    assert {"a": 0.5, "b": 0.3, "c": 0.2} == {k: w.mid for k, w in weights(rated).items()}


@given(swings())
def test_the_ends_of_each_weight_are_those_of_every_corner_of_the_swings(
    rated: dict[str, Range],
) -> None:
    ends = [(swing.low, swing.high) for swing in rated.values()]
    shares = np.array([np.array(point) / sum(point) for point in product(*ends)])
    for n, weight in enumerate(weights(rated).values()):
        assert weight.low == pytest.approx(shares[:, n].min())
        assert weight.high == pytest.approx(shares[:, n].max())


@given(swings())
def test_the_conditions_leave_open_just_what_the_swings_do(rated: dict[str, Range]) -> None:
    region = simplex(len(rated)).within(rows(list(rated.values())))
    by_hand = np.array(corners(region))
    for n, weight in enumerate(weights(rated).values()):
        unit = np.eye(len(rated))[n]
        assert reach(region, unit) == pytest.approx((weight.low, weight.high), abs=1e-6)
        assert by_hand[:, n].min() == pytest.approx(weight.low, abs=1e-6)
        assert by_hand[:, n].max() == pytest.approx(weight.high, abs=1e-6)


def test_a_swing_counts_by_point_of_score() -> None:
    rated = {"a": Range.exact(100.0), "b": Range.exact(50.0)}
    found = per_point(rated, {"a": 100.0, "b": 50.0})
    assert {"a": 0.5, "b": 0.5} == {k: w.mid for k, w in weights(found).items()}


def test_a_swing_between_options_that_score_alike_is_refused() -> None:
    with pytest.raises(ValueError, match="score alike"):
        per_point({"a": Range.exact(100.0)}, {"a": 0.0})


def test_no_swing_at_all_gives_no_weights() -> None:
    with pytest.raises(ValueError, match="at least one swing"):
        weights({"a": Range.exact(0.0)})
