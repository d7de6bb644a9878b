"""Values along a range as functions of other programs, computed by those programs' own rules."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from winset.interop.curves import Trapezoid, straight
from winset.interop.shapes import Line, Shape, Sum, finite, genius_shape, negmas_shape

F = Fraction


def genius(shape: Line | Trapezoid, x: F) -> F:
    """What GENIUS computes: a line kept in 0..1 unless it is constant, or a triangle."""
    if isinstance(shape, Line):
        plain = shape.offset + shape.slope * x
        return min(max(plain, F(0)), F(1)) if shape.slope else plain
    start, end, top = shape.start, shape.end, shape.top
    if x < start or x >= end:
        return F(0)
    return (x - start) / (top - start) if x < top else 1 - (x - top) / (end - top)


def negmas(shape: Shape, x: F) -> F:
    """What NegMAS computes: a line as it is, a triangle with a scale, or the sum of both."""
    match shape:
        case Line():
            return shape.offset + shape.slope * x
        case Sum():
            return sum((negmas(kink, x) for kink in shape.kinks), negmas(shape.line, x))
        case Trapezoid(start, top, _, end, _, height):
            if x <= start or x >= end:
                return F(0)
            side = (x - start) / (top - start) if x <= top else (end - x) / (end - top)
            return height * side


Points = tuple[tuple[F, ...], tuple[F, ...]]


@st.composite
def curves(draw: st.DrawFn) -> Points:
    """Numbers, rising, and a value at each, often one of 0, 1/2 and 1."""
    numbers = draw(st.lists(st.integers(-20, 20), min_size=2, max_size=6, unique=True))
    value = st.sampled_from([F(0), F(1, 2), F(1)]) | st.fractions(-2, 2, max_denominator=8)
    row = draw(st.lists(value, min_size=len(numbers), max_size=len(numbers)))
    return tuple(map(F, sorted(numbers))), tuple(row)


def between(points: Points) -> list[tuple[F, F]]:
    """Numbers of a curve, and some between them, with their values."""
    pairs = list(zip(*points, strict=True))
    return [
        (a + (b - a) * F(n, 4), low + (high - low) * F(n, 4))
        for (a, low), (b, high) in pairwise(pairs)
        for n in range(5)
    ]


@given(curves())
def test_every_curve_is_a_function_of_negmas(points: Points) -> None:
    shape = negmas_shape(*points)
    assert [(x, v) for x, v in between(points)] == [
        (x, negmas(shape, x)) for x, _ in between(points)
    ]


@given(curves())
def test_an_evaluator_of_genius_has_the_values_of_the_curve(points: Points) -> None:
    shape = genius_shape(*points)
    if shape is not None:
        assert between(points) == [(x, genius(shape, x)) for x, _ in between(points)]


parameters = st.fractions(-3, 3, max_denominator=10)


@given(parameters, parameters, parameters)
def test_a_line_of_genius_is_found_again(offset: F, slope: F, low: F) -> None:
    corners = straight(low, low + 2, offset, slope, clamped=bool(slope)).corners
    assert genius_shape(*map(tuple, zip(*corners, strict=True))) is not None


@given(parameters, st.fractions(F(1, 9), 3), st.fractions(F(1, 9), 3), parameters)
def test_a_triangle_of_genius_whose_top_the_range_shows_is_found_again(
    start: F, rise: F, fall: F, low: F
) -> None:
    top = start + rise
    high = top + F(1, 3)
    curve = Trapezoid(start, top, top, top + fall).between(min(low, top), high)
    assert curve is not None
    numbers, row = map(tuple, zip(*curve.corners, strict=True))
    assert genius_shape(numbers, row) is not None


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("0 1/2 1", Line(F(0), F(1, 10))),
        ("1 1 1", Line(F(1), F(0))),
        ("-2 -2 -2", Line(F(-2), F(0))),
        ("0 0 1", Trapezoid(F(5), F(10), F(10), F(20))),
        ("1/2 1 0", Trapezoid(F(-5), F(5), F(5), F(10))),
        ("1 1 1/2", Line(F(3, 2), F(-1, 10), clamped=True)),
        ("0 3/4 1", None),
        ("0 1/2 0", None),
        ("0 1 2", None),
    ],
)
def test_what_genius_has_for_three_points(row: str, expected: Shape | None) -> None:
    assert expected == genius_shape((F(0), F(5), F(10)), tuple(map(F, row.split())))


def test_of_functions_that_are_the_same_one_in_decimals_goes_out() -> None:
    numbers, row = (F(0), F(3)), (F(0), F(1))
    assert Trapezoid(F(0), F(3), F(3), F(6)) == genius_shape(numbers, row)  # not a slope of 1/3
    assert finite(negmas_shape((F(0), F(3), F(6)), (F(1), F(0), F(4))))
