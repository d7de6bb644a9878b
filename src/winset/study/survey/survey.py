"""The survey, by the route that a space calls for."""

from __future__ import annotations

from winset.study.ground import Ground
from winset.study.survey.enumeration import by_enumeration
from winset.study.survey.found import Picks, Survey
from winset.study.survey.structure import by_structure, picked


def survey(ground: Ground) -> Survey:
    """Return the Survey of a case; see `Ground.route`. Raises what its route does."""
    return by_enumeration(ground) if ground.route == "enumeration" else by_structure(ground)


def picks_of(ground: Ground, rule: str) -> Picks:
    """Return what one of `space.solutions.RULES` picks in the zone; raises as `survey`."""
    if ground.route == "enumeration":
        return by_enumeration(ground).picks[rule]
    return picked(ground, rule)
