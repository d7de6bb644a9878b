"""Alternating offers: the rules by hand, and the same as round after round in plain Python."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bargaining_twin as twin
from winset.process.bargaining.alternating import alternating
from winset.process.bargaining.tactics import EXPONENTS, TACTICS
from winset.space.frontier import efficient
from winset.space.grid import Bools, Ints

BY_THE_CLOCK = sorted(EXPONENTS)


@st.composite
def tables(draw: st.DrawFn, parties: Sequence[int] = (2, 2, 3)) -> tuple[Ints, Bools]:
    """Gains [W, P, N] of few values, hence full of ties and of packages that nobody can take."""
    shape = draw(st.integers(1, 3)), draw(st.sampled_from(parties)), draw(st.integers(0, 9))
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    most = draw(st.sampled_from((1, 3, 20)))
    allowed = random.random((shape[0], shape[2])) < draw(st.sampled_from((0.5, 0.9, 1.0)))
    return random.integers(-most // 3, most, shape, dtype=np.int64, endpoint=True), allowed


def agreed(
    gains: Sequence[Sequence[float]], tactics: Sequence[str], rounds: int, first: int = 0
) -> tuple[int, int]:
    """The package and the rounds in one world in which all is allowed; `gains` by party."""
    table = np.array([gains], dtype=np.float64)
    found = alternating(table, np.ones((1, table.shape[2]), np.bool_), tactics, rounds, first)
    return int(found.package[0]), int(found.rounds[0])


@given(tables(), st.data())
def test_all_worlds_at_once_are_each_world_round_by_round(
    table: tuple[Ints, Bools], data: st.DataObject
) -> None:
    gains, allowed = table
    parties = gains.shape[1]
    tactics = data.draw(st.lists(st.sampled_from(TACTICS), min_size=parties, max_size=parties))
    rounds, first = data.draw(st.integers(1, 25)), data.draw(st.integers(0, parties - 1))
    found = alternating(gains, allowed, tactics, rounds, first)
    expected = [
        twin.alternate(rows.tolist(), may.tolist(), tactics, rounds, first)
        for rows, may in zip(gains, allowed, strict=True)
    ]
    assert expected == list(zip(found.package.tolist(), found.rounds.tolist(), strict=True))


@given(tables(), st.data())
def test_by_the_clock_sides_agree_on_the_frontier_wherever_they_can(
    table: tuple[Ints, Bools], data: st.DataObject
) -> None:
    gains, allowed = table
    parties = gains.shape[1]
    tactics = data.draw(st.lists(st.sampled_from(BY_THE_CLOCK), min_size=parties, max_size=parties))
    found = alternating(gains, allowed, tactics, data.draw(st.integers(1, 25)))
    for rows, may, package in zip(gains, allowed, found.package, strict=True):
        can = np.flatnonzero(may & (rows >= 0).all(axis=0))
        best = can[efficient(rows[:, can])]
        assert package in best if can.size else package == -1


@given(tables(), st.data())
def test_nobody_signs_what_is_forbidden_or_worse_than_no_deal(
    table: tuple[Ints, Bools], data: st.DataObject
) -> None:
    gains, allowed = table
    parties = gains.shape[1]
    tactics = data.draw(st.lists(st.sampled_from(TACTICS), min_size=parties, max_size=parties))
    found = alternating(gains, allowed, tactics, data.draw(st.integers(1, 25)))
    for world in np.flatnonzero(found.package >= 0):
        assert allowed[world, found.package[world]]
        assert gains[world, :, found.package[world]].min() >= 0


def test_even_sides_meet_half_way() -> None:
    """Each asks for 10 x (1 - t); both ask for 5 or less from the sixth of eleven offers on."""
    pie = [[float(n) for n in range(11)], [10.0 - n for n in range(11)]]
    assert (5, 6) == agreed(pie, ("linear", "linear"), 11)


@pytest.mark.parametrize(("against", "gets"), [("conceder", 9), ("linear", 7), ("boulware", 5)])
def test_boulware_gets_more_from_who_concedes_early(against: str, gets: int) -> None:
    pie = [[float(n) for n in range(11)], [10.0 - n for n in range(11)]]
    assert gets == agreed(pie, ("boulware", against), 101)[0]


def test_who_holds_out_longer_gets_more_on_average() -> None:
    """In single worlds not always: the last step down may be a long one."""
    split = np.random.default_rng(7).uniform(0, 100, (1000, 40))
    gains, allowed = np.stack([split, 100 - split], axis=1), np.ones((1000, 40), np.bool_)
    worlds = np.arange(1000)
    for other in BY_THE_CLOCK:
        means = [
            gains[worlds, 0, alternating(gains, allowed, (own, other), 50).package].mean()
            for own in ("boulware", "linear", "conceder")
        ]
        assert sorted(means, reverse=True) == means


def test_micro_answers_a_new_package_with_a_new_one() -> None:
    """Packages 0, 4, 1 and 3 are put forward; the next one of either is 2."""
    gains = [[9.0, 7.0, 5.0, 3.0, 1.0], [1.0, 3.0, 5.0, 7.0, 9.0]]
    assert (2, 5) == agreed(gains, ("micro", "micro"), 20)


def test_micro_shows_one_package_more_than_it_is_shown_and_waits() -> None:
    """The others' second package gains tit-for-tat so little that it stays with its first."""
    gains = [[9.0, 7.0, 5.0, 3.0, 1.0], [0.0, 0.1, 0.2, 0.3, 9.0]]
    assert (-1, 20) == agreed(gains, ("micro", "tit_for_tat"), 20)


