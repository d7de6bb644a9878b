"""Who is asking through the API: the person of a token, within its scopes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Path, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from winset.room.acts.act import Refused
from winset.room.people.accounts import Person
from winset.room.people.tokens import Scope, Token, bearer
from winset.room.state.state import Seat, State
from winset.room.web.services import Services, services_of

SCHEME = HTTPBearer(auto_error=False, description="A token, made on the account page.")

RoomId = Annotated[str, Path(pattern=r"^r_[0-9a-f]{12}$", description="Id of the room.")]


class NoToken(Refused):
    """No token, or one that is void."""


class OutOfScope(Refused):
    """A token that is not for this."""


@dataclass(frozen=True)
class Caller:
    """A program that calls, and for whom."""

    services: Services
    person: Person
    token: Token


@dataclass(frozen=True)
class RoomCaller:
    """A program that calls about a room, and the seat of the one for whom."""

    caller: Caller
    seat: Seat
    state: State


def scoped(scope: Scope) -> Callable[..., Caller]:
    """Return a dependency: the caller, whose token must carry `scope`."""

    def caller(
        request: Request,
        credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(SCHEME)],
    ) -> Caller:
        services = services_of(request)
        found = None if credentials is None else bearer(services.store, credentials.credentials)
        if found is None:
            raise NoToken("a token is needed, and this is none or it is void: make one on /account")
        person, token = found
        if scope not in token.scopes:
            raise OutOfScope(f"this token is not for that: it lacks the scope `{scope}`")
        return Caller(services, person, token)

    return caller


def in_room(scope: Scope) -> Callable[..., RoomCaller]:
    """Return a dependency: the caller in a room. Raises NoSeat where the person has none."""
    asked = scoped(scope)

    def room_caller(room: RoomId, caller: Caller) -> RoomCaller:
        rooms = caller.services.rooms
        seat = rooms.seat(room, caller.person.id)
        return RoomCaller(caller, seat, rooms.state(room, seat.delegation))

    # the annotation holds a dependency made here, which no name in this module stands for
    room_caller.__annotations__["room"] = RoomId
    room_caller.__annotations__["caller"] = Annotated[Caller, Depends(asked)]
    return room_caller
