"""Which answers contradict each other: minimal sets and the smallest change, by trying all."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from winset.room.elicitation.contradictions import Contradictions, contradictions

SETS = st.lists(st.frozensets(st.integers(0, 6), min_size=1, max_size=4), max_size=5)


def test_answers_that_hold_have_none() -> None:
    assert Contradictions() == contradictions(3, lambda some: len(some) <= 3)
    assert not contradictions(0, lambda some: not some)


@given(SETS)
def test_every_set_told_is_minimal_and_the_change_is_smallest(
    wrong: list[frozenset[int]],
) -> None:
    def holds(some: frozenset[int]) -> bool:
        return not any(bad <= some for bad in wrong)

    found = contradictions(7, holds)
    everyone = frozenset(range(7))
    for told in map(frozenset, found.sets):
        assert not holds(told)
        assert all(holds(told - {one}) for one in told)
    assert holds(everyone - frozenset(found.change))
    mends = [
        some
        for size in range(8)
        for some in combinations(range(7), size)
        if holds(everyone - frozenset(some))
    ]
    fewest = [some for some in mends if len(some) == len(mends[0])]
    assert len(mends[0]) == len(found.change)
    assert min(map(sum, fewest)) == sum(found.change)
