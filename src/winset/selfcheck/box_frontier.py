"""The frontier of two parties whose utilities are boxes alone, without enumeration.

Branch and bound over which boxes a package lies in (for many objectives: Ehrgott 2005), with an
archive of the best packages found and the additive bounds of `box_bounds` in several directions.
The budget is counted in nodes, and all is whole numbers: the same bytes on any machine.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from winset.selfcheck.box_bounds import (
    DIRECTIONS,
    Shares,
    a_unit,
    in_grains,
    inside,
    shares_of,
    totals,
)
from winset.selfcheck.boxes import Boxes
from winset.space.grid import Bools, Ints

MOST_NODES = 100_000
"""Nodes after which the search says what it has, and how far from the truth that can be."""

_A, _B = np.array(DIRECTIONS, dtype=np.int64).T[:, :, None]

Value = tuple[int, int]


@dataclass(frozen=True)
class BoxFrontier:
    """The distinct utilities of the frontier, the first party's rising, a package for each.

    Each package is worth at most `gap` more than some point here, to both parties; 0: exact.
    """

    points: tuple[tuple[Fraction, Fraction], ...]
    packages: tuple[tuple[int, ...], ...]
    nodes: int
    gap: Fraction

    @property
    def exact(self) -> bool:
        """True if these are all points of the frontier, and no others."""
        return self.gap == 0


@dataclass(frozen=True)
class _Node:
    """Boxes `left` to decide on; `sure`: grains of those chosen; what options get of the left."""

    left: int
    sure: Value
    gets: Ints
    allowed: Bools


@dataclass
class _Archive:
    """The best values found, the first rising and the second falling, and their packages."""

    boxes: Boxes
    shares: Shares
    values: list[Value] = field(default_factory=list)
    packages: dict[Value, tuple[int, ...]] = field(default_factory=dict)
    _above: Ints | None = None

    def enter(self, package: Ints) -> None:
        """Keep a package unless one here is as good for both; drop those it beats."""
        around = np.flatnonzero(self.shares.around(inside(self.shares, package[None, :])[0]))
        value = self.boxes.paid(around.tolist())
        place = bisect_left(self.values, value)
        if any(second >= value[1] for _, second in self.values[place : place + 1]):
            return
        while place and self.values[place - 1][1] <= value[1]:
            place -= 1
            del self.packages[self.values.pop(place)]
        self._above = None
        self.values.insert(place, value)
        self.packages[value] = tuple(map(int, package))

    def corners(self) -> list[Value]:
        """Return the corners of the stairs: a value not met here lies above one in both."""
        firsts = [-1, *(first for first, _ in self.values)]
        seconds = [*(second for _, second in self.values), -1]
        most = self.boxes.most
        return [(x, y) for x, y in zip(firsts, seconds, strict=True) if x < most[0] and y < most[1]]

    @property
    def above(self) -> Ints:
        """The least grains above each corner, [2, corners]."""
        if self._above is None:
            corners, most = self.corners(), self.boxes.most
            above = [[in_grains(corner[p] + 1, most[p]) for corner in corners] for p in (0, 1)]
            self._above = np.array(above, dtype=np.int64).reshape(2, -1)
        return self._above


def box_frontier(boxes: Boxes, most_nodes: int = MOST_NODES) -> BoxFrontier:
    """Return the frontier, exact if the search ends within `most_nodes`, else with its gap.

    Raises TooEntangled if the boxes are too many for the table of bounds.
    """
    shares = shares_of(boxes)
    archive = _Archive(boxes, shares)
    for options in shares.best:
        archive.enter(options)
    everywhere = np.ones(shares.cover.shape[1], dtype=np.bool_)
    everything = (1 << len(boxes.bounds)) - 1
    open_ = [_Node(everything, (0, 0), totals(shares, shares.share), everywhere)]
    nodes = 0
    while open_ and nodes < most_nodes:
        nodes += 1
        open_ += _branches(boxes, shares, archive, open_.pop())
    gap = max((_gap(boxes, shares, archive, node) for node in open_), default=Fraction(0))
    return BoxFrontier(
        tuple(map(boxes.utilities, archive.values)),
        tuple(archive.packages[value] for value in archive.values),
        nodes,
        max(gap, Fraction(0)),
    )


def _branches(boxes: Boxes, shares: Shares, archive: _Archive, node: _Node) -> Iterator[_Node]:
    """Yield what is left to search of a node: a box out, then the same box in; or nothing."""
    node = _with_free(boxes, shares, node)
    bound, options = _bound(shares, node)
    slack = bound[:, None] - _A * archive.above[0] - _B * archive.above[1]
    tight = slack.min(axis=0, initial=np.iinfo(np.int64).max)
    if not (tight >= 0).any():
        return
    direction = int(np.argmin(slack[:, int(np.argmax(tight))]))
    archive.enter(options[direction])
    if not node.left:
        return
    chosen = _split_box(boxes, shares, node, direction, options[direction])
    alone = 1 << chosen
    yield _without(shares, node, alone)
    taken = _without(shares, node, node.left & (boxes.foes[chosen] | alone))
    yield _taking(shares, taken, chosen)


def _with_free(boxes: Boxes, shares: Shares, node: _Node) -> _Node:
    """Return a node with all boxes taken that no box left is a foe of."""
    free = [n for n in _bits(node.left) if not boxes.foes[n] & node.left]
    node = _without(shares, node, sum(1 << n for n in free))
    for n in free:
        node = _taking(shares, node, n)
    return node


def _without(shares: Shares, node: _Node, gone: int) -> _Node:
    if not gone:
        return node
    gets = node.gets.copy()
    for n in _bits(gone):
        for s in range(shares.first[n], shares.first[n + 1]):
            gets[:, shares.cover[s]] -= shares.share[:, s : s + 1]
    return _Node(node.left & ~gone, node.sure, gets, node.allowed)


def _taking(shares: Shares, node: _Node, n: int) -> _Node:
    allowed = node.allowed.copy()
    for s in range(shares.first[n], shares.first[n + 1]):
        columns = shares.columns[shares.issue[s]]
        allowed[columns] &= shares.cover[s, columns]
    first, second = shares.worth[n]
    sure = node.sure[0] + int(first), node.sure[1] + int(second)
    return _Node(node.left, sure, node.gets, allowed)


def _bound(shares: Shares, node: _Node) -> tuple[Ints, Ints]:
    """Return a bound [D] on the packages of a node, and the options [D, issues] that reach it."""
    gets = np.where(node.allowed, node.gets, -1)[:, shares.columns]
    bound = gets.max(axis=2).sum(axis=1) + _A[:, 0] * node.sure[0] + _B[:, 0] * node.sure[1]
    return bound, gets.argmax(axis=2)


def _split_box(boxes: Boxes, shares: Shares, node: _Node, direction: int, options: Ints) -> int:
    """Return the box left that a package gets the most even part of; if none, that of most foes."""
    left = np.array(list(_bits(node.left)))
    got = inside(shares, options[None, :])[0]
    part = shares.by_box(np.where(got, shares.share[direction], 0))[left]
    whole = shares.around(got)[left]
    even = np.where(whole, 0, np.minimum(part, shares.weight[direction, left] - part))
    if even.max() > 0:
        return int(left[np.argmax(even)])
    foes = [(boxes.foes[n] & node.left).bit_count() for n in left]
    return int(left[np.argmax(foes)])


def _gap(boxes: Boxes, shares: Shares, archive: _Archive, node: _Node) -> Fraction:
    """Return by how much utility a package of a node may exceed the archive, to both parties.

    At a corner, the greatest t with a value t above it in both that no bound excludes. The ends of
    the stairs have one party's value alone to exceed.
    """
    bound, _ = _bound(shares, node)
    rate = [a_unit(most) for most in boxes.most]
    worst = Fraction(0)
    for corner in archive.corners():
        ends = [p for p in (0, 1) if corner[p] >= 0]
        rooms = [Fraction(boxes.most[p] - corner[p], boxes.units[p]) for p in ends]
        for weights, most in zip(DIRECTIONS, bound, strict=True):
            met = sum(weights[p] * rate[p] * corner[p] for p in ends)
            growth = sum(weights[p] * rate[p] * boxes.units[p] for p in ends)
            if growth:
                rooms.append((int(most) - met) / growth)
        worst = max(worst, min(rooms, default=Fraction(0)))
    return worst


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
