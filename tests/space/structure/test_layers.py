"""One step of a Pareto sum: four routes, one answer."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from winset.space.grid import Ints
from winset.space.structure import compiled, layers, merge
from winset.space.structure.layers import Layer, dense_sums, merged_sums, sorted_sums, undominated

WORTHS = st.lists(st.tuples(st.integers(-6, 6), st.integers(-6, 6)), min_size=1, max_size=12)

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
        (w for w in ways if not any(v != w and v[0] >= w[0] and v[1] >= w[1] for v in ways)),
        reverse=True,
    )
    return [ways[w][0] for w in best], [ways[w][1] for w in best], [list(w) for w in best]


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
