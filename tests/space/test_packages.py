"""Packages in blocks: every combination once, in order, and what is known of each."""

from __future__ import annotations

import re
import tracemalloc
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oracle import crossed, linkage_applies, packages, possible
from strategies import cases
from toys import linchpin_toy
from winset.case.document import Case
from winset.case.linkages import Bonus, Offer
from winset.space import packages as module
from winset.space.compile import compile_case
from winset.space.conditions import Chosen
from winset.space.packages import (
    TooLarge,
    blocks,
    describe,
    digits_of,
    leading,
    numbered,
    numbers_of,
    single_moves,
)
from winset.space.space import SoftLink, Space


def bare(*offered: int) -> Space:
    """A space with issues of so many options, linked by nothing."""
    return replace(
        compile_case(linchpin_toy()),
        issues=tuple(f"issue{k}" for k in range(len(offered))),
        options=tuple(tuple(f"option{o}" for o in range(n)) for n in offered),
        offered=offered,
        rest=(0,) * len(offered),
        reversion=(0,) * len(offered),
        soft=(),
    )


shapes = st.lists(st.integers(1, 5), min_size=1, max_size=5).map(tuple)
sizes = st.integers(1, 40)


@given(shapes, sizes)
def test_blocks_of_any_size_hold_every_package_once_in_order(
    offered: tuple[int, ...], size: int
) -> None:
    space = bare(*offered)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "BLOCK", size)
        digits = np.concatenate([block.digits for block in blocks(space)], axis=1)
    assert digits.tolist() == np.indices(offered).reshape(len(offered), -1).tolist()


@given(shapes, sizes)
def test_a_block_holds_at_most_as_many_packages_as_it_may(
    offered: tuple[int, ...], size: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "BLOCK", size)
        assert all(block.possible.size <= size for block in blocks(bare(*offered)))


@given(shapes, sizes)
def test_a_block_knows_its_first_package_and_the_options_that_all_share(
    offered: tuple[int, ...], size: int
) -> None:
    space = bare(*offered)
    start = 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "BLOCK", size)
        for block in blocks(space):
            shared = block.digits[: leading(space)]
            assert block.start == start
            assert (shared == np.array(block.head, dtype=np.int16)[:, None]).all()
            start += block.possible.size


def test_a_space_of_more_than_a_block_is_cut_without_being_told() -> None:
    sizes = [block.possible.size for block in blocks(bare(3, 50_000, 2))]
    assert sizes == [100_000] * 3


def test_an_issue_with_more_options_than_a_block_holds_is_cut_option_by_option() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "BLOCK", 4)
        assert [block.digits.tolist() for block in blocks(bare(5))] == [[[o]] for o in range(5)]


