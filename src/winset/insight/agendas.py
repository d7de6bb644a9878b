"""Every agenda at once: what the best deal is when only some issues are on the table.

g(T) is the best joint value of a zone package that moves exactly the issues of T, one pass over the
packages; v(S) = max over T inside S of g(T), by a subset-max (zeta) transform over the 2^m sets. An
issue off the agenda holds its option at rest. Joint value is the product of the principals' gains.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from winset.home.rules import Rule
from winset.home.zone import Slice, ratified
from winset.space.grid import UNITS, Bools, Floats, Ints
from winset.space.space import Space

NO_DEAL = -1.0
"""Joint value of a set of issues that no zone package moves; a real one is at least 0."""


@dataclass(frozen=True)
class Deals:
    """The best deals in one world: `best` [2^m] by exactly moved set, the Nash package, the zone.

    `best` holds products of gains (`joint_gain`), NO_DEAL where there is none; `nash` is a package
    number, -1 if the zone is empty; `zone` counts its packages.
    """

    best: Floats
    nash: int
    zone: int


def deals(space: Space, slices: Iterable[Slice]) -> Deals:
    """Return the Deals of one world from the Slices of all its blocks."""
    best = np.full(1 << len(space.issues), NO_DEAL)
    top, nash, zone = NO_DEAL, -1, 0
    for part in slices:
        inside = np.flatnonzero(part.zone)
        if not inside.size:
            continue
        zone += inside.size
        joint = joint_gain([part.gains[p][inside] for p in space.principals])
        np.maximum.at(best, part.block.moved[inside], joint)
        here = int(joint.argmax())
        if joint[here] > top:
            top, nash = float(joint[here]), part.block.start + int(inside[here])
    return Deals(best, nash, zone)


def joint_gain(gains: Sequence[Ints]) -> Floats:
    """Return the product of the principals' gains, given by party, in units to their number."""
    product: Floats = gains[0].astype(np.float64)
    for row in gains[1:]:
        product *= row
    return product


@dataclass(frozen=True)
class Game:
    """For every agenda S (a bit set): `value` [2^m], and `settled` [2^m], the set its deal moves.

    `value` is the geometric mean of the principals' gains at the best deal, in points; 0 without
    one. `exists` [2^m]: some zone package moves an issue of S and nothing else.
    """

    value: Floats
    settled: Ints
    exists: Bools


def game(best: Floats, parties: int) -> Game:
    """Return the Game of `best` [2^m], products of gains in units as `Deals` has them.

    Between equal values the set with fewer issues is taken.
    """
    issues = best.size.bit_length() - 1
    value = best.copy()
    value[0] = NO_DEAL
    settled = np.arange(best.size)
    size = np.array([n.bit_count() for n in range(best.size)])
    for k in range(issues):
        # views with and without issue k: each agenda with k may also leave it alone
        pairs = value.reshape(-1, 2, 1 << k)
        sets = settled.reshape(-1, 2, 1 << k)
        without, with_k = pairs[:, 0], pairs[:, 1]
        better = (without > with_k) | ((without == with_k) & (size[sets[:, 0]] < size[sets[:, 1]]))
        with_k[better] = without[better]
        sets[:, 1][better] = sets[:, 0][better]
    exists = value >= 0
    nothing = best[0] >= value
    settled[nothing | ~exists] = 0
    joint = np.maximum(value, max(best[0], 0.0))
    return Game(joint ** (1 / parties) / UNITS, settled, exists)


def shapley(value: Floats) -> Floats:
    """Return the Shapley value [m] of a game `value` [2^m] (Shapley 1953), one pass an issue."""
    issues = value.size.bit_length() - 1
    size = np.array([n.bit_count() for n in range(value.size)])
    share = np.array(
        [
            math.factorial(s) * math.factorial(issues - s - 1) / math.factorial(issues)
            for s in range(issues)
        ]
    )
    result = np.empty(issues)
    for k in range(issues):
        without, with_k = value.reshape(-1, 2, 1 << k).transpose(1, 0, 2)
        weights = share[size.reshape(-1, 2, 1 << k)[:, 0]]
        result[k] = (weights * (with_k - without)).sum()
    return result


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
    top, settled = NO_DEAL, 1 << locked.issue
    for part in slices:
        rows = part.block.having(locked.issue, locked.option)
        left = [part.gains[p][rows] - locked.worth[p] for p in space.principals]
        joint = joint_gain(left)
        for own in left:
            joint[own < 0] = NO_DEAL
        if not joint.size or joint.max() <= top:
            continue
        best = np.array([joint.argmax()])
        content = np.flatnonzero(joint > top)
        for look in (best, content):
            chosen = rows[look]
            gains = part.gains[:, chosen] - locked.worth[:, None]
            _, zone = ratified(
                space, rules, luck, part.block.allowed[:, chosen], gains, gains >= margin[:, None]
            )
            if zone.any():
                merit = np.where(zone, joint[look], NO_DEAL)
                here = int(merit.argmax())
                top, settled = float(merit[here]), int(part.block.moved[chosen[here]])
                break
    return settled
