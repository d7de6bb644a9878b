"""The rooms a person sits in; for the owner, opening one and seating its first people."""

from __future__ import annotations

from datetime import date as Date
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from winset.room.acts.act import Refused
from winset.room.acts.values import read_case
from winset.room.opening import Owner, Place, open_room
from winset.room.people import invitations
from winset.room.state.state import ROLES
from winset.room.web.rendering import NotThere, page
from winset.room.web.services import Services, services_of
from winset.room.web.uploads import case_file
from winset.room.web.visitor import OwnForm, SignedIn

router = APIRouter(include_in_schema=False)


@router.get("/rooms")
def rooms(request: Request, session: SignedIn) -> Response:
    """List the rooms, and what waits in each."""
    services = services_of(request)
    lines = []
    for room, title, seat in services.store.seats_of(session.person.id):
        state = services.rooms.state(room, seat.delegation)
        lines.append({"id": room, "title": title, "seat": seat, "state": state})
    owned = services.store.rooms() if session.person.owner else []
    return page(request, "rooms.html.j2", session=session, lines=lines, owned=owned)


@router.get("/rooms/new")
def new(request: Request, session: SignedIn) -> Response:
    """Ask the owner for a case file."""
    _owner(session)
    return page(request, "room_new.html.j2", session=session)


@router.post("/rooms/new")
def open_(request: Request, session: SignedIn, form: OwnForm) -> Response:
    """Open a room from a case file: a delegation for each party, and a mediator's if asked for."""
    services = services_of(request)
    _owner(session)
    name, text = case_file(form)
    case = read_case(name, text)
    places = [
        Place(party_id.lower(), f"{party.short or party.name} delegation", party_id)
        for party_id, party in case.parties.items()
        if form.get("solo") is None or party_id == form.get("whose")
    ]
    if form.get("mediator"):
        places.append(Place("mediator", "Mediator", None))
    whose = form.get("whose") or next(iter(case.parties))
    if whose not in case.parties:
        raise Refused(f"whose case is it? parties: {', '.join(case.parties)}")
    day = form.get("day")
    room = open_room(
        services.rooms,
        Owner(session.person.id, session.person.name),
        text,
        places,
        case_of=str(whose).lower(),
        day=_day(day) if isinstance(day, str) and day else None,
    )
    return RedirectResponse(f"/rooms/{room}/seats", 303)


@router.get("/rooms/{room}/seats")
def seats(request: Request, room: str, session: SignedIn) -> Response:
    """Show the owner the delegations of a room, and the seats that are held for people to come."""
    services = services_of(request)
    _owner(session)
    return _seats_page(request, services, room, session, None)


@router.post("/rooms/{room}/seats")
def invite(request: Request, room: str, session: SignedIn, form: OwnForm) -> Response:
    """Hold a seat for somebody, and show its secret address once."""
    services = services_of(request)
    _owner(session)
    role, delegation, name = form.get("role"), form.get("delegation"), form.get("name")
    state = services.rooms.state(room, None)
    if role not in ROLES or delegation not in state.delegations or not name:
        raise Refused("name the person, the delegation and the role")
    secret = invitations.invite(
        services.store,
        room=room,
        delegation=str(delegation),
        role=role,
        tracks=tuple(str(t) for t in form.getlist("tracks") if t in state.tracks),
        name=str(name)[:200],
        by=session.person.id,
    )
    return _seats_page(request, services, room, session, f"/invitation/{secret}")


def _seats_page(
    request: Request, services: Services, room: str, session: Any, address: str | None
) -> Response:
    if room not in dict(services.store.rooms()):
        raise NotThere("there is no such room")
    return page(
        request,
        "seats.html.j2",
        session=session,
        state=services.rooms.state(room, None),
        waiting=invitations.open_ones(services.store, room, None),
        roles=ROLES,
        address=address,
    )


def _owner(session: Any) -> None:
    if not session.person.owner:
        raise NotThere("there is nothing at this address")


def _day(text: str) -> Date:
    try:
        return Date.fromisoformat(text)
    except ValueError:
        raise Refused(f"“{text[:40]}” is no day; write it as 2025-09-15") from None
