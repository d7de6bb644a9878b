"""The survey by one pass over all packages."""

from __future__ import annotations

import numpy as np

from winset.home.pivots import pivotal
from winset.home.rules import voters
from winset.space.solutions import solve
from winset.study.ground import Ground
from winset.study.survey.cells import Filling
from winset.study.survey.efficient import Efficient
from winset.study.survey.found import Amount, Decides, Picks, Survey, spread


def by_enumeration(ground: Ground) -> Survey:
    """Return the Survey of all packages of a space that can be enumerated; raises TooLarge."""
    space = ground.space
    principals, issues = list(space.principals), range(len(space.issues))
    asked = [(p, a) for p, rule in enumerate(ground.rules) for a in voters(rule)]
    possible = both_gain = zone = 0
    won = np.zeros(len(principals), dtype=np.int64)
    decided = dict.fromkeys(asked, 0)
    passable, alone = [False] * len(issues), [False] * len(issues)
    edge = Efficient(len(principals))
    filling = Filling(space, ground.mid)
    for part in ground.slices():
        rows = part.gains[principals]
        possible += int(part.block.possible.sum())
        both_gain += int(((rows >= 0).all(axis=0) & part.block.possible).sum())
        won += part.won.sum(axis=1)
        for p, a in asked:
            decides = pivotal(ground.rules[p], part.accepted, ground.mid_luck[0], a)
            decided[p, a] += int((decides & part.block.possible).sum())
        moved = np.unique(part.block.moved[part.zone])
        for k in issues:
            passable[k] |= bool((moved >> k & 1).any())
            alone[k] |= bool((moved == 1 << k).any())
        numbers = part.block.start + np.arange(part.zone.size)
        filling.add(part, numbers)
        zone += int(part.zone.sum())
        edge.add(numbers, rows, part.zone)
    frontier, gains = edge.frontier()
    return Survey(
        possible=possible,
        both_gain=_amount(both_gain, possible),
        zone=_amount(zone, possible),
        won=tuple(_amount(int(count), possible) for count in won),
        efficient=frontier.size,
        frontier=frontier[spread(frontier.size)],
        gains=gains[:, spread(frontier.size)],
        epsilon=0,
        picks={
            solution.rule: Picks(frontier[solution.positions], gains[:, solution.positions])
            for solution in solve(gains, frontier)
        },
        cells=filling.cells(),
        decides={pair: Decides(n / max(possible, 1), None) for pair, n in decided.items()},
        passable=tuple(passable),
        alone=tuple(alone),
    )


def _amount(count: int, possible: int) -> Amount:
    return Amount(count, count, count / max(possible, 1))
