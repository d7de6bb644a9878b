"""The small example in the explanation of linked issues at size."""

from __future__ import annotations

import re
from pathlib import Path

from linked_twin import asked, regions_of, rows
from toys import POINTS, linchpin_toy
from winset.case.document import Case
from winset.home.linked.regions import zone_diagram
from winset.home.linked.sizes import win_set_size, zone_size
from winset.space.diagram.frontier import frontier
from winset.space.diagram.solutions import solve
from winset.space.grid import UNITS

PAGE = Path(__file__).parents[3] / "docs" / "explanation" / "linked-issues-at-size.md"


def example() -> Case:
    toy = linchpin_toy()
    either = {"name": "United States", "ratification": {"any": ["US_Exec", "US_Congress"]}}
    us = type(toy.parties["US"]).model_validate(either)
    return toy.model_copy(update={"parties": {**toy.parties, "US": us}})


def test_the_numbers_of_the_example_are_those_that_winset_finds() -> None:
    case = example()
    diagram, regions = zone_diagram(asked(case)[0]), regions_of(case)
    us, cn = (win_set_size(*asked(case), party).low for party in (0, 1))
    zone = zone_size(*asked(case)).low
    edge = ", ".join(map(str, rows(frontier(regions).gains // (POINTS * UNITS))[:-1]))
    last = rows(frontier(regions).gains // (POINTS * UNITS))[-1]
    deal = solve(regions, "nash")
    best = rows(deal.gains // (POINTS * UNITS))[0]
    told = re.sub(r"\s+", " ", PAGE.read_text(encoding="utf-8"))
    for sentence in (
        f"there are {diagram.possible} packages",
        f"has {diagram.arcs} arcs and is {diagram.width} nodes wide",
        f"the union of {len(regions)} regions",
        f"win-set holds {us} packages, the Chinese one {cn}, the zone {zone}",
        f"gain {edge} or {last}",
        f"the deal is {best}: all five issues are settled",
        f"a product of {best[0] * best[1]}",
    ):
        assert sentence in told
    assert (deal.status, deal.tied, rows(deal.packages)) == ("exact", 1, [(1, 1, 1, 1, 1)])
