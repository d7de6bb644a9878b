"""The best of all values of ranges, beside a very fine grid in fractions."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from winset.space.continuous.optimum import merit, optimum
from winset.space.continuous.path import Corner, Curve, path

F = Fraction
Vector = tuple[Fraction, ...]

points = st.integers(0, 60).map(F)
gains = st.integers(-60, 40).map(F)


def curves(parties: int) -> st.SearchStrategy[Curve]:
    """Curves of any shape over 0..4, with a bend at each whole number."""
    rows = st.lists(st.tuples(*[points] * parties), min_size=5, max_size=5)
    return rows.map(lambda worths: Curve(tuple(map(F, range(5))), tuple(worths)))


@st.composite
def concave_curves(draw: st.DrawFn) -> Curve:
    """Two concave worths over 0..3."""
    rows = []
    for _ in range(2):
        slopes = sorted(draw(st.lists(st.integers(-20, 20), min_size=3, max_size=3)), reverse=True)
        heights = [0]
        for slope in slopes:
            heights.append(heights[-1] + slope)
        rows.append([F(h - min(heights)) for h in heights])
    return Curve(tuple(map(F, range(4))), tuple(zip(*rows, strict=True)))


def worth(curve: Curve, number: Fraction) -> Vector:
    """The worth of a number to each principal: straight between neighbours."""
    for n in range(len(curve.numbers) - 1):
        low, high = curve.numbers[n : n + 2]
        if low <= number <= high:
            share = (number - low) / (high - low)
            pair = zip(curve.worths[n], curve.worths[n + 1], strict=True)
            return tuple(a + share * (b - a) for a, b in pair)
    raise AssertionError


def sums(bases: list[Vector], parts: list[list[Vector]]) -> list[Vector]:
    """Gains of every base with one of each of the parts, where none is below 0."""
    totals = [
        tuple(sum(column, F(0)) for column in zip(base, *chosen, strict=True))
        for base, *chosen in product(bases, *parts)
    ]
    return [total for total in totals if min(total) >= 0]


def fine(curve: Curve, steps: int) -> list[Vector]:
    """Worths on a grid of so many steps from one bend to the next."""
    return [worth(curve, F(n, steps)) for n in range((len(curve.numbers) - 1) * steps + 1)]


def line(of: list[Curve]) -> tuple[Corner, ...]:
    found = path(of)
    assert found is not None
    return found


def check(bases: list[Vector], of: list[Curve], steps: int) -> None:
    """No package of a fine grid is better than the optimum, and the optimum is reached."""
    best = optimum(bases, line(of))
    assert best is not None
    grid = sums(bases, [fine(curve, steps) for curve in of])
    assert not grid or best.rules
    for p, most in enumerate(best.ideal):
        assert all(gains[p] <= most for gains in grid)
    for rule, one in best.rules.items():
        assert all(merit(rule, best.ideal, gains) <= one.merit for gains in grid)
        numbers = [[worth(curve, number)] for curve, number in zip(of, one.at, strict=True)]
        reached = max(merit(rule, best.ideal, gains) for gains in sums(bases, numbers))
        if rule == "nash" and len(bases[0]) > 2:
            assert one.merit - reached <= one.merit * F(1, 10**15)
        else:
            assert reached == one.merit


@given(st.lists(st.tuples(gains, gains), min_size=1, max_size=3), curves(2))
def test_one_issue_of_any_shape(bases: list[Vector], curve: Curve) -> None:
    check(bases, [curve], 8)


@given(st.lists(st.tuples(gains, gains, gains), min_size=1, max_size=2), curves(3))
def test_three_principals(bases: list[Vector], curve: Curve) -> None:
    check(bases, [curve], 5)


@given(
    st.lists(st.tuples(gains, gains), min_size=1, max_size=2),
    st.lists(concave_curves(), min_size=2, max_size=2),
)
def test_two_concave_issues_as_one_line(bases: list[Vector], of: list[Curve]) -> None:
    check(bases, of, 4)


@given(concave_curves(), concave_curves())
def test_the_line_of_two_issues_is_efficient_and_bends_down(one: Curve, other: Curve) -> None:
    corners = line([one, other])
    grid = sums([(F(0), F(0))], [fine(one, 3), fine(other, 3)])
    for corner in corners:
        assert not any(
            all(a >= b for a, b in zip(gains, corner.values, strict=True))
            and gains != corner.values
            for gains in grid
        )
    slopes = [
        (b.values[1] - a.values[1]) / (b.values[0] - a.values[0]) for a, b in pairwise(corners)
    ]
    assert slopes == sorted(slopes, reverse=True)


def test_two_issues_that_bend_upwards_have_no_line() -> None:
    up = Curve((F(0), F(1), F(2)), ((F(0), F(9)), (F(1), F(5)), (F(9), F(0))))
    assert not up.concave
    assert path([up, up]) is None
    assert path([]) is None


def test_two_issues_of_three_principals_have_no_line() -> None:
    flat = Curve((F(0), F(1)), ((F(0), F(1), F(0)), (F(1), F(0), F(0))))
    assert flat.concave
    assert path([flat, flat]) is None


def test_halves_of_a_straight_conflict_lie_between_the_numbers_tried() -> None:
    pie = Curve((F(0), F(1)), ((F(0), F(100)), (F(100), F(0))))
    found = optimum([(F(0), F(-50))], line([pie]))
    assert found is not None
    assert found.ideal == (F(50), F(50))
    assert {rule: best.at for rule, best in found.rules.items()} == {
        "nash": (F(1, 4),),
        "kalai_smorodinsky": (F(1, 4),),
        "egalitarian": (F(1, 4),),
        "utilitarian": (F(0),),
    }
    assert found.rules["nash"].merit == 25 * 25


def test_nothing_at_or_above_0_has_no_optimum() -> None:
    pie = Curve((F(0), F(1)), ((F(0), F(100)), (F(100), F(0))))
    found = optimum([(F(-80), F(-80))], line([pie]))
    assert found is not None
    assert found.rules == {}


def test_more_pieces_than_are_searched_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("winset.space.continuous.optimum.MOST_PIECES", 3)
    pie = Curve((F(0), F(1), F(2)), ((F(0), F(2)), (F(1), F(1)), (F(2), F(0))))
    bases = [(F(n), F(9 - n)) for n in range(9)]
    assert optimum(bases, line([pie])) is None
