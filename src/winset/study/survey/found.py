"""A survey: counts, the zone, its frontier, what each rule picks in it, the map."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from winset.space.grid import Ints
from winset.space.packages import Numbers
from winset.study.part import Interval

CELLS = 48
"""Cells a side of the deal map."""


LISTED = 2000
"""Efficient packages listed; of more, so many that lie evenly from one end to the other."""


def spread(count: int, most: int = LISTED) -> Ints:
    """Return the positions of up to `most` of `count` items, both ends and evenly between."""
    return np.unique(np.linspace(0, count - 1, min(count, most)).astype(np.int64))


@dataclass(frozen=True)
class Amount:
    """How many packages: from `low` to `high`, which agree where they were counted.

    `share` of all possible ones; where that is not counted but seen in a sample, `interval` is its
    95 % interval.
    """

    low: int
    high: int
    share: float
    interval: Interval | None = None

    @property
    def at_most(self) -> int | None:
        """The upper end where the number itself is not known."""
        return None if self.low == self.high else self.high


@dataclass(frozen=True)
class Picks:
    """What a rule picks in the zone, all ties, the chosen one first; empty where nothing is.

    `numbers` [n] of packages, `gains` [P, n]. `gap`: the share of the best that a better package,
    if there is one, may have; 0 if the picks are proved.
    """

    numbers: Numbers
    gains: Ints
    gap: float = 0.0


@dataclass(frozen=True)
class Cells:
    """The deal map of the first two principals' values, CELLS x CELLS.

    `low`, `high` [2]: bounds of the values, in units; `counts` [CELLS, CELLS, 2]: possible packages
    and zone packages; `example` [CELLS, CELLS]: a package of the cell, one of the zone where there
    is one, or -1. `sampled`: how many packages were looked at, None if all.
    """

    low: Ints
    high: Ints
    counts: Ints
    example: Numbers
    sampled: int | None


@dataclass(frozen=True)
class Decides:
    """By (party, voter): the share of possible packages where the voter's own answer decides.

    `interval`: of 95 %, where the packages are a sample.
    """

    share: float
    interval: Interval | None


@dataclass(frozen=True)
class Survey:
    """What all packages come to in the world of the middle numbers; P parties, m issues.

    `possible` packages that no hard linkage forbids, or at most so many if they were not `counted`.
    `efficient`: how many lie on the frontier of
    the zone; `frontier` [f]: those listed, in rising order of the first party's value, `gains`
    [P, f] theirs. `epsilon`: units within which every efficient package has one of the `efficient`;
    0 if these are all there are. `picks` by rule. By issue:
    `passable`, some package of the zone moves it, None where that could not be settled; `alone`,
    one does that moves nothing else. `notes`: limits met. `size`: of the diagram, in arcs, None
    where all packages were looked at.
    """

    possible: int
    both_gain: Amount
    zone: Amount
    won: tuple[Amount, ...]
    efficient: int
    frontier: Numbers
    gains: Ints
    epsilon: int
    picks: dict[str, Picks]
    cells: Cells
    decides: dict[tuple[int, int], Decides]
    passable: tuple[bool | None, ...]
    alone: tuple[bool, ...]
    notes: tuple[str, ...] = ()
    size: int | None = None
    counted: bool = True
