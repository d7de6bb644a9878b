"""What a deadline's holders stand to gain by moving it, world by world."""

from __future__ import annotations

import numpy as np

from winset.insight.runs import UNKNOWN
from winset.process.deadlines.owner import Stakes, stated, unsaid
from winset.space.grid import Floats, to_points
from winset.space.packages import Numbers, digits_of, numbers_of
from winset.space.packages import describe as block_of
from winset.space.space import Space
from winset.space.values import package_values
from winset.study.ground import Ground


def stakes(ground: Ground, nash: Numbers) -> dict[str, Stakes]:
    """Return the Stakes of each deadline whose owner's view the case states.

    `nash` [W]: package number of each world's Nash deal, -1 where there is none. Settlement is
    worth to a holder what its principal gets by that deal; enforcement what no agreement is worth
    to it once the move that it amounts to is made, less what the move costs. To leave everything as
    it is without agreement is no deal. Worlds count up to the first in which the deal is only known
    within a gap.
    """
    nash = _settled(nash)
    if not nash.size:
        return {}
    space, worlds = ground.space, ground.draws.part(0, nash.size)
    settlement, deal = _values(ground, nash), (nash >= 0) & (nash != _no_change(space))
    moves = {move.id: place for place, move in enumerate(space.moves)}
    found = {}
    for place, (name, deadline) in enumerate(ground.case.calendar.deadlines.items()):
        if deadline.cost is None or deadline.hope is None or unsaid(deadline) is not None:
            continue
        parties = [space.parties.index(party) for party in deadline.held_by]
        holders = [space.principals[party] for party in parties]
        lapse = worlds.reservation[:, holders].copy()
        if deadline.lapse is not None:
            move = moves[deadline.lapse]
            lapse += worlds.shift[:, move][:, holders]
            for column, party in enumerate(parties):
                if party == space.moves[move].party:
                    lapse[:, column] -= worlds.cost[:, move]
        cost, hope = stated(deadline.cost, deadline.hope, nash.size, ground.seed, place)
        found[name] = Stakes(
            cost=cost,
            hope=hope,
            settlement=settlement[:, parties],
            lapse=to_points(lapse),
            deal=deal,
            alone=deadline.alone,
        )
    return found


def _settled(nash: Numbers) -> Numbers:
    (open_,) = np.nonzero(nash == UNKNOWN)
    return nash[: open_[0]] if open_.size else nash


def _no_change(space: Space) -> int:
    """Return the number of the package that is no agreement; -1 if that can not be offered."""
    if space.rest != space.reversion:
        return -1
    return int(numbers_of(space, np.array(space.rest, dtype=np.int16)[:, None])[0])


def _values(ground: Ground, nash: Numbers) -> Floats:
    """Return what each world's Nash deal is worth to the principals, [W, parties], in points."""
    space = ground.few
    digits = digits_of(space, np.maximum(nash, 0))
    values = np.stack(
        [
            package_values(space, ground.few_draws, world, block_of(space, digits[:, [world]]))[
                list(space.principals), 0
            ]
            for world in range(nash.size)
        ]
    )
    return to_points(values)
