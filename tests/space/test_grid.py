"""The grid on which values are exact integers."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from winset.space.grid import UNITS, to_points, to_units


def test_weight_times_score_is_exact_on_the_grid() -> None:
    assert to_units(Fraction(18, 100) * 35) == 6_300_000_000


def test_halves_round_to_even() -> None:
    halves = [Fraction(n, 2 * UNITS) for n in (1, 3, 5, -1, -3)]
    assert [to_units(half) for half in halves] == [0, 2, 2, 0, -2]


@given(st.integers(-(10**6), 10**6), st.integers(1, 10**6))
def test_rounding_is_off_by_half_a_unit_at_most(numerator: int, denominator: int) -> None:
    points = Fraction(numerator, denominator)
    assert abs(Fraction(to_units(points), UNITS) - points) <= Fraction(1, 2 * UNITS)


def test_floats_and_fractions_land_on_the_same_unit() -> None:
    points = [Fraction(n, 8) for n in range(-20, 800)]
    floats = to_units(np.array([float(point) for point in points]))
    assert floats.tolist() == [to_units(point) for point in points]


def test_units_come_back_as_points() -> None:
    assert (to_points(6_300_000_000), to_points(np.array([UNITS])).tolist()) == (6.3, [1.0])
