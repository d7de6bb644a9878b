"""Value tables: a package is worth the sum of its options."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from strategies import cases
from winset.case.document import Case
from winset.space.compile import compile_case
from winset.space.packages import blocks, digits_of
from winset.space.structure.tables import Tables, of_principals
from winset.space.values import block_values, tail_values
from winset.space.worlds import mid


@given(cases())
def test_packages_are_worth_what_enumeration_says_but_for_linkages(case: Case) -> None:
    space = compile_case(case)
    worlds = mid(space)
    worlds.soft[:] = 0
    tables = of_principals(space, worlds, 0)
    assert tables.combinations == space.combinations
    actors = space.principals
    tail = tail_values(space, worlds, 0, actors)
    for block in blocks(space):
        numbers = np.arange(block.start, block.start + block.digits.shape[1])
        packages = digits_of(space, numbers).T.astype(np.int32)
        expected = block_values(space, worlds, 0, actors, tail, block).T
        assert expected.tolist() == tables.values(packages).tolist()


@pytest.mark.parametrize("offsets", [(0, 2), (0, 0, 3), (1, 3), (0, 2, 2, 3)])
def test_offsets_that_do_not_match_the_rows_are_refused(offsets: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="must rise from 0 to the 3 rows"):
        Tables(np.zeros((3, 2), dtype=np.int64), offsets)
