"""The deal of a zone of any size: by the diagram, or where that cannot serve by a MILP."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from winset.home.linked.coalitions import TooManyCoalitions
from winset.home.linked.milp import deal_by_milp, zone_asked
from winset.home.linked.regions import at_home, zone_diagram, zone_regions
from winset.home.rules import Rule
from winset.space.diagram.compilation import TooWide
from winset.space.diagram.solutions import Solved, solve
from winset.space.grid import Floats
from winset.space.space import Space
from winset.space.worlds import Worlds


def zone_deal(
    space: Space,
    rules: Sequence[Rule],
    worlds: Worlds,
    world: int,
    luck: Floats,
    rule: str,
    *,
    all_ties: bool = False,
) -> Solved:
    """Return what `rule`, one of `space.solutions.RULES`, picks in the zone of one world.

    `luck` [legislatures] of that world. A ladder of two routes: the diagram, exact in most cases;
    where the linkages are too wide for it, the rules hold in too many ways, or labels leave a gap,
    a mixed-integer program. `Solved.route` says which found the package, `Solved.status` whether it
    is the best for sure; ties are listed by the diagram alone.
    """
    try:
        home = at_home(space, rules, worlds, world, zone_diagram(space))
        regions = zone_regions(space, rules, luck, home)
    except (TooWide, TooManyCoalitions):
        return deal_by_milp(zone_asked(space, rules, worlds, world, luck), rule)
    found = solve(regions, rule, all_ties=all_ties)
    if found.status != "gap":
        return found
    return _better(found, deal_by_milp(zone_asked(space, rules, worlds, world, luck), rule))


def _better(one: Solved, other: Solved) -> Solved:
    """Return the better of two packages within the smaller bound.

    Kalai-Smorodinsky shares are of ideals that each route found for itself, so that its answers do
    not compare: the one with the smaller gap stands.
    """
    if one.rule == "kalai_smorodinsky":
        both = one.merit is not None and other.merit is not None
        return min(one, other, key=lambda each: each.gap if both else each.merit is None)
    pair = [each for each in (one, other) if each.merit is not None]
    best = max(pair, key=lambda each: each.value, default=one)
    return replace(best, bound=max(best.value, min(one.bound, other.bound)))
