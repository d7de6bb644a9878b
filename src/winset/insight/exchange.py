"""The exchange table: what the other side would pay, on each other issue, for each concession.

From a starting package, a concession is a change of one issue that costs the giver and is worth
something to the payer; a payment is a change of another issue the other way round. For each
concession and each other issue the payer's best offer is the payment that gives the giver most and
still leaves the payer no worse off than at the start (logrolling: Tollison and Willett 1979).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from winset.home.rules import Rule
from winset.home.zone import judge
from winset.space.grid import Digits, Floats, Ints
from winset.space.packages import describe
from winset.space.space import Space
from winset.space.values import package_values
from winset.space.worlds import Worlds

SHOWN = 30
"""Trades kept: the best by joint gain."""


@dataclass(frozen=True)
class Swap:
    """A trade of two changes (issue, option) from a start. Amounts are in units, all of principals.

    `alone`: what the concession alone changes for giver and payer; `net`: what both changes do;
    `digits` [issues]: the package after the trade; `passes`: it lies in the zone.
    """

    giver: int
    payer: int
    concession: tuple[int, int]
    payment: tuple[int, int]
    alone: tuple[int, int]
    net: tuple[int, int]
    digits: tuple[int, ...]
    passes: bool


def swaps(
    space: Space, rules: tuple[Rule, ...], worlds: Worlds, world: int, luck: Floats, start: Digits
) -> list[Swap]:
    """Return the best trades from `start` [issues], by the geometric mean of both sides' net gain.

    Both sides end no worse than at the start and one of them better; no other side ends worse. At
    most SHOWN, each package once; ties by the sum of the net gains, then in file order.
    """
    changes = [
        (k, o) for k, offered in enumerate(space.offered) for o in range(offered) if o != start[k]
    ]
    single = _changed(start, [(change,) for change in changes])
    pairs = [(a, b) for a in changes for b in changes if a[0] != b[0]]
    double = _changed(start, pairs)
    block = describe(space, np.concatenate((start[:, None], single, double), axis=1))
    values = package_values(space, worlds, world, block)
    found = judge(space, rules, worlds, world, luck, block, values)
    shift: Ints = (values - values[:, :1])[list(space.principals)]
    one = {change: shift[:, 1 + n] for n, change in enumerate(changes)}
    best: dict[tuple[int, int, tuple[int, int], int], Swap] = {}
    for n, (gift, payment) in enumerate(pairs):
        place = 1 + len(changes) + n
        net = shift[:, place]
        if not block.possible[place] or (net < 0).any():
            continue
        for giver, payer in _sides(one[gift], one[payment]):
            key = (giver, payer, gift, payment[0])
            if (net[giver], net[payer]) == (0, 0):
                continue
            if key in best and best[key].net >= (int(net[giver]), int(net[payer])):
                continue
            best[key] = Swap(
                giver,
                payer,
                gift,
                payment,
                (int(one[gift][giver]), int(one[gift][payer])),
                (int(net[giver]), int(net[payer])),
                tuple(int(o) for o in block.digits[:, place]),
                bool(found.zone[place]),
            )
    ranked = sorted(best.values(), key=lambda s: (-s.net[0] * s.net[1], -sum(s.net)))
    # seen from the payer's side a trade is the mirror image of itself: once is enough
    once = {swap.digits: swap for swap in reversed(ranked)}
    return [swap for swap in ranked if once[swap.digits] is swap][:SHOWN]


def _changed(start: Digits, changes: Sequence[tuple[tuple[int, int], ...]]) -> Digits:
    digits = np.tile(start[:, None], len(changes))
    for n, change in enumerate(changes):
        for issue, option in change:
            digits[issue, n] = option
    return digits


def _sides(gift: Ints, payment: Ints) -> list[tuple[int, int]]:
    """Return (giver, payer): the gift costs the one and helps the other, the payment back."""
    parties = range(gift.size)
    return [
        (giver, payer)
        for giver in parties
        for payer in parties
        if gift[giver] < 0 < gift[payer] and payment[payer] < 0 < payment[giver]
    ]
