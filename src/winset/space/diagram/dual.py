"""The best weights: how good a package can be at most, by prices on gains and floors.

With weights w of the merit (merits.py) and prices mu >= 0 on the floors, no package that reaches
all floors has more merit than the longest path under w.z + mu.(y - floor) (Lagrange; Everett
1963). The best w and mu come from a master programme over the packages found so far, each round
priced by one longest path: column generation (Dantzig and Wolfe 1960) with Kelley's (1960) cuts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from winset.space.diagram.diagram import Packages
from winset.space.diagram.fan import fanned
from winset.space.diagram.merits import Merit
from winset.space.diagram.region import Region
from winset.space.diagram.weighed import NO_FLOOR, Weighed
from winset.space.grid import UNITS, Floats, Ints

ROUNDS = 80
"""Rounds at most; any round's weights give a valid bound."""

CLOSE = 1e-6
"""Share of the bound within which the master programme and its price are held to agree."""


@dataclass(frozen=True)
class Prices:
    """Weighed sums of gains y that bound a merit f: `weights` [K, D] on all scales, in units.

    For every k and every package that reaches all floors, f + `offsets[k]` <= y.weights[k], and
    hence f <= `bounds[k]`. Best first. `packages` [n, issues], `gains` [n, D]: met on the way.
    """

    weights: Floats
    offsets: Floats
    bounds: Floats
    packages: Packages
    gains: Ints


@dataclass(frozen=True)
class Witness:
    """Why no package reaches all floors: under whole `weights` [D] >= 0 the most is below them.

    `most` is the greatest weighed sum of gains, `needed` that of the floors, exactly.
    """

    weights: tuple[int, ...]
    most: int
    needed: int


@dataclass
class Columns:
    """Packages met so far, each once, and their gains."""

    met: dict[tuple[int, ...], Ints] = field(default_factory=dict)

    def add(self, package: tuple[int, ...], gains: Ints) -> bool:
        """Add a package; False if it was there."""
        fresh = package not in self.met
        self.met.setdefault(package, gains)
        return fresh

    @property
    def gains(self) -> Ints:
        """The gains of all packages, [n, D]."""
        return np.array(list(self.met.values()))


def best_prices(
    region: Region, merit: Merit, known: Packages | None = None, worth: float = -np.inf
) -> Prices | Witness:
    """Return prices that bound `merit` over a region, or why there is no package in it.

    `known`: possible packages that may be good, to start from. `worth`: a merit that was met; once
    a bound falls below it no better one is sought. A Witness is exact; that there is
    none does not say that some package reaches all floors.
    """
    weighed, floors = region.weighed, region.floors
    held = np.flatnonzero(floors > NO_FLOOR)
    columns = Columns()
    if known is not None and len(known):
        for package, its in zip(known.tolist(), weighed.gains(known), strict=True):
            columns.add(tuple(package), its)
    for weights in merit.supports():
        _, package, gains = weighed.best(_on_scales(weights, weighed.start.size))
        columns.add(package, gains)
    if held.size:
        witness = _reach(weighed, floors, held, columns)
        if witness is not None:
            return witness
    return _priced(region, held, merit, columns, worth)


def _on_scales(weights: Floats, scales: int) -> Floats:
    return np.concatenate((weights, np.zeros(scales - weights.size)))


def _reach(weighed: Weighed, floors: Ints, held: Ints, columns: Columns) -> Witness | None:
    """Add columns until a mixture of them reaches all floors; a Witness if none can."""
    for _ in range(ROUNDS):
        over = (columns.gains[:, held] - floors[held]) / UNITS
        master = _master(over.T, np.zeros((0, len(over))))
        if master is None or master.reached >= 0:
            return None
        prices = master.shares
        weights = np.zeros(floors.size)
        weights[held] = prices
        found, package, gains = weighed.best(weights)
        if found < float(floors[held] @ prices):
            witness = _witnessed(weighed, floors, held, prices)
            if witness is not None:
                return witness
        if not columns.add(package, gains):
            return None
    return None


def _witnessed(weighed: Weighed, floors: Ints, held: Ints, prices: Floats) -> Witness | None:
    """Return the Witness of `prices`, in whole numbers; None if rounding spoils it."""
    whole = np.zeros(floors.size, dtype=np.int64)
    whole[held] = np.rint(prices / prices.max() * (1 << 10)).astype(np.int64)
    rows = [int(scale) for scale in np.flatnonzero(whole)]
    values = tuple((value[:, rows] @ whole[rows])[:, None] for value in weighed.values)
    start = np.array([weighed.start[rows] @ whole[rows]])
    most = int(start[0] + Weighed(weighed.diagram, values, start).most[0][0, 0])
    needed = sum(int(floors[row]) * int(whole[row]) for row in rows)
    return Witness(tuple(map(int, whole)), most, needed) if most < needed else None


