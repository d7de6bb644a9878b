"""The Nash deals of many worlds and agendas in one call, where every package is allowed.

Each row of a batch is a question of its own: other numbers, other options off the table. All go
through one compiled loop; without the compiler the same loop runs as plain Python.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from winset.space.grid import Bools, Ints
from winset.space.structure import search, weights
from winset.space.structure.compiled import compiled
from winset.space.structure.problem import NASH, SUM
from winset.space.structure.regret import SECONDS
from winset.space.structure.tables import Packages

NODES = 50_000
"""Packages looked at for one row, above which its deal is left open."""

AT_ONCE = 1 << 22
"""Numbers of tables held at once."""


@dataclass(frozen=True)
class Batch:
    """The deals of N rows: `packages` [N, issues], -1 without one; `exact` [N]: the row is proved.

    A row that is not exact met the cap on nodes: nothing of it may be used.
    """

    packages: Packages
    exact: Bools


def nash_batch(
    flat: Ints,
    offsets: tuple[int, ...],
    base: Ints,
    lower: Ints,
    which: Ints | None = None,
    allowed: Bools | None = None,
) -> Batch:
    """Return the Nash deal of every row, ties broken as in space/solutions.py.

    `flat` [T, options, P] and `offsets` [issues + 1] as in Tables, `which` [N] the table of each
    row, its own if left out; `base` [N, P] what is added to every sum, `lower` [N, P] the gain that
    each must have, 0 or more; `allowed` [N, options]: the options on the table, one an issue or
    more, all if left out.
    """
    step = max(1, AT_ONCE // flat[0].size)
    tables = np.arange(len(base)) if which is None else which
    parts = []
    for start in range(0, len(base), step):
        rows = slice(start, start + step)
        some = None if allowed is None else allowed[rows]
        parts.append(_part(flat, tables[rows], offsets, base[rows], lower[rows], some))
    return Batch(
        np.concatenate([part.packages for part in parts]),
        np.concatenate([part.exact for part in parts]),
    )


def _part(
    flat: Ints,
    which: Ints,
    offsets: tuple[int, ...],
    base: Ints,
    lower: Ints,
    allowed: Bools | None,
) -> Batch:
    count = len(base)
    ends = np.tile(np.array(offsets, dtype=np.int64), (count, 1))
    numbers = None
    if allowed is None:
        table = flat[which]
    else:
        # what is on the table is moved to the front, so that the search sees nothing else
        numbers = np.argsort(~allowed, axis=1, kind="stable")
        table = flat[which[:, None], numbers]
        ends[:, 1:] = np.add.reduceat(allowed, offsets[:-1], axis=1, dtype=np.int64).cumsum(axis=1)
    rows = _Rows(table, ends, base, lower)
    state, packages = _searched(rows, NASH, np.maximum(lower, 1))
    # where someone gains nothing in any package all products are 0, and the sum decides
    idle = np.flatnonzero(state == search.NONE)
    if idle.size:
        some = _Rows(table[idle], ends[idle], base[idle], lower[idle])
        state[idle], packages[idle] = _searched(some, SUM, lower[idle])
    if numbers is not None:
        chosen = np.take_along_axis(numbers, packages + ends[:, :-1], axis=1)
        packages = (chosen - np.array(offsets[:-1])).astype(np.int32)
    packages[state != search.DONE] = -1
    return Batch(packages, state != search.CAPPED)


@dataclass(frozen=True)
class _Rows:
    table: Ints
    ends: Ints
    base: Ints
    lower: Ints


def _searched(rows: _Rows, rule: int, lower: Ints) -> tuple[Ints, Packages]:
    """Return the state [N] as the search returns it, and packages [N, issues]."""
    count, options, parties = rows.table.shape
    seconds = count * parties * options * SECONDS
    ones, w = np.ones_like(rows.base), np.ones((count, parties))
    shared = (rows.table, rows.ends, rows.base, rule, ones, lower, w)
    (compiled(weights, seconds) or weights).weigh_all(*shared)
    packages = np.zeros((count, rows.ends.shape[1] - 1), dtype=np.int32)
    state = np.zeros(count, dtype=np.int64)
    gains, report = np.zeros((count, parties), dtype=np.int64), np.zeros((count, 4))
    kernel = compiled(search, seconds) or search
    kernel.search_all(*shared, NODES, gains, packages, report, state)
    return state, np.maximum(packages, 0)
