"""The cells of the deal map, filled block by block."""

from __future__ import annotations

import numpy as np

from winset.home.zone import Slice
from winset.space.grid import Ints
from winset.space.packages import Numbers, numbered
from winset.space.space import Space
from winset.space.worlds import Worlds
from winset.study.survey.found import CELLS, Cells


class Filling:
    """Cells under way: `add` the packages of each slice, then ask for the `cells`."""

    def __init__(self, space: Space, mid: Worlds) -> None:
        self.low, self.high = _bounds(space, mid)
        self._reservation = mid.reservation[0, list(space.principals[:2])]
        self._rows = list(space.principals[:2])
        self._counts = np.zeros((CELLS, CELLS, 2), dtype=np.int64)
        self._example = numbered(space, [-1] * (CELLS * CELLS))

    def add(self, part: Slice, numbers: Numbers) -> None:
        """Count the packages of a slice, whose `numbers` [n] are given."""
        values = part.gains[self._rows] + self._reservation[:, None]
        cell = _cells(values, self.low, self.high)
        for layer, which in enumerate((part.block.possible, part.zone)):
            at = np.flatnonzero(which)
            counts = np.bincount(cell[at], minlength=CELLS * CELLS)
            self._counts[:, :, layer] += counts.reshape(CELLS, CELLS)
            met, first = np.unique(cell[at], return_index=True)
            new = self._example[met] < 0
            if layer:  # an example from the zone replaces one from outside it, but not another
                before = self._counts[:, :, 1] - counts.reshape(CELLS, CELLS)
                new |= before.ravel()[met] == 0
            self._example[met[new]] = numbers[at[first[new]]]

    def cells(self, sampled: int | None = None) -> Cells:
        """Return what was filled; `sampled`: how many packages, None if all were added."""
        example = self._example.reshape(CELLS, CELLS)
        return Cells(self.low, self.high, self._counts, example, sampled)


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
