"""The frontier of packages that come block by block."""

from __future__ import annotations

import numpy as np

from winset.space.frontier import efficient
from winset.space.grid import Bools, Ints


class Efficient:
    """The efficient packages of those added so far, by their gains to the P principals."""

    def __init__(self, parties: int) -> None:
        self._numbers = np.zeros(0, dtype=np.int64)
        self._gains = np.zeros((parties, 0), dtype=np.int64)
        self._sifted = 0

    def add(self, numbers: Ints, gains: Ints, zone: Bools) -> None:
        """Add the packages [n] in the `zone`, with their `numbers` and `gains` [P, n]."""
        inside = np.flatnonzero(zone)
        kept = inside[efficient(gains[:, inside])]
        self._numbers = np.concatenate((self._numbers, numbers[kept]))
        self._gains = np.concatenate((self._gains, gains[:, kept]), axis=1)
        if self._numbers.size > 2 * self._sifted:  # at every block it would cost its square
            self._sift()

    def frontier(self) -> tuple[Ints, Ints]:
        """Return numbers [f] and gains [P, f], in rising order of the first principal's gain."""
        self._sift()
        order = np.lexsort((self._numbers, self._gains[0]))
        return self._numbers[order], self._gains[:, order]

    def _sift(self) -> None:
        still = efficient(self._gains)
        self._numbers, self._gains = self._numbers[still], self._gains[:, still]
        self._sifted = self._numbers.size
