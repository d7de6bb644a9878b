"""The addresses of the API; each act of the registry has one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Generic, TypeVar

from fastapi import APIRouter, Body, Depends, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from winset.case.writing import written
from winset.room.acts.act import Act, Refused
from winset.room.acts.registry import ACTS
from winset.room.acts.rights import may
from winset.room.perform import Forbidden
from winset.room.record.chain import Break, checked
from winset.room.record.events import content, sealed
from winset.room.state.fold import visible
from winset.room.state.state import Seat, State
from winset.room.web.api.bearer import Caller, RoomCaller, in_room, scoped

A = TypeVar("A", bound=Act)

PROBLEM: dict[int | str, dict[str, Any]] = {
    code: {
        "description": text,
        "content": {
            "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
        },
    }
    for code, text in {
        400: "The request cannot be read.",
        401: "No token, or a void one.",
        403: "The seat or the token does not carry the right.",
        404: "No such room, or no seat in it.",
        409: "Somebody acted on the same thing first.",
        413: "The request brings too much.",
        422: "Refused, by the form of the act or by the rules of the room; nothing was recorded.",
    }.items()
}

router = APIRouter(prefix="/api/v1", responses=PROBLEM)


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    title: str
    status: int
    detail: str


class RoomLine(BaseModel):
    """A room in which the person sits."""

    id: str
    title: str
    seat: Seat


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


class Doing(BaseModel, Generic[A]):
    """An act to be done: `seen` is the number of the last event that the person knew of."""

    model_config = ConfigDict(extra="forbid")

    act: A
    why: str = Field("", max_length=4000)
    seen: int | None = Field(None, ge=0, le=10**9)


class DoneAct(BaseModel):
    """An act on record."""

    seq: int
    hash: str
    at: str


@router.get("/rooms", tags=["rooms"])
def rooms(caller: Annotated[Caller, Depends(scoped("read"))]) -> list[RoomLine]:
    """List the rooms in which the person sits."""
    seats = caller.services.store.seats_of(caller.person.id)
    return [RoomLine(id=room, title=title, seat=seat) for room, title, seat in seats]


@router.get("/rooms/{room}", tags=["rooms"])
def state(here: Annotated[RoomCaller, Depends(in_room("read"))]) -> State:
    """Return where the room stands, as the person's delegation may see it."""
    return here.state


@router.get("/rooms/{room}/record", tags=["record"])
def record(
    here: Annotated[RoomCaller, Depends(in_room("read"))],
    after: Annotated[int, Query(ge=0, le=10**9)] = 0,
    most: Annotated[int, Query(ge=1, le=1000)] = 200,
) -> list[Recorded]:
    """Return events in order; those of other delegations are sealed."""
    events = here.caller.services.store.events(here.state.room, after, most)
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


@router.get("/rooms/{room}/verdict", tags=["record"])
def verdict(here: Annotated[RoomCaller, Depends(in_room("read"))]) -> Verdict:
    """Check the chain of the record."""
    events, head = here.caller.services.store.record(here.state.room)
    breaks = checked(events, head)
    return Verdict(whole=not breaks, events=len(events), hash=head.hash, breaks=breaks)


@router.get(
    "/rooms/{room}/case",
    tags=["case"],
    response_class=Response,
    responses={200: {"content": {"application/yaml": {"schema": {"type": "string"}}}}},
)
def case(here: Annotated[RoomCaller, Depends(in_room("export"))]) -> Response:
    """Return the delegation's own case as it stands, as a case file."""
    if not may(here.seat.role, "take the case out"):
        raise Forbidden(here.seat, "take the case out")
    found = here.caller.services.rooms.case(here.state, here.seat.delegation)
    if found is None:
        raise Refused("your delegation has no case yet; bring a case file first")
    return Response(written(found), media_type="application/yaml")


def _endpoint(kind: type[Act]) -> Callable[..., DoneAct]:
    def perform(
        here: Annotated[RoomCaller, Depends(in_room("act"))],
        doing: Annotated[Doing[kind], Body()],  # type: ignore[valid-type]
    ) -> DoneAct:
        done = here.caller.services.rooms.perform(
            here.state.room, here.seat.person, doing.act, why=doing.why, seen=doing.seen
        )
        return DoneAct(seq=done.event.seq, hash=done.event.hash, at=done.event.at)

    # the annotations hold a type made here, which no name in this module stands for
    perform.__annotations__ = {
        "here": Annotated[RoomCaller, Depends(in_room("act"))],
        "doing": Annotated[Doing[kind], Body()],  # type: ignore[valid-type]
        "return": DoneAct,
    }
    return perform


for _name, _kind in ACTS.items():
    router.add_api_route(
        f"/rooms/{{room}}/acts/{_name}",
        _endpoint(_kind),
        methods=["POST"],
        status_code=201,
        name=_name,
        tags=["acts"],
        summary=(_kind.__doc__ or "").splitlines()[0],
        description=f"Needs the right to {_kind.right}.",
    )
