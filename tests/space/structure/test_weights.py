"""The package that is best under weights: two parties by a loop of their own, the same answer."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from structure_twin import small_tables
from winset.space.structure.tables import Tables
from winset.space.structure.weights import furthest, support

WEIGHT = st.sampled_from([0.0, 0.5, 1.0, 3.0]) | st.floats(0, 10)


@given(small_tables(parties=(2, 2)), WEIGHT, WEIGHT)
def test_the_loop_for_two_parties_is_that_for_any_number(
    tables: Tables, one: float, other: float
) -> None:
    offsets, w = np.array(tables.offsets), np.array([one, other])
    base = np.array([3, -2])
    z, expected = np.zeros(2, dtype=np.int64), np.zeros(2, dtype=np.int64)
    worth = support(tables.flat, offsets, base, w, expected)
    assert worth == furthest(tables.flat, offsets, base, w, z)
    assert expected.tolist() == z.tolist()
