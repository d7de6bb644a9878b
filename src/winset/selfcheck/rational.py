"""How many packages of an additive table give every side enough: counted exactly, or not at all.

A count with floors on sums is a knapsack count (Dyer 2003): partial packages of the same sums are
joined and their counts added, sums that suffice whatever follows count as equal, and those that
cannot suffice any more are dropped.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from winset.selfcheck.measures import Counts, Unsaid
from winset.space.grid import Ints
from winset.space.structure.tables import Tables

MOST_SUMS = 10**6
"""Different sums of partial packages that are kept apart."""


def rational_packages(tables: Tables, floors: Sequence[int]) -> int | Unsaid:
    """Return how many packages are worth `floors` [P] or more to every party of the tables."""
    least = np.array([tables.issue(k).min(axis=0) for k in range(tables.issues)])
    most = np.array([tables.issue(k).max(axis=0) for k in range(tables.issues)])
    if any(m < f for m, f in zip(most.sum(axis=0).tolist(), floors, strict=True)):
        return 0
    asked = [p for p, at_least in enumerate(least.sum(axis=0).tolist()) if at_least < floors[p]]
    if not asked:
        return tables.combinations
    floor = np.array([floors[p] for p in asked], dtype=np.int64)
    # what the issues from k on bring at least and at most, none left in the last row
    bring = [_onwards(rows[:, asked]) for rows in (least, most)]
    wide = tables.combinations.bit_length() > 62  # noqa: PLR2004  bits with room for a sum
    counts: Counts = np.ones(1, dtype=np.object_ if wide else np.int64)
    sums = np.zeros((1, len(asked)), dtype=np.int64)
    for k in range(tables.issues):
        options = tables.issue(k)[:, asked]
        if len(sums) * len(options) > MOST_SUMS:
            return Unsaid(f"more than {MOST_SUMS:,} different sums of partial packages")
        sums = (sums[:, None] + options).reshape(-1, len(asked))
        counts = np.repeat(counts, len(options))
        possible = (sums + bring[1][k + 1] >= floor).all(axis=1)
        # enough for sure is enough: no larger sum need be told apart
        sums = np.minimum(sums[possible], floor - bring[0][k + 1])
        sums, counts = _joined(sums, counts[possible])
    return int(counts.sum())


def _onwards(rows: Ints) -> Ints:
    """Return the sums [issues + 1, P] of `rows` [issues, P] from each on."""
    none = np.zeros((1, rows.shape[1]), dtype=np.int64)
    return np.concatenate((np.cumsum(rows[::-1], axis=0)[::-1], none))


def _joined(sums: Ints, counts: Counts) -> tuple[Ints, Counts]:
    """Return each of the sums once, with the counts added."""
    if not len(sums):
        return sums, counts
    order = np.lexsort(sums.T)
    sums, counts = sums[order], counts[order]
    first = np.concatenate(([True], (sums[1:] != sums[:-1]).any(axis=1)))
    return sums[first], np.add.reduceat(counts, np.flatnonzero(first))
