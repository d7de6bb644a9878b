"""The own delegation: its members and seats, its case, and what can be taken out of the room."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from winset.case.writing import written
from winset.room.acts.act import Refused
from winset.room.acts.rights import Right, may
from winset.room.acts.values import BringCase
from winset.room.archive import exported
from winset.room.people import invitations
from winset.room.perform import Forbidden
from winset.room.state.state import ROLES
from winset.room.web.filled import seen_of, validated, why_of
from winset.room.web.rendering import page
from winset.room.web.uploads import case_file
from winset.room.web.visitor import Here, OwnForm, Present

router = APIRouter(include_in_schema=False)


@router.get("/rooms/{room}/delegation")
def delegation(request: Request, here: Here) -> Response:
    """Show who sits in the own delegation, and the case that it brought."""
    return _shown(request, here, None)


@router.post("/rooms/{room}/delegation/invitations")
def invite(request: Request, here: Here, form: OwnForm) -> Response:
    """Hold a seat in the own delegation for somebody, and show its secret address once."""
    _needs(here, "seat people")
    role, name = form.get("role"), form.get("name")
    if role not in ROLES or not isinstance(name, str) or not name.strip():
        raise Refused("name the person and the role")
    secret = invitations.invite(
        here.services.store,
        room=here.state.room,
        delegation=here.seat.delegation,
        role=role,
        tracks=tuple(str(t) for t in form.getlist("tracks") if t in here.state.tracks),
        name=name.strip()[:200],
        by=here.session.person.id,
    )
    return _shown(request, here, f"/invitation/{secret}")


@router.post("/rooms/{room}/delegation/invitations/{invitation}/withdraw")
def withdraw(invitation: str, here: Here, form: OwnForm) -> Response:
    """Make an invitation of the own delegation void."""
    del form
    _needs(here, "seat people")
    waiting = invitations.open_ones(here.services.store, here.state.room, here.seat.delegation)
    if any(one.id == invitation for one in waiting):
        invitations.withdraw(here.services.store, invitation, here.seat.delegation)
    return RedirectResponse(f"/rooms/{here.state.room}/delegation", 303)


@router.post("/rooms/{room}/delegation/case")
def bring(here: Here, form: OwnForm) -> Response:
    """Bring a case file, which takes the place of the one before and of the numbers set here."""
    name, text = case_file(form)
    act = validated(BringCase, {"name": name, "text": text})
    done = here.services.rooms.perform(
        here.state.room, here.seat.person, act, why=why_of(form), seen=seen_of(form)
    )
    return RedirectResponse(f"/rooms/{here.state.room}/delegation?saved={done.event.seq}", 303)


@router.get("/rooms/{room}/delegation/case.yaml")
def take_out(here: Here) -> Response:
    """Return the own case as it stands, as a case file."""
    _needs(here, "take the case out")
    case = here.case()
    if case is None:
        raise Refused("your delegation has no case yet; bring a case file first")
    return Response(
        written(case),
        media_type="application/yaml",
        headers={"Content-Disposition": f'attachment; filename="{case.id}.yaml"'},
    )


@router.get("/rooms/{room}/delegation/room.jsonl")
def extract(here: Here) -> Response:
    """Return the room as one file, what other delegations keep to themselves sealed."""
    _needs(here, "take the case out")
    return Response(
        exported(here.services.store, here.state.room, here.seat.delegation),
        media_type="application/jsonl",
        headers={"Content-Disposition": f'attachment; filename="{here.state.room}.jsonl"'},
    )


def _shown(request: Request, here: Present, address: str | None) -> Response:
    """Show the page; the `address` of a new invitation is shown this once."""
    seats = may(here.seat.role, "seat people")
    store, room, mine = here.services.store, here.state.room, here.seat.delegation
    return page(
        request,
        "delegation.html.j2",
        here=here,
        tab="Delegation",
        case=here.case(),
        roles=ROLES,
        waiting=invitations.open_ones(store, room, mine) if seats else [],
        address=address,
    )


def _needs(here: Present, right: Right) -> None:
    if not may(here.seat.role, right):
        raise Forbidden(here.seat, right)
