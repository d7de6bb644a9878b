"""The survey of a space that nobody can enumerate: by its diagram, and a sample for shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from winset.home.linked.deals import SECONDS, zone_deal
from winset.home.linked.regions import at_home, zone_diagram, zone_regions
from winset.home.linked.sizes import Size, gaining_size, win_set_size, zone_size
from winset.home.pivots import pivotal
from winset.home.rules import voters
from winset.home.zone import Slice, judge
from winset.space.conditions import Chosen
from winset.space.diagram.compilation import compile_diagram
from winset.space.diagram.diagram import Diagram, Packages
from winset.space.diagram.region import Region
from winset.space.diagram.solutions import Solved, solve
from winset.space.grid import Bools, Digits, to_points
from winset.space.intervals import wilson
from winset.space.packages import Block, describe, numbered, numbers_of, single_moves
from winset.space.solutions import RULES
from winset.space.values import package_values
from winset.study.ground import Ground
from winset.study.survey.cells import Filling
from winset.study.survey.edge import Edge, edge_of
from winset.study.survey.found import Amount, Decides, Picks, Survey

SAMPLE = 20_000
"""Packages drawn, each as likely as any other, to show shares where packages cannot be counted."""


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
    alone = _alone(ground)
    return Survey(
        possible=every.possible,
        both_gain=_amount(
            gaining_size(few, world, 0), every.possible, np.logical_and.reduce(gains >= 0)
        ),
        zone=_amount(
            _met(zone_size(few, rules, world, 0, luck), moved), every.possible, sample.zone
        ),
        won=tuple(
            _amount(win_set_size(few, rules, world, 0, luck, p), every.possible, sample.won[p])
            for p in range(len(few.parties))
        ),
        **_edge(ground, edge),
        picks={rule: _picks(ground, each) for rule, each in solved.items()},
        cells=filling.cells(sampled=sample.zone.size),
        decides=_decides(ground, sample),
        passable=tuple(alone[k] or _passable(ground, k, moved) for k in range(len(few.issues))),
        alone=alone,
        notes=_notes(ground, edge, solved),
        size=every.arcs,
    )


def _sample(ground: Ground, every: Diagram) -> Slice:
    """Return SAMPLE possible packages and who would take them; none where none is possible."""
    shape = (0, len(ground.space.issues))
    none = np.zeros(shape, dtype=np.int32)
    drawn = every.sample(SAMPLE, ground.seed) if every.possible else none
    return _judged(ground, describe(ground.space, _digits(drawn)))


def _judged(ground: Ground, block: Block) -> Slice:
    """Return the Slice of a block at the middle numbers, all actors."""
    space, world = ground.space, ground.mid
    values = package_values(space, world, 0, block)
    return judge(space, ground.rules, world, 0, ground.mid_luck[0], block, values)


def _digits(packages: Packages) -> Digits:
    """Return packages [n, issues] as the options [issues, n] of a block."""
    digits: Digits = packages.T.astype(np.int16)
    return digits


def zone_along(ground: Ground, diagram: Diagram) -> tuple[Region, ...]:
    """Return the zone along `diagram`, as regions. Raises TooManyCoalitions."""
    few, rules = ground.few, ground.few_rules
    home = at_home(few, rules, ground.few_mid, 0, diagram)
    return zone_regions(few, rules, ground.mid_luck[0], home)


def _met(size: Size, met: Sequence[Packages]) -> Size:
    """Return a size that is at least 1 where some package of the zone was met."""
    return replace(size, low=max(size.low, int(any(len(packages) for packages in met))))


def _amount(size: Size, possible: int, seen: Bools) -> Amount:
    """Return a size as an amount; `seen` [n]: which packages of the sample belong to it."""
    if size.exact:
        return Amount(size.low, size.high, size.low / max(possible, 1))
    count = int(seen.sum())
    return Amount(size.low, size.high, count / seen.size, wilson(count, seen.size))


def _edge(ground: Ground, edge: Edge) -> dict[str, Any]:
    """Return the frontier as the fields of a survey."""
    space = ground.space
    return {
        "efficient": edge.count,
        "frontier": numbers_of(space, _digits(edge.packages)),
        "gains": edge.gains.T,
        "epsilon": edge.epsilon,
    }


def picked(ground: Ground, rule: str) -> Picks:
    """Return what a rule picks in the zone of a space of any size."""
    return _picks(ground, _solved(ground, rule))


def _solved(ground: Ground, rule: str) -> Solved:
    few, rules, luck = ground.few, ground.few_rules, ground.mid_luck[0]
    return zone_deal(few, rules, ground.few_mid, 0, luck, rule, all_ties=True)


def _picks(ground: Ground, found: Solved) -> Picks:
    if not len(found.packages):
        nothing = np.zeros((len(ground.space.parties), 0), dtype=np.int64)
        return Picks(numbered(ground.space, []), nothing, found.gap)
    return Picks(numbers_of(ground.space, _digits(found.packages)), found.gains.T, found.gap)


def _decides(ground: Ground, sample: Slice) -> dict[tuple[int, int], Decides]:
    found = {}
    for p, rule in enumerate(ground.rules):
        for a in voters(rule):
            rows = pivotal(rule, sample.accepted, ground.mid_luck[0], a)
            count = int(rows.sum())
            found[p, a] = Decides(count / max(rows.size, 1), wilson(count, rows.size))
    return found


def _alone(ground: Ground) -> tuple[bool, ...]:
    """Return, by issue, whether some package that moves nothing else would pass."""
    space = ground.space
    singles = _judged(ground, single_moves(space))
    moves = singles.block.digits != np.array(space.rest)[:, None]
    return tuple(bool((singles.zone & moves[k]).any()) for k in range(len(space.issues)))


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
    regions = zone_along(ground, compile_diagram(space, [*lines, at_rest]))
    found = solve(regions, "utilitarian")
    return None if found.status == "gap" and not len(found.packages) else bool(len(found.packages))


def _notes(ground: Ground, edge: Edge, solved: Mapping[str, Solved]) -> tuple[str, ...]:
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
    timed = [rule for rule, each in solved.items() if each.route == "milp"]
    return drawn, listed, *map(_timed, timed)


def _timed(rule: str) -> str:
    return (
        f"The {rule.replace('_', '-')} solution was found by a mixed-integer program that stops "
        f"after {SECONDS:.0f} seconds: on another machine it may be another, within its gap."
    )
