"""Values along a range as the functions that other programs have for them, exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from winset.interop.curves import Trapezoid, bends
from winset.interop.exact import decimal

Row = Sequence[Fraction]


@dataclass(frozen=True)
class Line:
    """offset + slope x number; `clamped`: kept between 0 and 1, which takes effect in the range."""

    offset: Fraction
    slope: Fraction
    clamped: bool = False


@dataclass(frozen=True)
class Sum:
    """A line, and what rises or falls besides from some numbers on, to the end of the range."""

    line: Line
    kinks: tuple[Trapezoid, ...]


Shape = Line | Trapezoid | Sum


def finite(shape: Shape) -> bool:
    """Return whether decimals hold every number of a function."""
    match shape:
        case Sum():
            return finite(shape.line) and all(finite(kink) for kink in shape.kinks)
        case Line():
            numbers: Row = (shape.offset, shape.slope)
        case Trapezoid():
            numbers = (shape.start, shape.top, shape.fall, shape.end, shape.height)
    return all(decimal(number)[1] for number in numbers)


def genius_shape(numbers: Row, row: Row) -> Line | Trapezoid | None:
    """Return the evaluator of GENIUS that has the values of `row` at `numbers`, and between.

    A constant, a line within 0 and 1, a triangle from 0 to 1, or a line cut off there: the first
    whose numbers decimals hold, or else the first. None if there is none.
    """
    line = line_of(numbers, row)
    if line and not line.slope:
        return line
    uncut = line if min(row) >= 0 and max(row) <= 1 else None
    found = (uncut, triangle_of(numbers, row), clamped_line_of(numbers, row))
    known: list[Line | Trapezoid] = [shape for shape in found if shape is not None]
    return next(filter(finite, known), known[0] if known else None)


def negmas_shape(numbers: Row, row: Row) -> Shape:
    """Return the value function of NegMAS that has the values of `row` at `numbers`, and between.

    A line, which NegMAS does not cut off, a triangle from 0 to 1, or a sum of lines and triangles:
    the first whose numbers decimals hold, or else the first.
    """
    found = (line_of(numbers, row), triangle_of(numbers, row), _sum_of(numbers, row))
    known: list[Shape] = [shape for shape in found if shape is not None]
    return next(filter(finite, known), known[0])


def line_of(numbers: Row, row: Row) -> Line | None:
    """Return the straight line through all values, if there is one."""
    if len(bends(numbers, row)) > 2:  # noqa: PLR2004  a line has two ends and no bend
        return None
    slope = (row[-1] - row[0]) / (numbers[-1] - numbers[0])
    return Line(row[0] - slope * numbers[0], slope)


def clamped_line_of(numbers: Row, row: Row) -> Line | None:
    """Return the line that, cut off at 0 and 1, has all values, if there is one and it bends."""
    kept = bends(numbers, row)
    sloped = [(a, b) for a, b in pairwise(kept) if row[a] != row[b]]
    if len(kept) < 3 or len(sloped) != 1:  # noqa: PLR2004  it bends at least once
        return None
    ((a, b),) = sloped
    flats = [row[a]] * (a > 0) + [row[b]] * (b < len(row) - 1)
    if not set(flats) <= {0, 1} or min(row) < 0 or max(row) > 1:
        return None
    slope = (row[b] - row[a]) / (numbers[b] - numbers[a])
    return Line(row[a] - slope * numbers[a], slope, clamped=True)


def whole_line_of(row: Row) -> Line | None:
    """Return the line that, cut off at 0 and 1, has the values of whole numbers in a row.

    It counts from the first of them, as GENIUS does. None if there is none.
    """
    last = len(row) - 1
    for a, b in ((0, min(1, last)), (max(last - 1, 0), last)):
        slope = row[b] - row[a]
        offset = row[a] - slope * a
        plain = (offset + slope * n for n in range(last + 1))
        if list(row) == [min(max(value, Fraction(0)), Fraction(1)) for value in plain]:
            return Line(offset, slope, clamped=True)
    return None


def triangle_of(numbers: Row, row: Row) -> Trapezoid | None:
    """Return the triangle from 0 to 1 that has all values, if there is one.

    A side that runs out of the range is drawn on; one that the range does not show lies outside.
    """
    pieces = list(pairwise(bends(numbers, row)))
    sides = [(a, b) for a, b in pieces if row[a] != row[b]]
    if not sides or any(row[a] for a, b in pieces if row[a] == row[b]) or min(row) < 0:
        return None
    up = [_reaches(numbers, row, a, b) for a, b in sides if row[a] < row[b]]
    down = [_reaches(numbers, row, a, b) for a, b in sides if row[a] > row[b]]
    if [*up, *down] != [_reaches(numbers, row, a, b) for a, b in sides] or max(row) > 1:
        return None
    tops = {top for _, top in (*up, *down)}
    if len(up) > 1 or len(down) > 1 or len(tops) > 1:
        return None
    (top,), width = tops, numbers[-1] - numbers[0]
    start = up[0][0] if up else top - width
    end = down[0][0] if down else top + width
    return Trapezoid(start, top, top, end)


def _reaches(numbers: Row, row: Row, a: int, b: int) -> tuple[Fraction, Fraction]:
    """Return the numbers at which the line through two values is 0 and 1."""
    run = (numbers[b] - numbers[a]) / (row[b] - row[a])
    return numbers[a] - row[a] * run, numbers[a] + (1 - row[a]) * run


def _sum_of(numbers: Row, row: Row) -> Sum:
    """Return the line of the first piece, or a level and what rises to it, and the other bends."""
    kept = bends(numbers, row)
    slopes = [(row[b] - row[a]) / (numbers[b] - numbers[a]) for a, b in pairwise(kept)]
    first, low, high = slopes[0], numbers[0], numbers[-1]
    line, kinks = Line(row[0] - first * low, first), []
    if not finite(line):
        firm = next((n for n in kept[:2] if decimal(row[n])[1]), 0)
        length = _length(first, high - low)
        line = Line(row[firm] - first * length, Fraction(0))
        kinks.append(_kink(numbers[firm] - length, 2 * length, first))
    for (before, after), n in zip(pairwise(slopes), kept[1:-1], strict=True):
        change = after - before
        kinks.append(_kink(numbers[n], _length(change, high - numbers[n]), change))
    return Sum(line, tuple(kinks))


def _kink(start: Fraction, length: Fraction, slope: Fraction) -> Trapezoid:
    top = start + length
    return Trapezoid(start, top, top, top + length, height=slope * length)


def _length(slope: Fraction, least: Fraction) -> Fraction:
    """Return a length of at least `least` in which a slope rises by a finite decimal."""
    if decimal(slope * least)[1]:
        return least
    odd = slope.denominator
    for prime in (2, 5):
        while odd % prime == 0:
            odd //= prime
    return Fraction(-(-least // odd) * odd)
