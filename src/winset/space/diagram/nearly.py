"""A frontier too large to be found whole: real packages of it, and how far any other can lie.

Points come from the best packages in many directions, and from where the points so far leave most
room. The certificate does not hang on how they were found: prices (dual.py) bound what any package
of the regions can have in each direction, and so how far it can exceed each corner (corners.py)
that the points leave. Cf. Papadimitriou and Yannakakis (2000) on frontiers within epsilon, and the
achievement scalarising of Wierzbicki (1980) for the search beyond a corner.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from winset.space.diagram.corners import OPEN, Corners, Cut
from winset.space.diagram.diagram import Packages
from winset.space.diagram.dual import Prices, Witness, best_prices
from winset.space.diagram.labels import Ask, Reached, best_of, carry
from winset.space.diagram.merits import Merit
from winset.space.diagram.region import Region
from winset.space.diagram.search import searched
from winset.space.diagram.weighed import NO_FLOOR, SLACK
from winset.space.grid import Bools, Floats, Ints
from winset.space.structure.thinning import thinned

STEPS = {2: 16, 3: 6, 4: 4}
"""Into how many steps directions are cut, by the number of parties; 3 for more.

Fewer where there are many regions: MANY of them take half the steps and half the looks.
"""

MANY = 12

BEAM = 200
"""Labels a layer in the search along one direction."""

LOOKS = 24
"""How often it is looked beyond the corner that leaves most room."""

SEARCHED = 2
"""Regions searched along one direction, those of the greatest bounds."""

FINE = 64
"""Weights of directions are whole numbers of about this size and more."""

ROWS = 6
"""Prices of a search, the best first, that are kept as bounds."""

NEAREST = 40
"""Points that a look beyond a corner starts from."""

CAPS = (200,)
"""Labels a layer in a look beyond a corner."""

COVERING = {2: 2_000, 3: 500, 4: 100}
"""Points that corners are made from, by the number of parties; 40 for more."""


@dataclass(frozen=True)
class Near:
    """Packages of regions, by their gains [n, parties], none of which reaches another everywhere.

    The gains fall in the first party's. No package of the regions exceeds all of them by more than
    `epsilon` units: each has one that gives every party as much less `epsilon`.
    """

    gains: Ints
    packages: Packages
    epsilon: int


def nearly(regions: Sequence[Region]) -> Near | None:
    """Return points of the frontier of the union of `regions`, nearly; None if that failed.

    `regions` must not be empty.
    """
    priced, good = _in_all_directions(regions)
    pairs = [(place, each) for place, each in priced if isinstance(each, Prices)]
    gains, packages = efficient_points(good)
    if not len(gains):
        return None
    nowhere = np.full(gains.shape[1], OPEN)
    corners = Corners(gains.shape[1], len(regions))
    corners.excess[:, [place for place, each in priced if isinstance(each, Witness)]] = 0.0
    for point in gains[thinned(gains, gains, COVERING.get(gains.shape[1], 40))[0]]:
        corners.cover(point)
    cuts = [(place, _cut(regions[place], prices, nowhere)) for place, prices in pairs]
    looked: set[tuple[int, ...]] = set()
    for _ in range(-(-LOOKS * MANY // (MANY + len(regions) - 1))):
        for place, cut in cuts:
            corners.bound(place, cut)
        worst = int(corners.excess.max(axis=1).argmax())
        corner = corners.places[worst]
        if tuple(corner.tolist()) in looked or corners.epsilon == 0:
            break
        looked.add(tuple(corner.tolist()))
        look = _beyond(regions, corner, (gains, packages))
        cuts += look.cuts
        corners.excess[worst] = np.minimum(look.excess, corners.excess[worst])
        for point in efficient_points([look.points])[0]:
            corners.cover(point)
        gains, packages = efficient_points([(gains, packages), look.points])
    for place, cut in cuts:
        corners.bound(place, cut)
    bounded = np.isfinite(corners.epsilon)
    return Near(gains, packages, math.ceil(corners.epsilon)) if bounded else None


Points = tuple[Ints, Packages]
"""Gains [n, parties] and packages [n, issues]."""


def efficient_points(parts: Sequence[Points]) -> Points:
    """Return the points that no other reaches, each once, falling in the first party's gains."""
    gains = np.concatenate([part[0] for part in parts])
    packages = np.concatenate([part[1] for part in parts])
    if len(gains):
        kept = best_of(gains)
        gains, packages = gains[kept], packages[kept]
        order = np.lexsort(gains.T[::-1])[::-1]
        gains, packages = gains[order], packages[order]
    return gains, packages


def directions(spread: Floats | Ints, steps: int) -> list[tuple[int, ...]]:
    """Return weights of the parties, whole numbers, spread evenly where all can gain alike.

    `spread` [parties]: what each can gain, in units, 1 or more; `steps` that directions are cut in.
    """
    shares = [each for each in product(range(steps + 1), repeat=spread.size) if sum(each) == steps]
    scale = (FINE * (spread.max() / spread)).tolist()
    return [tuple(round(s * unit) for s, unit in zip(each, scale, strict=True)) for each in shares]


