"""The rooms a person sits in; for the owner, opening one and seating its first people."""

from __future__ import annotations

from datetime import date as Date

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from winset.room.acts.act import Refused
from winset.room.people.sessions import Session
from winset.room.state.state import ROLES
from winset.room.web.filled import text_of
from winset.room.web.rendering import page
from winset.room.web.services import services_of
from winset.room.web.uploads import case_file
from winset.room.web.views import hosting
from winset.room.web.views.hosting import Opening
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
    hosting.must_own(session.person)
    return page(request, "room_new.html.j2", session=session)


@router.post("/rooms/new")
def open_(request: Request, session: SignedIn, form: OwnForm) -> Response:
    """Open a room from a case file: a delegation for each party, and a mediator's if asked for."""
    hosting.must_own(session.person)
    day = text_of(form, "day")
    how = Opening(
        whose=text_of(form, "whose") or None,
        solo=bool(form.get("solo")),
        mediator=bool(form.get("mediator")),
        day=_day(day) if day else None,
    )
    room = hosting.opened(services_of(request), session.person, case_file(form), how)
    return RedirectResponse(f"/rooms/{room}/seats", 303)


@router.get("/rooms/{room}/seats")
def seats(request: Request, room: str, session: SignedIn) -> Response:
    """Show the owner the delegations of a room, and the seats that are held for people to come."""
    return _seats_page(request, room, session, None)


@router.post("/rooms/{room}/seats")
def invite(request: Request, room: str, session: SignedIn, form: OwnForm) -> Response:
    """Hold a seat for somebody, and show its secret address once."""
    secret = hosting.held(
        services_of(request),
        session.person,
        room,
        name=text_of(form, "name"),
        delegation=text_of(form, "delegation"),
        role=text_of(form, "role"),
        tracks=[track for track in form.getlist("tracks") if isinstance(track, str)],
    )
    return _seats_page(request, room, session, f"/invitation/{secret}")


@router.post("/rooms/{room}/seats/{invitation}/withdraw")
def withdraw(
    request: Request, room: str, invitation: str, session: SignedIn, form: OwnForm
) -> Response:
    """Make an invitation void."""
    del form
    hosting.withdrawn(services_of(request), session.person, room, invitation)
    return RedirectResponse(f"/rooms/{room}/seats", 303)


def _seats_page(request: Request, room: str, session: Session, address: str | None) -> Response:
    services = services_of(request)
    return page(
        request,
        "seats.html.j2",
        session=session,
        state=hosting.hosted(services, session.person, room),
        waiting=hosting.waiting(services, session.person, room),
        roles=ROLES,
        address=address,
    )


def _day(text: str) -> Date:
    try:
        return Date.fromisoformat(text)
    except ValueError:
        raise Refused(f"“{text[:40]}” is no day; write it as 2025-09-15") from None
