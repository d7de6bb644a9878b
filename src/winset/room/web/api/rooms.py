"""Rooms: those in which the person sits, and where one stands."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from winset.room.state.state import Seat, State
from winset.room.web.api.bearer import Caller, Reader, scoped

router = APIRouter(tags=["rooms"])


class RoomLine(BaseModel):
    """A room in which the person sits."""

    id: str
    title: str
    seat: Seat


@router.get("/rooms")
def rooms(caller: Annotated[Caller, Depends(scoped("read"))]) -> list[RoomLine]:
    """List the rooms in which the person sits, and to which the token reaches."""
    seats = caller.services.store.seats_of(caller.person.id)
    return [
        RoomLine(id=room, title=title, seat=seat)
        for room, title, seat in seats
        if caller.token.room in (None, room)
    ]


@router.get("/rooms/{room}")
def state(here: Reader) -> State:
    """Return where the room stands, as the person's delegation may see it."""
    return here.state
