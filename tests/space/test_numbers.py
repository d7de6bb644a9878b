"""Drawing the numbers of a case: triangular, seeded, and the same whatever the count."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from winset.case.numbers import Judged
from winset.space.numbers import Ledger, Parameter, draw


def number(low: int, mid: int, high: int) -> Parameter:
    return Parameter(
        label="a number",
        kind="score",
        actor=None,
        issue=None,
        unit="points",
        low=Fraction(low),
        mid=Fraction(mid),
        high=Fraction(high),
        why=None,
        facts=(),
    )


ranges = st.tuples(*[st.integers(-100, 100)] * 3).map(lambda r: number(*sorted(r)))
tables = st.lists(ranges, min_size=1, max_size=6).map(tuple)


@given(tables, st.integers(0, 2**32))
def test_draws_stay_in_their_ranges(table: tuple[Parameter, ...], seed: int) -> None:
    found = draw(table, 50, seed)
    for column, parameter in zip(found.T, table, strict=True):
        assert column.min() >= float(parameter.low)
        assert column.max() <= float(parameter.high)


@given(tables, st.integers(0, 2**32), st.integers(1, 20))
def test_a_world_is_the_same_whatever_the_count(
    table: tuple[Parameter, ...], seed: int, worlds: int
) -> None:
    assert draw(table, worlds, seed).tolist() == draw(table, 20, seed)[:worlds].tolist()


@given(tables, st.integers(0, 2**32))
def test_a_certain_number_is_itself_in_every_world(table: tuple[Parameter, ...], seed: int) -> None:
    found = draw((*table, number(40, 40, 40)), 5, seed)
    assert found[:, -1].tolist() == [40.0] * 5


@pytest.mark.parametrize(
    ("low", "mid", "high"), [(0, 30, 100), (0, 0, 10), (5, 10, 10), (-20, -10, 40)]
)
def test_draws_have_the_mean_and_quantiles_of_a_triangle(low: int, mid: int, high: int) -> None:
    """Mean (low + mid + high) / 3; chance (mid - low) / (high - low) to fall below the middle."""
    drawn = draw((number(low, mid, high),), 40_000, seed=1)[:, 0]
    width = high - low
    assert drawn.mean() == pytest.approx((low + mid + high) / 3, abs=0.01 * width)
    assert (drawn <= mid).mean() == pytest.approx((mid - low) / width, abs=0.01)
    for chance in (0.1, 0.25, 0.5, 0.75, 0.9):
        below = low + np.sqrt(chance * width * (mid - low))
        above = high - np.sqrt((1 - chance) * width * (high - mid))
        expected = below if chance * width < mid - low else above
        assert np.quantile(drawn, chance) == pytest.approx(expected, abs=0.01 * width)


def test_numbers_are_drawn_independently() -> None:
    drawn = draw((number(0, 5, 10), number(0, 5, 10)), 40_000, seed=1)
    first, second = drawn.T - drawn.mean(axis=0)[:, None]
    correlation = (first * second).mean() / (first.std() * second.std())
    assert correlation == pytest.approx(0, abs=0.02)


def test_another_seed_gives_other_worlds() -> None:
    table = (number(0, 5, 10),)
    assert draw(table, 5, seed=1).tolist() != draw(table, 5, seed=2).tolist()


def test_a_ledger_gives_each_number_its_place_and_its_own_reason_first() -> None:
    ledger = Ledger()
    own = Judged.model_validate({"value": Decimal(1), "why": "its own", "facts": ["F1"]})
    bare = Judged.model_validate(2)
    place = [
        ledger.enter(judged, label="n", kind="score", unit="points", why="shared", facts=("F2",))
        for judged in (own, bare)
    ]
    assert place == [0, 1]
    assert [(p.why, p.facts) for p in ledger.entries] == [
        ("its own", ("F1",)),
        ("shared", ("F2",)),
    ]


def test_decimals_are_kept_to_the_last_digit() -> None:
    ledger = Ledger()
    ledger.enter(Judged.model_validate(Decimal("0.1")), label="n", kind="weight", unit="percent")
    assert ledger.entries[0].mid == Fraction(1, 10)
