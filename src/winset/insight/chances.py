"""A few packages in many worlds: what they are worth, who accepts, whether they pass."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from winset.home.rules import Rule
from winset.home.zone import ratified
from winset.space.grid import Bools, Floats, Ints
from winset.space.intervals import wilson
from winset.space.packages import Block, Numbers, describe, digits_of
from winset.space.space import Space
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
    space: Space, rules: tuple[Rule, ...], worlds: Worlds, luck: Floats, numbers: Numbers
) -> Chances:
    """Return the Chances of the packages with the given numbers [K]; `luck` [W, legislatures]."""
    block = describe(space, digits_of(space, numbers))
    gains = _values(space, worlds, block) - worlds.reservation[:, :, None]
    accepted = gains >= worlds.margin[:, :, None]
    # one column for each package in each world, world after world
    won, zone = ratified(
        space,
        rules,
        np.repeat(luck.T, numbers.size, axis=1),
        np.tile(block.allowed, worlds.count),
        np.moveaxis(gains, 1, 0).reshape(len(space.actors), -1),
        np.moveaxis(accepted, 1, 0).reshape(len(space.actors), -1),
    )
    shape = (worlds.count, numbers.size)
    return Chances(
        gains=gains,
        accepted=accepted,
        won=np.moveaxis(won.reshape(len(space.parties), *shape), 0, 1),
        zone=zone.reshape(shape),
    )


def _values(space: Space, worlds: Worlds, block: Block) -> Ints:
    """Return the values [W, actors, K] of a block's packages in all worlds."""
    values = np.zeros((worlds.count, len(space.actors), block.possible.size), dtype=np.int64)
    for k, start in enumerate(space.offsets[:-1]):
        values += worlds.contributions[:, :, start + block.digits[k].astype(np.int64)]
    for t in range(len(space.soft)):
        applies = block.patterns[block.pattern, t]
        values[:, :, applies] += worlds.soft[:, t, :, None]
    return values