def test_options_are_counted_beyond_a_byte() -> None:
    (block,) = blocks(bare(300, 2))
    assert block.digits[0].tolist() == [n // 2 for n in range(600)]


def test_one_package_is_one_block_of_one() -> None:
    (block,) = blocks(bare(1, 1, 1))
    assert block.digits.tolist() == [[0], [0], [0]]


@pytest.mark.parametrize(
    ("offered", "told"),
    [
        ((50_001, 1000), "50,001,000 combinations of options (50001 x 1000)"),
        ((2,) * 26, "67,108,864 combinations of options (26 issues)"),
        ((10,) * 40, "over 10^40 combinations of options (40 issues)"),
    ],
)
def test_what_cannot_be_enumerated_is_refused_with_its_size(
    offered: tuple[int, ...], told: str
) -> None:
    with pytest.raises(TooLarge, match=re.escape(told)):
        next(blocks(bare(*offered)))


def test_ten_million_packages_pass_in_the_memory_of_a_block() -> None:
    tracemalloc.start()
    count = sum(block.possible.size for block in blocks(bare(*(10,) * 7)))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 10**7
    assert most < 30e6  # bytes; the options alone, all at once, would be 140e6


@given(cases())
def test_hard_linkages_forbid_what_the_oracle_forbids(case: Case) -> None:
    (block,) = blocks(compile_case(case))
    assert block.possible.tolist() == [possible(case, package) for package in packages(case)]


@given(cases())
def test_red_lines_are_crossed_where_the_oracle_says(case: Case) -> None:
    (block,) = blocks(compile_case(case))
    assert block.crossed.tolist() == [
        [crossed(case, party, package) for package in packages(case)] for party in case.parties
    ]


@given(cases())
def test_a_party_may_ratify_what_is_possible_and_crosses_no_red_line_of_its(case: Case) -> None:
    (block,) = blocks(compile_case(case))
    assert block.allowed.tolist() == [
        [possible(case, p) and not crossed(case, party, p) for p in packages(case)]
        for party in case.parties
    ]


@given(cases())
def test_moved_has_a_bit_for_each_issue_that_has_left_its_rest(case: Case) -> None:
    (block,) = blocks(compile_case(case))
    assert block.moved.tolist() == [
        sum(
            1 << k
            for k, (name, issue) in enumerate(case.issues.items())
            if package[name] != issue.at_rest
        )
        for package in packages(case)
    ]


@given(cases())
def test_patterns_say_which_soft_linkages_a_package_meets(case: Case) -> None:
    (block,) = blocks(compile_case(case))
    soft = [link for link in case.linkages.values() if isinstance(link, Bonus | Offer)]
    assert block.patterns[block.pattern].tolist() == [
        [linkage_applies(link, package) for link in soft] for package in packages(case)
    ]


def test_patterns_stay_few_however_many_linkages_there_are() -> None:
    large = Chosen(0, (False, True))
    space = replace(bare(2, 500), soft=tuple(SoftLink(f"l{n}", large, ()) for n in range(80)))
    (block,) = blocks(space)
    assert block.patterns.tolist() == [[False] * 80, [True] * 80]


@given(cases())
def test_describing_chosen_packages_gives_what_the_blocks_say_of_them(case: Case) -> None:
    space = compile_case(case)
    (block,) = blocks(space)
    chosen = np.arange(space.combinations)[::-2]
    some = describe(space, digits_of(space, chosen))
    assert some.digits.tolist() == block.digits[:, chosen].tolist()
    assert some.allowed.tolist() == block.allowed[:, chosen].tolist()
    assert some.moved.tolist() == block.moved[chosen].tolist()
    assert some.patterns[some.pattern].tolist() == block.patterns[block.pattern[chosen]].tolist()


@given(cases())
def test_options_and_numbers_of_packages_lead_to_one_another(case: Case) -> None:
    space = compile_case(case)
    chosen = np.arange(space.combinations)[::-3]
    assert numbers_of(space, digits_of(space, chosen)).tolist() == chosen.tolist()


@given(cases())
def test_single_moves_are_the_package_at_rest_and_each_change_of_one_issue(case: Case) -> None:
    space = compile_case(case)
    rest = {name: issue.at_rest for name, issue in case.issues.items()}
    found = single_moves(space).digits.T.tolist()
    names = [
        {
            issue: space.options[k][o]
            for k, (issue, o) in enumerate(zip(space.issues, row, strict=True))
        }
        for row in found
    ]
    assert names == [
        rest,
        *(
            {**rest, issue: option}
            for k, issue in enumerate(space.issues)
            for option in space.options[k][: space.offered[k]]
        ),
    ]


@given(cases())
def test_positions_that_have_an_option_are_found_and_kept(case: Case) -> None:
    (block,) = blocks(compile_case(case))
    found = block.having(0, 0)
    assert found.tolist() == [n for n, option in enumerate(block.digits[0]) if option == 0]
    assert block.having(0, 0) is found


def test_numbers_of_packages_may_outgrow_64_bits() -> None:
    space = bare(20, *[20] * 69)
    last = space.combinations - 1
    found = digits_of(space, numbered(space, [0, last - 1, last]))
    assert found[:, 1].tolist() == [19] * 69 + [18]
    assert numbers_of(space, found).tolist() == [0, last - 1, last]


def test_what_a_package_moves_may_outgrow_64_issues() -> None:
    block = describe(bare(*[2] * 70), np.ones((70, 1), dtype=np.int16))
    assert block.moved.tolist() == [2**70 - 1]
