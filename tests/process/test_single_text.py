"""A mediator's text: the rules by hand, and the same proposal by proposal in plain Python."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bargaining_twin as twin
from winset.process.bargaining.outcome import Outcome
from winset.process.bargaining.single_text import single_text
from winset.space.grid import Bools, Digits, Floats, Ints

GRID = np.array(list(product(range(2), range(2), range(3))), dtype=np.int16)
"""Three issues of two, two and three options."""

Table = tuple[Ints, Bools, Digits, Floats]


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Gains [W, P, N] of few values over some packages of GRID, and the mediator's luck."""
    worlds, parties = draw(st.integers(1, 3)), draw(st.sampled_from((2, 2, 3)))
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    digits = GRID[random.random(len(GRID)) < draw(st.sampled_from((0.0, 0.5, 1.0)))]
    most = draw(st.sampled_from((1, 3, 20)))
    shape = worlds, parties, len(digits)
    gains = random.integers(-most // 3, most, shape, dtype=np.int64, endpoint=True)
    allowed = random.random((worlds, len(digits))) < draw(st.sampled_from((0.5, 1.0)))
    luck = np.floor(random.random(allowed.shape) * draw(st.sampled_from((4, 2**30)))) / 2**30
    return gains, allowed, digits, luck


def mediated(table: Table, rounds: int, start: int) -> Outcome:
    gains, allowed, digits, luck = table
    return single_text(gains, allowed, digits, luck, rounds, start)


def starts(table: Table) -> st.SearchStrategy[int]:
    return st.integers(-1, len(table[2]) - 1)


@given(tables(), st.integers(1, 14), st.data())
def test_all_worlds_at_once_are_each_world_proposal_by_proposal(
    table: Table, rounds: int, data: st.DataObject
) -> None:
    start = data.draw(starts(table))
    found = mediated(table, rounds, start)
    gains, allowed, digits, luck = (each.tolist() for each in table)
    expected = [
        twin.mediate(rows, may, digits, draws, rounds, start)
        for rows, may, draws in zip(gains, allowed, luck, strict=True)
    ]
    assert expected == list(zip(found.package.tolist(), found.rounds.tolist(), strict=True))


@given(tables(), st.data())
def test_with_rounds_enough_no_change_of_two_issues_would_suit_all(
    table: Table, data: st.DataObject
) -> None:
    gains, allowed, digits, _ = table
    found = mediated(table, len(GRID), data.draw(starts(table)))
    for rows, may, text in zip(gains, allowed, found.package, strict=True):
        can = may & (rows >= 0).all(axis=0)
        assert can[text] if can.any() else text == -1
        near = can & ((digits != digits[text]).sum(axis=1) <= 2) if can.any() else can
        change = rows[:, near] - rows[:, [text]] if can.any() else rows[:, near]
        assert not ((change >= 0).all(axis=0) & (change > 0).any(axis=0)).any()


@given(tables(), st.integers(1, 14), st.data())
def test_nobody_loses_by_what_becomes_of_the_first_text(
    table: Table, rounds: int, data: st.DataObject
) -> None:
    gains, allowed, _, _ = table
    start = data.draw(starts(table))
    found = mediated(table, rounds, start)
    for rows, may, text in zip(gains, allowed, found.package, strict=True):
        if start >= 0 and may[start] and rows[:, start].min() >= 0:
            assert (rows[:, text] >= rows[:, start]).all()


def by_hand(
    gains: list[list[float]], luck: list[float], rounds: int, start: int
) -> tuple[int, int]:
    """One world over two issues of two options: 00, 01, 10, 11."""
    digits = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=np.int16)
    allowed = np.ones((1, 4), np.bool_)
    found = single_text(np.array([gains]), allowed, digits, np.array([luck]), rounds, start)
    return int(found.package[0]), int(found.rounds[0])


def test_one_issue_is_changed_before_two() -> None:
    """11 comes to mind first, but 01 is nearer; then 10 is two issues off, and tried last."""
    gains = [[1.0, 2.0, 0.0, 3.0], [1.0, 1.0, 5.0, 2.0]]
    assert (3, 2) == by_hand(gains, [0.1, 0.5, 0.9, 0.0], 2, 0)
    assert (3, 3) == by_hand(gains, [0.1, 0.5, 0.9, 0.0], 10, 0)


def test_a_trade_of_two_issues_is_found_where_neither_alone_would_do() -> None:
    """The gains (+5, -2) and (-3, +6) over 10 each: only both together suit both, by (2, 4)."""
    gains = [[10.0, 15.0, 7.0, 12.0], [10.0, 8.0, 16.0, 14.0]]
    assert (3, 3) == by_hand(gains, [0.0, 0.1, 0.2, 0.3], 10, 0)


def test_the_first_draft_is_the_first_that_comes_to_mind() -> None:
    assert (2, 1) == by_hand([[1.0, 2.0, 3.0, 4.0]] * 2, [0.5, 0.6, 0.1, 0.7], 1, -1)


def test_a_start_that_somebody_loses_by_is_no_text() -> None:
    assert (2, 1) == by_hand([[1.0, 2.0, 3.0, -4.0]] * 2, [0.5, 0.6, 0.1, 0.7], 1, 3)


def test_a_change_that_nobody_gains_by_is_not_made() -> None:
    assert (0, 3) == by_hand([[1.0] * 4] * 2, [0.0, 0.1, 0.2, 0.3], 10, 0)


def test_where_nothing_can_be_agreed_nothing_is_proposed() -> None:
    assert (-1, 0) == by_hand([[-1.0] * 4, [1.0] * 4], [0.0, 0.1, 0.2, 0.3], 10, 0)


def test_without_packages_there_is_no_text() -> None:
    found = single_text(
        np.zeros((2, 2, 0)),
        np.zeros((2, 0), np.bool_),
        np.zeros((0, 3), np.int16),
        np.zeros((2, 0)),
        5,
    )
    assert ([-1, -1], [0, 0]) == (found.package.tolist(), found.rounds.tolist())


@pytest.mark.parametrize(
    ("digits", "luck", "start", "what"),
    [
        ((3, 2), (1, 4), 0, "digits is"),
        ((4, 2), (1, 3), 0, "luck is"),
        ((4, 2), (1, 4), 4, "a start must be -1 or one of 4 packages"),
        ((4, 2), (1, 4), -2, "a start must be -1 or one of 4 packages"),
    ],
)
def test_what_does_not_fit_is_refused(
    digits: tuple[int, int], luck: tuple[int, int], start: int, what: str
) -> None:
    gains, allowed = np.ones((1, 2, 4)), np.ones((1, 4), np.bool_)
    with pytest.raises(ValueError, match=what):
        single_text(gains, allowed, np.zeros(digits, np.int16), np.zeros(luck), 5, start)
