"""The survey, by the route that a space calls for."""

from __future__ import annotations

from winset.home.linked.regions import zone_diagram
from winset.study.ground import Ground
from winset.study.survey.edge import Edge, edge_of
from winset.study.survey.enumeration import by_enumeration
from winset.study.survey.found import LISTED, Picks, Survey
from winset.study.survey.programme import by_programme, edge_by_programme, picked_by_programme
from winset.study.survey.structure import by_structure, picked, zone_along


def survey(ground: Ground) -> Survey:
    """Return the Survey of a case; see `Ground.route`. Raises what its route does."""
    match ground.route:
        case "enumeration":
            return by_enumeration(ground)
        case "structure":
            return by_structure(ground)
        case _:
            return by_programme(ground)


def picks_of(ground: Ground, rule: str) -> Picks:
    """Return what one of `space.solutions.RULES` picks in the zone; raises as `survey`."""
    match ground.route:
        case "enumeration":
            return by_enumeration(ground).picks[rule]
        case "structure":
            return picked(ground, rule)
        case _:
            return picked_by_programme(ground, rule)


def frontier_of(ground: Ground, most: int = LISTED) -> Edge:
    """Return the frontier without looking at all packages, up to `most` of its points listed."""
    if ground.route == "programme":
        return edge_by_programme(ground, most)
    return edge_of(ground, zone_along(ground, zone_diagram(ground.few)), most)
