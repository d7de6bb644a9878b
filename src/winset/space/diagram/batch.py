"""The best packages of many searches of one union of regions, found together.

Agendas of one world are searches of the same diagram: labels (labels.py) of all of them are
carried side by side, and each label for all regions at once, as long as one is left that it may
reach. How good the best is, is not known beforehand: a merit close under the bound is asked for,
and where no package has it, one further down. What meets the cap is given up, and said to be open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from winset.space.diagram.diagram import Packages
from winset.space.diagram.dominance import falling, needless
from winset.space.diagram.merits import Merit
from winset.space.diagram.outlook import (
    LOST,
    Asked,
    Field,
    Outlook,
    most_merit,
    outlook,
    worthwhile,
)
from winset.space.grid import Bools, Digits, Floats, Ints

CELLS, TOGETHER = 1 << 23, 64
"""Weighed sums held at once, and searches that go together, at most."""

SUM, EXTENSION, LAYER = 1 / 250, 1 / 10, 8
"""Units of counted work for a weighed sum of an arc, an extended label, and a layer gone through.

A unit is about ten microseconds of one core.
"""

CLOSEST, SOONER, FURTHER = 1e-6, 0.6, 1.6
"""By what share of the bound a merit asked for is below it: at least, at first, and how it grows.

The share at first is one of what is expected: to ask too much costs little, to ask too little all.
"""


Number = TypeVar("Number", np.int64, np.float64)


@dataclass(frozen=True)
class Answers:
    """What J searches come to: `packages` [J, issues], -1 where there is none.

    `known` [J]: neither is in doubt; `below` [J]: by what share the best is below its bound.
    `work`: counted, in units.
    """

    packages: Packages
    known: Bools
    below: Floats
    work: float


def answers(field: Field, merit: Merit, asked: Asked, closeness: float, cap: int) -> Answers:
    """Return the Answers of J searches for the greatest `merit`, Nash's.

    Ties are broken as in space/solutions.py. `closeness`: by what share of its bound the best of
    a search may be expected to be below it; only the time hangs on that. `cap`: labels a layer
    above which a search is given up.
    """
    searches, issues = len(asked.start), len(asked.allowed)
    packages = np.full((searches, issues), -1, dtype=np.int32)
    known, below = np.zeros(searches, dtype=np.bool_), np.zeros(searches)
    work = 0.0
    step = min(TOGETHER, max(1, CELLS // max(1, _cells(field))))
    for start in range(0, searches, step):
        part = slice(start, start + step)
        found = _part(field, merit, asked.part(part), closeness, cap)
        packages[part], known[part], below[part] = found.packages, found.known, found.below
        work += found.work
    return Answers(packages, known, below, work)


def _cells(field: Field) -> int:
    """Return how many weighed sums one search holds."""
    nodes = sum(step.starts.size for step in field.steps)
    widest = max((step.src.size for step in field.steps), default=0)
    return (nodes + 4 * widest) * len(field.bounds.weights)


def _sums(field: Field, searches: int) -> float:
    """Return the work of going once through the arcs for so many searches."""
    return searches * _cells(field) * SUM + len(field.steps) * LAYER


def _part(field: Field, merit: Merit, asked: Asked, closeness: float, cap: int) -> Answers:
    searches = len(asked.start)
    packages = np.full((searches, len(asked.allowed)), -1, dtype=np.int32)
    known, below = np.zeros(searches, dtype=np.bool_), np.zeros(searches)
    view = outlook(field, asked)
    most = most_merit(field, asked, view)
    left = np.flatnonzero(most >= 0)
    known[most < 0] = True
    share = max(SOONER * closeness, CLOSEST)
    work = _sums(field, searches)
    while left.size:
        some = asked.part(left)
        # once little is left below it, all is asked for
        target = np.where(share < 1 / 2, most[left] * (1 - share), 0.0)
        carried = _carried(field, some, view.part(left), target, cap)
        work += carried.extensions * EXTENSION + _sums(field, left.size)
        best, merits = _best(carried, merit, left.size)
        settled = ~carried.given_up & ((merits >= target) | (target == 0))
        packages[left[settled]] = best[settled]
        below[left[settled]] = 1 - merits[settled] / np.maximum(most[left[settled]], 1.0)
        known[left[settled]] = True
        left = left[~settled & ~carried.given_up]
        share *= FURTHER
    return Answers(packages, known, below, work)


@dataclass(frozen=True)
class _Carried:
    """Whole packages by `search` [n]: `gains` [n, D], `digits` [n, issues]; `given_up` [J]."""

    search: Ints
    gains: Ints
    digits: Digits
    given_up: Bools
    extensions: int


def _carried(field: Field, asked: Asked, view: Outlook, target: Floats, cap: int) -> _Carried:
    """Carry the labels of all searches from the root to the end."""
    union, bounds = field.union, field.bounds
    needed = field.needed(target)
    arcs = worthwhile(field, asked, view, needed)
    searches = len(asked.start)
    labels = _Labels(
        np.arange(searches),
        np.zeros(searches, dtype=np.int64),
        asked.start,
        asked.start @ bounds.weights.T,
        np.full((searches, len(asked.allowed)), -1, dtype=np.int16),
    )
    given_up = np.zeros(searches, dtype=np.bool_)
    extensions = 0
    for depth, step in enumerate(field.steps):
        source, arc = _extensions(labels, arcs[depth], step.starts)
        extensions += arc.size
        labels = _hopeful(field, view, needed, depth, labels, source, arc)
        group = labels.search * (int(step.dst.max()) + 1) + labels.node
        order = falling(group, labels.gains)
        labels = labels.part(order)
        dropped = needless(group[order], labels.gains, union.parties, labels.digits)
        labels = labels.part(np.flatnonzero(~dropped))
        crowded = np.bincount(labels.search, minlength=searches) > cap
        if crowded.any():
            given_up |= crowded
            labels = labels.part(np.flatnonzero(~crowded[labels.search]))
    return _Carried(labels.search, labels.gains, labels.digits, given_up, extensions)


@dataclass(frozen=True)
class _Labels:
    """Partial packages: their `search`, `node` [n], `gains` [n, D], `sums` [n, K], `digits`."""

    search: Ints
    node: Ints
    gains: Ints
    sums: Floats
    digits: Digits

    def part(self, which: Ints) -> _Labels:
        """Return some of the labels."""
        return _Labels(
            self.search.take(which),
            self.node.take(which),
            self.gains.take(which, axis=0),
            self.sums.take(which, axis=0),
            self.digits.take(which, axis=0),
        )


def _extensions(labels: _Labels, arcs: Bools, starts: Ints) -> tuple[Ints, Ints]:
    """Return the (label, arc) of each label's arcs; `arcs` [J, arcs] may be taken."""
    count = np.add.reduceat(arcs, starts, axis=1, dtype=np.int64).ravel()
    flat = np.flatnonzero(arcs)
    begins = np.cumsum(count) - count
    place = labels.search * starts.size + labels.node
    mine = count[place]
    source = np.repeat(np.arange(place.size), mine)
    first = begins[place] - np.cumsum(mine) + mine
    arc = flat[np.arange(source.size) + first[source]] - labels.search[source] * arcs.shape[1]
    return source, arc


