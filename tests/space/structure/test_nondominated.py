"""The exact filter, on any whole numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import structure_twin as twin
from winset.space.structure import nondominated as module
from winset.space.structure.nondominated import nondominated


def expected(points: list[tuple[int, ...]]) -> list[int]:
    return [
        i
        for i, point in enumerate(points)
        if point not in points[:i] and not any(twin.dominates(other, point) for other in points)
    ]


@pytest.mark.parametrize("parties", [2, 3, 4, 6])
@pytest.mark.parametrize("around", [0, 2**60])
@pytest.mark.parametrize("step", [1, 2**54])
@given(data=st.data())
def test_points_that_none_dominates_are_kept_once(
    parties: int, around: int, step: int, data: st.DataObject
) -> None:
    number = st.integers(-4, 4).map(lambda x: around + step * x)
    points = data.draw(st.lists(st.tuples(*[number] * parties), min_size=1, max_size=30))
    assert expected(points) == nondominated(np.array(points, dtype=np.int64)).tolist()


@given(st.integers(3, 5), st.integers(0, 10**6), st.sampled_from([3, 10, 10**9, 2**60]))
def test_the_prefilter_drops_no_point_that_counts(parties: int, seed: int, largest: int) -> None:
    points = np.random.default_rng(seed).integers(0, largest, (60, parties))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_MANY", 1)
        found = nondominated(points)
    assert expected(list(map(tuple, points.tolist()))) == found.tolist()


def test_no_points_are_no_points() -> None:
    assert nondominated(np.zeros((0, 3), dtype=np.int64)).tolist() == []
