"""The exchange table: what the other side would pay, on each other issue, for each concession.

From a starting package, a concession is a change of one issue that costs the giver and is worth
something to the payer; a payment is a change of another issue the other way round. For each
concession and each other issue the payer's best offer is the payment that gives the giver most and
still leaves the payer no worse off than at the start (logrolling: Tollison and Willett 1979).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from winset.home.rules import Rule
from winset.home.zone import judge
from winset.space.grid import Bools, Digits, Floats, Ints
from winset.space.packages import describe
from winset.space.space import Space
from winset.space.values import package_values
from winset.space.worlds import Worlds

SHOWN = 30
"""Trades kept: the best by joint gain."""

AT_ONCE = 1 << 15
"""Pairs of changes looked at together, about."""


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
    most SHOWN, each package once; ties by the sum of the net gains, then in file order. Two changes
    are looked at AT_ONCE at a time, so that memory does not grow with the space.
    """
    changes = [
        (k, o) for k, offered in enumerate(space.offered) for o in range(offered) if o != start[k]
    ]
    single = describe(space, _changed(start, [(), *((change,) for change in changes)]))
    values = package_values(space, worlds, world, single)[list(space.principals)]
    shift: Ints = values[:, 1:] - values[:, :1]
    best: dict[tuple[int, int, int, int], _Offer] = {}
    for first, second in _pairs(changes, shift):
        possible, net = _net(space, worlds, world, start, changes, (first, second))
        for n in np.flatnonzero(possible & (net >= 0).all(axis=0)).tolist():
            gift, payment = int(first[n]), int(second[n])
            for giver, payer in _sides(shift[:, gift], shift[:, payment]):
                key = (giver, payer, gift, changes[payment][0])
                gains = (int(net[giver, n]), int(net[payer, n]))
                if gains != (0, 0) and (key not in best or best[key].net < gains):
                    best[key] = _Offer(giver, payer, gift, payment, gains)
    ranked = sorted(best.values(), key=lambda s: (-s.net[0] * s.net[1], -sum(s.net)))
    # seen from the payer's side a trade is the mirror image of itself: once is enough
    once = {frozenset((offer.gift, offer.payment)): offer for offer in reversed(ranked)}
    shown = [o for o in ranked if once[frozenset((o.gift, o.payment))] is o][:SHOWN]
    both = [(changes[offer.gift], changes[offer.payment]) for offer in shown]
    block = describe(space, _changed(start, both))
    values = package_values(space, worlds, world, block)
    zone = judge(space, rules, worlds, world, luck, block, values).zone
    return [
        Swap(
            offer.giver,
            offer.payer,
            *pair,
            (int(shift[offer.giver, offer.gift]), int(shift[offer.payer, offer.gift])),
            offer.net,
            tuple(int(o) for o in block.digits[:, n]),
            bool(zone[n]),
        )
        for n, (offer, pair) in enumerate(zip(shown, both, strict=True))
    ]


@dataclass(frozen=True)
class _Offer:
    """A trade of two changes, by their places in the list of all."""

    giver: int
    payer: int
    gift: int
    payment: int
    net: tuple[int, int]


def _pairs(changes: Sequence[tuple[int, int]], shift: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Yield the pairs of changes that can be a gift and a payment, in order, AT_ONCE at a time."""
    issue = np.array([k for k, _ in changes], dtype=np.int64)
    down, up = shift < 0, shift > 0
    parties = range(len(shift))
    firsts: list[Ints] = []
    seconds: list[Ints] = []
    waiting = 0
    for gift in range(len(changes)):
        fits = np.zeros(len(changes), dtype=np.bool_)
        for giver in parties:
            for payer in parties:
                if down[giver, gift] and up[payer, gift]:
                    fits |= down[payer] & up[giver]
        found = np.flatnonzero(fits & (issue != issue[gift]))
        firsts.append(np.full(found.size, gift))
        seconds.append(found)
        waiting += found.size
        if waiting >= AT_ONCE or gift == len(changes) - 1:
            yield np.concatenate(firsts), np.concatenate(seconds)
            firsts, seconds, waiting = [], [], 0


def _net(
    space: Space,
    worlds: Worlds,
    world: int,
    start: Digits,
    changes: Sequence[tuple[int, int]],
    pairs: tuple[Ints, Ints],
) -> tuple[Bools, Ints]:
    """Return which packages two changes away are possible, [n], and what principals gain there.

    The gains [parties, n] count from the start.
    """
    principals = list(space.principals)
    table = worlds.contributions[world][principals]
    own = np.array(
        [table[:, space.offsets[k] + o] - table[:, space.offsets[k] + start[k]] for k, o in changes]
    ).T
    digits = np.tile(start[:, None], 1 + pairs[0].size)
    issue, option = np.array(changes).T
    for change in pairs:
        digits[issue[change], np.arange(1, digits.shape[1])] = option[change]
    block = describe(space, digits)
    terms = (block.patterns.astype(np.int64) @ worlds.soft[world][:, principals])[block.pattern]
    net: Ints = own[:, pairs[0]] + own[:, pairs[1]] + (terms[1:] - terms[0]).T
    return block.possible[1:], net


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
