"""Bargaining solutions over regions of a diagram: exact, or with a certified gap."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

import numpy as np

from winset.space.diagram.diagram import Packages
from winset.space.diagram.dual import Witness
from winset.space.diagram.merits import Merit
from winset.space.diagram.region import Region
from winset.space.diagram.search import Search, searched
from winset.space.diagram.ties import Listing, listing
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
    `route`: what answered, `diagram` or `milp`; `timed`: the clock cut it off.
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
    route: str = "diagram"
    timed: bool = False

    @property
    def gap(self) -> float:
        """By what share of the bound a better package might still beat the pick; 0 if exact.

        1 where nothing was found but there may be something, or nothing bounds how good.
        """
        if self.status == "gap" and not (np.isfinite(self.value) and np.isfinite(self.bound)):
            return 1.0
        return (self.bound - self.value) / self.bound if self.bound > self.value else 0.0


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
    if not regions:
        return best(regions, Merit(rule, ()), all_ties=all_ties)

    def inside(merit: Merit, met: Packages | None) -> Solved:
        return best(regions, merit, all_ties=all_ties, known=known if met is None else met)

    return by_rule(rule, parties, inside)


def by_rule(rule: str, parties: int, best: Callable[[Merit, Packages | None], Solved]) -> Solved:
    """Return what `rule` picks by `best`, which takes a merit and packages to start from.

    Kalai and Smorodinsky's rule first asks for each party's best gain.
    """
    if rule != "kalai_smorodinsky":
        return best(Merit(rule, (1,) * parties), None)
    own: list[Solved] = []
    met = None
    for unit in np.eye(parties, dtype=np.int64):
        own.append(best(Merit("utilitarian", tuple(map(int, unit))), met))
        met = own[-1].met
    if any(each.merit is None for each in own):
        left = own[-1].status == "gap"
        nothing = own[-1] if own[-1].merit is None else next(x for x in own if x.merit is None)
        return replace(nothing, rule=rule, bound=np.inf if left else -np.inf)
    ideal = tuple(int(each.merit or 0) for each in own)
    found = best(Merit(rule, ideal), met)
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
    search = searched(regions, merit, CAPS, known)
    return replace(_answer(search, all_ties=all_ties), met=search.met)


def _answer(search: Search, *, all_ties: bool) -> Solved:
    finds, witnesses = search.finds, search.witnesses
    rule, points = finds.merit.rule, finds.best()
    still = search.still()
    if not points:
        nothing = np.zeros((0, 0), dtype=np.int64)
        status: Status = "infeasible" if still is None else "gap"
        bound = -np.inf if still is None else still
        return Solved(
            rule, status, None, -np.inf, bound, nothing, nothing.astype(np.int32), None, witnesses
        )
    first = [p for p in points if (sum(p), min(p)) == (sum(points[0]), min(points[0]))]
    found = None
    if still is None:
        hopeful = search.hopeful()
        regions, prices = [s.region for s in hopeful], [s.prices for s in hopeful]
        found = listing(regions, prices, points if all_ties else first)
    if found is None:
        found = Listing(np.array([finds.package(points[0])]), np.array([points[0]]), None)
    count = found.count if all_ties or len(first) == len(points) else None
    value = float(finds.merit.near(found.gains[:1])[0])
    return Solved(
        rule,
        "exact" if still is None else "gap",
        finds.merit.exact(points[0]),
        value,
        value if still is None else max(value, still),
        found.gains,
        found.packages,
        count,
        witnesses,
    )
