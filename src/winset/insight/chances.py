"""A few packages in many worlds: what they are worth, who accepts, whether they pass."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from winset.home.rules import Rule
from winset.home.zone import judge
from winset.insight.intervals import wilson
from winset.space.grid import Bools, Floats, Ints
from winset.space.packages import describe, digits_of
from winset.space.space import Space
from winset.space.values import package_values
from winset.space.worlds import Worlds


@dataclass(frozen=True)
class Chances:
    """K packages in W worlds.

    `gains`, `accepted` [W, actors, K]; `won` [W, parties, K]; `zone` [W, K].
    """

    gains: Ints
    accepted: Bools
    won: Bools
    zone: Bools

    def both(self, package: int) -> tuple[float, tuple[float, float]]:
        """Return the chance that every side ratifies a package, and its interval."""
        return share(self.zone[:, package])

    def by_party(self, party: int, package: int) -> tuple[float, tuple[float, float]]:
        """Return the chance that one party ratifies a package, and its interval."""
        return share(self.won[:, party, package])


def share(happened: Bools) -> tuple[float, tuple[float, float]]:
    """Return the share of worlds [W] in which something happened, and its Wilson interval."""
    count = int(happened.sum())
    return count / happened.size, wilson(count, happened.size)


def chances(
    space: Space, rules: tuple[Rule, ...], worlds: Worlds, luck: Floats, numbers: Ints
) -> Chances:
    """Return the Chances of the packages with the given numbers [K]; `luck` [W, legislatures]."""
    block = describe(space, digits_of(space, numbers))
    slices = [
        judge(space, rules, worlds, w, luck[w], block, package_values(space, worlds, w, block))
        for w in range(worlds.count)
    ]
    return Chances(
        gains=np.array([s.gains for s in slices]),
        accepted=np.array([s.accepted for s in slices]),
        won=np.array([s.won for s in slices]),
        zone=np.array([s.zone for s in slices]),
    )
