"""Alternating offers over a pie: the reference numbers, and the equations behind them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from winset.process.bargaining.offers import constrained_shares, proposers_share

shares = st.floats(0, 1)


@pytest.mark.parametrize(
    ("floors", "expected"),
    [
        ((0.0, 0.0), (0.526316, 0.473684)),
        ((0.4, 0.3), (0.526316, 0.473684)),
        ((0.6, 0.3), (0.64, 0.60)),
        ((0.7, 0.2), (0.73, 0.70)),
        ((0.3, 0.6), (0.40, 0.36)),
        ((0.55, 0.45), (0.55, 0.55)),
    ],
)
def test_reference_shares_with_floors(
    floors: tuple[float, float], expected: tuple[float, float]
) -> None:
    """[WS4], discount 0.9."""
    assert expected == pytest.approx(constrained_shares(0.9, *floors), abs=1e-6)


@given(st.floats(0, 0.999), shares, shares)
def test_shares_solve_the_equations(discount: float, one: float, other: float) -> None:
    floor, other_floor = one * (1 - other), other
    x, y = constrained_shares(discount, floor, other_floor)
    assert x == pytest.approx(1 - max(discount * (1 - y), other_floor), abs=1e-12)
    assert y == pytest.approx(max(discount * x, floor), abs=1e-12)


@given(st.floats(0, 0.999), shares)
def test_a_floor_matters_iff_it_exceeds_the_answering_share(discount: float, floor: float) -> None:
    bound = discount / (1 + discount)
    free = pytest.approx(constrained_shares(discount), abs=1e-12)
    assert (floor <= bound + 1e-12) == (constrained_shares(discount, floor) == free)


def test_without_patience_who_proposes_leaves_the_other_its_floor() -> None:
    assert constrained_shares(0.0, 0.2, 0.3) == (0.7, 0.2)


def test_floors_that_fill_the_pie_leave_nothing_to_bargain_over() -> None:
    assert constrained_shares(0.9, 0.75, 0.25) == (0.75, 0.75)


def test_floors_beyond_the_pie_leave_no_share() -> None:
    with pytest.raises(ValueError, match=r"no share suits both: the floors 0\.6 and 0\.5 exceed 1"):
        constrained_shares(0.9, 0.6, 0.5)


@pytest.mark.parametrize("arguments", [(1.0,), (-0.1,), (0.9, -0.1), (0.9, 0.0, 1.1)])
def test_numbers_out_of_range_are_refused(arguments: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="must be"):
        constrained_shares(*arguments)


def test_reference_shares_of_the_proposer_with_a_horizon() -> None:
    """Discount 0.5, one to six rounds."""
    expected = [1, 0.5, 0.75, 0.625, 0.6875, 0.65625]
    assert expected == [proposers_share(0.5, rounds) for rounds in range(1, 7)]


@given(st.floats(0, 1), st.integers(1, 30))
def test_the_horizon_is_backward_induction(discount: float, rounds: int) -> None:
    share = 1.0
    for _ in range(rounds - 1):
        share = 1 - discount * share
    assert share == pytest.approx(proposers_share(discount, rounds), abs=1e-12)


def test_a_far_horizon_is_none() -> None:
    assert constrained_shares(0.5)[0] == pytest.approx(proposers_share(0.5, 60))


@pytest.mark.parametrize(("discount", "rounds"), [(1.5, 2), (-0.5, 2), (0.5, 0)])
def test_a_horizon_needs_a_discount_and_a_round(discount: float, rounds: int) -> None:
    with pytest.raises(ValueError, match="must be"):
        proposers_share(discount, rounds)
