"""Utility along a range of real numbers: piecewise linear, and read off at the points of a grid."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise


@dataclass(frozen=True)
class Curve:
    """A continuous piecewise linear function through `corners`, (number, value), rising numbers."""

    corners: tuple[tuple[Fraction, Fraction], ...]

    def __call__(self, number: Fraction) -> Fraction:
        """Return the value at a number between the first corner and the last."""
        for (a, low), (b, high) in pairwise(self.corners):
            if number <= b:
                return low + (high - low) * (number - a) / (b - a)
        return self.corners[-1][1]

    @property
    def steepest(self) -> Fraction:
        """The greatest change of value for one step of the number."""
        slopes = [abs(high - low) / (b - a) for (a, low), (b, high) in pairwise(self.corners)]
        return max(slopes, default=Fraction(0))


def straight(
    low: Fraction, high: Fraction, offset: Fraction, slope: Fraction, *, clamped: bool
) -> Curve:
    """Return offset + slope x number on [low, high]; `clamped`: kept between 0 and 1."""

    def value(number: Fraction) -> Fraction:
        plain = offset + slope * number
        return min(max(plain, Fraction(0)), Fraction(1)) if clamped else plain

    turns = [(edge - offset) / slope for edge in (0, 1)] if clamped and slope else []
    return Curve(_corners(low, high, turns, value))


def triangle(
    low: Fraction, high: Fraction, start: Fraction, end: Fraction, top: Fraction
) -> Curve | None:
    """Return the function that rises from 0 at `start` to 1 at `top`, and falls to 0 at `end`.

    None if it jumps between `low` and `high`, because the top is at the start or the end.
    """
    if not start <= top <= end or (start == top > low) or (end == top <= high):
        return None

    def value(number: Fraction) -> Fraction:
        if number < start or number >= end:
            return Fraction(0)
        if number < top:
            return (number - start) / (top - start)
        return 1 - (number - top) / (end - top)

    return Curve(_corners(low, high, [start, top, end], value))


def grid(low: Fraction, high: Fraction, curves: Sequence[Curve], points: int) -> list[Fraction]:
    """Return `points` numbers evenly from `low` to `high`, and every corner of the curves."""
    even = [low + (high - low) * n / (points - 1) for n in range(points)]
    corners = [number for curve in curves for number, _ in curve.corners]
    return sorted({*even, *corners})


def widest(numbers: Sequence[Fraction]) -> Fraction:
    """Return the greatest distance of two neighbours."""
    return max((b - a for a, b in pairwise(numbers)), default=Fraction(0))


def _corners(
    low: Fraction,
    high: Fraction,
    turns: Sequence[Fraction],
    value: Callable[[Fraction], Fraction],
) -> tuple[tuple[Fraction, Fraction], ...]:
    inside = {low, high, *(turn for turn in turns if low < turn < high)}
    return tuple((number, value(number)) for number in sorted(inside))
