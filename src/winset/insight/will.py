"""Political will: where agreement exists as leaders weigh their own view against home pressure.

At will t a side's leaders judge a package by t times the principal's gain plus 1 - t times the
influence-weighted mean gain of everyone else on that side. A package is agreed if both sides judge
it no worse than no agreement and no red line is crossed; who has a vote or a veto does not count
here, for the question is what leaders would be willing to carry.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from winset.space.grid import Floats, Ints
from winset.space.packages import Block
from winset.space.space import Space
from winset.space.values import block_values, tail_values
from winset.space.worlds import Worlds

LEVELS = np.round(np.linspace(0, 1, 11), 1)
"""Will from 0, home pressure only, to 1, own view only."""


@dataclass(frozen=True)
class WillMap:
    """For two parties: `agreed` [worlds, levels, levels] packages, of `possible` in all."""

    parties: tuple[int, int]
    agreed: Ints
    possible: int


def pressure(space: Space, worlds: Worlds, world: int, party: int) -> Floats:
    """Return the weight [actors] of each actor in the home pressure on a party's principal.

    A ratifier or influencer weighs by its influence; nobody with influence leaves the principal's
    own view.
    """
    weight = np.where(
        np.array(space.party_of) == party, worlds.influence[world], 0.0
    )
    weight[space.principals[party]] = 0.0
    if weight.sum() == 0:
        weight[space.principals[party]] = 1.0
    share: Floats = weight / weight.sum()
    return share


def will_map(
    space: Space, worlds: Worlds, blocks: Iterable[Block], parties: tuple[int, int]
) -> WillMap:
    """Return the WillMap of two parties in all `worlds`; any other party must cross no red line.

    `blocks` is walked once a world: a list, or anything that can be walked again.
    """
    agreed = np.zeros((worlds.count, LEVELS.size, LEVELS.size), dtype=np.int64)
    everyone = tuple(range(len(space.actors)))
    possible = 0
    for world in range(worlds.count):
        tail = tail_values(space, worlds, world, everyone)
        shares = [pressure(space, worlds, world, party) for party in parties]
        possible = 0
        for block in blocks:
            allowed = np.logical_and.reduce(block.allowed, axis=0)
            possible += int(block.possible.sum())
            gains = block_values(space, worlds, world, everyone, tail, block)
            gains = gains[:, allowed] - worlds.reservation[world][:, None]
            willing = [
                _willing(gains[space.principals[party]], share @ gains).astype(np.float64)
                for party, share in zip(parties, shares, strict=True)
            ]
            agreed[world] += (willing[0] @ willing[1].T).astype(np.int64)
    return WillMap(parties, agreed, possible)


def _willing(own: Ints, home: Floats) -> Floats:
    """Return [levels, n]: whether the side would carry each package at each level of will."""
    judged = LEVELS[:, None] * own + (1 - LEVELS)[:, None] * home
    # half a unit of slack: the weighted mean is a float, a package exactly at no agreement is not
    return (judged >= -0.5).astype(np.float64)
