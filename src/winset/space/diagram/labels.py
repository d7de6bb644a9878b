"""Partial packages carried through the diagram layer by layer, the hopeless ones dropped.

A label is a partial package: its node and its gains so far on all scales. It is dropped if no
completion reaches the floors, if prices (dual.py) prove that none has the merit asked for, or if a
label of the same node is at least as good on every scale (dynamic programming over nondominated
labels: Nemhauser and Ullmann 1969). A scale that every completion lifts to its floor is clamped:
it is certain, and must not keep labels apart. Above a cap the labels with the least bounds are
dropped, and the greatest bound among them is reported: what they could at most have given.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from winset.case.errors import CannotRun
from winset.space.diagram.diagram import Layer, Packages
from winset.space.diagram.region import Region
from winset.space.diagram.weighed import Weighed
from winset.space.grid import Bools, Floats, Ints
from winset.space.structure.nondominated import nondominated

CHUNK = 1 << 17
"""Extensions made at a time, to keep memory small."""

FEW = 3
"""Prices by which most labels are dropped, before all prices are put to the rest."""

CROWD, FILTERED = 1_000, 3
"""In larger groups dominance is sought on so many scales at most: on more it costs, and is rare."""


@dataclass(frozen=True)
class Ask:
    """What is asked beside the floors: gains y with y.weights >= `needed` [K]; `weights` [D, K]."""

    weights: Floats
    needed: Floats


@dataclass(frozen=True)
class Reached:
    """Whole packages: gains [n, D] (clamped beyond `parties`), packages [n, issues].

    `dropped`: the greatest margin over `needed` that a label dropped by the cap might have kept
    (the least over k), minus infinity if none was dropped. `labels`: how many were carried.
    """

    gains: Ints
    packages: Packages
    dropped: float
    labels: int


@dataclass(frozen=True)
class Extension:
    """Labels taken one issue on: from label `source` over `arc`, with `gains` [n, D].

    `margin` [n]: by how much the best completion may exceed what is asked, least over the prices.
    """

    source: Ints
    arc: Ints
    gains: Ints
    margin: Floats


class TooManyLabels(CannotRun):
    """A search that no price ranks, with more partial packages than can be carried."""

    def __init__(self, cap: int, layer: int, layers: int) -> None:
        super().__init__(
            f"more than {cap:,} partial packages are needed at issue {layer} of {layers} to find "
            "the whole frontier. Nothing was left out in silence: ask for a solution instead, or "
            "settle some issues."
        )


def carry(region: Region, ask: Ask, cap: int, scales: int = FILTERED) -> Reached:
    """Carry at most `cap` labels a layer through the diagram and return the packages reached.

    In large groups dominance is sought on up to `scales` scales that differ. Raises TooManyLabels
    where labels would have to be dropped and there are no prices to rank them.
    """
    weighed = region.weighed
    ahead, slack = weighed.ahead(ask.weights), weighed.hidden(ask.weights)
    node, gains = np.zeros(1, dtype=np.int64), weighed.start[None]
    trail: list[tuple[Ints, Ints]] = []
    dropped, labels = -np.inf, 0
    for depth, layer in enumerate(weighed.diagram.layers):
        found = extended(region, ask, depth, ahead[depth + 1], slack, node, gains)
        node = layer.dst[found.arc]
        gains = clamped(region, depth + 1, node, found.gains)
        kept = _undominated(node, gains, scales)
        if kept.size > cap and not slack.size:
            raise TooManyLabels(cap, depth + 1, len(weighed.diagram.layers))
        if kept.size > cap:
            best = np.argsort(-found.margin[kept], kind="stable")
            dropped = max(dropped, float(found.margin[kept[best[cap]]]))
            kept = np.sort(kept[best[:cap]])
        node, gains = node[kept], gains[kept]
        trail.append((found.source[kept], layer.option[found.arc[kept]]))
        labels += node.size
    return Reached(gains, _packages(weighed, trail, node.size), dropped, labels)


def extended(
    region: Region,
    ask: Ask,
    depth: int,
    ahead: Floats,
    slack: Floats,
    node: Ints,
    gains: Ints,
) -> Extension:
    """Return the hopeful extensions of labels over issue `depth` of the diagram.

    `ahead` [nodes, K], `slack` [K]: what may still come, and what rounding may hide.
    """
    weighed = region.weighed
    layer = weighed.diagram.layers[depth]

    def of(part: slice) -> Extension:
        source, arc = _arcs(layer, node, part)
        new = gains[source] + weighed.values[depth][arc]
        margin = np.full(source.size, np.inf)
        within = (new + weighed.most[depth + 1][layer.dst[arc]] >= region.floors).all(axis=1)
        source, arc, new, margin = source[within], arc[within], new[within], margin[within]
        for few in (slice(0, FEW), slice(FEW, None)):
            best = new @ ask.weights[:, few] + ahead[layer.dst[arc], few]
            over = (best + (slack[few] - ask.needed[few])).min(axis=1, initial=np.inf)
            margin = np.minimum(margin, over)
            kept = margin >= 0
            source, arc, new, margin = source[kept], arc[kept], new[kept], margin[kept]
        return Extension(source, arc, new, margin)

    found = [of(part) for part in _parts(layer, node)]
    return Extension(
        np.concatenate([each.source for each in found]),
        np.concatenate([each.arc for each in found]),
        np.concatenate([each.gains for each in found]),
        np.concatenate([each.margin for each in found]),
    )


def _parts(layer: Layer, node: Ints) -> list[slice]:
    """Cut labels into slices of about CHUNK extensions."""
    ends = np.cumsum(layer.starts[node + 1] - layer.starts[node])
    if not node.size:
        return [slice(0, 0)]
    cuts = np.searchsorted(ends, np.arange(CHUNK, int(ends[-1]) + CHUNK, CHUNK), side="right")
    places = [0, *np.unique(np.minimum(np.maximum(cuts, 1), node.size)).tolist()]
    if places[-1] < node.size:
        places.append(node.size)
    return [slice(a, b) for a, b in pairwise(places)]


def clamped(region: Region, depth: int, node: Ints, gains: Ints) -> Ints:
    """Return `gains` with what every completion lifts to its floor no higher than that needs."""
    rest = slice(region.parties, None)
    certain = region.floors[rest] - region.weighed.least[depth][node, rest]
    return np.hstack((gains[:, : region.parties], np.minimum(gains[:, rest], certain)))


def _arcs(layer: Layer, node: Ints, part: slice) -> tuple[Ints, Ints]:
    """Return every arc out of some of the labels: the label it comes from, and its number."""
    first = layer.starts[node[part]]
    count = layer.starts[node[part] + 1] - first
    source = np.repeat(np.arange(part.start, part.stop), count)
    before = np.repeat(np.cumsum(count) - count, count)
    return source, layer.outward[np.repeat(first, count) + np.arange(source.size) - before]


def _undominated(node: Ints, gains: Ints, scales: int) -> Ints:
    """Return, rising, the labels that none of the same node is as good as; one of equals stays."""
    order = np.argsort(node, kind="stable")
    cuts = np.flatnonzero(np.diff(node[order])) + 1
    kept = [group[_best(gains[group], scales)] for group in np.split(order, cuts) if group.size]
    return np.sort(np.concatenate(kept)) if kept else order


def _best(gains: Ints, scales: int) -> Bools:
    """Return `best_of`, but all rows of a crowd in which more than `scales` scales differ."""
    if len(gains) > CROWD and np.ptp(gains, axis=0).astype(np.bool_).sum() > scales:
        return np.ones(len(gains), dtype=np.bool_)
    return best_of(gains)


def best_of(gains: Ints) -> Bools:
    """Return which rows of `gains` [n, D] no other row reaches on every scale; one of equals."""
    kept = np.zeros(len(gains), dtype=np.bool_)
    spread = np.flatnonzero(np.ptp(gains, axis=0))
    if spread.size < 2:  # noqa: PLR2004  one scale, or none
        kept[gains[:, spread[0]].argmax() if spread.size else 0] = True
    else:
        kept[nondominated(gains[:, spread])] = True
    return kept


def _packages(weighed: Weighed, trail: list[tuple[Ints, Ints]], count: int) -> Packages:
    packages = np.zeros((count, len(weighed.diagram.offered)), dtype=np.int32)
    label = np.arange(count)
    for layer, (source, option) in zip(
        reversed(weighed.diagram.layers), reversed(trail), strict=True
    ):
        packages[:, layer.issue] = option[label]
        label = source[label]
    return packages
