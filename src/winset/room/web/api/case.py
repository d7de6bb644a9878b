"""The own case and the delegation's extract of the record, taken out. `acts/case` brings one in."""

from __future__ import annotations

from fastapi import APIRouter, Response

from winset.case.writing import written
from winset.room.acts.act import Refused
from winset.room.archive import exported
from winset.room.web.api.bearer import Exporter

router = APIRouter(tags=["case"])


@router.get(
    "/rooms/{room}/case",
    response_class=Response,
    responses={200: {"content": {"application/yaml": {"schema": {"type": "object"}}}}},
)
def case(here: Exporter) -> Response:
    """Return the own case as it stands, as a case file. Needs the right to take the case out."""
    here.needs("take the case out")
    found = here.case()
    if found is None:
        raise Refused("your delegation has no case yet; bring a case file first")
    return Response(written(found), media_type="application/yaml")


@router.get(
    "/rooms/{room}/extract",
    response_class=Response,
    responses={200: {"content": {"application/x-ndjson": {"schema": {"type": "string"}}}}},
)
def extract(here: Exporter) -> Response:
    """Return the room as one file, what others keep to themselves sealed; it can be verified.

    Needs the right to take the case out.
    """
    here.needs("take the case out")
    body = exported(here.services.store, here.state.room, here.seat.delegation)
    return Response(body, media_type="application/x-ndjson")
