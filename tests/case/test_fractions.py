"""Numbers that no decimal holds, and what points stand for in another program."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile import messages, spoiled
from winset.case.numbers import Judged, quotient, shortest
from winset.case.reading import read
from winset.case.source import checked


@given(st.fractions())
def test_a_number_is_held_whole_and_in_one_way(number: Fraction) -> None:
    held = shortest(number)
    assert number == Fraction(held)
    assert held == shortest(Fraction(held))


@pytest.mark.parametrize(
    ("word", "number"), [("200/3", Fraction(200, 3)), ("1/0", None), ("1/", None)]
)
def test_a_quotient_is_two_whole_numbers(word: str, number: Fraction | None) -> None:
    assert number == quotient(word)


def test_a_score_may_be_written_as_a_fraction() -> None:
    case = read(checked("case.yaml", spoiled("licence_jv: 40}", "licence_jv: 100/3}"))).case
    assert case is not None
    assert Fraction(100, 3) == case.actors["cn_principal"].views["tiktok"].scores["licence_jv"].mid


def test_a_fraction_that_is_a_decimal_is_that_decimal() -> None:
    assert Judged(low=Decimal("0.25"), mid=Decimal("0.25"), high=Decimal("0.25")) == Judged(
        low=Fraction(1, 4), mid=Fraction(1, 4), high=Fraction(1, 4)
    )


def test_a_fraction_out_of_bounds_is_told() -> None:
    found = messages(spoiled("licence_jv: 40}", "licence_jv: 301/3}"))
    assert ["the score of cn_principal for option licence_jv of issue tiktok is 301/3"] == found


def test_weights_beside_a_scale_need_not_add_up() -> None:
    old = "    party: cn\n    level: principal\n"
    scale = "    scale: {at_0: 0, at_100: 1.5}\n"
    text = spoiled(old, old + scale).replace("value: 100, why", "value: 1.5, why")
    assert [] == [problem.message for problem in read(checked("case.yaml", text)).problems]


def test_a_scale_must_rise() -> None:
    old = "    party: cn\n    level: principal\n"
    found = messages(spoiled(old, old + "    scale: {at_0: 1, at_100: 1}\n"))
    assert ["the scale of cn_principal does not rise: 0 points stand for 1, 100 for 1"] == found
