"""The zone by enumeration, as the witness of what the diagram says of it."""

from __future__ import annotations

import numpy as np

from winset.case.document import Case
from winset.home.linked.regions import at_home, zone_diagram, zone_regions
from winset.home.rules import Rule, compile_rules
from winset.home.zone import mid_luck, surveyed
from winset.space.compile import compile_case
from winset.space.diagram.region import Region
from winset.space.frontier import efficient
from winset.space.grid import Floats, Ints
from winset.space.packages import blocks
from winset.space.solutions import solve
from winset.space.space import Space
from winset.space.worlds import Worlds, mid

Asked = tuple[Space, tuple[Rule, ...], Worlds, int, Floats]
"""What every question about a zone starts with: its space, rules, and one world with its luck."""

Rows = list[tuple[int, ...]]


def asked(case: Case) -> Asked:
    space = compile_case(case)
    rules = compile_rules([p.ratification for p in case.parties.values()], tuple(case.actors))
    return space, rules, mid(space), 0, mid_luck(rules)[0]


def regions_of(case: Case) -> tuple[Region, ...]:
    space, rules, worlds, world, luck = asked(case)
    home = at_home(space, rules, worlds, world, zone_diagram(space))
    return zone_regions(space, rules, luck, home)


def zone_of(case: Case) -> tuple[Ints, Ints]:
    """Return the zone's packages [issues, n], and what the principals gain at them [parties, n]."""
    space, rules, worlds, world, luck = asked(case)
    everyone = tuple(range(len(space.actors)))
    slices = surveyed(space, rules, worlds, world, luck, blocks(space), everyone)
    parts = [
        (s.block.digits[:, s.zone], s.gains[list(space.principals)][:, s.zone]) for s in slices
    ]
    digits, gains = (np.concatenate(each, axis=1) for each in zip(*parts, strict=True))
    return digits, gains


def solutions_of(case: Case) -> dict[str, tuple[Rows, Rows]]:
    """Return packages and gains that each rule picks in the zone."""
    digits, gains = zone_of(case)
    kept = efficient(gains)
    digits, gains = digits[:, kept], gains[:, kept]
    found = solve(gains, np.arange(gains.shape[1]))
    return {
        each.rule: (rows(digits[:, each.positions].T), rows(gains[:, each.positions].T))
        for each in found
    }


def rows(of: np.ndarray) -> Rows:
    return [tuple(row) for row in of.tolist()]
