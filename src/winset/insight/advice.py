"""Advice: given a proposal, the nearest packages that one side likes better and no side less."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from winset.home.zone import Slice
from winset.space.grid import Bools, Digits, Ints
from winset.space.space import Space

SHOWN = 5
"""Answers of each kind, unless another number is asked for."""


@dataclass(frozen=True)
class Answers:
    """Package numbers, nearest to the proposal first, by what they do for us and for the others.

    `for_them`: no worse for us, better for some other principal and worse for none; `for_us`: no
    worse for any other principal, better for us; `passing`: in the zone, whatever they do.
    """

    for_them: tuple[int, ...]
    for_us: tuple[int, ...]
    passing: tuple[int, ...]


def answers(
    space: Space, slices: Iterable[Slice], us: int, proposal: Digits, worth: Ints, top: int
) -> Answers:
    """Return the best answers of party `us` to `proposal` [issues], searched over all packages.

    `slices` are those of all blocks in one world; `worth` [parties] the principals' gains at the
    proposal in it. Packages of the zone come first, then fewer issues changed, then the larger
    joint gain over the proposal, then file order.
    """
    kinds: list[list[_Candidate]] = [[], [], []]
    others = [p for p in range(len(space.parties)) if p != us]
    for part in slices:
        change = part.gains[list(space.principals)] - worth[:, None]
        ours, theirs = change[us], change[others]
        no_loss = np.logical_and.reduce(theirs >= 0, axis=0)
        wanted: list[Bools] = [
            (ours >= 0) & no_loss & np.logical_or.reduce(theirs > 0, axis=0),
            no_loss & (ours > 0),
            part.zone & (ours + theirs.sum(axis=0) != 0),
        ]
        for kind, which in zip(kinds, wanted, strict=True):
            kind[:] = sorted(kind + _nearest(part, which, proposal, change, top))[:top]
    return Answers(*(tuple(c[-1] for c in kind) for kind in kinds))


_Candidate = tuple[bool, int, int, int]


def _nearest(
    part: Slice, which: Bools, proposal: Digits, change: Ints, top: int
) -> list[_Candidate]:
    """Return (outside the zone, issues changed, less joint gain, number) of a block's best."""
    rows = np.flatnonzero(which & part.block.possible)
    if not rows.size:
        return []
    distance = (part.block.digits[:, rows] != proposal[:, None]).sum(axis=0)
    outside = ~part.zone[rows]
    joint = change[:, rows].sum(axis=0)
    order = np.lexsort((rows, -joint, distance, outside))[:top]
    return [
        (
            bool(outside[n]),
            int(distance[n]),
            -int(joint[n]),
            part.block.start + int(rows[n]),
        )
        for n in order
    ]
