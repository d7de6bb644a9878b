"""Advice: given a proposal, the nearest packages that one side likes better and no side less."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from winset.home.zone import Slice
from winset.space.grid import Bools, Digits, Ints
from winset.space.packages import numbers_of
from winset.space.space import Space

SHOWN = 5
"""Answers of each kind, unless another number is asked for."""


@dataclass(frozen=True)
class Answers:
    """Package numbers, nearest to the proposal first; each under the first heading that it fits.

    `for_them`: no worse for us, better for some other principal and worse for none; `for_us`: no
    worse for any other principal, better for us; `passing`: in the zone, worse for some principal.
    """

    for_them: tuple[int, ...]
    for_us: tuple[int, ...]
    passing: tuple[int, ...]


def answers(
    space: Space, slices: Iterable[Slice], us: int, proposal: Digits, worth: Ints, top: int
) -> Answers:
    """Return the `top` best answers of each kind of party `us`, searched over all packages.

    `proposal` [issues]; `slices` are those of all blocks in one world, or of some packages, those
    of each slice in rising order of their numbers; `worth` [parties] the
    principals' gains at the proposal in it. Packages of the zone come first, then fewer issues
    changed, then more gain for those whom the heading names (for `passing`: for all together), then
    more joint gain, then file order.
    """
    kinds: list[list[_Candidate]] = [[], [], []]
    principals = list(space.principals)
    others = [p for p in range(len(space.parties)) if p != us]
    for part in slices:
        change = part.gains[principals] - worth[:, None]
        ours, theirs, joint = change[us], change[others].sum(axis=0), change.sum(axis=0)
        no_loss = np.logical_and.reduce(change >= 0, axis=0) & part.block.possible
        wanted = [
            (no_loss & (theirs > 0), theirs),
            (no_loss & (ours > 0), ours),
            (part.zone & ~no_loss, joint),
        ]
        for place, (which, merit) in enumerate(wanted):
            # twice as many, for what stands under one heading is not repeated under another
            found = _nearest(space, part, which, proposal, (merit, joint), 2 * top)
            kinds[place] = sorted(kinds[place] + found)[: 2 * top]
    taken: set[int] = set()
    chosen = []
    for kind in kinds:
        numbers = [candidate[-1] for candidate in kind if candidate[-1] not in taken][:top]
        taken |= set(numbers)
        chosen.append(tuple(numbers))
    return Answers(*chosen)


_Candidate = tuple[bool, int, int, int, int]


def _nearest(
    space: Space,
    part: Slice,
    which: Bools,
    proposal: Digits,
    merits: tuple[Ints, Ints],
    most: int,
) -> list[_Candidate]:
    """Return (outside the zone, issues changed, less merit, less joint gain, number) of the best.

    The proposal itself is no answer to it.
    """
    rows = np.flatnonzero(which)
    distance = (part.block.digits[:, rows] != proposal[:, None]).sum(axis=0)
    rows, distance = rows[distance > 0], distance[distance > 0]
    outside = ~part.zone[rows]
    merit, joint = (points[rows] for points in merits)
    order = np.lexsort((rows, -joint, -merit, distance, outside))[:most]
    numbers = numbers_of(space, part.block.digits[:, rows[order]]).tolist()
    return [
        (bool(outside[n]), int(distance[n]), -int(merit[n]), -int(joint[n]), number)
        for n, number in zip(order, numbers, strict=True)
    ]
