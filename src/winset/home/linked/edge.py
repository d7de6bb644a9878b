"""The frontier of a zone by mixed-integer programs: packages of it, and how far any other can lie.

Where no diagram serves. Points are the best packages in a few directions, then those beyond the
corner that the points leave most room at (Wierzbicki 1980), a program each; what the programs prove
bounds every package of the zone, whether or not it was met (corners.py, as nearly.py does with
prices).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from winset.home.linked.milp import Asked, Best, best_of_zone
from winset.space.diagram.corners import OPEN, Corners, Cut
from winset.space.diagram.diagram import Packages
from winset.space.diagram.frontier import Frontier
from winset.space.diagram.merits import Merit
from winset.space.diagram.nearly import directions, efficient_points
from winset.space.grid import Floats, Ints

STEPS = {2: 4, 3: 3}
"""Into how many steps directions are cut, by the number of parties; 2 for more."""

LOOKS = 8
"""Corners that are looked beyond, the one that leaves most room first."""


@dataclass(frozen=True)
class Sought:
    """A frontier within its epsilon; `timed`: the clock cut off a search for it."""

    frontier: Frontier
    timed: bool


def frontier_by_milp(asked: Asked, known: Packages) -> Sought:
    """Return points of the frontier, and within what they are the whole of it.

    `known` [n, issues]: packages that other searches met. Without any point nothing is known, and
    epsilon is what a package could gain at most.
    """
    timed = False
    parties = len(asked.space.principals)
    met = [asked.inside(known)]
    highest = _highest(asked)
    cuts = [_cut(unit, most) for unit, most in zip(np.eye(parties), highest, strict=True)]
    for rates in directions(np.maximum(highest, 1), STEPS.get(parties, 2)):
        found = best_of_zone(asked, Merit("utilitarian", rates), known=known)
        timed |= found.timed
        cuts.append(_cut(np.array(rates, dtype=np.float64), found.bound))
        met.append(_packages(asked, found))
    gains, packages = efficient_points(met)
    if not len(gains):
        return Sought(Frontier(gains, packages, math.ceil(highest.max())), timed)
    corners = Corners(parties, 1)
    for point in gains:
        corners.cover(point)
    for _ in range(LOOKS):
        for cut in cuts:
            corners.bound(0, cut)
        worst = int(corners.excess[:, 0].argmax())
        if corners.excess[worst, 0] < 1:
            break
        corner = corners.places[worst]
        look = _beyond(asked, corner, packages)
        timed |= look.timed
        corners.excess[worst, 0] = min(corners.excess[worst, 0], max(0.0, look.bound))
        new, its = efficient_points([_packages(asked, look)])
        for point in new:
            corners.cover(point)
        gains, packages = efficient_points([(gains, packages), (new, its)])
    for cut in cuts:
        corners.bound(0, cut)
    return Sought(Frontier(gains, packages, math.ceil(corners.epsilon)), timed)


def _highest(asked: Asked) -> Floats:
    """Return what each principal gains at most, in units: by its best options."""
    space, world = asked.space, asked.world
    tables = asked.worlds.contributions[world]
    best = []
    for principal in space.principals:
        table = tables[principal]
        spans = zip(space.offsets, space.offered, strict=False)
        options = sum(int(table[first : first + count].max()) for first, count in spans)
        soft = asked.worlds.soft[world][:, principal]
        own = int(asked.worlds.reservation[world][principal])
        best.append(options + int(soft[soft > 0].sum()) - own)
    return np.array(best, dtype=np.float64)


def _cut(weights: Floats, most: float) -> Cut:
    """Return what a direction says of the gains in the zone, all of which are 0 or more."""
    parties = weights.size
    nowhere = np.full(parties, OPEN)
    return Cut(weights[None], np.array([most]), np.zeros(parties, dtype=np.int64), nowhere)


def _beyond(asked: Asked, corner: Ints, known: Packages) -> Best:
    """Return the packages that exceed a corner the most, on the scales on which it is bounded."""
    bounded = corner > OPEN
    merit = Merit("egalitarian", tuple(map(int, bounded)))
    return best_of_zone(asked, merit, known=known, start=np.where(bounded, corner, 0))


def _packages(asked: Asked, best: Best) -> tuple[Ints, Packages]:
    rows = [best.finds.package(point) for point in best.finds.best()]
    shape = (len(rows), len(asked.space.issues))
    return asked.inside(np.array(rows, dtype=np.int32).reshape(shape))
