"""The packages nearest to one at hand that gain most, by a search with change as its currency.

All partial packages of so many changes are carried through the diagram, none dropped for another,
since the second best is asked for too. Those that cannot come through are cut: for every scale, and
for the merit under some prices on the floors, the most that so many changes can still add is a
longest path (Bellman 1958).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from winset.insight.structured.pick import pick
from winset.space.diagram.diagram import Packages
from winset.space.diagram.merits import Merit
from winset.space.diagram.region import Region
from winset.space.diagram.weighed import NO_FLOOR, SLACK, Weighed
from winset.space.grid import UNITS, Bools, Digits, Floats, Ints

MOST = 1_500
"""Partial packages of one layer above which a distance is given up."""

CAPS = (500, 2_000)
"""Partial packages a layer that are carried to tell how far the nearest package is."""

BEAM = 500
"""Partial packages carried to find good packages first, by which the others are then cut."""

PRICES = (0.0, 0.25, 0.5, 1.0, 2.0, 4.0)
"""Prices put on the floors beside the merit: any of them gives a valid bound."""

_NEVER = -1e30


@dataclass(frozen=True)
class Wanted:
    """What is sought: gains on all scales of `weighed` that reach `floors` [D], of great merit.

    `merit` [D]: what a unit of each scale counts; `least`: the merit below which nothing counts;
    `priced` [D]: the scales whose floors are worth a price. `proposal` [issues].
    """

    weighed: Weighed
    floors: Ints
    merit: Ints
    least: float
    priced: Bools
    proposal: Digits

    @cached_property
    def cost(self) -> tuple[Ints, ...]:
        """What each arc changes, 0 or 1, layer by layer."""
        return tuple(
            (layer.option != self.proposal[layer.issue]).astype(np.int64)
            for layer in self.weighed.diagram.layers
        )

    @cached_property
    def prices(self) -> Floats:
        """Weights [D, D + K] whose sums must reach their bounds: the scales, then merits priced."""
        scales = self.floors.size
        merits = [self.merit + mu * self.priced for mu in PRICES]
        return np.hstack((np.eye(scales), np.array(merits, dtype=np.float64).T))

    def needed(self, merit: float) -> Floats:
        """Return what the sums under `prices` must reach for a package of at least this merit."""
        over = float((self.floors * self.priced).sum())
        return np.concatenate(
            (self.floors.astype(np.float64), [merit + mu * over for mu in PRICES])
        )

    @cached_property
    def slack(self) -> Floats:
        """What rounding may hide in the sums."""
        size = np.abs(self.weighed.start) + sum(
            (np.abs(value).max(axis=0) for value in self.weighed.values), np.zeros(1)
        )
        total: Floats = SLACK * (size @ np.abs(self.prices)) + SLACK * np.abs(self.needed(0.0))
        return total

    @cached_property
    def ahead(self) -> tuple[Floats, ...]:
        """The most that exactly c changes can still add, [nodes, 1 + issues, sums] each layer."""
        layers = self.weighed.diagram.layers
        sums = self.prices.shape[1]
        last = np.full((1, len(layers) + 1, sums), _NEVER)
        last[0, 0] = 0.0
        found = [last]
        for layer, value, cost in zip(
            reversed(layers), reversed(self.weighed.values), reversed(self.cost), strict=True
        ):
            after = found[-1][layer.dst]
            moved = np.full_like(after, _NEVER)
            moved[:, 1:] = after[:, :-1]
            after = np.where(cost[:, None, None] > 0, moved, after)
            total = (value @ self.prices)[:, None, :] + after
            found.append(np.maximum.reduceat(total[layer.outward], layer.starts[:-1], axis=0))
        return tuple(reversed(found))


def at_distance(wanted: Wanted, changes: int, merit: float) -> Packages | None:
    """Return all packages [n, issues] exactly `changes` away with at least this `merit`.

    None if more than MOST partial packages would have to be carried.
    """
    return _carried(wanted, changes, merit, MOST, whole=True)


def nearest(several: Sequence[Wanted]) -> int | None:
    """Return how many changes away the nearest package is that is wanted by one of `several`.

    None if there is none at all; 0 where it could not be told.
    """
    regions = [_by_closeness(each) for each in several]
    nothing = np.zeros((0, 1), dtype=np.int64), np.zeros((0, 0), dtype=np.int32)
    found = pick(
        regions, Merit("utilitarian", (1,)), [None] * len(regions), *nothing, first=False, caps=CAPS
    )
    if not found.known:
        return 0
    if found.package is None:
        return None
    return int((np.array(found.package) != several[0].proposal).sum())


def _by_closeness(wanted: Wanted) -> Region:
    """Return the packages that are wanted, with what they leave unchanged as the only gain."""
    weighed = wanted.weighed
    values = tuple(
        np.column_stack(((1 - cost) * UNITS, value, value @ wanted.merit))
        for value, cost in zip(weighed.values, wanted.cost, strict=True)
    )
    start = np.concatenate(([0], weighed.start, [weighed.start @ wanted.merit]))
    least = NO_FLOOR if wanted.least == -np.inf else int(wanted.least)
    floors = np.concatenate(([0], wanted.floors, [least]))
    return Region(Weighed(weighed.diagram, values, start), 1, floors)


def good_ones(wanted: Wanted, changes: int) -> Packages:
    """Return some packages exactly `changes` away, good ones but not surely the best."""
    found = _carried(wanted, changes, wanted.least, BEAM, whole=False)
    assert found is not None  # noqa: S101  a beam never gives up
    return found


def _carried(
    wanted: Wanted, changes: int, merit: float, cap: int, *, whole: bool
) -> Packages | None:
    weighed, needed = wanted.weighed, wanted.needed(merit) - wanted.slack
    layers = weighed.diagram.layers
    node, used = np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64)
    gains = weighed.start[None]
    trail: list[tuple[Ints, Ints]] = []
    for depth, layer in enumerate(layers):
        first = layer.starts[node]
        count = layer.starts[node + 1] - first
        source = np.repeat(np.arange(node.size), count)
        before = np.repeat(np.cumsum(count) - count, count)
        arc = layer.outward[np.repeat(first, count) + np.arange(source.size) - before]
        spent = used[source] + wanted.cost[depth][arc]
        within = spent <= changes
        source, arc, spent = source[within], arc[within], spent[within]
        new = gains[source] + weighed.values[depth][arc]
        most = new @ wanted.prices + wanted.ahead[depth + 1][layer.dst[arc], changes - spent]
        margin = (most - needed).min(axis=1, initial=np.inf)
        kept = np.flatnonzero(margin >= 0)
        if kept.size > cap:
            if whole:
                return None
            bound = most[kept][:, wanted.floors.size :].min(axis=1)
            kept = np.sort(kept[np.argsort(-bound, kind="stable")[:cap]])
        node, used, gains = layer.dst[arc[kept]], spent[kept], new[kept]
        trail.append((source[kept], layer.option[arc[kept]]))
    packages = np.zeros((node.size, len(layers)), dtype=np.int32)
    label = np.arange(node.size)
    for layer, (source, option) in zip(reversed(layers), reversed(trail), strict=True):
        packages[:, layer.issue] = option[label]
        label = source[label]
    return packages
