"""Seats held in the own delegation, by those who may seat people."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field

from winset.room.acts.act import Id, Line
from winset.room.people.invitations import Invitation
from winset.room.state.state import Role
from winset.room.web.api.bearer import Actor, Reader
from winset.room.web.views import delegation as views

router = APIRouter(tags=["delegation"])

InvitationId = Annotated[str, Path(pattern=r"^i_[0-9a-f]{12}$", description="Its id.")]


class ToSeat(BaseModel):
    """Somebody to come, and as what."""

    model_config = ConfigDict(extra="forbid")

    name: Line
    role: Role
    tracks: list[Id] = Field([], max_length=100, description="For a technical seat; none: all.")


class Held(BaseModel):
    """The secret address of an invitation; it is told this once."""

    address: str = Field(description="The path, from the root of the server.")


@router.get("/rooms/{room}/delegation/invitations")
def invitations(here: Reader) -> list[Invitation]:
    """List the seats held in the own delegation. Needs the right to seat people."""
    return views.waiting(here)


@router.post("/rooms/{room}/delegation/invitations", status_code=201)
def invite(here: Actor, wanted: ToSeat) -> Held:
    """Hold a seat for somebody for two weeks. Needs the right to seat people."""
    return Held(address=f"/invitation/{views.held(here, **wanted.model_dump())}")


@router.delete("/rooms/{room}/delegation/invitations/{invitation}", status_code=204)
def withdraw(here: Actor, invitation: InvitationId) -> None:
    """Make an invitation void. Needs the right to seat people."""
    views.withdrawn(here, invitation)
