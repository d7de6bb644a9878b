"""The survey of a space that nobody can enumerate: by its diagram, and a sample for shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from winset.home.linked.deals import zone_deal
from winset.home.linked.regions import at_home, zone_diagram, zone_regions
from winset.home.linked.sizes import Size, gaining_size, win_set_size, zone_size
from winset.home.zone import Slice
from winset.space.conditions import Chosen
from winset.space.diagram.compilation import TooWide, compile_diagram
from winset.space.diagram.diagram import Diagram, Packages
from winset.space.diagram.region import Region
from winset.space.diagram.solutions import Solved, solve
from winset.space.grid import to_points
from winset.space.packages import numbers_of
from winset.space.solutions import RULES
from winset.study.ground import Ground
from winset.study.survey.cells import Filling
from winset.study.survey.edge import Edge, edge_of
from winset.study.survey.found import Picks, Survey
from winset.study.survey.judged import (
    SAMPLE,
    alone,
    amount,
    decides,
    digits,
    picks,
    sampled,
    timed,
)


def by_structure(ground: Ground) -> Survey:
    """Return the Survey of a space of any size; `possible` is 0 where linkages forbid everything.

    Counts are exact or between certified bounds; shares are then those of a sample. Raises TooWide
    or TooManyCoalitions where linkages or rules are too much for a diagram.
    """
    few, rules, world, luck = ground.few, ground.few_rules, ground.few_mid, ground.mid_luck[0]
    every = compile_diagram(few)
    sample = _sample(ground, every)
    filling = Filling(ground.space, ground.mid)
    filling.add(sample, numbers_of(few, sample.block.digits))
    gains = sample.gains[list(ground.space.principals)]
    regions = zone_along(ground, zone_diagram(few))
    solved = {rule: _solved(ground, rule) for rule in RULES}
    edge = edge_of(ground, regions)
    moved = [edge.packages, *(each.packages for each in solved.values())]
    single = alone(ground)
    return Survey(
        possible=every.possible,
        both_gain=amount(
            gaining_size(few, world, 0), np.logical_and.reduce(gains >= 0), every.possible
        ),
        zone=amount(
            _met(zone_size(few, rules, world, 0, luck), moved), sample.zone, every.possible
        ),
        won=tuple(
            amount(_won(ground, p, every.possible), sample.won[p], every.possible)
            for p in range(len(few.parties))
        ),
        **_edge(ground, edge),
        picks={rule: picks(ground, each) for rule, each in solved.items()},
        cells=filling.cells(sampled=sample.zone.size),
        decides=decides(ground, sample),
        passable=tuple(single[k] or _passable(ground, k, moved) for k in range(len(few.issues))),
        alone=single,
        notes=(*_notes(ground, edge), *timed(solved)),
        size=every.arcs,
    )


def _sample(ground: Ground, every: Diagram) -> Slice:
    """Return SAMPLE possible packages and who would take them; none where none is possible."""
    shape = (0, len(ground.space.issues))
    none = np.zeros(shape, dtype=np.int32)
    drawn = (
        every.sample(SAMPLE, np.random.default_rng([ground.seed, 3])) if every.possible else none
    )
    return sampled(ground, drawn)


def zone_along(ground: Ground, diagram: Diagram) -> tuple[Region, ...]:
    """Return the zone along `diagram`, as regions. Raises TooManyCoalitions."""
    few, rules = ground.few, ground.few_rules
    home = at_home(few, rules, ground.few_mid, 0, diagram)
    return zone_regions(few, rules, ground.mid_luck[0], home)


def _met(size: Size, met: Sequence[Packages]) -> Size:
    """Return a size that is at least 1 where some package of the zone was met."""
    return replace(size, low=max(size.low, int(any(len(packages) for packages in met))))


def _won(ground: Ground, party: int, possible: int) -> Size:
    """Return the size of a win-set: from none to all where it is too wide for a diagram.

    It may be where the zone is not: what only others' red lines forbid is still possible.
    """
    luck = ground.mid_luck[0]
    try:
        return win_set_size(ground.few, ground.few_rules, ground.few_mid, 0, luck, party)
    except TooWide:
        return Size(0, possible, possible)


def _edge(ground: Ground, edge: Edge) -> dict[str, Any]:
    """Return the frontier as the fields of a survey."""
    space = ground.space
    return {
        "efficient": edge.count,
        "frontier": numbers_of(space, digits(edge.packages)),
        "gains": edge.gains.T,
        "epsilon": edge.epsilon,
    }


def picked(ground: Ground, rule: str) -> Picks:
    """Return what a rule picks in the zone of a space of any size."""
    return picks(ground, _solved(ground, rule))


def _solved(ground: Ground, rule: str) -> Solved:
    few, rules, luck = ground.few, ground.few_rules, ground.mid_luck[0]
    return zone_deal(few, rules, ground.few_mid, 0, luck, rule, all_ties=True)


def _passable(ground: Ground, issue: int, met: Sequence[Packages]) -> bool | None:
    """Return whether some package of the zone moves an issue; None where that is not settled.

    `met`: packages of the zone that other searches met; only if none of them moves it is there a
    search of its own, among the packages that do.
    """
    space = ground.few
    if any((packages[:, issue] != space.rest[issue]).any() for packages in met if len(packages)):
        return True
    at_rest = Chosen(issue, tuple(o == space.rest[issue] for o in range(len(space.options[issue]))))
    lines = [test for party in space.red_lines for _, test in party]
    try:
        regions = zone_along(ground, compile_diagram(space, [*lines, at_rest]))
    except TooWide:
        return None
    found = solve(regions, "utilitarian")
    return None if found.status == "gap" and not len(found.packages) else bool(len(found.packages))


def _notes(ground: Ground, edge: Edge) -> tuple[str, ...]:
    drawn = (
        "Where packages could not be counted their share is that of a sample; so are the deal map "
        f"and whose consent decides: {SAMPLE:,} packages, each as likely as any other, drawn with "
        f"seed {ground.seed}."
    )
    listed = (
        "The frontier is not complete: every efficient package is within "
        f"{to_points(edge.epsilon):.2g} points, for each side, of one that is listed."
        if edge.epsilon
        else "The frontier lists one package for each of its points."
    )
    return drawn, listed
