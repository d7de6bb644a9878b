"""The best weights: how good a package can be at most, by prices on gains and floors.

With weights w of the merit (merits.py) and prices mu >= 0 on the floors, no package that reaches
all floors has more merit than the longest path under w.z + mu.(y - floor) (Lagrange; Everett
1963). The best w and mu come from a master programme over the packages found so far, each round
priced by one longest path: column generation (Dantzig and Wolfe 1960) with Kelley's (1960) cuts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from winset.space.diagram.diagram import Packages
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
    """Packages met so far, shared by searches that differ in their floors."""

    packages: list[tuple[int, ...]]
    gains: list[Ints]

    def add(self, package: tuple[int, ...], gains: Ints) -> bool:
        """Add a package; False if it was there."""
        if package in self.packages:
            return False
        self.packages.append(package)
        self.gains.append(gains)
        return True


def best_prices(region: Region, merit: Merit) -> Prices | Witness:
    """Return prices that bound `merit` over a region, or why there is no package in it.

    A Witness is exact; that there is none does not say that some package reaches all floors.
    """
    weighed, floors = region.weighed, region.floors
    held = np.flatnonzero(floors > NO_FLOOR)
    columns = Columns([], [])
    for weights in merit.supports():
        _, package, gains = weighed.best(_on_scales(weights, weighed.start.size))
        columns.add(package, gains)
    if held.size:
        witness = _reach(weighed, floors, held, columns)
        if witness is not None:
            return witness
    return _priced(region, held, merit, columns)


def _on_scales(weights: Floats, scales: int) -> Floats:
    return np.concatenate((weights, np.zeros(scales - weights.size)))


def _reach(weighed: Weighed, floors: Ints, held: Ints, columns: Columns) -> Witness | None:
    """Add columns until a mixture of them reaches all floors; a Witness if none can."""
    for _ in range(ROUNDS):
        over = (np.array(columns.gains)[:, held] - floors[held]) / UNITS
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


def _priced(region: Region, held: Ints, merit: Merit, columns: Columns) -> Prices:
    """Return the prices of all rounds; the last ones are about the best there are."""
    weighed, floors, parties = region.weighed, region.floors, region.parties
    supports = merit.supports()
    weights = _on_scales(supports[0], floors.size)
    offset = 0.0
    tried: list[tuple[Floats, float, float]] = []
    for _ in range(ROUNDS):
        gains = np.array(columns.gains) / UNITS
        over = gains[:, held] - floors[held] / UNITS
        master = _master(supports @ gains[:, :parties].T, over.T)
        if master is not None:
            weights = _on_scales(master.shares @ supports, floors.size)
            weights[held] += master.prices
            offset = float(floors[held] @ master.prices)
        found, package, its = weighed.best(weights)
        bound = found - offset
        tried.append((weights, offset, bound))
        fresh = columns.add(package, its)
        if master is None:
            break
        if merit.rule == "nash":
            mean = master.mixture @ gains[:, :parties]
            tangent = merit.tangent(mean)
            if tangent @ mean < master.reached * (1 - CLOSE):
                supports = np.vstack((supports, tangent))
                fresh = True
        if not fresh or bound - master.reached * UNITS <= CLOSE * abs(bound):
            break
    tried.sort(key=lambda each: each[2])
    return Prices(
        np.array([weights for weights, _, _ in tried]),
        np.array([offset for _, offset, _ in tried]),
        np.array([bound for _, _, bound in tried]),
        np.array(columns.packages, dtype=np.int32),
        np.array(columns.gains),
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
