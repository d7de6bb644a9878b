"""Many Nash deals in one call, each against every package of its row."""

from __future__ import annotations

from math import prod
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from structure_twin import packages, small_tables, worth
from winset.space.structure import batch
from winset.space.structure.batch import nash_batch
from winset.space.structure.compiled import available, load
from winset.space.structure.tables import Tables


def best(tables: Tables, base: list[int], lower: list[int], allowed: list[bool]) -> list[int]:
    """The Nash deal among allowed options, by the tie-break; -1 throughout if there is none."""
    found = []
    for package in packages(tables):
        rows = [start + o for start, o in zip(tables.offsets, package, strict=False)]
        gains = [v + b for v, b in zip(worth(tables, package), base, strict=True)]
        if all(allowed[row] for row in rows) and all(map(int.__ge__, gains, lower)):
            found.append(((-prod(gains), -sum(gains), -min(gains)), package))
    return list(min(found)[1]) if found else [-1] * tables.issues


@st.composite
def rows(draw: st.DrawFn) -> tuple[Tables, list[list[int]], list[list[int]], list[list[bool]]]:
    """A table, and a few rows of base, lower bounds and options on the table."""
    tables = draw(small_tables())
    count = draw(st.integers(1, 4))
    numbers = st.lists(st.integers(-4, 6), min_size=tables.parties, max_size=tables.parties)
    base = draw(st.lists(numbers, min_size=count, max_size=count))
    lower = [
        [max(0, x) for x in row] for row in draw(st.lists(numbers, min_size=count, max_size=count))
    ]
    allowed = []
    for _ in range(count):
        mine: list[bool] = []
        for size in tables.sizes:
            some = draw(st.lists(st.booleans(), min_size=size, max_size=size))
            some[draw(st.integers(0, size - 1))] = True
            mine += some
        allowed.append(mine)
    return tables, base, lower, allowed


@settings(max_examples=150)
@given(drawn=rows(), whole=st.booleans())
def test_each_row_is_the_best_of_all_its_packages(
    drawn: tuple[Tables, list[list[int]], list[list[int]], list[list[bool]]], *, whole: bool
) -> None:
    tables, base, lower, allowed = drawn
    if whole:
        allowed = [[True] * tables.offsets[-1]] * len(base)
    found = nash_batch(
        tables.flat[None],
        tables.offsets,
        np.array(base),
        np.array(lower),
        np.zeros(len(base), dtype=np.int64),
        None if whole else np.array(allowed),
    )
    expected = [best(tables, *row) for row in zip(base, lower, allowed, strict=True)]
    assert found.packages.tolist() == expected
    assert found.exact.all()


@given(drawn=rows(), turn=st.randoms(use_true_random=False))
def test_rows_that_share_a_menu_are_asked_as_if_each_had_its_own(
    drawn: tuple[Tables, list[list[int]], list[list[int]], list[list[bool]]], turn: Random
) -> None:
    tables, base, lower, allowed = drawn
    menu = [turn.randrange(len(allowed)) for _ in base]
    found = nash_batch(
        tables.flat[None],
        tables.offsets,
        np.array(base),
        np.array(lower),
        np.zeros(len(base), dtype=np.int64),
        np.array(allowed),
        np.array(menu),
    )
    each = zip(base, lower, menu, strict=True)
    expected = [best(tables, more, least, allowed[m]) for more, least, m in each]
    assert found.packages.tolist() == expected


@given(small_tables())
def test_a_row_that_meets_the_cap_says_nothing(tables: Tables) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch, "NODES", 1)
        base = np.zeros((1, tables.parties), dtype=np.int64)
        found = nash_batch(tables.flat[None], tables.offsets, base, base)
    if not found.exact[0]:
        assert found.packages.tolist() == [[-1] * tables.issues]


def made_up(count: int) -> tuple[np.ndarray, tuple[int, ...], np.ndarray]:
    dice = np.random.default_rng(7)
    return (
        dice.integers(-(10**9), 10**9, size=(count, 20, 3)),
        (0, 5, 9, 10, 15, 20),
        dice.integers(0, 10**9, size=(count, 3)),
    )


@pytest.mark.skipif(not available(), reason="numba, the extra `fast`, is not installed")
def test_the_compiler_changes_nothing() -> None:
    flat, offsets, base = made_up(40)
    lower = np.zeros_like(base)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch, "compiled", lambda *_: None)
        plain = nash_batch(flat, offsets, base, lower)
        patch.setattr(batch, "compiled", lambda module, _: load(module))
        compiled = nash_batch(flat, offsets, base, lower)
    assert compiled.packages.tobytes() == plain.packages.tobytes()
    assert compiled.exact.tobytes() == plain.exact.tobytes()