def test_two_sides_tit_for_tat_meet_half_way_a_little_ahead_of_each_other() -> None:
    """They ask for 10 10 9 8 7 6 5 in turn; 5 is more than the 4 that the other would ask next."""
    pie = [[float(n) for n in range(11)], [10.0 - n for n in range(11)]]
    assert (5, 7) == agreed(pie, ("tit_for_tat", "tit_for_tat"), 100)


def test_two_sides_tit_for_tat_wait_for_each_other_over_a_gap() -> None:
    """Either could only give in by half at once, and has seen no reason to."""
    gains = [[10.0, 5.0, 0.0], [0.0, 5.0, 10.0]]
    assert (-1, 50) == agreed(gains, ("tit_for_tat", "tit_for_tat"), 50)


@pytest.mark.parametrize("first", [0, 1])
def test_in_an_only_round_who_offers_gives_all(first: int) -> None:
    gains = [[9.0, 5.0, 0.0], [0.0, 5.0, 9.0]]
    assert (2 if first == 0 else 0, 1) == agreed(gains, ("linear", "boulware"), 1, first)


@pytest.mark.parametrize("tactic", TACTICS)
def test_the_only_package_is_agreed_at_once(tactic: str) -> None:
    assert (0, 1) == agreed([[3.0], [2.0]], (tactic, tactic), 10)


@pytest.mark.parametrize("tactic", TACTICS)
def test_without_a_package_nothing_is_offered(tactic: str) -> None:
    assert (-1, 0) == agreed([[3.0, -1.0], [-1.0, 2.0]], (tactic, tactic), 10)


def test_worlds_without_packages_have_no_agreement() -> None:
    found = alternating(np.zeros((2, 2, 0)), np.zeros((2, 0), np.bool_), ("linear", "micro"), 5)
    assert ([-1, -1], [0, 0]) == (found.package.tolist(), found.rounds.tolist())


@pytest.mark.parametrize("tactic", TACTICS)
def test_equal_packages_go_to_the_earlier(tactic: str) -> None:
    assert (1, 1) == agreed([[1.0, 4.0, 4.0], [1.0, 4.0, 4.0]], (tactic, tactic), 10)


def test_gains_in_units_say_the_same_as_in_points() -> None:
    points = np.array([[[10, 6, 1], [1, 5, 10]]])
    units = points * 10**9
    allowed = np.ones((1, 3), np.bool_)
    for tactics in (("linear", "boulware"), ("micro", "tit_for_tat")):
        one, other = (alternating(gains, allowed, tactics, 30) for gains in (points, units))
        assert (one.package, one.rounds) == (other.package, other.rounds)


def test_gains_that_are_no_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match="gains must be finite numbers"):
        agreed([[1.0, float("nan")], [1.0, 2.0]], ("linear", "linear"), 5)


@pytest.mark.parametrize(
    ("tactics", "rounds", "first", "what"),
    [
        (("linear",), 5, 0, "1 tactics for 2 parties"),
        (("linear", "bold"), 5, 0, "no tactic 'bold'; there are boulware, linear, conceder"),
        (("linear", "linear"), 0, 0, "there must be a round to offer in, not 0"),
        (("linear", "linear"), 5, 2, "no party 2 to open among 2"),
    ],
)
def test_bad_terms_are_refused(
    tactics: tuple[str, ...], rounds: int, first: int, what: str
) -> None:
    with pytest.raises(ValueError, match=what):
        agreed([[1.0], [1.0]], tactics, rounds, first)


@pytest.mark.parametrize(
    ("gains", "allowed"), [((2, 3), (2, 3)), ((1, 1, 3), (1, 3)), ((1, 2, 3), (1, 2))]
)
def test_shapes_that_do_not_fit_are_refused(
    gains: tuple[int, ...], allowed: tuple[int, ...]
) -> None:
    with pytest.raises(ValueError, match=r"gains must be \[worlds|does not fit gains"):
        alternating(np.zeros(gains), np.ones(allowed, np.bool_), ("linear", "linear"), 5)
