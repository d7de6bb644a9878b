"""Leverage: what a move or an outside option does to no agreement, and through it to the deal.

A threat works through the reservation values (Nash 1953): it is worth to its owner what it shifts
the Nash deal, and costs something only if it must be carried out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from winset.home.rules import Rule
from winset.home.zone import surveyed
from winset.insight.agendas import joint_gain
from winset.space.grid import Floats, Ints
from winset.space.packages import Block
from winset.space.space import Space
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
    """Return what each of the space's moves does in each world; `blocks` is walked many times."""
    states = 1 + len(space.moves)
    zone = np.zeros((worlds.count, states), dtype=np.int64)
    value = np.zeros((worlds.count, states, len(space.parties)), dtype=np.int64)
    for world in range(worlds.count):
        for state in range(states):
            changed = worlds.part(world, world + 1)
            if state:
                moved = changed.reservation + changed.shift[:, state - 1]
                changed = replace(changed, reservation=moved)
            zone[world, state], value[world, state] = _nash(
                space, rules, changed, luck[world], blocks
            )
    return Shifted(zone, value)


def _nash(
    space: Space, rules: tuple[Rule, ...], worlds: Worlds, luck: Floats, blocks: Iterable[Block]
) -> tuple[int, Ints]:
    """Return the size of the zone and the principals' values at its Nash deal."""
    principals = list(space.principals)
    everyone = tuple(range(len(space.actors)))
    count, top = 0, -1.0
    value = np.zeros(len(principals), dtype=np.int64)
    for part in surveyed(space, rules, worlds, 0, luck, blocks, everyone):
        inside = np.flatnonzero(part.zone)
        if not inside.size:
            continue
        count += inside.size
        gains = part.gains[principals][:, inside]
        joint = joint_gain(gains)
        here = int(joint.argmax())
        if joint[here] > top:
            top = float(joint[here])
            value = gains[:, here] + worlds.reservation[0, principals]
    return count, value
