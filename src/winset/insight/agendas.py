"""Every agenda at once: what the best deal is when only some issues are on the table.

g(T) is the best joint value of a zone package that moves exactly the issues of T, one pass over the
packages; v(S) = max over T inside S of g(T), by a subset-max (zeta) transform over the 2^m sets. An
issue off the agenda holds its option at rest. Joint value is the product of the principals' gains.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from winset.home.rules import Rule
from winset.home.zone import Slice, ratified
from winset.space.grid import Bools, Floats, Ints
from winset.space.nash import (
    CLOSE,
    NO_DEAL,
    NOTHING,
    best_of,
    exact_products,
    joint_gain,
    rising,
    worth,
)
from winset.space.packages import Numbers, numbered
from winset.space.space import Space


@dataclass(frozen=True)
class Deals:
    """The best deal of one world for each of G groups of packages.

    Most often a group is what a deal exactly moves, one of the 2^m sets of issues. `joint` [G]: its
    product of gains, NO_DEAL where there is none; `gains` [parties, G], in units; `package` [G]:
    its number, -1 if none. `zone` counts packages.
    """

    joint: Floats
    gains: Ints
    package: Numbers
    zone: int


def no_deals(groups: int, parties: int, numbers: Numbers) -> Deals:
    """Return the Deals of `groups` before any package is seen; `numbers` are of their kind."""
    nothing = np.full(groups, -1, dtype=numbers.dtype)
    return Deals(np.full(groups, NO_DEAL), np.zeros((parties, groups), dtype=np.int64), nothing, 0)


def with_packages(found: Deals, group: Ints, gains: Ints, numbers: Numbers) -> Deals:
    """Return `found` with packages of the zone that come later in the file than all before.

    `group` [n], `gains` [parties, n], `numbers` [n], rising.
    """
    weight = joint_gain(gains)
    best = np.full(found.joint.size, NO_DEAL)
    np.maximum.at(best, group, weight)
    tied = np.flatnonzero(weight >= best[group] * (1 - CLOSE))
    rows = gains[:, tied]
    order = np.lexsort(
        (tied, -rows.min(axis=0), -rows.sum(axis=0), -_rank(rows, group[tied]), group[tied])
    )
    groups, first = np.unique(group[tied[order]], return_index=True)
    winner = tied[order[first]]
    # an earlier package keeps an equal deal
    old, new = found.joint[groups], weight[winner]
    wins = new > old * (1 + CLOSE)
    for n in np.flatnonzero(~wins & (new >= old * (1 - CLOSE))).tolist():
        had, has = found.gains[:, groups[n]].tolist(), gains[:, winner[n]].tolist()
        wins[n] = old[n] >= 0 and _merit(has) > _merit(had)
    groups, winner = groups[wins], winner[wins]
    joint, kept, package = found.joint.copy(), found.gains.copy(), found.package.copy()
    joint[groups], kept[:, groups], package[groups] = (
        weight[winner],
        gains[:, winner],
        numbers[winner],
    )
    return Deals(joint, kept, package, found.zone + group.size)


def _merit(gains: list[int]) -> tuple[int, int, int]:
    return math.prod(gains), sum(gains), min(gains)


def _rank(gains: Ints, group: Ints) -> Ints:
    """Return the places [n] of the exact products, where those of a group may differ; else 0."""
    order = np.argsort(group, kind="stable")
    apart = (gains[:, order[1:]] != gains[:, order[:-1]]).any(axis=0)
    mixed = np.unique(group[order[1:]][apart & (group[order[1:]] == group[order[:-1]])])
    which = np.flatnonzero(np.isin(group, mixed) & (gains > 0).all(axis=0))
    rank = np.zeros(group.size, dtype=np.int64)
    if which.size:
        products = exact_products(gains[:, which])
        rank[which] = np.unique(products, return_inverse=True)[1]
    return rank


def deals(space: Space, slices: Iterable[Slice]) -> Deals:
    """Return the Deals of one world from the Slices of all its blocks, in order."""
    found = no_deals(1 << len(space.issues), len(space.parties), numbered(space, [-1]))
    principals = list(space.principals)
    for part in slices:
        inside = np.flatnonzero(part.zone)
        if inside.size:
            gains, moved = part.gains[principals][:, inside], part.block.moved[inside]
            found = with_packages(found, moved, gains, part.block.start + inside)
    return found


@dataclass(frozen=True)
class Game:
    """For every agenda S (a bit set): `value` [2^m], and `settled` [2^m], the set its deal moves.

    `value` is the geometric mean of the principals' gains at the best deal, in points; 0 without
    one. `exists` [2^m]: some zone package moves an issue of S and nothing else.
    """

    value: Floats
    settled: Ints
    exists: Bools


def game(found: Deals, parties: int) -> Game:
    """Return the Game of the deals of one world: v(S) is the best of g(T) over T inside S.

    The sets are ranked once, by joint gain and the tie-break; the subset-maximum transform then
    runs on whole numbers.
    """
    order = rising(found.joint, found.gains, found.package)
    rank = np.empty(order.size, dtype=np.int64)
    rank[order] = np.arange(order.size)
    exists = found.joint >= 0
    exists[0] = False
    for k in range(order.size.bit_length() - 1):
        # halves without and with issue k: an agenda with k may also leave it alone
        for table in (rank, exists):
            halves = table.reshape(-1, 2, 1 << k)
            np.maximum(halves[:, 1], halves[:, 0], out=halves[:, 1])
    settled = order[rank]
    joint = found.joint[settled]
    settled[joint < 0] = 0
    return Game(worth(joint, parties), settled, exists)


def shapley(value: Floats) -> Floats:
    """Return the Shapley value [m] of a game `value` [2^m] (Shapley 1953), one pass an issue."""
    issues = value.size.bit_length() - 1
    result = np.empty(issues)
    for k, weights in enumerate(_orders(issues)):
        without, with_k = value.reshape(-1, 2, 1 << k).transpose(1, 0, 2)
        result[k] = (weights * (with_k - without)).sum()
    return result


@lru_cache(maxsize=2)
def _orders(issues: int) -> tuple[Floats, ...]:
    """Return, by issue, the share of orders in which it comes right after each set without it."""
    size = np.array([n.bit_count() for n in range(1 << issues)])
    share = np.array(
        [
            math.factorial(s) * math.factorial(issues - s - 1) / math.factorial(issues)
            for s in range(issues)
        ]
    )
    return tuple(share[size.reshape(-1, 2, 1 << k)[:, 0]] for k in range(issues))


@dataclass(frozen=True)
class Locked:
    """An option settled ahead of the rest, and what that alone is `worth` [actors], in units."""

    issue: int
    option: int
    worth: Ints


def settled_after(
    space: Space,
    rules: tuple[Rule, ...],
    margin: Ints,
    luck: Floats,
    slices: Iterable[Slice],
    locked: Locked,
) -> int:
    """Return the set of issues settled once `locked` is settled first and kept.

    What it gained is spent: every reservation moves by what the locked option alone is worth, and
    the rest must be ratified on its own. `margin` [actors]; `slices` are those of the world's
    blocks. Principals are asked about all packages, ratifiers first about the one that is best for
    the principals: most often they take it, and no other need be put to them.
    """
    top, settled = NOTHING, 1 << locked.issue
    for part in slices:
        rows = part.block.having(locked.issue, locked.option)
        left = [part.gains[p][rows] - locked.worth[p] for p in space.principals]
        joint = joint_gain(left)
        for own in left:
            joint[own < 0] = NO_DEAL
        if not joint.size or joint.max() < max(top[0], 0) * (1 - CLOSE):
            continue
        merit = best_of(joint, left, rows)
        if not _passes(space, rules, margin, luck, part, np.array([-merit[3]]), locked).any():
            content = np.flatnonzero(joint >= 0)
            passing = _passes(space, rules, margin, luck, part, rows[content], locked)
            joint[content[~passing]] = NO_DEAL
            merit = best_of(joint, left, rows)
        # positions count within the block; an earlier block keeps an equal deal
        if merit[0] >= 0 and merit[:3] > top[:3]:
            top, settled = merit, int(part.block.moved[-merit[3]])
    return settled


def _passes(
    space: Space,
    rules: tuple[Rule, ...],
    margin: Ints,
    luck: Floats,
    part: Slice,
    rows: Ints,
    locked: Locked,
) -> Bools:
    """Return which packages of a block, by position, lie in the zone after the lock."""
    gains = part.gains[:, rows] - locked.worth[:, None]
    accepted = gains >= margin[:, None]
    return ratified(space, rules, luck, part.block.allowed[:, rows], gains, accepted)[1]
