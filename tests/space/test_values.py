"""The core object: the value of every package to every actor, as exact fractions give it."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import oracle
from strategies import cases
from winset.case.document import Case
from winset.case.linkages import Bonus, Offer
from winset.space import packages as module
from winset.space.compile import compile_case
from winset.space.grid import UNITS, Ints
from winset.space.packages import blocks, describe, digits_of
from winset.space.space import Space
from winset.space.values import block_values, package_values, tail_values
from winset.space.worlds import Worlds, drawn, mid


def all_values(space: Space, worlds: Worlds, world: int, size: int) -> Ints:
    """Values [actors, all packages], in blocks of `size`."""
    everyone = range(len(space.actors))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "BLOCK", size)
        tail = tail_values(space, worlds, world, everyone)
        parts = [
            block_values(space, worlds, world, everyone, tail, block) for block in blocks(space)
        ]
    return np.concatenate(parts, axis=1)


@given(cases(), st.sampled_from((1, 3, 10, 1000)))
def test_values_at_the_middle_are_exact(case: Case, size: int) -> None:
    space = compile_case(case)
    values = all_values(space, mid(space), 0, size)
    for row, actor in zip(values, case.actors, strict=True):
        expected = [oracle.value(case, actor, package) for package in oracle.packages(case)]
        assert [Fraction(int(value), UNITS) for value in row] == expected


@given(cases())
def test_the_grid_moves_a_value_by_half_a_unit_a_term_at_most(case: Case) -> None:
    soft = [link for link in case.linkages.values() if isinstance(link, Bonus | Offer)]
    most = Fraction(len(case.issues) + len(soft), 2 * UNITS)
    for actor in case.actors:
        for package in oracle.packages(case):
            worths = (oracle.worth(case, actor, issue, o) for issue, o in package.items())
            met = (link for link in soft if oracle.linkage_applies(link, package))
            links = (oracle.points_of(case, actor, link) for link in met)
            exact = sum(worths, Fraction(0)) + sum(links, Fraction(0))
            assert abs(oracle.value(case, actor, package) - exact) <= most


@given(cases())
def test_packages_by_number_are_worth_what_they_are_in_their_block(case: Case) -> None:
    space = compile_case(case)
    worlds = drawn(space, 2, seed=1)
    chosen = np.arange(space.combinations)[::-3]
    found = package_values(space, worlds, 1, describe(space, digits_of(space, chosen)))
    assert found.tolist() == all_values(space, worlds, 1, 5)[:, chosen].tolist()


@given(cases())
def test_fewer_actors_have_the_values_they_have_among_all(case: Case) -> None:
    space = compile_case(case)
    worlds = mid(space)
    last = [len(space.actors) - 1]
    tail = tail_values(space, worlds, 0, last)
    parts = [block_values(space, worlds, 0, last, tail, block) for block in blocks(space)]
    assert (
        np.concatenate(parts, axis=1).tolist() == all_values(space, worlds, 0, 100)[last].tolist()
    )


@given(cases(certain=True))
def test_drawing_certain_numbers_changes_values_by_dust_only(case: Case) -> None:
    space = compile_case(case)
    exact, floating = (
        all_values(space, mid(space), 0, 100),
        all_values(space, drawn(space, 1, seed=5), 0, 100),
    )
    terms = len(space.issues) + len(space.soft)
    assert np.abs(exact - floating).max() <= terms
