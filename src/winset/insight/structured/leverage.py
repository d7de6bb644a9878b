"""Leverage where the packages cannot be enumerated: a search for the deal after each move."""

from __future__ import annotations

import numpy as np

from winset.home.linked.regions import zone_diagram
from winset.home.rules import Rule
from winset.insight.leverage import Shifted
from winset.insight.structured.deals import seated
from winset.space.grid import Floats
from winset.space.packages import describe
from winset.space.space import Space
from winset.space.values import package_values
from winset.space.worlds import Worlds


def leverage_by_structure(
    space: Space, rules: tuple[Rule, ...], worlds: Worlds, luck: Floats
) -> Shifted:
    """Return what each of the space's moves does in each world, as `insight.leverage.leverage`.

    `zone` is 1 where there is a deal and 0 where there is none; -1, with no value that means
    anything, where the search ended with a gap. Raises TooWide.
    """
    states = 1 + len(space.moves)
    zone = np.zeros((worlds.count, states), dtype=np.int64)
    value = np.zeros((worlds.count, states, len(space.parties)), dtype=np.int64)
    diagram = zone_diagram(space)
    every = [np.ones(offered, dtype=np.bool_) for offered in space.offered]
    for world in range(worlds.count):
        table = seated(space, rules, worlds, world, luck[world], diagram)
        for state in range(states):
            # a move shifts what no agreement is worth: the rest is as if so much had been spent
            spent = worlds.shift[world, state - 1] if state else None
            deal = table.deal(every, spent)
            if deal.package is not None:
                zone[world, state] = 1
                block = describe(space, np.array(deal.package, dtype=np.int16)[:, None])
                values = package_values(space, worlds, world, block)
                value[world, state] = values[list(space.principals), 0]
            elif not deal.known:
                zone[world, state] = -1
    return Shifted(zone, value)
