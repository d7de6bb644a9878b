"""The structured engine said slowly: every package of a small table, in plain Python."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
from hypothesis import strategies as st

from winset.space.structure.tables import Tables

Package = tuple[int, ...]
Worth = tuple[int, ...]


def packages(tables: Tables) -> list[Package]:
    """Every package in file order: the last issue fastest."""
    return list(product(*map(range, tables.sizes)))


def worth(tables: Tables, package: Package) -> Worth:
    rows = [tables.issue(k)[option].tolist() for k, option in enumerate(package)]
    return tuple(map(sum, zip(*rows, strict=True)))


def dominates(a: Worth, b: Worth) -> bool:
    return a != b and all(x >= y for x, y in zip(a, b, strict=True))


def frontier(tables: Tables) -> dict[Worth, list[Package]]:
    """Every efficient worth, the greatest first, with all packages that have it in file order."""
    having: dict[Worth, list[Package]] = {}
    for package in packages(tables):
        having.setdefault(worth(tables, package), []).append(package)
    best = [w for w in having if not any(dominates(other, w) for other in having)]
    return {w: having[w] for w in sorted(best, reverse=True)}


def made(rows: Sequence[Sequence[Worth]]) -> Tables:
    """Tables of issues, given as the worths of their options."""
    offsets = [0]
    for issue in rows:
        offsets.append(offsets[-1] + len(issue))
    return Tables(np.array([w for issue in rows for w in issue], dtype=np.int64), tuple(offsets))


@st.composite
def small_tables(
    draw: st.DrawFn, parties: tuple[int, int] = (2, 4), largest: int = 4, issues: int = 4
) -> Tables:
    """Tables of a few packages: ties and equal parties are common, worths may be negative."""
    count = draw(st.integers(*parties))
    number = st.integers(-largest, largest)
    worths = st.tuples(*[number] * count)
    if draw(st.booleans()):
        worths = number.map(lambda x: (x,) * count) | worths
    return made(
        draw(st.lists(st.lists(worths, min_size=1, max_size=4), min_size=1, max_size=issues))
    )
