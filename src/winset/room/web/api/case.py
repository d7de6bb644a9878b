"""The own case and the delegation's extract of the record, taken out. `acts/case` brings one in."""

from __future__ import annotations

from fastapi import APIRouter, Response

from winset.case.writing import written
from winset.room.web.api.bearer import Exporter
from winset.room.web.views.delegation import extract_of, own_case_of

router = APIRouter(tags=["case"])


@router.get(
    "/rooms/{room}/case",
    response_class=Response,
    responses={200: {"content": {"application/yaml": {"schema": {"type": "object"}}}}},
)
def case(here: Exporter) -> Response:
    """Return the own case as it stands, as a case file. Needs the right to take the case out."""
    return Response(written(own_case_of(here)), media_type="application/yaml")


@router.get(
    "/rooms/{room}/extract",
    response_class=Response,
    responses={200: {"content": {"application/jsonl": {"schema": {"type": "string"}}}}},
)
def extract(here: Exporter) -> Response:
    """Return the room as one file, what others keep to themselves sealed; it can be verified.

    Needs the right to take the case out.
    """
    return Response(extract_of(here), media_type="application/jsonl")
