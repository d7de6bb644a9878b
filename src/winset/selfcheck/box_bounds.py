"""An additive bound on sums of boxes: each box's worth shared out among the issues it bounds.

A package in a box has an option of it on every one of its issues, so it gets all shares; one
outside it gets some, which only loosens the bound. So for any shares, the sum over issues of what
the best option gets is above every package. The least such bound is the linear relaxation; it is
approached by moving shares from issues where the best option lies in the box to those where it
does not (subgradients of the Lagrangean dual: Held and Karp 1971), in whole numbers throughout.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

import numpy as np

from winset.selfcheck.boxes import Boxes, TooEntangled
from winset.space.grid import Bools, Ints

GRAINS = 1 << 22
"""Grains by which the greatest worth of a party is measured: sums of them fit 64 bits."""

DIRECTIONS = tuple((16 - b, b) for b in range(17))
"""Weights of the two parties, in grains, for which bounds are kept."""

ROUNDS = 300
"""Steps by which shares are improved."""

STALLED = 8
"""Steps without a better bound after which a step is made shorter, by three tenths."""

MOST_CELLS = 2 * 10**7
"""Shares times options: what the table of shares may take."""


@dataclass(frozen=True)
class Shares:
    """B boxes with S shares, one an issue a box bounds; D directions; O options of all issues.

    `worth` [B, 2] in grains, rounded up; `weight` [D, B]; `share` [D, S] adds up to it; share s is
    of box `box[s]` on issue `issue[s]`, and covers the options `cover[s]` [O]. The shares of box n
    stand from `first[n]` to `first[n + 1]`. `columns` [issues, widest] holds the options of each
    issue, the first one again where there are fewer. `best` [D, issues]: the options of the least
    bound found.
    """

    worth: Ints
    weight: Ints
    share: Ints
    box: Ints
    issue: Ints
    cover: Bools
    first: Ints
    columns: Ints
    best: Ints

    @cached_property
    def by_option(self) -> tuple[Ints, Ints, Ints]:
        """Options that shares cover, where their shares start in the third, and those shares."""
        option, covering = np.nonzero(self.cover.T)
        covered, start = np.unique(option, return_index=True)
        return covered, start, covering

    def by_box(self, values: Ints) -> Ints:
        """Return the sums [..., B] of values [..., S] of shares."""
        return np.add.reduceat(values, self.first[:-1], axis=-1)

    def around(self, got: Bools) -> Bools:
        """Return which boxes [B] a package lies in, by which shares [S] it gets."""
        if not self.box.size:
            return np.zeros(0, dtype=np.bool_)
        inside: Bools = self.by_box((~got).astype(np.int64)) == 0
        return inside


def a_unit(most: int) -> Fraction:
    """Return the grains of a unit of a party whose greatest worth is `most` units."""
    return Fraction(GRAINS // most) if 0 < most <= GRAINS else Fraction(GRAINS, max(most, 1))


def in_grains(units: int, most: int) -> int:
    """Return units as grains, rounded up if need be."""
    return math.ceil(units * a_unit(most))


def shares_of(boxes: Boxes) -> Shares:
    """Return shares for every direction. Raises TooEntangled if their table would be too large."""
    offsets = np.concatenate(([0], np.cumsum(boxes.sizes)))
    pairs = [(n, k, kept) for n, each in enumerate(boxes.bounds) for k, kept in each]
    if len(pairs) * int(offsets[-1]) > MOST_CELLS:
        raise TooEntangled("the boxes and options are too many for the search")
    cover = np.zeros((len(pairs), int(offsets[-1])), dtype=np.bool_)
    for s, (_, k, kept) in enumerate(pairs):
        cover[s, offsets[k] + np.array(kept)] = True
    steps = np.arange(max(boxes.sizes))
    sizes = np.array(boxes.sizes)[:, None]
    # no package counts for more than `most`, nor need a box: far above it grains would overflow
    worth = np.array(
        [
            [
                in_grains(min(units, most), most)
                for units, most in zip(each, boxes.most, strict=True)
            ]
            for each in boxes.worth
        ],
        dtype=np.int64,
    ).reshape(-1, 2)
    weight = np.array(DIRECTIONS, dtype=np.int64) @ worth.T
    box = np.array([n for n, _, _ in pairs], dtype=np.int64)
    start = Shares(
        worth,
        weight,
        np.zeros((len(DIRECTIONS), len(pairs)), dtype=np.int64),
        box,
        np.array([k for _, k, _ in pairs], dtype=np.int64),
        cover,
        np.searchsorted(box, np.arange(len(boxes.bounds) + 1)),
        offsets[:-1, None] + np.where(steps < sizes, steps, 0),
        np.zeros((len(DIRECTIONS), len(boxes.sizes)), dtype=np.int64),
    )
    return _improved(start) if pairs else start


def totals(shares: Shares, share: Ints) -> Ints:
    """Return what each option gets, [D, O]."""
    option, start, covering = shares.by_option
    sums = np.zeros((len(share), shares.cover.shape[1]), dtype=np.int64)
    if option.size:
        sums[:, option] = np.add.reduceat(share[:, covering], start, axis=1)
    return sums


def _improved(start: Shares) -> Shares:
    counts = np.bincount(start.box)
    share = (start.weight // counts)[:, start.box]
    _settle(start, share)
    kept, best = share.copy(), start.best
    least = np.full(len(DIRECTIONS), np.iinfo(np.int64).max)
    step = start.weight.max(axis=1) // 4
    stalled = np.zeros(len(DIRECTIONS), dtype=np.int64)
    for _ in range(ROUNDS):
        sums = totals(start, share)[:, start.columns]
        options = sums.argmax(axis=2)
        bound = sums.max(axis=2).sum(axis=1)
        better = bound < least
        least = np.where(better, bound, least)
        kept = np.where(better[:, None], share, kept)
        best = np.where(better[:, None], options, best)
        stalled = np.where(better, 0, stalled + 1)
        back = stalled == STALLED
        step = np.where(back, step * 7 // 10, step)
        stalled = np.where(back, 0, stalled)
        share = np.where(back[:, None], kept, share)
        share = _moved(start, share, inside(start, options), step, counts)
    return replace(start, share=kept, best=best)


def inside(shares: Shares, options: Ints) -> Bools:
    """Return which shares [D, S] the packages of `options` [D, issues] get."""
    columns = shares.columns[np.arange(len(shares.columns)), options]
    got: Bools = shares.cover[np.arange(shares.box.size), columns[:, shares.issue]]
    return got


def _moved(shares: Shares, share: Ints, got: Bools, step: Ints, counts: Ints) -> Ints:
    """Return shares with up to `step` [D] each moved to where a package misses the box."""
    hits = shares.by_box(got.astype(np.int64))
    split = ((hits > 0) & (hits < counts))[:, shares.box]
    taken = np.where(got & split, np.minimum(share, step[:, None]), 0)
    given = shares.by_box(taken) // np.maximum(counts - hits, 1)
    moved: Ints = share - taken + np.where(~got & split, given[:, shares.box], 0)
    _settle(shares, moved)
    return moved


def _settle(shares: Shares, share: Ints) -> None:
    """Give what rounding left of each box's worth to its first share."""
    share[:, shares.first[:-1]] += shares.weight - shares.by_box(share)
