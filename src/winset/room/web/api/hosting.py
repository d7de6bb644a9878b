"""For the owner of the server: opening a room, and holding seats for people to come."""

from __future__ import annotations

from datetime import date as Date
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from winset.room.people.invitations import Invitation
from winset.room.state.state import Delegation
from winset.room.web.api.bearer import Caller, OutOfScope, RoomId, scoped
from winset.room.web.api.delegation import Held, InvitationId, ToSeat
from winset.room.web.views import hosting
from winset.room.web.views.hosting import Opening

router = APIRouter(tags=["hosting"])

Host = Annotated[Caller, Depends(scoped("host"))]


class ToOpen(BaseModel):
    """A case file from which to open a room."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1, max_length=1_000_000, description="The case file itself.")
    whose: str | None = Field(None, max_length=64, description="Party whose case it is; the first.")
    solo: bool = Field(default=False, strict=True, description="Only that party sits here.")
    mediator: bool = Field(default=False, strict=True, description="Seat a mediator's too.")
    day: Date | None = Field(None, description="Day of an exercise; null: the real date.")


class Opened(BaseModel):
    """A room just opened."""

    id: str
    delegations: list[Delegation]


class ToHold(ToSeat):
    """A seat to be held for somebody, in any delegation."""

    delegation: str = Field(max_length=64)


@router.post("/rooms", status_code=201)
def open_(host: Host, wanted: ToOpen) -> Opened:
    """Open a room from a case file: a delegation for each party."""
    _whole(host, None)
    how = Opening(wanted.whose, wanted.solo, wanted.mediator, wanted.day)
    room = hosting.opened(host.services, host.person, ("the case file", wanted.text), how)
    delegations = hosting.hosted(host.services, host.person, room).delegations
    return Opened(id=room, delegations=list(delegations.values()))


@router.get("/rooms/{room}/invitations")
def invitations(host: Host, room: RoomId) -> list[Invitation]:
    """List the seats held for people who have not come yet."""
    _whole(host, room)
    return hosting.waiting(host.services, host.person, room)


@router.post("/rooms/{room}/invitations", status_code=201)
def invite(host: Host, room: RoomId, wanted: ToHold) -> Held:
    """Hold a seat for somebody for two weeks; whoever first opens the address takes it."""
    _whole(host, room)
    secret = hosting.held(host.services, host.person, room, **wanted.model_dump())
    return Held(address=f"/invitation/{secret}")


@router.delete("/rooms/{room}/invitations/{invitation}", status_code=204)
def withdraw(
    host: Host,
    room: RoomId,
    invitation: InvitationId,
) -> None:
    """Make an invitation void."""
    _whole(host, room)
    hosting.withdrawn(host.services, host.person, room, invitation)


def _whole(host: Caller, room: str | None) -> None:
    """Raise OutOfScope if the token is for one room, and this is not it."""
    if host.token.room not in (None, room):
        raise OutOfScope("this token is for another room")
