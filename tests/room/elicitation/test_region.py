"""Linear programs over answers, against every corner of small regions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from room.corners import corners
from winset.room.elicitation.region import Region, Row, holds, margin, nearest, reach, simplex

NUMBER = st.integers(-5, 5).map(float)


@st.composite
def regions(draw: st.DrawFn) -> Region:
    """Return weights of two to four issues under up to four conditions; some leave nothing."""
    size = draw(st.integers(2, 4))
    over = st.tuples(*[NUMBER] * size)
    rows = draw(st.lists(over, max_size=4))
    return simplex(size).within([Row(row, draw(st.booleans())) for row in rows])


@given(regions(), st.data())
def test_the_reach_of_any_aim_is_that_of_the_corners(region: Region, data: st.DataObject) -> None:
    found = corners(region)
    assume(found)
    aim = np.array(data.draw(st.tuples(*[NUMBER] * region.size)))
    values = [aim @ point for point in found]
    assert reach(region, aim) == pytest.approx((min(values), max(values)), abs=1e-6)


@given(regions())
def test_strict_conditions_hold_if_the_middle_of_the_corners_meets_them(region: Region) -> None:
    found = corners(region)
    if not found:
        assert margin(region) is None or not holds(region)
        return
    middle = np.mean(found, axis=0)
    spare = [float(np.dot(row.over, middle)) for row in region.rows if row.strict]
    assert all(one > 1e-7 for one in spare) == holds(region)


@given(regions(), st.data())
def test_no_corner_and_no_mix_of_corners_is_nearer_than_the_nearest(
    region: Region, data: st.DataObject
) -> None:
    found = corners(region)
    assume(found)
    point = np.array(data.draw(st.tuples(*[st.floats(0, 1)] * region.size)))
    near = nearest(region, point)
    assert near.sum() == pytest.approx(1, abs=1e-6)
    assert all(np.dot(row.over, near) >= -1e-6 for row in region.rows)
    # the nearest point of a convex set: no corner lies on the other side of it
    assert all((corner - near) @ (point - near) <= 1e-5 for corner in found)