def _priced(region: Region, held: Ints, merit: Merit, columns: Columns, worth: float) -> Prices:
    """Return the prices of all rounds, of which the last are about the best, and a fan of them."""
    weighed, floors, parties = region.weighed, region.floors, region.parties
    supports = merit.supports()
    inside = columns.gains[region.holds(columns.gains), :parties]
    if merit.rule == "nash" and len(inside):
        best = inside[int(merit.near(inside).argmax())]
        supports = np.vstack((supports, merit.tangent(best.astype(np.float64))))
    weights, prices = supports[0], np.zeros(floors.size)
    tried: list[tuple[float, Floats, Floats]] = []
    for _ in range(ROUNDS):
        gains = columns.gains / UNITS
        over = gains[:, held] - floors[held] / UNITS
        master = _master(supports @ gains[:, :parties].T, over.T)
        if master is not None:
            mixed = master.shares @ supports
            weights = merit.normed(mixed)
            prices = np.zeros(floors.size)
            prices[held] = master.prices * (weights.sum() / mixed.sum())
        whole = _on_scales(weights, floors.size) + prices
        found, package, its = weighed.best(whole)
        bound = found - float(floors[held] @ prices[held]) + float(weighed.hidden(whole))
        tried.append((bound, weights, prices))
        fresh = columns.add(package, its)
        if master is None or bound < worth:
            break
        if merit.rule == "nash":
            mean = master.mixture @ gains[:, :parties]
            tangent = merit.tangent(mean)
            if tangent @ mean < master.reached * (1 - CLOSE):
                supports = np.vstack((supports, tangent))
                continue
        if not fresh or bound - master.reached * UNITS <= CLOSE * abs(bound):
            break
    _, weights, prices = min(tried, key=lambda each: each[0])
    pairs = [each[1:] for each in tried] + list(fanned(merit, weights, prices, held))
    return _bounding(region, held, pairs, columns)


def _bounding(
    region: Region, held: Ints, pairs: Sequence[tuple[Floats, Floats]], columns: Columns
) -> Prices:
    """Return Prices by (weights of the merit [parties], prices of floors [D]), best first."""
    weighed, floors = region.weighed, region.floors
    weights = np.array([_on_scales(own, floors.size) + prices for own, prices in pairs])
    offsets = np.array([float(floors[held] @ prices[held]) for _, prices in pairs])
    most = weighed.start @ weights.T + weighed.ahead(weights.T)[0][0]
    bounds = most - offsets + weighed.hidden(weights.T)
    order = np.argsort(bounds, kind="stable")
    return Prices(
        weights[order],
        offsets[order],
        bounds[order],
        np.array(list(columns.met), dtype=np.int32),
        columns.gains,
    )


@dataclass(frozen=True)
class _Master:
    """The best mixture of columns: what it reaches, and what the constraints are worth."""

    reached: float
    shares: Floats
    prices: Floats
    mixture: Floats


def _master(sums: Floats, over: Floats) -> _Master | None:
    """Return the mixture [n] with the greatest least of `sums` [K, n] and no `over` [R, n] below 0.

    None if no mixture keeps all `over` at 0 or more.
    """
    from scipy.optimize import linprog  # noqa: PLC0415  costs start-up time

    count = sums.shape[1]
    least = np.hstack((np.ones((len(sums), 1)), -sums))
    kept = np.hstack((np.zeros((len(over), 1)), -over))
    found = linprog(
        np.concatenate(([-1.0], np.zeros(count))),
        A_ub=np.vstack((least, kept)),
        b_ub=np.zeros(len(sums) + len(over)),
        A_eq=np.concatenate(([0.0], np.ones(count)))[None],
        b_eq=[1.0],
        bounds=[(None, None)] + [(0.0, None)] * count,
        method="highs",
    )
    if found.x is None:
        return None
    marginals = np.maximum(-found.ineqlin.marginals, 0.0)
    shares, prices = marginals[: len(sums)], marginals[len(sums) :]
    return _Master(float(found.x[0]), shares / shares.sum(), prices, found.x[1:])
