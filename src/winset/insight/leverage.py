"""Leverage: what a move or an outside option does to no agreement, and through it to the deal.

A threat works through the reservation values (Nash 1953): it is worth to its owner what it shifts
the Nash deal, and costs something only if it must be carried out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from winset.home.rules import Rule
from winset.home.zone import deciders, ratified
from winset.space.grid import Floats, Ints
from winset.space.nash import CLOSE, NO_DEAL, NOTHING, best_of, joint_gain
from winset.space.packages import Block
from winset.space.space import Space
from winset.space.values import block_values, tail_values
from winset.space.worlds import Worlds


@dataclass(frozen=True)
class Shifted:
    """Zone and Nash deal in W worlds, as things stand (row 0) and after each of M moves.

    `zone` [W, 1 + M] packages; `value` [W, 1 + M, parties] of the Nash deal, in units; it means
    something only where `zone` is not 0.
    """

    zone: Ints
    value: Ints


def leverage(
    space: Space, rules: tuple[Rule, ...], worlds: Worlds, luck: Floats, blocks: Iterable[Block]
) -> Shifted:
    """Return what each of the space's moves does in each world; `blocks` is walked once a world.

    A move changes what no agreement is worth, not what packages are: values are computed once a
    world, and set against each state's reservations.
    """
    states = 1 + len(space.moves)
    zone = np.zeros((worlds.count, states), dtype=np.int64)
    value = np.zeros((worlds.count, states, len(space.parties)), dtype=np.int64)
    asked = deciders(space, rules)
    principals = list(space.principals)
    for world in range(worlds.count):
        reservation = np.tile(worlds.reservation[world], (states, 1))
        reservation[1:] += worlds.shift[world]
        tail = tail_values(space, worlds, world, asked)
        top = [NOTHING] * states
        for block in blocks:
            values = np.zeros((len(space.actors), block.possible.size), dtype=np.int64)
            values[list(asked)] = block_values(space, worlds, world, asked, tail, block)
            gains = np.empty_like(values)
            numbers = block.start + np.arange(block.possible.size)
            for state in range(states):
                np.subtract(values, reservation[state][:, None], out=gains)
                accepted = gains >= worlds.margin[world][:, None]
                _, inside = ratified(space, rules, luck[world], block.allowed, gains, accepted)
                zone[world, state] += int(np.count_nonzero(inside))
                rows = [gains[p] for p in principals]
                joint = joint_gain(rows)
                joint[~inside] = NO_DEAL
                if joint.max() >= max(top[state][0], 0) * (1 - CLOSE):
                    merit = best_of(joint, rows, numbers)
                    if merit > top[state]:
                        top[state] = merit
                        value[world, state] = values[principals, -merit[3] - block.start]
    return Shifted(zone, value)
