"""One pass over all packages at the middle numbers: counts, the zone, its frontier, the map."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from winset.home.zone import Slice
from winset.space.frontier import efficient
from winset.space.grid import Ints
from winset.space.space import Space
from winset.space.worlds import Worlds

CELLS = 48
"""Cells a side of the deal map."""


@dataclass(frozen=True)
class Survey:
    """P parties. `possible`, `both_gain`, `zone`: numbers of packages; `won` [P].

    `frontier` [f] package numbers in rising order of the first party's value, `gains` [P, f]
    theirs. `low`, `high` [2]: bounds of the first two principals' values, in units; `cells`
    [CELLS, CELLS, 2]: possible packages and zone packages by cell of their values; `example`
    [CELLS, CELLS]: a package of the cell, one of the zone where there is one, or -1.
    """

    possible: int
    both_gain: int
    zone: int
    won: Ints
    frontier: Ints
    gains: Ints
    low: Ints
    high: Ints
    cells: Ints
    example: Ints


def survey(space: Space, mid: Worlds, slices: Iterable[Slice]) -> Survey:
    """Return the Survey of all Slices of a space in the world `mid`."""
    principals = list(space.principals)
    parties = len(principals)
    possible = both_gain = zone = sifted = 0
    won = np.zeros(parties, dtype=np.int64)
    frontier = np.zeros(0, dtype=np.int64)
    gains = np.zeros((parties, 0), dtype=np.int64)
    reservation = mid.reservation[0, principals]
    low, high = _bounds(space, mid)
    cells = np.zeros((CELLS, CELLS, 2), dtype=np.int64)
    example = np.full((CELLS, CELLS), -1, dtype=np.int64)
    for part in slices:
        rows = part.gains[principals]
        possible += int(part.block.possible.sum())
        both_gain += int(((rows >= 0).all(axis=0) & part.block.possible).sum())
        won += part.won.sum(axis=1)
        inside = np.flatnonzero(part.zone)
        zone += inside.size
        kept = inside[efficient(rows[:, inside])]
        frontier = np.concatenate((frontier, part.block.start + kept))
        gains = np.concatenate((gains, rows[:, kept]), axis=1)
        if frontier.size > 2 * sifted:  # at every block, a long frontier would cost its square
            still = efficient(gains)
            frontier, gains = frontier[still], gains[:, still]
            sifted = frontier.size
        cell = _cells(rows[:2] + reservation[:2, None], low, high)
        for layer, which in enumerate((part.block.possible, part.zone)):
            at = np.flatnonzero(which)
            counts = np.bincount(cell[at], minlength=CELLS * CELLS)
            cells[:, :, layer] += counts.reshape(CELLS, CELLS)
            met, first = np.unique(cell[at], return_index=True)
            new = example.ravel()[met] < 0
            if layer:  # an example from the zone replaces one from outside it, but not another
                zone_before = (cells[:, :, 1] - counts.reshape(CELLS, CELLS)).ravel()[met]
                new |= zone_before == 0
            example.ravel()[met[new]] = part.block.start + at[first[new]]
    still = efficient(gains)
    frontier, gains = frontier[still], gains[:, still]
    order = np.lexsort((frontier, gains[0]))
    return Survey(
        possible, both_gain, zone, won, frontier[order], gains[:, order], low, high, cells, example
    )


def _bounds(space: Space, mid: Worlds) -> tuple[Ints, Ints]:
    """Return bounds [2] on the first two principals' values: the sums of the issues' extremes."""
    low, high = np.zeros(2, dtype=np.int64), np.zeros(2, dtype=np.int64)
    for place, principal in enumerate(space.principals[:2]):
        for k, offered in enumerate(space.offered):
            worth = mid.contributions[0, principal, space.offsets[k] : space.offsets[k] + offered]
            low[place] += worth.min()
            high[place] += worth.max()
        points = mid.soft[0, :, principal]
        low[place] += points[points < 0].sum()
        high[place] += points[points > 0].sum()
    return low, high


def _cells(values: Ints, low: Ints, high: Ints) -> Ints:
    """Return the cell [n] of `values` [2, n]: CELLS times the first's plus the second's."""
    span = high - low + 1
    place = (values - low[:, None]) * CELLS // span[:, None]
    cell: Ints = place[0] * CELLS + place[1]
    return cell
