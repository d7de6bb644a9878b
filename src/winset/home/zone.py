"""Acceptance, win-sets and the zone of agreement, block by block (Putnam 1988).

A(x) = {j : u_j(x) - d_j >= tau_j}; a party's win-set holds the packages at which its rule holds on
A(x) and no red line of its is crossed; the zone is their intersection, with every principal at or
above its reservation value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from winset.home.rules import Rule, legislatures, passes, voters
from winset.space.grid import Bools, Floats, Ints
from winset.space.packages import Block
from winset.space.space import Space
from winset.space.values import block_values, tail_values
from winset.space.worlds import Worlds


@dataclass(frozen=True)
class Slice:
    """What a block's packages are worth and who would take them, in one world.

    `gains` [actors, n]: value less reservation; `accepted` [actors, n]; both mean something only
    for the actors whose values were asked for. `won` [parties, n]; `zone` [n].
    """

    block: Block
    gains: Ints
    accepted: Bools
    won: Bools
    zone: Bools


def deciders(space: Space, rules: Iterable[Rule]) -> tuple[int, ...]:
    """Return the actors that acceptance hangs on: principals and whoever a rule names."""
    named = {actor for rule in rules for actor in voters(rule)}
    return tuple(sorted({*space.principals, *named}))


def mid_luck(rules: tuple[Rule, ...]) -> Floats:
    """Return the luck [1, legislatures] of the middle values: what is likelier than not passes."""
    return np.full((1, legislatures(rules)), 0.5)


def drawn_luck(rules: tuple[Rule, ...], worlds: int, seed: int) -> Floats:
    """Return the luck [worlds, legislatures] of drawn worlds, from a stream of its own."""
    return np.random.default_rng([seed, 1]).random((worlds, legislatures(rules)))


def surveyed(
    space: Space,
    rules: tuple[Rule, ...],
    worlds: Worlds,
    world: int,
    luck: Floats,
    blocks: Iterable[Block],
    actors: tuple[int, ...],
) -> Iterator[Slice]:
    """Yield a Slice for each block, in world `world` with `luck` [legislatures] of that world."""
    tail = tail_values(space, worlds, world, actors)
    tail -= worlds.reservation[world][list(actors)][:, None]
    for block in blocks:
        gains = block_values(space, worlds, world, actors, tail, block)
        yield _slice(space, rules, worlds, world, luck, block, _spread(space, gains, actors))


def _spread(space: Space, rows: Ints, actors: tuple[int, ...]) -> Ints:
    """Return `rows` of the given actors in the places of all actors; the others' are zero."""
    if len(actors) == len(space.actors):
        return rows
    full = np.zeros((len(space.actors), rows.shape[1]), dtype=np.int64)
    full[list(actors)] = rows
    return full


def judge(
    space: Space,
    rules: tuple[Rule, ...],
    worlds: Worlds,
    world: int,
    luck: Floats,
    block: Block,
    values: Ints,
) -> Slice:
    """Return the Slice of packages whose `values` [all actors, n] are known."""
    gains = values - worlds.reservation[world][:, None]
    return _slice(space, rules, worlds, world, luck, block, gains)


def _slice(
    space: Space,
    rules: tuple[Rule, ...],
    worlds: Worlds,
    world: int,
    luck: Floats,
    block: Block,
    gains: Ints,
) -> Slice:
    accepted = gains >= worlds.margin[world][:, None]
    return Slice(
        block, gains, accepted, *ratified(space, rules, luck, block.allowed, gains, accepted)
    )


def ratified(
    space: Space,
    rules: tuple[Rule, ...],
    luck: Floats,
    allowed: Bools,
    gains: Ints,
    accepted: Bools,
) -> tuple[Bools, Bools]:
    """Return (`won` [parties, n], `zone` [n]); `allowed` [parties, n] is that of a Block."""
    won = np.stack([passes(rule, accepted, luck) for rule in rules]) & allowed
    zone: Bools = np.logical_and.reduce(won, axis=0)
    for principal in space.principals:
        zone = zone & (gains[principal] >= 0)
    return won, zone
