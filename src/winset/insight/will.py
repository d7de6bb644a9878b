"""Political will: where agreement exists as leaders weigh their own view against home pressure.

At will t a side's leaders judge a package by t times the principal's gain plus 1 - t times the
influence-weighted mean gain of everyone else on that side. A package is agreed if both sides judge
it no worse than no agreement and no red line is crossed; who has a vote or a veto does not count
here, for the question is what leaders would be willing to carry.

The judgement is linear in t, so that the wills at which a side carries a package run from 0 up to
some level, or from some level up to 1: one code a side and package, and one count of their pairs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from winset.home.rules import Rule, voters
from winset.home.zone import deciders, ratified
from winset.space.grid import Bools, Floats, Ints
from winset.space.packages import Block
from winset.space.space import Space
from winset.space.values import block_values, tail_values
from winset.space.worlds import Worlds

STEPS = 10
"""Steps from will 0 to will 1."""

LEVELS: Floats = np.arange(STEPS + 1) / STEPS
"""Will from 0, home pressure only, to 1, own view only."""

_CODES = 2 * (STEPS + 1) + 1
"""From level c up for c <= STEPS, never for STEPS + 1, up to level c - STEPS - 2 above."""


@dataclass(frozen=True)
class WillMap:
    """For two parties: `agreed` [worlds, levels, levels] packages, of `possible` in all."""

    parties: tuple[int, int]
    agreed: Ints
    possible: int


def pressure(
    space: Space, rules: tuple[Rule, ...], worlds: Worlds, world: int, party: int
) -> Floats:
    """Return the weight [actors] of each actor in the home pressure on a party's principal; sum 1.

    An actor weighs by its influence. Where none is stated, one that the party's rule asks counts 1
    and any other 0. Where nobody has influence the principal's own view is all there is.
    """
    weight = np.zeros(len(space.actors))
    asked = voters(rules[party])
    for actor, side in enumerate(space.party_of):
        if side == party and actor != space.principals[party]:
            stated = space.influences[actor] is not None
            weight[actor] = worlds.influence[world, actor] if stated else float(actor in asked)
    if weight.sum() == 0:
        weight[space.principals[party]] = 1.0
    share: Floats = weight / weight.sum()
    return share


def will_map(
    space: Space,
    rules: tuple[Rule, ...],
    worlds: Worlds,
    luck: Floats,
    blocks: Iterable[Block],
    parties: tuple[int, int],
) -> WillMap:
    """Return the WillMap of two parties in all `worlds`; any other party must ratify by its rule.

    `luck` [W, legislatures]. `blocks` is walked once a world: a list, or anything that can be
    walked again.
    """
    agreed = np.zeros((worlds.count, STEPS + 1, STEPS + 1), dtype=np.int64)
    carried = _carried()
    possible = 0
    for world in range(worlds.count):
        sides = _with_homes(space, rules, worlds, world, parties)
        rows = tuple(range(len(space.actors), len(space.actors) + 4))
        others = _others(space, rules, parties)
        tail = tail_values(space, sides, 0, (*rows, *others))
        codes = np.zeros(_CODES * _CODES, dtype=np.int64)
        possible = 0
        for block in blocks:
            possible += int(block.possible.sum())
            values = block_values(space, sides, 0, (*rows, *others), tail, block)
            gains = values - sides.reservation[0, [*rows, *others]][:, None]
            allowed = np.logical_and.reduce(block.allowed, axis=0)
            allowed &= _rest_ratify(
                space, rules, sides.margin[0], luck[world], block, gains[4:], others, parties
            )
            first, second = _code(gains[0], gains[1]), _code(gains[2], gains[3])
            met = np.bincount((first * _CODES + second)[allowed], minlength=codes.size)
            codes += met
        agreed[world] = carried @ codes.reshape(_CODES, _CODES) @ carried.T
    return WillMap(parties, agreed, possible)


def _with_homes(
    space: Space, rules: tuple[Rule, ...], worlds: Worlds, world: int, parties: tuple[int, int]
) -> Worlds:
    """Return one world with four more actors: each party's principal and its home, as one actor.

    Values are linear in an actor's numbers: the mean gain of several is the gain of one actor with
    their mean numbers. These are rounded to the grid, once.
    """
    one = worlds.part(world, world + 1)
    rows = []
    for party in parties:
        own = np.zeros(len(space.actors))
        own[space.principals[party]] = 1.0
        rows += [own, pressure(space, rules, worlds, world, party)]
    mix = np.stack(rows)

    def extended(numbers: Ints, axis: int) -> Ints:
        added = np.rint(np.moveaxis(np.tensordot(mix, numbers, axes=(1, axis)), 0, axis))
        return np.concatenate((numbers, added.astype(np.int64)), axis=axis)

    return replace(
        one,
        contributions=extended(one.contributions, 1),
        soft=extended(one.soft, 2),
        reservation=extended(one.reservation, 1),
    )


def _others(space: Space, rules: tuple[Rule, ...], parties: tuple[int, int]) -> tuple[int, ...]:
    """Return the actors on whom the consent of any third party hangs: none between two."""
    return deciders(space, rules) if len(space.parties) > len(parties) else ()


def _rest_ratify(
    space: Space,
    rules: tuple[Rule, ...],
    margin: Ints,
    luck: Floats,
    block: Block,
    gains: Ints,
    others: tuple[int, ...],
    parties: tuple[int, int],
) -> Bools:
    """Return [n] whether every party but the two ratifies; `gains` [others, n]."""
    rest = [p for p in range(len(space.parties)) if p not in parties]
    if not rest:
        return np.ones(block.possible.size, dtype=np.bool_)
    full = np.zeros((len(space.actors), block.possible.size), dtype=np.int64)
    full[list(others)] = gains
    accepted = full >= margin[:, None]
    won, _ = ratified(space, rules, luck, block.allowed, full, accepted)
    content = full[[space.principals[p] for p in rest]] >= 0
    agreed: Bools = np.logical_and.reduce(won[rest] & content, axis=0)
    return agreed


def _code(own: Ints, home: Ints) -> Ints:
    """Return the code [n] of the levels i with i own + (STEPS - i) home >= 0."""
    keen = np.maximum(own, 0) - np.minimum(home, 0)
    # own >= 0 > home: from the level on where own view outweighs home; exact division, rounded up
    rising = -(STEPS * np.minimum(home, 0) // np.maximum(keen, 1))
    shy = np.maximum(home, 0) - np.minimum(own, 0)
    falling = STEPS + 2 + STEPS * np.maximum(home, 0) // np.maximum(shy, 1)
    return np.where(
        own >= 0,
        np.where(home >= 0, 0, rising),
        np.where(home >= 0, falling, STEPS + 1),
    )


def _carried() -> Ints:
    """Return [levels, codes] 1 where a side carries a package of a code at a level, else 0."""
    level = np.arange(STEPS + 1)[:, None]
    code = np.arange(_CODES)[None, :]
    table: Ints = ((code <= level) | ((code > STEPS + 1) & (level <= code - STEPS - 2))).astype(
        np.int64
    )
    return table
