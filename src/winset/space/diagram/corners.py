"""What some points leave uncovered: everything that lies beyond a corner.

A point covers what it reaches on every scale. What a set of points does not cover is the union of
the orthants beyond its local corners (Klamroth, Lacour and Vanderpooten 2015): a point is beyond
one that it exceeds on every scale. How far it can exceed it is how far the set can be from it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from winset.space.grid import Bools, Floats, Ints

OPEN = -(1 << 62)
"""A corner's place on a scale on which no point bounds it."""


@dataclass(frozen=True)
class Cut:
    """What holds of gains z [parties]: z.weights is at most `most`, z is at least `floors`.

    `weights` [K, parties] of 0 or more, `most` [K], `floors` [parties]; only of z beyond `beyond`.
    """

    weights: Floats
    most: Floats
    floors: Ints
    beyond: Ints


class Corners:
    """The corners [n, parties] left by points, and how far packages of some regions exceed each.

    `excess` [n, regions]: the most that a package of a region exceeds the corner by, at least over
    the scales on which a point bounds the corner.
    """

    def __init__(self, parties: int, regions: int) -> None:
        self.places: Ints = np.full((1, parties), OPEN, dtype=np.int64)
        self.excess: Floats = np.full((1, regions), np.inf)

    def cover(self, point: Ints) -> None:
        """Add a point [parties]: corners that it lies beyond give way to those beside it.

        A corner beside it is exceeded by no more than the one that it comes from.
        """
        hit = (point > self.places).all(axis=1)
        if not hit.any():
            return
        scale = np.tile(np.arange(point.size), int(hit.sum()))
        beside = np.repeat(self.places[hit], point.size, axis=0)
        beside[np.arange(scale.size), scale] = point[scale]
        excess = np.repeat(self.excess[hit], point.size, axis=0)
        needed = ~_within_another(beside, self.places[~hit])
        self.places = np.concatenate((self.places[~hit], beside[needed]))
        self.excess = np.concatenate((self.excess[~hit], excess[needed]))

    def bound(self, region: int, cut: Cut) -> None:
        """Lower the excess in a region by what holds there."""
        (rows,) = np.nonzero((self.places >= cut.beyond).all(axis=1))
        places = self.places[rows]
        bounded = places > OPEN
        base = np.where(bounded, places, cut.floors).astype(np.float64)
        over = bounded.astype(np.float64) @ cut.weights.T
        with np.errstate(divide="ignore", invalid="ignore"):
            excess = np.where(over > 0, (cut.most - base @ cut.weights.T) / over, np.inf)
        least = np.maximum(excess.min(axis=1, initial=np.inf), 0.0)
        self.excess[rows, region] = np.minimum(self.excess[rows, region], least)

    @property
    def epsilon(self) -> float:
        """How far any package exceeds the points at most."""
        return float(self.excess.max())


def _within_another(beside: Ints, places: Ints) -> Bools:
    """Return which corners `beside` lie beyond one of `places` or of their own."""
    found = np.zeros(len(beside), dtype=np.bool_)
    for n, corner in enumerate(beside):
        wider = (beside <= corner).all(axis=1)
        wider &= (beside != corner).any(axis=1) | (np.arange(len(beside)) < n)
        found[n] = wider.any() or (places <= corner).all(axis=1).any()
    return found
