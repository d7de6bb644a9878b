"""The best package of a union of regions, from what a search before it has learnt.

Agendas of one world differ little: prices (space/diagram/dual.py) that bound one bound the others
too, since a bound f(z) + offset <= y.weights holds for all gains y that reach the same floors,
whatever the packages. So the first search prices each region, and those after it only look up the
longest path under the old prices, close what falls below the best package at hand, and carry
labels through the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from winset.space.diagram.diagram import Packages
from winset.space.diagram.dual import Prices, Witness, best_prices
from winset.space.diagram.finds import Finds
from winset.space.diagram.labels import Ask, carry
from winset.space.diagram.merits import Merit
from winset.space.diagram.region import Region
from winset.space.diagram.solutions import CAPS
from winset.space.diagram.ties import listing
from winset.space.diagram.weighed import SLACK
from winset.space.grid import Ints

Package = tuple[int, ...]


@dataclass(frozen=True)
class Pick:
    """What a search comes to.

    `package` [issues]: the best, first by the tie-break; None if there is none. `known`: whether
    that is certain; if not, nothing of it may be used. `prices`: by region, None where a proof
    shows it empty. `labels`: partial packages carried.
    """

    package: Package | None
    known: bool
    prices: tuple[Prices | None, ...]
    labels: int


@dataclass
class _Search:
    """A region that may hold the best: its prices, best first, and what it may hold at most."""

    region: Region
    prices: Prices
    bound: float
    open: bool = True


def pick(
    regions: Sequence[Region],
    merit: Merit,
    old: Sequence[Prices | None],
    gains: Ints,
    packages: Packages,
    *,
    first: bool = True,
    caps: Sequence[int] = CAPS,
) -> Pick:
    """Return the Pick of `merit` in the union of `regions`, as `diagram.solutions.best` does.

    `old`: prices of a region with the same floors, None where there are none yet. `gains` [n,
    parties] of some `packages` [n, issues] of the union, to begin with. Unless the `first` of equal
    packages is asked for, any of them is returned. `caps`: labels a layer, one attempt each.
    """
    finds = Finds(merit)
    finds.add(gains, packages)
    prices = [
        _priced(region, merit, its, finds, packages)
        for region, its in zip(regions, old, strict=True)
    ]
    searches = [
        _Search(region, its, float(its.bounds[0]))
        for region, its in zip(regions, prices, strict=True)
        if its is not None
    ]
    searches.sort(key=lambda search: -search.bound)
    labels = 0
    for cap in caps:
        for search in searches:
            if search.open and search.bound >= finds.worth * (1 - SLACK):
                labels += _attempt(search, finds, cap)
    left = [search for search in searches if search.bound >= finds.worth * (1 - SLACK)]
    package, known = _first(finds, left, ties=first)
    return Pick(package, known, tuple(prices), labels)


def _priced(
    region: Region, merit: Merit, old: Prices | None, finds: Finds, known: Packages
) -> Prices | None:
    """Return prices of a region, sharpest first; None if they prove that it holds no package."""
    if old is not None:
        return _renewed(region, old)
    new = best_prices(region, merit, known, finds.worth)
    if isinstance(new, Witness):
        return None
    held = region.holds(new.gains)
    finds.add(new.gains[held, : region.parties], new.packages[held])
    return new


def _renewed(region: Region, old: Prices) -> Prices:
    """Return `old` prices with the bounds that they give on another region of the same floors."""
    weighed, weights = region.weighed, old.weights
    most = weighed.start @ weights.T + weighed.ahead(weights.T)[0][0]
    bounds = most + weighed.hidden(weights.T) - old.offsets
    order = np.argsort(bounds, kind="stable")
    return Prices(weights[order], old.offsets[order], bounds[order], old.packages, old.gains)


def _attempt(search: _Search, finds: Finds, cap: int) -> int:
    """Carry labels through one region and lower its bound; return how many were carried."""
    prices, worth = search.prices, finds.worth
    reached = carry(search.region, Ask(prices.weights.T, prices.offsets + worth), cap)
    finds.add(reached.gains[:, : search.region.parties], reached.packages)
    search.open = reached.dropped > -np.inf
    # what was carried to the end is among the finds: the rest is below what was asked for
    most = max(worth + reached.dropped if search.open else worth, finds.worth)
    search.bound = min(search.bound, most)
    return reached.labels


def _first(finds: Finds, searches: Sequence[_Search], *, ties: bool) -> tuple[Package | None, bool]:
    """Return the first of the best packages by the tie-break, and whether that is certain."""
    if any(search.open and search.bound >= finds.worth for search in searches):
        return None, False
    points = finds.best()
    if not points:
        return None, True
    if not ties:
        return finds.package(points[0]), True
    first = [p for p in points if (sum(p), min(p)) == (sum(points[0]), min(points[0]))]
    listed = listing([s.region for s in searches], [s.prices for s in searches], first)
    if listed is None:
        return None, False
    return tuple(listed.packages[0].tolist()), True
