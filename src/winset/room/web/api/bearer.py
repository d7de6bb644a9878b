"""Who is asking through the API: the person of a token, within its scopes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Path, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from winset.room.acts.act import Refused
from winset.room.people.accounts import Person
from winset.room.people.tokens import Scope, Token, bearer
from winset.room.web.services import Services, services_of
from winset.room.web.sitting import Sitting

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


@dataclass(frozen=True, kw_only=True)
class RoomCaller(Sitting):
    """A program that calls about a room, and the seat of the one for whom."""

    caller: Caller


def scoped(scope: Scope) -> Callable[..., Caller]:
    """Return a dependency: the caller, whose token must carry `scope`."""

    def caller(request: Request, credentials: HTTPAuthorizationCredentials | None) -> Caller:
        services = services_of(request)
        found = None if credentials is None else bearer(services.store, credentials.credentials)
        if found is None:
            raise NoToken("a token is needed, and this is none or it is void: make one on /account")
        person, token = found
        if scope not in token.scopes:
            raise OutOfScope(f"this token is not for that: it lacks the scope `{scope}`")
        return Caller(services, person, token)

    # the annotation holds the scope, which the description of the API tells
    asked = Annotated[HTTPAuthorizationCredentials | None, Security(SCHEME, scopes=[scope])]
    caller.__annotations__ |= {"request": Request, "credentials": asked}
    return caller


def in_room(scope: Scope) -> Callable[..., RoomCaller]:
    """Return a dependency: the caller in a room. Raises NoSeat where the person has none."""
    asked = scoped(scope)

    def room_caller(room: RoomId, caller: Caller) -> RoomCaller:
        services = caller.services
        if caller.token.room not in (None, room):
            raise OutOfScope("this token is for another room")
        seat = services.rooms.seat(room, caller.person.id)
        state = services.rooms.state(room, seat.delegation)
        return RoomCaller(services=services, seat=seat, state=state, caller=caller)

    # the annotation holds a dependency made here, which no name in this module stands for
    room_caller.__annotations__["room"] = RoomId
    room_caller.__annotations__["caller"] = Annotated[Caller, Depends(asked)]
    return room_caller


Reader = Annotated[RoomCaller, Depends(in_room("read"))]
Actor = Annotated[RoomCaller, Depends(in_room("act"))]
Asker = Annotated[RoomCaller, Depends(in_room("analyse"))]
Exporter = Annotated[RoomCaller, Depends(in_room("export"))]
"""Who calls about a room, with a token of each scope."""
