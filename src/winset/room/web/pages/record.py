"""The record as one delegation may see it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from fastapi import APIRouter, Request
from fastapi.responses import Response

from winset.room.record.chain import checked
from winset.room.record.events import TABLE, Event
from winset.room.record.reading import read_through
from winset.room.state.fold import visible
from winset.room.store.store import Store, stamp
from winset.room.web.rendering import page
from winset.room.web.telling import SAYS, told
from winset.room.web.visitor import Here

router = APIRouter(include_in_schema=False)

SHOWN = 50
"""Events on a page."""


@router.get("/rooms/{room}/record")
def record(request: Request, here: Here, before: int = 10**9) -> Response:
    """Show what happened, newest first, and whether the chain holds."""
    services, room, delegation = here.services, here.state.room, here.seat.delegation
    at = stamp(services.now())[:16]  # read through once a minute; in between, what was added
    whole = services.readings.get((room, at), lambda: read_through(services.store.events(room)))
    added, head = services.store.record(room, whole.end.seq)
    shown = list(islice(_backwards(services.store, room, delegation, before), SHOWN))
    return page(
        request,
        "record.html.j2",
        here=here,
        tab="Record",
        events=[(event, told(event.act, here.state)) for event in shown],
        older=shown[-1].seq if shown and shown[-1].seq > 1 else None,
        count=whole.count + len(added),
        own=whole.audiences[TABLE] + whole.audiences[delegation] + len(visible(added, delegation)),
        through=at,
        says=SAYS,
        table=TABLE,
        breaks=[*whole.breaks, *checked(added, head, whole.end)],
    )


def _backwards(store: Store, room: str, delegation: str, before: int) -> Iterator[Event]:
    """Yield the events below `before` that a delegation may see, the last one first."""
    while events := store.latest(room, before, SHOWN):
        yield from visible(events, delegation)
        before = events[-1].seq
