"""Frozen studies: analyses kept with the hash of the record they were made from."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Response

from winset.room.state.state import Frozen
from winset.room.web.api.bearer import Exporter, Reader
from winset.room.web.views.studies import body_of, report_of
from winset.study.document import Study

router = APIRouter(tags=["studies"])

Sha256 = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of the study.")]


@router.get("/rooms/{room}/studies")
def studies(here: Reader) -> list[Frozen]:
    """List the studies that the delegation froze, oldest first."""
    return list(here.state.studies)


@router.get("/rooms/{room}/studies/{document}", response_model=Study)
def study(here: Exporter, document: Sha256) -> Response:
    """Return a frozen study, byte for byte as it was kept."""
    return Response(body_of(here, document), media_type="application/json")


@router.get(
    "/rooms/{room}/studies/{document}/report",
    response_class=Response,
    responses={200: {"content": {"text/html": {"schema": {"type": "string"}}}}},
)
def report(here: Exporter, document: Sha256) -> Response:
    """Return a frozen study as one HTML page that needs nothing else."""
    return report_of(here, document)
