"""Analyses in the background: asked for, watched, cancelled."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field

from winset.room.analysis.jobs import MOST_WORLDS, Job
from winset.room.web.api.bearer import Asker, Reader
from winset.room.web.views import analyses as views

router = APIRouter(tags=["analyses"])

JobId = Annotated[str, Path(pattern=r"^j_[0-9a-f]{12}$", description="Id of the analysis.")]


class Wanted(BaseModel):
    """An analysis of the own case as it stands."""

    model_config = ConfigDict(extra="forbid", strict=True)

    worlds: int = Field(1000, ge=1, le=MOST_WORLDS, description="Draws of the uncertain numbers.")
    seed: int = Field(1, ge=0, lt=2**31)


@router.get("/rooms/{room}/analyses")
def analyses(here: Reader) -> list[Job]:
    """List the delegation's analyses, newest first, with how far each is."""
    return views.analyses_of(here)


@router.post("/rooms/{room}/analyses", status_code=201)
def ask(here: Asker, wanted: Wanted) -> Job:
    """Ask for an analysis; done, it is a frozen study. Needs the right to analyse."""
    jobs = here.services.jobs
    name = jobs.ask(here.state, here.seat, here.case(), wanted.worlds, wanted.seed)
    return views.analysis_of(here, name)


@router.get("/rooms/{room}/analyses/{job}")
def analysis(here: Reader, job: JobId) -> Job:
    """Return one analysis: `done` of `total` steps, and its `document` when it is frozen."""
    return views.analysis_of(here, job)


@router.delete("/rooms/{room}/analyses/{job}")
def cancel(here: Asker, job: JobId) -> Job:
    """Cancel an analysis that waits or runs; one that has ended stays as it is."""
    return views.cancelled(here, job)
