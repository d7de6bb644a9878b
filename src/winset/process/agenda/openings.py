"""Openings: what a text agreed so far can still become when only some issues may move.

What was gained so far is spent: a step is weighed from the reservation value moved up by what the
text so far is worth over nothing settled, d' = d + u(base) - u(rest), and has to be ratified on its
own. As things then stand it must also be ratified as a whole, over d itself: what a lapse would
cost can talk a side into one sacrifice, not into the same one at every step.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np

from winset.home.rules import Rule
from winset.home.zone import ratified
from winset.space.grid import Bools, Digits, Floats, Ints
from winset.space.nash import NO_DEAL, best_of, joint_gain
from winset.space.packages import BLOCK, Walk, describe, numbers_of
from winset.space.space import Space
from winset.space.values import block_values, package_values, tail_values
from winset.space.worlds import Worlds

FEW = 1 << 12
"""Packages up to which it is quicker to make them than to look them up in blocks that are kept."""


@dataclass(frozen=True)
class Openings:
    """The text so far, column 0, then each package that it can become and that passes, in order.

    `digits` [issues, n]; `numbers` [n]; `gains` [actors, n] over what is not spent, in units;
    `passes` [n]: true but for column 0, where it says whether the text so far passes.
    """

    digits: Digits
    numbers: Ints
    gains: Ints
    passes: Bools


def openings(
    space: Space,
    rules: tuple[Rule, ...],
    view: Worlds,
    luck: Floats,
    base: Digits,
    movable: Collection[int],
    walk: Walk,
) -> Openings:
    """Return the Openings of `base` [issues] on the issues `movable`, in the one world of `view`.

    `luck` [legislatures] is that world's; `walk` is over all packages of `space`. Raises TooLarge
    where that walk is needed and the space has more packages than enumeration holds.
    """
    start = base[:, None]
    at_rest = np.array(space.rest, dtype=np.int16)[:, None]
    two = package_values(space, view, 0, describe(space, np.hstack((start, at_rest))))
    spent = two[:, :1] - two[:, 1:]
    here = int(numbers_of(space, start)[0])
    parts = []
    for digits, allowed, values in _candidates(space, view, base, movable, walk):
        gains = values - view.reservation[0][:, None]
        passes = passing(space, rules, view.margin[0], luck, allowed, gains, spent)
        numbers = numbers_of(space, digits)
        kept = np.flatnonzero(passes | (numbers == here))
        parts.append((digits[:, kept], numbers[kept], gains[:, kept] - spent, passes[kept]))
    digits, numbers, gains, passes = (np.concatenate(p, axis=-1) for p in zip(*parts, strict=True))
    order = np.argsort(numbers != here, kind="stable")
    return Openings(digits[:, order], numbers[order], gains[:, order], passes[order])


def best(space: Space, found: Openings) -> int:
    """Return the column of the Nash deal (1950) of the openings; 0 if none passes."""
    gains = [found.gains[p] for p in space.principals]
    joint = joint_gain(gains)
    joint[~found.passes] = NO_DEAL
    merit = best_of(joint, gains, found.numbers)
    return int(np.flatnonzero(found.numbers == -merit[3])[0])


def passing(
    space: Space,
    rules: tuple[Rule, ...],
    margin: Ints,
    luck: Floats,
    allowed: Bools,
    gains: Ints,
    spent: Ints,
) -> Bools:
    """Return [n] which packages every home would ratify, as a whole and over what is `spent`.

    `margin` [actors]; `allowed` [parties, n]; `gains` [actors, n] over the reservation values;
    `spent` [actors, n] or [actors, 1] of them.
    """
    _, whole = ratified(space, rules, luck, allowed, gains, gains >= margin[:, None])
    rows = np.flatnonzero(whole)
    left = (gains - spent)[:, rows] if spent.any() else gains[:, rows]
    _, own = ratified(space, rules, luck, allowed[:, rows], left, left >= margin[:, None])
    whole[rows] = own
    return whole


def _candidates(
    space: Space, view: Worlds, base: Digits, movable: Collection[int], walk: Walk
) -> Iterator[tuple[Digits, Bools, Ints]]:
    """Yield (digits, allowed, values [all actors, n]) of all packages that vary `movable` issues.

    A few are made directly; many are picked from the walk over the whole space, block by block.
    """
    size = math.prod(space.offered[k] for k in movable)
    if size <= (FEW if walk.kept else BLOCK):
        block = describe(space, variants(space, base, movable))
        yield block.digits, block.allowed, package_values(space, view, 0, block)
        return
    everyone = range(len(space.actors))
    tail = tail_values(space, view, 0, everyone)
    fixed = [k for k in range(len(space.issues)) if k not in movable]
    for block in walk:
        rows = np.flatnonzero((block.digits[fixed] == base[fixed, None]).all(axis=0))
        if rows.size:
            values = block_values(space, view, 0, everyone, tail, block)
            yield block.digits[:, rows], block.allowed[:, rows], values[:, rows]


def variants(space: Space, base: Digits, movable: Collection[int]) -> Digits:
    """Return `base` with every combination of options on the issues `movable`, [issues, n]."""
    order = sorted(movable)
    sizes = [space.offered[k] for k in order]
    digits = np.tile(base[:, None], math.prod(sizes))
    digits[order] = np.indices(sizes, dtype=np.int16).reshape(len(order), math.prod(sizes))
    return digits
