"""The record as one delegation may see it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from winset.room.record.chain import checked
from winset.room.record.events import TABLE
from winset.room.state.fold import visible
from winset.room.web.rendering import page
from winset.room.web.telling import SAYS, told
from winset.room.web.visitor import Here

router = APIRouter(include_in_schema=False)

SHOWN = 50
"""Events on a page."""


@router.get("/rooms/{room}/record")
def record(request: Request, here: Here, before: int = 10**9) -> Response:
    """Show what happened, newest first, and whether the chain holds."""
    events, head = here.services.store.record(here.state.room)
    mine = visible(events, here.seat.delegation)
    shown = [event for event in reversed(mine) if event.seq < before][:SHOWN]
    return page(
        request,
        "record.html.j2",
        here=here,
        tab="Record",
        events=[(event, told(event.act, here.state)) for event in shown],
        older=shown[-1].seq if shown and mine and shown[-1].seq > mine[0].seq else None,
        count=len(events),
        own=len(mine),
        says=SAYS,
        table=TABLE,
        breaks=checked(events, head),
    )
