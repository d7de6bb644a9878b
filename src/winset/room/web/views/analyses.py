"""Analyses of a delegation: asked for by anybody in it with the right, seen by all of it."""

from __future__ import annotations

from winset.room.analysis.jobs import Job
from winset.room.web.rendering import NotThere
from winset.room.web.sitting import Sitting


def analyses_of(here: Sitting) -> list[Job]:
    """Return the delegation's analyses, newest first."""
    return here.services.jobs.of(here.state.room, here.seat.delegation)


def analysis_of(here: Sitting, name: str) -> Job:
    """Return one analysis. Raises NotThere if the delegation asked for none of that id."""
    found = next((one for one in analyses_of(here) if one.id == name), None)
    if found is None:
        raise NotThere("your delegation has asked for no such analysis")
    return found


def cancelled(here: Sitting, name: str) -> Job:
    """Cancel an analysis and return it; one that has ended stays as it is.

    Raises Forbidden without the right to analyse; NotThere as `analysis_of` does.
    """
    here.needs("analyse")
    analysis_of(here, name)
    here.services.jobs.cancel(here.state, here.seat, name)
    return analysis_of(here, name)
