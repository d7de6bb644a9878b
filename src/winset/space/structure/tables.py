"""Value tables: what each option is worth to each party, of which a package's value is the sum."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from winset.space.grid import Ints
from winset.space.space import Space
from winset.space.worlds import Worlds

Packages = NDArray[np.int32]
"""Packages as rows of option numbers, [n, issues]: one index would overflow at twenty tens."""


@dataclass(frozen=True)
class Tables:
    """The value of every option, weight included, to each of P parties.

    `flat` [options of all issues, P], whole numbers of any one unit a party; option a of issue k
    stands at `offsets[k] + a`, and the last of the `offsets` [issues + 1] is the number of rows.
    """

    flat: Ints
    offsets: tuple[int, ...]

    def __post_init__(self) -> None:
        """Raise ValueError unless every issue has an option and every option a row."""
        rising = all(b > a for a, b in zip(self.offsets, self.offsets[1:], strict=False))
        if self.offsets[0] != 0 or not rising or self.flat.shape[:1] != self.offsets[-1:]:
            raise ValueError(
                f"offsets {self.offsets} must rise from 0 to the {len(self.flat)} rows of values, "
                "with an option for each issue"
            )

    @property
    def issues(self) -> int:
        """How many issues."""
        return len(self.offsets) - 1

    @property
    def parties(self) -> int:
        """How many parties."""
        return int(self.flat.shape[1])

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many options each issue has."""
        return tuple(b - a for a, b in zip(self.offsets, self.offsets[1:], strict=False))

    @property
    def combinations(self) -> int:
        """How many packages there are."""
        return math.prod(self.sizes)

    def issue(self, k: int) -> Ints:
        """Return the values [options, P] of issue k."""
        return self.flat[self.offsets[k] : self.offsets[k + 1]]

    def values(self, packages: Packages) -> Ints:
        """Return the values [n, P] of `packages` [n, issues]."""
        rows = np.asarray(packages, dtype=np.int64) + np.array(self.offsets[:-1], dtype=np.int64)
        total: Ints = self.flat[rows].sum(axis=1)
        return total


def in_least_units(tables: Tables) -> tuple[Tables, Ints, Ints]:
    """Return the same Tables in the smallest whole numbers, a unit [P] and an origin [P] of each.

    A package worth x in the tables returned is worth `unit` * x + `origin`, and no value of theirs
    is below 0: values stated in whole points need few steps, however fine the units they come in.
    """
    flat = tables.flat.copy()
    origin = np.zeros(tables.parties, dtype=np.int64)
    for first, last in pairwise(tables.offsets):
        least = flat[first:last].min(axis=0)
        flat[first:last] -= least
        origin += least
    unit = np.maximum(np.gcd.reduce(flat, axis=0), 1)
    return Tables(flat // unit, tables.offsets), unit, origin


def of_principals(space: Space, worlds: Worlds, world: int) -> Tables:
    """Return the Tables of the principals over the options on offer, in units (space/grid.py)."""
    return of_actors(space, worlds, world, space.principals)


def of_actors(space: Space, worlds: Worlds, world: int, actors: Sequence[int]) -> Tables:
    """Return the Tables of the given actors over the options on offer, in units."""
    rows = offered_rows(space)
    flat = np.ascontiguousarray(worlds.contributions[world][list(actors)][:, rows].T)
    return Tables(flat, offered_offsets(space))


def offered_offsets(space: Space) -> tuple[int, ...]:
    """Return where each issue's options on offer start in a table; the last is their number."""
    starts = [0]
    for count in space.offered:
        starts.append(starts[-1] + count)
    return tuple(starts)


def offered_rows(space: Space) -> list[int]:
    """Return which of a Space's options are on offer, by their place in `space.offsets`."""
    return [
        start + option
        for start, count in zip(space.offsets, space.offered, strict=False)
        for option in range(count)
    ]
