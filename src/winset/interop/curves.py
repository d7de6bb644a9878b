"""Utility along a range of real numbers: piecewise linear, with a corner wherever it bends."""

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


@dataclass(frozen=True)
class Trapezoid:
    """What rises from `base` at `start` by `height` at `top`, and falls from `fall` to `end`."""

    start: Fraction
    top: Fraction
    fall: Fraction
    end: Fraction
    base: Fraction = Fraction(0)
    height: Fraction = Fraction(1)

    def __call__(self, number: Fraction) -> Fraction:
        """Return the value at a number; at `end`, as beyond it, that is the base."""
        if number < self.start or number >= self.end:
            share = Fraction(0)
        elif number < self.top:
            share = (number - self.start) / (self.top - self.start)
        elif number <= self.fall:
            share = Fraction(1)
        else:
            share = (self.end - number) / (self.end - self.fall)
        return self.base + self.height * share

    def between(self, low: Fraction, high: Fraction) -> Curve | None:
        """Return its part on [low, high]; None if it jumps there, or its numbers do not rise."""
        turns = (self.start, self.top, self.fall, self.end)
        jumps = (low < self.start == self.top <= high) or (low <= self.fall == self.end <= high)
        if jumps or list(turns) != sorted(turns):
            return None
        return Curve(_corners(low, high, turns, self))


def total(curves: Sequence[Curve], weights: Sequence[Fraction], bias: Fraction) -> Curve:
    """Return bias + the sum of weight x curve, of curves along one range."""
    numbers = sorted({number for curve in curves for number, _ in curve.corners})
    pairs = list(zip(weights, curves, strict=True))
    corners = ((x, sum((w * curve(x) for w, curve in pairs), bias)) for x in numbers)
    return Curve(tuple(corners))


def grid(low: Fraction, high: Fraction, curves: Sequence[Curve], points: int) -> list[Fraction]:
    """Return `points` numbers evenly from `low` to `high`, and every corner of the curves."""
    even = [low + (high - low) * n / (points - 1) for n in range(points)]
    corners = [number for curve in curves for number, _ in curve.corners]
    return sorted({*even, *corners})


def bends(numbers: Sequence[Fraction], row: Sequence[Fraction]) -> tuple[int, ...]:
    """Return the places of a row of values along rising numbers where its slope changes, and ends.

    Between neighbours values run straight.
    """
    slopes = [
        (high - low) / (b - a)
        for (a, b), (low, high) in zip(pairwise(numbers), pairwise(row), strict=True)
    ]
    inside = [n for n in range(1, len(slopes)) if slopes[n] != slopes[n - 1]]
    return (0, *inside, len(row) - 1)


def _corners(
    low: Fraction,
    high: Fraction,
    turns: Sequence[Fraction],
    value: Callable[[Fraction], Fraction],
) -> tuple[tuple[Fraction, Fraction], ...]:
    inside = {low, high, *(turn for turn in turns if low < turn < high)}
    return tuple((number, value(number)) for number in sorted(inside))
