"""How sides concede: by the clock, tit for tat, one package for one package."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from winset.process.bargaining.tactics import EXPONENTS, answered, asked, owes

clocks = st.sampled_from(sorted(EXPONENTS.values()))


def test_a_linear_side_asks_for_evenly_less() -> None:
    assert [1.0, 0.75, 0.5, 0.25, 0.0] == asked(1.0, 5).tolist()


def test_boulware_holds_out_and_a_conceder_gives_in_half_way() -> None:
    assert 1 - 0.5**5 == asked(EXPONENTS["boulware"], 3)[1]
    assert 1 - 0.5**0.2 == asked(EXPONENTS["conceder"], 3)[1]


@given(clocks, st.integers(2, 200))
def test_by_the_clock_a_side_goes_from_all_to_nothing(exponent: float, rounds: int) -> None:
    shares = asked(exponent, rounds)
    assert (1.0, 0.0) == (shares[0], shares[-1])
    assert (np.diff(shares) <= 0).all()


@given(clocks)
def test_an_only_round_is_the_last(exponent: float) -> None:
    assert [0.0] == asked(exponent, 1).tolist()


def test_tit_for_tat_gives_a_tenth_and_what_it_got_but_never_all_and_more() -> None:
    best, heard = np.array([[10.0, 10.0, 10.0], [0.0, 3.0, 12.0]])
    assert [9.0, 6.0, 0.0] == answered(best, heard).tolist()


@pytest.mark.parametrize(("said", "heard", "new"), [(0, 0, True), (1, 1, True), (2, 1, False)])
def test_micro_gives_a_new_package_for_a_new_one(said: int, heard: int, new: bool) -> None:  # noqa: FBT001
    assert new == owes(np.array([said]), np.array([heard]))[0]
