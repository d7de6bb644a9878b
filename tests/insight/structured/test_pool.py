"""What a few known packages say of many worlds is true, though it is not all."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings

from linked_twin import asked
from strategies import cases
from toys import linchpin_toy
from winset.case.document import Case
from winset.home.zone import drawn_luck
from winset.insight.runs import UNKNOWN, Runs, run
from winset.insight.structured.pool import pool, run_by_pool
from winset.space.worlds import drawn

WORLDS = 4


def both(case: Case, workers: int = 1) -> tuple[Runs, Runs]:
    """Return the runs of a case by enumeration, and by packages that programs found."""
    space, rules, *_ = asked(case)
    worlds, luck = drawn(space, WORLDS, 1), drawn_luck(rules, WORLDS, 1)
    known = pool(space, rules, worlds, luck)
    return (
        run(space, rules, worlds, luck, workers=workers),
        run_by_pool(space, rules, worlds, luck, known, workers=workers),
    )


@settings(max_examples=15)  # four programmes each
@given(cases())
def test_where_a_known_package_passes_there_is_a_deal_and_else_nothing_is_said(case: Case) -> None:
    every, some = both(case)
    assert set(some.zone.tolist()) <= {1, -1}
    assert (every.zone[some.zone == 1] > 0).all()
    known = ~np.isnan(some.deal)
    assert (every.deal[known] == 1).all()
    assert (some.deal[known] == 1).all()


@settings(max_examples=15)  # as above
@given(cases())
def test_what_one_or_two_issues_bring_is_as_by_enumeration(case: Case) -> None:
    every, some = both(case)
    assert some.own_worth.tolist() == every.own_worth.tolist()
    assert some.pairs.tolist() == every.pairs.tolist()


def test_no_best_deal_is_named_and_nothing_that_hangs_on_it() -> None:
    _, some = both(linchpin_toy())
    assert set(some.nash.tolist()) == {UNKNOWN}
    for unknown in (some.value, some.unlocks, some.settle_first, some.shapley, some.critical):
        assert np.isnan(unknown).all()


def test_a_package_that_passes_is_found_in_every_world_of_a_plain_case() -> None:
    every, some = both(linchpin_toy())
    assert (some.zone == 1).tolist() == (every.zone > 0).tolist()
