"""One step of a Pareto sum: every route, one answer."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from structure_twin import dominates
from winset.space.grid import Ints
from winset.space.structure import compiled, layers, merge, staircase
from winset.space.structure.layers import (
    Layer,
    add,
    dense_sums,
    merged_sums,
    sorted_sums,
    swept_sums,
    undominated,
)

WORTHS = st.lists(st.tuples(st.integers(-6, 6), st.integers(-6, 6)), min_size=1, max_size=12)

TRIPLES = st.sampled_from([1, 6, 2**59]).flatmap(
    lambda size: st.lists(st.tuples(*[st.integers(-size, size)] * 3), min_size=1, max_size=12)
)
"""Worths of three parties: mostly ties, some ties, and the largest there may be."""

Lists = tuple[list[int], list[int], list[list[int]]]


def lists(layer: Layer) -> Lists:
    return layer.parent.tolist(), layer.option.tolist(), layer.points.tolist()


def twin(points: Ints, options: Ints) -> Lists:
    """Of each efficient sum the way with the smallest option; the first party's worth falling."""
    ways = {}
    for o, own in reversed(list(enumerate(options.tolist()))):
        for i, point in enumerate(points.tolist()):
            ways[tuple(a + b for a, b in zip(point, own, strict=True))] = (i, o)
    best = sorted(
        (w for w in ways if not any(dominates(v, w) for v in ways)),
        reverse=True,
    )
    return [ways[w][0] for w in best], [ways[w][1] for w in best], [list(w) for w in best]


def swept(points: Ints, options: Ints) -> Lists:
    """The kernel of the sweep, uncompiled."""
    ids = undominated(options)
    return lists(swept_sums(staircase, points, options[ids], ids))


def plain(points: Ints, options: Ints, ids: Ints) -> Layer:
    """The kernel of the merge, uncompiled."""
    return merged_sums(merge, points, options, ids)


ROUTES = [sorted_sums, dense_sums, plain]


@pytest.mark.parametrize("route", ROUTES)
@given(one=WORTHS, other=WORTHS)
def test_every_route_finds_the_efficient_sums(
    route: Callable[[Ints, Ints, Ints], Layer],
    one: list[tuple[int, int]],
    other: list[tuple[int, int]],
) -> None:
    points, options = np.array(one), np.array(other)
    points = points[undominated(points)]
    ids = undominated(options)
    assert twin(points, options) == lists(route(points, options[ids], ids))


@given(one=WORTHS, other=WORTHS)
def test_the_compiled_merge_is_the_plain_one(
    one: list[tuple[int, int]], other: list[tuple[int, int]]
) -> None:
    pytest.importorskip("numba", reason="the extra `fast` is not installed")
    kernel = compiled.load(merge)
    points, options = np.array(one), np.array(other)
    points, ids = points[undominated(points)], undominated(options)
    fast = merged_sums(kernel, points, options[ids], ids)
    assert lists(plain(points, options[ids], ids)) == lists(fast)


@given(one=WORTHS, other=WORTHS)
def test_sums_made_a_few_at_a_time_are_the_same(
    one: list[tuple[int, int]], other: list[tuple[int, int]]
) -> None:
    points, options = np.array(one), np.array(other)
    points, ids = points[undominated(points)], undominated(options)
    whole = lists(sorted_sums(points, options[ids], ids))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layers, "_GROUP", 1)
        assert whole == lists(sorted_sums(points, options[ids], ids))


def test_output_that_is_too_small_is_said_and_doubled() -> None:
    line = np.array([(n, -n) for n in range(2000, 0, -1)])
    options = np.array([(3 * n, -2 * n) for n in range(9, 0, -1)]) * 5000
    ids = np.arange(9)
    assert lists(sorted_sums(line, options, ids)) == lists(plain(line, options, ids))
    assert 9 * 2000 == len(plain(line, options, ids).points)


@given(one=TRIPLES, other=TRIPLES)
def test_three_parties_are_swept_to_the_efficient_sums(
    one: list[tuple[int, int, int]], other: list[tuple[int, int, int]]
) -> None:
    points, options = np.array(one), np.array(other)
    points = points[undominated(points)]
    ids = undominated(options)
    expected = twin(points, options)
    assert expected == swept(points, options)
    assert expected == lists(sorted_sums(points, options[ids], ids))


@given(
    st.integers(0, 10**6),
    st.permutations(range(3)),
    st.sampled_from(["even", "constant", "clustered", "opposed"]),
    st.sampled_from([1, 5, 10**6]),
)
def test_any_shape_of_worths_in_any_order_of_parties_is_swept_the_same(
    seed: int, turn: list[int], shape: str, flight: int
) -> None:
    """One party indifferent, in clusters far apart, or against another: flights of any length."""
    dice = np.random.default_rng(seed)
    x, y, z = dice.integers(0, 40, (3, 30))
    z = {"even": z, "constant": 0 * z, "clustered": z + 10**9 * (y % 2), "opposed": -y}[shape]
    worths = np.stack((x, y, z), axis=1)[:, turn]
    points, options = worths[undominated(worths)], worths[:8] // 3
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layers, "_FLIGHT", flight)
        assert twin(points, options) == swept(points, options)


@pytest.mark.parametrize("turn", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
def test_a_flight_that_grows_moves_to_where_there_is_room(turn: tuple[int, int, int]) -> None:
    """Every sum is efficient: the staircase holds them all, and one flight most of them."""
    dice = np.random.default_rng(1)
    first, second = dice.permutation(400), dice.permutation(400)
    points = np.stack((first, second, -second), axis=1)[:, turn]
    points = points[undominated(points)]
    options = np.array([(0, 0, 0), (0, 1000, -1000), (0, -1000, 1000)])[:, turn]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layers, "_FLIGHT", 1)
        assert len(swept(points, options)[0]) == 3 * 400
        assert lists(sorted_sums(points, options[[0, 1, 2]], np.arange(3))) == swept(
            points, options
        )


@given(one=TRIPLES, other=TRIPLES)
def test_the_compiled_sweep_is_the_plain_one(
    one: list[tuple[int, int, int]], other: list[tuple[int, int, int]]
) -> None:
    pytest.importorskip("numba", reason="the extra `fast` is not installed")
    kernel = compiled.load(staircase)
    points, options = np.array(one), np.array(other)
    points, ids = points[undominated(points)], undominated(options)
    assert swept(points, options) == lists(swept_sums(kernel, points, options[ids], ids))


@given(one=TRIPLES, other=TRIPLES)
def test_room_for_the_sweep_that_is_too_small_is_said_and_doubled(
    one: list[tuple[int, int, int]], other: list[tuple[int, int, int]]
) -> None:
    points, options = np.array(one), np.array(other)
    points = points[undominated(points)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layers, "_SWEPT", 1)
        assert twin(points, options) == swept(points, options)


@given(one=TRIPLES, other=TRIPLES)
def test_three_parties_get_the_same_with_and_without_the_compiler(
    one: list[tuple[int, int, int]], other: list[tuple[int, int, int]]
) -> None:
    pytest.importorskip("numba", reason="the extra `fast` is not installed")
    points, options = np.array(one), np.array(other)
    points = points[undominated(points)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiled, "_loaded", {})
        patch.setattr(compiled, "available", lambda: False)
        without = lists(add(points, options))
    compiled.load(staircase)
    assert without == lists(add(points, options))
