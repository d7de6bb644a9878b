"""What is searched hangs on counted work, and what is left out is said."""

from __future__ import annotations

from winset.insight.structured.plan import (
    FEWEST,
    NO_SHAPLEY,
    Cost,
    Measures,
    Plan,
    planned,
    said_of,
)

CHEAP = Cost(issues=10, first=2.0, search=1.0, drawn=1.0, singles=1.0, pairs=10.0)


def test_what_is_cheap_is_done_whole_in_all_worlds() -> None:
    found = planned(CHEAP, 100)
    assert (found.worlds, found.full, found.sentences) == (100, 100, ())
    assert found.measures == Measures(
        agendas=True, settle_first=True, pairs=True, shapley="all", orders=0
    )


def test_above_fifteen_issues_orders_are_drawn() -> None:
    found = planned(Cost(issues=20, first=2.0, search=1.0, drawn=1.0, singles=1.0, pairs=10.0), 100)
    assert (found.measures.shapley, found.measures.orders) == ("drawn", 8)
    assert "sampling error" in found.sentences[0]


def test_fewer_worlds_come_before_fewer_measures_down_to_a_floor() -> None:
    one = CHEAP.of(planned(CHEAP, 1).measures)
    found = planned(CHEAP, 1000, budget=int(one * (FEWEST + 10)))
    assert found.full >= FEWEST
    assert found.measures.shapley == "all"
    assert found.full < found.worlds < 1000
    assert found.rest == Measures(pairs=True)


def test_shapley_goes_first_then_settle_first_then_agendas_then_pairs() -> None:
    cost = Cost(issues=60, first=200.0, search=100.0, drawn=100.0, singles=1.0, pairs=10_000.0)
    seen = []
    for budget in (10**9, 700_000, 440_000, 300_000, 20_000):
        found = planned(cost, FEWEST, budget)
        measures = found.measures
        seen.append((measures.shapley, measures.settle_first, measures.agendas, measures.pairs))
    assert seen == [
        ("drawn", True, True, True),
        (None, True, True, True),
        (None, False, True, True),
        (None, False, False, True),
        (None, False, False, False),
    ]


def test_at_least_one_world_is_searched() -> None:
    found = planned(
        Cost(issues=60, first=2e9, search=1e9, drawn=1e9, singles=1.0, pairs=1.0), 50, budget=10
    )
    assert (found.worlds, found.full) == (1, 1)
    assert found.sentences[0] == "The deal was sought in 1 of 50 worlds: more are too dear."


def test_shapley_values_at_the_middle_numbers_alone_are_said_to_be_so() -> None:
    drawn = Plan(20, 20, Measures(agendas=True), ("First.", NO_SHAPLEY))
    at_mid = Plan(1, 1, Measures(shapley="drawn", orders=2), ())
    known = (
        "Shapley values are known at the middle numbers alone, from 4 drawn orders with their "
        "standard error: over worlds they were too dear to search."
    )
    assert said_of(drawn, at_mid) == ("First.", known)
    assert said_of(drawn, drawn) == drawn.sentences
    assert said_of(at_mid, at_mid) == ()
