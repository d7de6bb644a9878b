"""Bargaining solutions over regions of a diagram: exact, or with a certified gap.

First prices bound each region's merit; then labels are carried through, more of them in each
attempt, and every region whose bound falls below the best package found is closed. What is still
open after the last attempt is the gap.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

import numpy as np

from winset.space.diagram.diagram import Packages
from winset.space.diagram.dual import Prices, Witness, best_prices
from winset.space.diagram.finds import Finds
from winset.space.diagram.labels import Ask, carry
from winset.space.diagram.merits import Merit
from winset.space.diagram.region import Region
from winset.space.diagram.ties import Listing, listing
from winset.space.diagram.weighed import SLACK
from winset.space.grid import Ints

CAPS = (500, 10_000, 120_000)
"""Labels a layer in one attempt after the other; what is left open after the last is the gap."""

Status = Literal["exact", "gap", "infeasible"]


@dataclass(frozen=True)
class Solved:
    """What a rule picks in a union of regions.

    `status`: `exact`; `gap`: no package has more merit than `bound`, and perhaps none was found;
    `infeasible`: no package reaches the floors of any region; `witnesses` prove it region by
    region, None where all partial packages were tried. `merit` is that of the pick, exactly;
    `value` and `bound` are on the scale of merits.py, in units. `gains` [n, parties] and
    `packages` [n, issues]: all ties where they were asked for, the pick first.
    `tied`: how many packages have the same merit, None if that was not asked for or not settled.
    `met` [n, issues]: packages that were looked at; a search for the like may start from them.
    """

    rule: str
    status: Status
    merit: int | Fraction | None
    value: float
    bound: float
    gains: Ints
    packages: Packages
    tied: int | None
    witnesses: tuple[Witness | None, ...] = ()
    met: Packages | None = None

    @property
    def gap(self) -> float:
        """By what share of the bound a better package might still beat the pick; 0 if exact."""
        return (self.bound - self.value) / self.bound if self.bound > self.value else 0.0


@dataclass
class _Search:
    """A region under search: the most that it may still hold, and whether it was left open."""

    region: Region
    prices: Prices
    bound: float
    open: bool = True


def solve(
    regions: Sequence[Region], rule: str, *, all_ties: bool = False, known: Packages | None = None
) -> Solved:
    """Return what `rule`, one of `space.solutions.RULES`, picks in the union of `regions`.

    Gains count from the start of each region's scales and must have floors of 0 or more.
    Kalai-Smorodinsky shares are of the best gains in the union. Ties are broken as in
    space/solutions.py; with `all_ties` all packages of the same merit are listed. `known` [n,
    issues]: possible packages to start from, such as `Solved.met` of another rule; they change how
    fast an answer comes, not the answer.

    Raises ValueError if a party's floor is below 0.
    """
    parties = regions[0].parties if regions else 0
    if any((region.floors[: region.parties] < 0).any() for region in regions):
        raise ValueError("bargaining rules weigh gains of 0 or more: give each party a floor of 0")
    if rule != "kalai_smorodinsky" or not regions:
        return best(regions, Merit(rule, (1,) * parties), all_ties=all_ties, known=known)
    own: list[Solved] = []
    for unit in np.eye(parties, dtype=np.int64):
        own.append(best(regions, Merit("utilitarian", tuple(map(int, unit))), known=known))
        known = own[-1].met
    if own[-1].merit is None:
        return replace(own[-1], rule=rule, bound=np.inf if own[-1].status == "gap" else -np.inf)
    ideal = tuple(int(each.merit or 0) for each in own)
    found = best(regions, Merit(rule, ideal), all_ties=all_ties, known=known)
    return found if all(each.status == "exact" for each in own) else _loosened(found, own)


def _loosened(found: Solved, own: Sequence[Solved]) -> Solved:
    """Return a Kalai-Smorodinsky answer whose ideals are known only within bounds.

    Shares of the ideals found bound the true ones from above, shares of the ideals' bounds from
    below.
    """
    if found.merit is None:
        return found
    scale = max(int(each.merit or 0) for each in own)
    most = Merit(found.rule, tuple(math.ceil(each.bound) for each in own))
    merit = most.exact(tuple(map(int, found.gains[0])))
    return replace(found, status="gap", merit=merit, value=float(merit * scale), tied=None)


def best(
    regions: Sequence[Region],
    merit: Merit,
    *,
    all_ties: bool = False,
    known: Packages | None = None,
) -> Solved:
    """Return the packages of greatest `merit` in the union of `regions`; see `solve`."""
    searches: list[_Search] = []
    witnesses: list[Witness | None] = []
    finds = Finds(merit)
    for region in regions:
        prices = best_prices(region, merit, known, finds.worth)
        witnesses.append(prices if isinstance(prices, Witness) else None)
        if isinstance(prices, Prices):
            searches.append(_Search(region, prices, float(prices.bounds[0])))
            held = region.holds(prices.gains)
            finds.add(prices.gains[held, : region.parties], prices.packages[held])
            known = prices.packages
    searches.sort(key=lambda search: -search.bound)
    for cap in CAPS:
        for search in searches:
            if search.open and search.bound >= finds.worth:
                _attempt(search, finds, cap)
    found = _answer(finds, searches, tuple(witnesses), all_ties=all_ties)
    return replace(found, met=known)


def _attempt(search: _Search, finds: Finds, cap: int) -> None:
    """Carry labels through one region, keep what they reach, and lower the region's bound."""
    region, prices = search.region, search.prices
    worth = finds.worth
    reached = carry(region, Ask(prices.weights.T, prices.offsets + worth), cap)
    finds.add(reached.gains[:, : region.parties], reached.packages)
    search.bound = min(search.bound, worth + reached.dropped)
    search.open = reached.dropped > -np.inf


def _answer(
    finds: Finds,
    searches: Sequence[_Search],
    witnesses: tuple[Witness | None, ...],
    *,
    all_ties: bool,
) -> Solved:
    hopeful = [s for s in searches if s.prices.bounds[0] >= finds.worth * (1 - SLACK)]
    still = [s.bound for s in hopeful if s.open and s.bound >= finds.worth]
    rule, points = finds.merit.rule, finds.best()
    if not points:
        nothing = np.zeros((0, 0), dtype=np.int64)
        status: Status = "gap" if still else "infeasible"
        bound = max(still, default=-np.inf)
        return Solved(
            rule, status, None, -np.inf, bound, nothing, nothing.astype(np.int32), None, witnesses
        )
    first = [p for p in points if (sum(p), min(p)) == (sum(points[0]), min(points[0]))]
    found = None
    if not still:
        regions, prices = [s.region for s in hopeful], [s.prices for s in hopeful]
        found = listing(regions, prices, points if all_ties else first)
    if found is None:
        found = Listing(np.array([finds.package(points[0])]), np.array([points[0]]), None)
    count = found.count if all_ties or len(first) == len(points) else None
    value = float(finds.merit.near(found.gains[:1])[0])
    return Solved(
        rule,
        "gap" if still else "exact",
        finds.merit.exact(points[0]),
        value,
        max([value, *still]),
        found.gains,
        found.packages,
        count,
        witnesses,
    )
