"""The chance that a legislature carries a bill."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from winset.home.legislature import Blocs, pass_chances


def pass_chance(blocs: Blocs, needs: int) -> float:
    return pass_chances(blocs, (), needs)[0]


chances = st.sampled_from((0.0, 0.1, 0.25, 0.5, 0.68, 0.9, 1.0))
small_houses = st.lists(st.tuples(st.integers(1, 3), chances), min_size=1, max_size=3)


@given(small_houses, st.integers(0, 9))
def test_the_chance_is_the_sum_over_every_way_to_vote(
    blocs: list[tuple[int, float]], needs: int
) -> None:
    members = [p for size, p in blocs for _ in range(size)]
    expected = 0.0
    for votes in product((0, 1), repeat=len(members)):
        if sum(votes) >= needs:
            chance = 1.0
            for vote, p in zip(votes, members, strict=True):
                chance *= p if vote else 1 - p
            expected += chance
    assert pass_chance(blocs, needs) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("blocs", "needs", "chance"),
    [
        ([(100, 0.68)], 67, 0.630386),
        ([(100, 0.68)], 51, 0.99986044),
        ([(60, 0.9), (40, 0.2)], 60, 0.768175),
    ],
)
def test_reference_chances_of_independent_votes(
    blocs: list[tuple[int, float]], needs: int, chance: float
) -> None:
    """[WS7], to the digits given there."""
    digits = len(str(chance)) - 2
    assert round(pass_chance(blocs, needs), digits) == chance


def test_a_full_chamber_agrees_with_the_binomial_in_fractions() -> None:
    p, needs, members = Fraction(11, 20), 218, 435
    exact = sum(
        comb(members, yes) * p**yes * (1 - p) ** (members - yes)
        for yes in range(needs, members + 1)
    )
    assert pass_chance([(members, 0.55)], needs) == pytest.approx(float(exact), abs=1e-9)


@pytest.mark.parametrize("members", [1, 101, 435, 4999, 5000])
def test_an_even_chance_is_exactly_even(members: int) -> None:
    """Half of an odd house, each member at one half: no dust may tip it."""
    odd = [(members, 0.5)] if members % 2 else [(members - 1, 0.5), (1, 0.0)]
    assert pass_chance(odd, (members + 1) // 2) == 0.5


@pytest.mark.parametrize("blocs", [[(5000, 0.3), (5000, 0.7)], [(435, 0.5), (100, 0.68)]])
def test_a_bill_that_needs_no_vote_is_certain(blocs: list[tuple[int, float]]) -> None:
    assert pass_chance(blocs, 0) == 1.0


def test_more_votes_than_members_cannot_be_had() -> None:
    assert pass_chance([(3, 1.0)], 4) == 0.0


@given(small_houses, st.integers(0, 9))
def test_a_larger_quota_never_helps(blocs: list[tuple[int, float]], needs: int) -> None:
    assert pass_chance(blocs, needs + 1) <= pass_chance(blocs, needs)


@given(small_houses, st.integers(0, 9), chances)
def test_another_member_never_hurts(blocs: list[tuple[int, float]], needs: int, p: float) -> None:
    assert pass_chance([*blocs, (1, p)], needs) >= pass_chance(blocs, needs)


@given(
    small_houses,
    st.lists(st.tuples(small_houses, chances), max_size=4),
    st.integers(0, 9),
)
def test_every_answer_of_the_leaders_has_the_chance_of_the_votes_it_brings(
    free: list[tuple[int, float]],
    followers: list[tuple[list[tuple[int, float]], float]],
    needs: int,
) -> None:
    led = [([(members, against) for members, _ in blocs], blocs) for blocs, against in followers]
    found = pass_chances(free, led, needs)
    for code in range(1 << len(led)):
        blocs = [*free, *(b for bit, both in enumerate(led) for b in both[code >> bit & 1])]
        assert found[code] == pytest.approx(pass_chance(blocs, needs), abs=2e-9)


def test_twelve_leaders_of_hundreds_of_members_are_no_trouble() -> None:
    led = [([(400, 0.2)], [(400, 0.7)])] * 12
    found = pass_chances((), led, 2400)
    assert (found[0], found[-1]) == (0.0, 1.0)
