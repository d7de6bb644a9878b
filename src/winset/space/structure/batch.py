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
    menu: Ints | None = None,
) -> Batch:
    """Return the Nash deal of every row, ties broken as in space/solutions.py.

    `flat` [T, options, P] and `offsets` [issues + 1] as in Tables, `which` [N] the table of each
    row, its own if left out; `base` [N, P] what is added to every sum, `lower` [N, P] the gain that
    each must have, 0 or more; `allowed` [A, options]: the options on a menu, one an issue or more,
    all if left out; `menu` [N] that of each row, its own if left out.
    """
    count = len(base)
    own = np.arange(count)
    if allowed is None:
        allowed = np.ones((1, offsets[-1]), dtype=np.bool_)
        menu = np.zeros(count, dtype=np.int64)
    # what is on a menu is moved to the front, so that the search sees nothing else
    numbers = np.argsort(~allowed, axis=1, kind="stable")
    ends = np.zeros((len(allowed), len(offsets)), dtype=np.int64)
    ends[:, 1:] = np.add.reduceat(allowed, offsets[:-1], axis=1, dtype=np.int64).cumsum(axis=1)
    # a kernel is compiled anew for arrays with gaps
    which, menu = (np.ascontiguousarray(own if x is None else x) for x in (which, menu))
    rows = _Rows(np.ascontiguousarray(flat), numbers, ends, which, menu, base)
    step = max(1, AT_ONCE // flat[0].size)
    slices = [slice(start, start + step) for start in range(0, count, step)]
    parts = [_part(rows.some(part), lower[part], offsets) for part in slices]
    return Batch(
        np.concatenate([part.packages for part in parts]),
        np.concatenate([part.exact for part in parts]),
    )


@dataclass(frozen=True)
class _Rows:
    """N rows: `base` [N, P], `which` of the tables `flat` and what `menu` of M each one has.

    `numbers` [M, options]: the options, those on the menu first; `ends` [M, issues + 1] of issues.
    """

    flat: Ints
    numbers: Ints
    ends: Ints
    which: Ints
    menu: Ints
    base: Ints

    def some(self, rows: slice | Ints) -> _Rows:
        """Return some of the rows."""
        which, menu, base = self.which[rows], self.menu[rows], self.base[rows]
        return _Rows(self.flat, self.numbers, self.ends, which, menu, base)


def _part(rows: _Rows, lower: Ints, offsets: tuple[int, ...]) -> Batch:
    state, packages = _searched(rows, NASH, np.maximum(lower, 1))
    # where someone gains nothing in any package all products are 0, and the sum decides
    idle = np.flatnonzero(state == search.NONE)
    if idle.size:
        state[idle], packages[idle] = _searched(rows.some(idle), SUM, lower[idle])
    place = packages + rows.ends[rows.menu, :-1]
    chosen = rows.numbers[rows.menu[:, None], place] - np.array(offsets[:-1])
    packages = chosen.astype(np.int32)
    packages[state != search.DONE] = -1
    return Batch(packages, state != search.CAPPED)


def _searched(rows: _Rows, rule: int, lower: Ints) -> tuple[Ints, Packages]:
    """Return the state [N] as the search returns it, and packages [N, issues]."""
    count, parties = rows.base.shape
    seconds = count * parties * rows.flat.shape[1] * SECONDS
    ones, w = np.ones_like(rows.base), np.ones((count, parties))
    tables = (rows.flat, rows.numbers, rows.ends, rows.which, rows.menu)
    shared = (*tables, rows.base, rule, ones, lower, w)
    (compiled(weights, seconds) or weights).weigh_all(*shared)
    packages = np.zeros((count, rows.ends.shape[1] - 1), dtype=np.int32)
    state = np.zeros(count, dtype=np.int64)
    gains, report = np.zeros((count, parties), dtype=np.int64), np.zeros((count, 4))
    kernel = compiled(search, seconds) or search
    kernel.search_all(*shared, NODES, gains, packages, report, state)
    return state, np.maximum(packages, 0)