def _hopeful(
    field: Field,
    view: Outlook,
    needed: Floats,
    depth: int,
    labels: _Labels,
    source: Ints,
    arc: Ints,
) -> _Labels:
    """Return the labels over their arcs that may end in some region with the merit asked for."""
    union, step = field.union, field.steps[depth]
    most, ahead, least = view.most[depth + 1], view.ahead[depth + 1], view.least[depth + 1]
    search, node = labels.search.take(source), step.dst.take(arc)
    place = search * most.shape[1] + node
    gains = labels.gains.take(source, axis=0) + step.value.take(arc, axis=0)
    lacks = gains + _rows(most - union.floor).take(place, axis=0) < 0
    sums = labels.sums.take(source, axis=0) + step.weighed.take(arc, axis=0)
    short = sums + _rows(ahead - needed[:, None]).take(place, axis=0) < 0
    out = field.out_of_bounds(short) | field.off_floors(lacks)
    kept = np.flatnonzero(out != field.every)
    gains, search, node = gains.take(kept, axis=0), search.take(kept), node.take(kept)
    # what is certain or lost on a scale must not keep labels apart
    rest = slice(union.parties, None)
    certain = _rows(union.floor - least)[:, rest].take(place.take(kept), axis=0)
    lost = lacks[:, rest].take(kept, axis=0)
    gains[:, rest] = np.where(lost, LOST, np.minimum(gains[:, rest], certain))
    digits = labels.digits.take(source.take(kept), axis=0)
    digits[:, step.issue] = step.option.take(arc.take(kept))
    return _Labels(search, node, gains, sums.take(kept, axis=0), digits)


def _rows(by_search: NDArray[Number]) -> NDArray[Number]:
    """Return an array [J, nodes, ...] as rows [J * nodes, ...]."""
    return by_search.reshape(-1, by_search.shape[2])


def _best(carried: _Carried, merit: Merit, searches: int) -> tuple[Packages, Floats]:
    """Return the first of the best packages [J, issues] of each search, and its merit [J].

    Where nothing was reached: -1, and a merit below 0.
    """
    parties = len(merit.rates)
    packages = np.full((searches, carried.digits.shape[1]), -1, dtype=np.int32)
    merits = np.full(searches, -1.0)
    gains = carried.gains[:, :parties]
    near = merit.near(gains)
    np.maximum.at(merits, carried.search, near)
    close = np.flatnonzero(near >= merits[carried.search] * (1 - 1e-9))
    best: dict[int, tuple[tuple[int, int, int], tuple[int, ...]]] = {}
    for n, search in zip(close.tolist(), carried.search[close].tolist(), strict=True):
        point = tuple(gains[n].tolist())
        rank = (-int(merit.exact(point)), -sum(point), -min(point))
        entry = rank, tuple(carried.digits[n].tolist())
        best[search] = min(best.get(search, entry), entry)
    for search, (_, package) in best.items():
        packages[search] = package
    return packages, merits
