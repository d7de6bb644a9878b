"""Stated numbers stand exactly, or with a declared epsilon."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from winset.space.structure.exact import LARGEST, parsed, scaled


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", Fraction(12)),
        ("-0.35", Fraction(-7, 20)),
        (" +.5 ", Fraction(1, 2)),
        ("7.", Fraction(7)),
        ("1e-3", Fraction(1, 1000)),
        ("2.5E2", Fraction(250)),
        ("2/3", Fraction(2, 3)),
    ],
)
def test_numbers_are_read_as_stated(text: str, number: Fraction) -> None:
    assert number == parsed(text)


@pytest.mark.parametrize("text", ["", "nan", "inf", "1_000", "0x1f", "1e9999", "1/0", "1,5", "٣"])
def test_what_is_not_a_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="number"):
        parsed(text)


def test_a_tenth_and_two_are_three() -> None:
    found = scaled([[Decimal("0.1"), Decimal("0.2"), Decimal("0.3")]], terms=3)
    assert found.values.tolist() == [[1, 2, 3]]
    assert (found.scale, found.epsilon) == (10, Fraction(0))


def test_fractions_share_the_least_common_grid() -> None:
    found = scaled([[Fraction(1, 3), Fraction(1, 4)], [2, Fraction(-5, 6)]], terms=4)
    assert found.values.tolist() == [[4, 3], [24, -10]]
    assert (found.scale, found.epsilon) == (12, Fraction(0))


NUMBERS = st.fractions(min_value=-1000, max_value=1000) | st.decimals(
    min_value=-1000, max_value=1000, allow_nan=False, places=4
)


@given(st.lists(st.lists(NUMBERS, min_size=2, max_size=2), min_size=1, max_size=8))
def test_no_entry_is_off_by_more_than_is_declared_and_sums_fit(
    rows: list[list[Fraction | Decimal]],
) -> None:
    terms = 2 * len(rows)
    found = scaled(rows, terms)
    off = [
        abs(Fraction(n) - Fraction(int(v), found.scale))
        for row, values in zip(rows, found.values, strict=True)
        for n, v in zip(row, values, strict=True)
    ]
    assert found.epsilon == max(off)
    assert terms * max(abs(int(v)) for row in found.values for v in row) < LARGEST


def test_denominators_that_do_not_fit_get_a_declared_grid() -> None:
    primes = [Fraction(100, p) for p in (10007, 10009, 10037, 10039, 10061)]
    found = scaled([primes], terms=100)
    assert 0 < found.epsilon <= Fraction(1, 2 * found.scale)
    assert found.scale == 10**18


def test_numbers_too_large_for_whole_points_are_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        scaled([[10**30]], terms=1)


def test_a_binary_float_is_refused() -> None:
    with pytest.raises(TypeError, match="binary float"):
        scaled([[0.1]], terms=1)  # type: ignore[list-item]  # what the test is about


def test_infinity_is_refused() -> None:
    with pytest.raises(ValueError, match="not finite"):
        scaled([[Decimal("Infinity")]], terms=1)
