"""The search for the best packages of a union of regions.

First prices bound each region's merit; then labels are carried through, more of them in each
attempt, and every region whose bound falls below the best package found is closed. What is still
open after the last attempt is the gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from winset.space.diagram.diagram import Packages
from winset.space.diagram.dual import Prices, Witness, best_prices
from winset.space.diagram.finds import Finds
from winset.space.diagram.labels import Ask, Reached, carry
from winset.space.diagram.merits import Merit
from winset.space.diagram.region import Region
from winset.space.diagram.weighed import SLACK


@dataclass
class Part:
    """A region under search: the most that it may still hold, and whether it was left open."""

    region: Region
    prices: Prices
    bound: float
    open: bool = True


@dataclass(frozen=True)
class Search:
    """What was found in a union of regions, and what was left open.

    `parts`: the regions that have prices; `witnesses`: of those that hold no package, in the order
    of the regions, None for the others; `met` [n, issues]: packages that prices were made from;
    `reached`: all packages that labels led to, on the scales of their region.
    """

    finds: Finds
    parts: Sequence[Part]
    witnesses: tuple[Witness | None, ...]
    met: Packages | None
    reached: tuple[Reached, ...]

    def still(self) -> float | None:
        """Return the merit that a package not looked at might have; None if none beats the best."""
        worth = self.finds.worth
        left = [part.bound for part in self.parts if part.open and part.bound >= worth]
        return max(left, default=None)

    def hopeful(self) -> list[Part]:
        """Return the parts whose prices allow a package as good as the best."""
        close = self.finds.worth * (1 - SLACK)
        return [part for part in self.parts if part.prices.bounds[0] >= close]


def searched(
    regions: Sequence[Region], merit: Merit, caps: Sequence[int], known: Packages | None
) -> Search:
    """Search for the greatest `merit` with at most `caps` labels a layer, attempt by attempt.

    `known` [n, issues]: possible packages to start from.
    """
    parts: list[Part] = []
    witnesses: list[Witness | None] = []
    finds = Finds(merit)
    for region in regions:
        prices = best_prices(region, merit, known, finds.worth)
        witnesses.append(prices if isinstance(prices, Witness) else None)
        if isinstance(prices, Prices):
            parts.append(Part(region, prices, float(prices.bounds[0])))
            held = region.holds(prices.gains)
            finds.add(prices.gains[held, : region.parties], prices.packages[held])
            known = prices.packages
    parts.sort(key=lambda part: -part.bound)
    reached: list[Reached] = []
    for cap in caps:
        reached += [
            _attempt(part, finds, cap) for part in parts if part.open and part.bound >= finds.worth
        ]
    return Search(finds, parts, tuple(witnesses), known, tuple(reached))


def _attempt(part: Part, finds: Finds, cap: int) -> Reached:
    """Carry labels through one region, keep what they reach, and lower the region's bound."""
    region, prices, worth = part.region, part.prices, finds.worth
    reached = carry(region, Ask(prices.weights.T, prices.offsets + worth), cap)
    finds.add(reached.gains[:, : region.parties], reached.packages)
    part.bound = min(part.bound, worth + reached.dropped)
    part.open = reached.dropped > -np.inf
    return reached
