"""The survey, by the route that a space calls for."""

from __future__ import annotations

from winset.study.ground import Ground
from winset.study.survey.enumeration import by_enumeration
from winset.study.survey.found import Survey
from winset.study.survey.structure import by_structure


def survey(ground: Ground) -> Survey:
    """Return the Survey of a case; see `Ground.route`. Raises what its route does."""
    return by_enumeration(ground) if ground.route == "enumeration" else by_structure(ground)
