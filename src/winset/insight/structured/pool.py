"""The runs of many worlds where no diagram serves: whether one of a few known packages passes.

Programs find good packages in some worlds; all of these are put to everybody in every world. A deal
exists where one passes. Where none does nothing is known, and the best deal never is: no program's
answer is proof. What issues bring alone is exact, since every single move is looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import partial

import numpy as np

from winset.home.linked.milp import best_of_zone, zone_asked
from winset.home.rules import Rule
from winset.insight.runs import Runs, gathered
from winset.insight.structured.changes import changes, count
from winset.insight.structured.deals import Deal, judged
from winset.insight.structured.plan import BUDGET, Measures
from winset.insight.structured.runs import LOOKED_AT
from winset.insight.structured.world import World, row
from winset.space.diagram.diagram import Packages
from winset.space.diagram.merits import Merit
from winset.space.grid import Bools, Floats, Ints
from winset.space.space import Space
from winset.space.workers import in_parts
from winset.space.worlds import Worlds

SEARCHED = 12
"""Worlds in which programs look for packages, for the sum of gains and the least in turn."""

NODES = 50
"""Nodes that each may look at."""


def pool(space: Space, rules: tuple[Rule, ...], worlds: Worlds, luck: Floats) -> Packages:
    """Return packages [n, issues] that pass in some of the first SEARCHED worlds."""
    met: list[tuple[int, ...]] = []
    for world in range(min(SEARCHED, worlds.count)):
        asked = zone_asked(space, rules, worlds, world, luck[world], NODES)
        merit = Merit(("utilitarian", "egalitarian")[world % 2], (1,) * len(space.parties))
        finds = best_of_zone(asked, merit).finds
        met += [finds.package(point) for point in finds.best()]
    found = np.array(met, dtype=np.int32).reshape(-1, len(space.issues))
    return np.unique(found, axis=0)


def run_by_pool(
    space: Space,
    rules: tuple[Rule, ...],
    worlds: Worlds,
    luck: Floats,
    known: Packages,
    *,
    workers: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> Runs:
    """Return what is known of worlds by packages [n, issues]; the same whatever `workers`.

    As many worlds as the budget of plan.py allows, from the first. `zone` and `deal` are 1 or not
    known; `own_worth`, and `pairs` where the budget allows them, are as by any route; all else is
    not known.
    """
    looked_at = len(space.actors) * LOOKED_AT
    most = min(worlds.count, max(1, int(BUDGET / (looked_at * sum(space.offered)))))
    pairs = looked_at * count(space) * most <= BUDGET
    job = partial(_part, space, rules, known, Measures(pairs=pairs))
    parts = in_parts(job, worlds.part(0, most), luck[:most], workers=workers, progress=progress)
    done = list(parts)
    names = [field.name for field in fields(Runs)]
    return Runs(**{n: np.concatenate([getattr(part, n) for part in done]) for n in names})


@dataclass(frozen=True)
class _Known:
    """The `packages` that pass in one world, any of which may stand for a deal."""

    packages: Packages
    rest: Ints

    def deal(self, allowed: list[Bools], spent: Ints) -> Deal:  # noqa: ARG002  as of a search
        package = tuple(self.packages[0].tolist()) if len(self.packages) else None
        return Deal(package, known=False)

    def other(self, allowed: list[Bools]) -> Deal:  # noqa: ARG002  as of a search
        moved = self.packages[(self.packages != self.rest).any(axis=1)]
        package = tuple(moved[0].tolist()) if len(moved) else None
        return Deal(package, known=package is not None)


def _part(
    space: Space,
    rules: tuple[Rule, ...],
    known: Packages,
    measures: Measures,
    worlds: Worlds,
    luck: Floats,
) -> Runs:
    """Return the Runs of a few worlds, in this process."""
    small = changes(space, pairs=measures.pairs)
    digits, rest = known.T.astype(np.int16), np.array(space.rest)
    nothing = np.zeros(len(space.actors), dtype=np.int64)
    rows = []
    for world, mine in enumerate(luck):
        _, zone = judged(space, rules, worlds, world, mine, digits, nothing)
        its = _Known(known[zone], rest)
        asked = World(space, rules, worlds, world, mine, its.deal, its.other, small)
        rows.append(row(asked, measures, ()))
    return gathered(space, rows)
