"""What may still come, for many searches of one diagram at once.

The searches differ in the options they allow and in what they start from. All longest paths
(weighed.py) are found layer by layer for all of them together, and then every arc goes through
which no path can have the merit asked for: what is left is little.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from winset.space.diagram.union import Bounds, Union
from winset.space.diagram.weighed import SLACK
from winset.space.grid import Bools, Floats, Ints

Bits = NDArray[np.uint64]
"""Sets of regions, of which there are at most 64."""

LOST = -(1 << 61)
"""Stands for gains that are out of reach."""


@dataclass(frozen=True)
class Step:
    """The arcs of one issue, by source and option: `src`, `dst`, `option` [arcs].

    `value` [arcs, D], `weighed` [arcs, K]; `starts` [nodes]: the first arc of each node;
    `inward` [arcs]: the arcs by where they lead, `ends`: the first of each node ahead there.
    """

    issue: int
    src: Ints
    dst: Ints
    option: Ints
    value: Ints
    weighed: Floats
    starts: Ints
    inward: Ints
    ends: Ints


@dataclass(frozen=True)
class Asked:
    """J searches: `allowed` [issues][J, options], `start` [J, D] gains to begin with."""

    allowed: tuple[Bools, ...]
    start: Ints

    def part(self, which: Ints | slice) -> Asked:
        """Return some of the searches."""
        allowed = tuple(options[which] for options in self.allowed)
        return Asked(allowed, self.start[which])


@dataclass(frozen=True)
class Field:
    """A Union with the Bounds of a merit, ready for many searches."""

    union: Union
    bounds: Bounds

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The layers of the diagram with their values, weighed."""
        weighed, found = self.union.weighed, []
        for layer, value in zip(weighed.diagram.layers, weighed.values, strict=True):
            outward = layer.outward
            dst, own = layer.dst[outward], value[outward]
            inward = np.argsort(dst, kind="stable")
            ends = np.flatnonzero(np.diff(dst[inward], prepend=-1))
            src, option = layer.src[outward], layer.option[outward]
            sums = own @ self.bounds.weights.T
            starts = layer.starts[:-1]
            found.append(Step(layer.issue, src, dst, option, own, sums, starts, inward, ends))
        return tuple(found)

    @cached_property
    def _by_bound(self) -> Bits:
        return _table(self.bounds.valid.T)

    @cached_property
    def _by_floor(self) -> Bits:
        return _table(self.union.asked.T)

    def out_of_bounds(self, short: Bools) -> Bits:
        """Return the regions that are out of reach, as bits, of what falls `short` [..., K]."""
        return _looked_up(self._by_bound, short)

    def off_floors(self, lacks: Bools) -> Bits:
        """Return the regions that are out of reach, as bits, of what `lacks` a floor [..., D]."""
        return _looked_up(self._by_floor, lacks)

    @cached_property
    def every(self) -> np.uint64:
        """All regions, as bits."""
        return np.uint64((1 << len(self.union.asked)) - 1)

    @cached_property
    def slack(self) -> Floats:
        """What rounding may hide, [K]."""
        return self.union.weighed.hidden(self.bounds.weights.T)

    def needed(self, target: Floats) -> Floats:
        """Return what weighed gains must come to for merits of `target` [J], [J, K]."""
        least: Floats = self.bounds.offsets + target[:, None] * (1 - SLACK) - self.slack
        return least


def _table(regions: Bools) -> Bits:
    """Return which of `regions` [columns, R] each byte of columns concerns, [bytes, 256]."""
    bits = [sum(1 << r for r in np.flatnonzero(row).tolist()) for row in regions]
    padded = np.zeros((-len(regions) // 8 * -8,), dtype=np.uint64)
    padded[: len(regions)] = bits
    table = np.zeros((padded.size // 8, 256), dtype=np.uint64)
    for byte, eight in zip(table, padded.reshape(-1, 8), strict=True):
        for place, its in enumerate(eight):
            byte[(np.arange(256) & (128 >> place)) > 0] |= its
    return table


def _looked_up(table: Bits, columns: Bools) -> Bits:
    """Return the bits of all columns that are set, [...] of `columns` [..., n]."""
    packed = np.packbits(columns, axis=-1)
    found: Bits = table[0].take(packed[..., 0])
    for byte, rows in enumerate(table[1:], 1):
        found |= rows.take(packed[..., byte])
    return found


@dataclass(frozen=True)
class Outlook:
    """What may still come: `ahead` [J, nodes, K], `most`, `least` [J, nodes, D], by layer.

    The last entry is that of the end. `open` by layer [J, arcs]: on a path from root to end.
    """

    ahead: Sequence[Floats]
    most: Sequence[Ints]
    least: Sequence[Ints]
    open: Sequence[Bools]

    def part(self, which: Ints) -> Outlook:
        """Return that of some of the searches."""
        return Outlook(
            [each[which] for each in self.ahead],
            [each[which] for each in self.most],
            [each[which] for each in self.least],
            [each[which] for each in self.open],
        )


def outlook(field: Field, asked: Asked) -> Outlook:
    """Return the Outlook of all searches."""
    searches, scales = asked.start.shape
    nothing = np.zeros((searches, 1, scales), dtype=np.int64)
    ahead, most, least = [np.zeros((searches, 1, len(field.bounds.weights)))], [nothing], [nothing]
    open_: list[Bools] = []
    there = np.ones((searches, 1), dtype=np.bool_)
    for step in reversed(field.steps):
        arcs = asked.allowed[step.issue][:, step.option] & there[:, step.dst]
        on = arcs[:, :, None]
        sums = np.where(on, step.weighed + ahead[-1][:, step.dst], -np.inf)
        high = np.where(on, step.value + most[-1][:, step.dst], LOST)
        low = np.where(on, step.value + least[-1][:, step.dst], -LOST)
        ahead.append(np.maximum.reduceat(sums, step.starts, axis=1))
        most.append(np.maximum.reduceat(high, step.starts, axis=1))
        least.append(np.minimum.reduceat(low, step.starts, axis=1))
        open_.append(arcs)
        there = np.logical_or.reduceat(arcs, step.starts, axis=1)
    return Outlook(ahead[::-1], most[::-1], least[::-1], open_[::-1])


def most_merit(field: Field, asked: Asked, view: Outlook) -> Floats:
    """Return the most merit [J] that a package of each search may have."""
    bounds = field.bounds
    sums = asked.start @ bounds.weights.T + view.ahead[0][:, 0] - bounds.offsets + field.slack
    by_region = [np.where(valid, sums, np.inf).min(axis=1) for valid in bounds.valid]
    most: Floats = np.max(by_region, axis=0)
    return most


def worthwhile(field: Field, asked: Asked, view: Outlook, needed: Floats) -> list[Bools]:
    """Return by layer the arcs [J, arcs] on some path that may reach all `needed` [J, K]."""
    behind = (asked.start @ field.bounds.weights.T)[:, None]
    found: list[Bools] = []
    for depth, step in enumerate(field.steps):
        sums = behind[:, step.src] + step.weighed
        short = sums + view.ahead[depth + 1][:, step.dst] < needed[:, None]
        kept = view.open[depth] & (field.out_of_bounds(short) != field.every)
        found.append(kept)
        sums = np.where(kept[:, :, None], sums, -np.inf)[:, step.inward]
        behind = np.maximum.reduceat(sums, step.ends, axis=1)
    return found
