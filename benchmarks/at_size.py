"""Cases that nobody can enumerate, with linkages and ratifiers: searches, and a whole analysis."""

from __future__ import annotations

from time import perf_counter, process_time

from linked import linked

from winset.case.document import Case
from winset.home.linked.regions import at_home, zone_diagram, zone_regions
from winset.space.diagram.frontier import frontier
from winset.space.diagram.region import Region
from winset.space.diagram.solutions import solve
from winset.study.analyse import analyse
from winset.study.ground import Ground, lay

Answer = dict[str, float]


def linkages() -> Answer:
    """Diagram, frontier and Nash deal of 20 issues of 10 options with 10 linkages, no ratifier."""
    ground = _ground(linked(20, 10, 0, 0, 10))
    _warm()
    start = process_time()
    regions = _regions(ground)
    edge, deal = frontier(regions), solve(regions, "nash")
    return {
        "seconds": process_time() - start,
        "count": len(edge.gains),
        "gap": deal.gap + edge.epsilon,
    }


def ratified() -> Answer:
    """The Nash deal of 20 issues of 10 options, 10 linkages, and 3 of 5 ratifiers on each side."""
    ground = _ground(linked(20, 10, 10, 3, 10))
    _warm()
    start = process_time()
    deal = solve(_regions(ground), "nash")
    return {"seconds": process_time() - start, "count": 1, "gap": deal.gap}


def whole(issues: int, options: int, linkages: int) -> Answer:
    """A whole study: two sides, six ratifiers."""
    case = linked(issues, options, 6, 2, linkages)
    start = perf_counter()
    study = analyse(case)
    return {
        "seconds": perf_counter() - start,
        "count": study.provenance.worlds,
        "gap": max(study.solutions.gaps.values(), default=0.0),
        "edge": study.frontier_gap,
    }


def _ground(case: Case) -> Ground:
    return lay(case, as_of=case.as_of, worlds=1, seed=1)


def _warm() -> None:
    """Load what a first search loads, on a case of no size."""
    regions = _regions(_ground(linked(3, 2, 2, 1, 1)))
    frontier(regions)
    solve(regions, "nash")


def _regions(ground: Ground) -> tuple[Region, ...]:
    few, rules = ground.few, ground.few_rules
    home = at_home(few, rules, ground.few_mid, 0, zone_diagram(few))
    return zone_regions(few, rules, ground.mid_luck[0], home)