def _directions(regions: Sequence[Region]) -> list[tuple[int, ...]]:
    """Return the directions of some regions: fewer where there are many."""
    parties = regions[0].parties
    weighed = regions[0].weighed
    spread = np.maximum((weighed.most[0] - weighed.least[0])[0, :parties], 1)
    return directions(spread, max(2, STEPS.get(parties, 3) * MANY // (MANY + len(regions) - 1)))


def _in_all_directions(
    regions: Sequence[Region],
) -> tuple[list[tuple[int, Prices | Witness]], list[Points]]:
    """Return prices, or why there are none, with the number of the region; and good packages."""
    parties = regions[0].parties
    every: list[tuple[int, Prices | Witness]] = []
    found = [_nothing(regions)]
    known = None
    for rates in _directions(regions):
        priced: list[tuple[int, Prices]] = []
        for place, region in enumerate(regions):
            prices = best_prices(region, Merit("utilitarian", rates), known)
            every.append((place, prices))
            if isinstance(prices, Prices):
                priced.append((place, prices))
                held, known = region.holds(prices.gains), prices.packages[-NEAREST:]
                found.append((prices.gains[held, :parties], prices.packages[held]))
        priced.sort(key=lambda pair: -pair[1].bounds[0])
        for place, prices in priced[:SEARCHED]:
            reached = _beam(regions[place], prices)
            found.append((reached.gains[:, :parties], reached.packages))
    return every, found


def _beam(region: Region, prices: Prices) -> Reached:
    """Return the packages that the best of the prices lead to, BEAM of them at most."""
    weights = prices.weights[:1].T
    # all that the cap lets through: nothing is asked but the floors
    low = prices.bounds[:1] - 2 * region.weighed.size @ weights
    return carry(region, Ask(weights, prices.offsets[:1] + low), BEAM)


def _cut(region: Region, prices: Prices, beyond: Ints) -> Cut:
    """Return what the first prices of a region say of its parties' gains."""
    parties = region.parties
    weights, rest = prices.weights[:ROWS], region.floors[parties:].astype(np.float64)
    most = prices.bounds[:ROWS] + prices.offsets[:ROWS] - weights[:, parties:] @ rest
    least = region.weighed.start + region.weighed.least[0][0]
    floors = np.maximum(least, region.floors)[:parties]
    return Cut(weights[:, :parties], most, floors, beyond)


def _back(cut: Cut, shift: Ints) -> Cut:
    """Return a cut of gains that count from `shift` as one of gains that count from 0."""
    most = cut.most + cut.weights @ shift.astype(np.float64)
    return Cut(cut.weights, most, cut.floors + shift, cut.beyond)


def _nothing(regions: Sequence[Region]) -> Points:
    issues = len(regions[0].weighed.diagram.offered)
    none = np.zeros((0, regions[0].parties), dtype=np.int64)
    return none, np.zeros((0, issues), dtype=np.int32)


@dataclass(frozen=True)
class _Look:
    """By how much packages exceed a corner at most, what proves it by region, and some that do."""

    excess: float
    cuts: list[tuple[int, Cut]]
    points: Points


def _beyond(regions: Sequence[Region], corner: Ints, points: Points) -> _Look:
    """Look for the packages that exceed a corner the most; `points`: those known so far.

    Where the corner is open, floors stay as they are.
    """
    bounded = corner > OPEN
    shift = np.where(bounded, corner, 0)
    merit = Merit("egalitarian", tuple(map(int, bounded)))
    moved = [_counted_from(region, shift, bounded) for region in regions]
    search = searched(moved, merit, CAPS, _nearest(corner, points))
    still, best = search.still(), search.finds.best()
    place = {id(region): n for n, region in enumerate(moved)}
    cuts = [
        (place[id(part.region)], _back(_cut(part.region, part.prices, corner), shift))
        for part in search.parts
    ]
    if not best:
        return _Look(0.0 if still is None else still, cuts, _nothing(regions))
    rows = [search.finds.package(point) for point in best]
    gains = [np.array(best), *(each.gains[:, : shift.size] for each in search.reached)]
    packages = [np.array(rows, dtype=np.int32), *(each.packages for each in search.reached)]
    most = max(search.finds.worth, 0.0 if still is None else still) * (1 + SLACK)
    return _Look(most, cuts, (np.concatenate(gains) + shift, np.concatenate(packages)))


def _nearest(corner: Ints, points: Points) -> Packages:
    """Return the packages of a few points that fall short of a corner least."""
    over = (points[0] - corner)[:, corner > OPEN].min(axis=1)
    return points[1][np.argsort(-over, kind="stable")[:NEAREST]]


def _counted_from(region: Region, shift: Ints, bounded: Bools) -> Region:
    """Return the packages of a region that exceed a corner, gains counted from there."""
    whole = np.zeros(region.floors.size, dtype=np.int64)
    whole[: shift.size] = shift
    beyond = np.zeros(region.floors.size, dtype=np.bool_)
    beyond[: shift.size] = bounded
    floors = np.where(region.floors > NO_FLOOR, region.floors - whole, NO_FLOOR)
    floors = np.where(beyond, np.maximum(floors, 1), floors)
    return Region(region.weighed.counted_from(whole), region.parties, floors)
