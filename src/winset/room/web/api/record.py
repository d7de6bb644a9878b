"""The record: what happened, as one delegation may see it, and whether the chain holds."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel

from winset.room.record.chain import Break, checked
from winset.room.record.events import content, sealed
from winset.room.state.fold import visible
from winset.room.web.api.bearer import Reader

router = APIRouter(tags=["record"])


class Recorded(BaseModel):
    """An event as the person may see it; sealed, it has no act."""

    seq: int
    hash: str
    digest: str
    at: str | None = None
    act: dict[str, Any] | None = None
    salt: str | None = None


class Verdict(BaseModel):
    """Whether the record of a room is whole."""

    whole: bool
    events: int
    hash: str
    breaks: list[Break]


@router.get("/rooms/{room}/record")
def record(
    here: Reader,
    after: Annotated[int, Query(ge=0, le=10**9)] = 0,
    most: Annotated[int, Query(ge=1, le=1000)] = 200,
) -> list[Recorded]:
    """Return events in order, those after number `after`; those of others are sealed."""
    events = here.services.store.events(here.state.room, after, most)
    mine = {event.seq for event in visible(events, here.seat.delegation)}
    return [
        Recorded(
            seq=event.seq,
            hash=event.hash,
            digest=event.digest,
            at=event.at,
            act=content(event.act),
            salt=event.salt,
        )
        if event.seq in mine
        else Recorded(**{k: v for k, v in vars(sealed(event)).items() if k != "room"})
        for event in events
    ]


@router.get("/rooms/{room}/verdict")
def verdict(here: Reader) -> Verdict:
    """Check the chain of the record."""
    events, head = here.services.store.record(here.state.room)
    breaks = checked(events, head)
    return Verdict(whole=not breaks, events=len(events), hash=head.hash, breaks=breaks)
