"""The own delegation: its members and seats, its case, and what can be taken out of the room."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from winset.case.writing import written
from winset.room.acts.rights import may
from winset.room.acts.values import BringCase
from winset.room.state.state import ROLES
from winset.room.web.filled import seen_of, text_of, validated, why_of
from winset.room.web.rendering import page
from winset.room.web.uploads import case_file
from winset.room.web.views import delegation as views
from winset.room.web.visitor import Here, OwnForm, Present

router = APIRouter(include_in_schema=False)


@router.get("/rooms/{room}/delegation")
def delegation(request: Request, here: Here) -> Response:
    """Show who sits in the own delegation, and the case that it brought."""
    return _shown(request, here, None)


@router.post("/rooms/{room}/delegation/invitations")
def invite(request: Request, here: Here, form: OwnForm) -> Response:
    """Hold a seat in the own delegation for somebody, and show its secret address once."""
    secret = views.held(
        here,
        name=text_of(form, "name"),
        role=text_of(form, "role"),
        tracks=[track for track in form.getlist("tracks") if isinstance(track, str)],
    )
    return _shown(request, here, f"/invitation/{secret}")


@router.post("/rooms/{room}/delegation/invitations/{invitation}/withdraw")
def withdraw(invitation: str, here: Here, form: OwnForm) -> Response:
    """Make an invitation of the own delegation void."""
    del form
    views.withdrawn(here, invitation)
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
    case = views.own_case_of(here)
    return Response(
        written(case),
        media_type="application/yaml",
        headers={"Content-Disposition": f'attachment; filename="{case.id}.yaml"'},
    )


@router.get("/rooms/{room}/delegation/room.jsonl")
def extract(here: Here) -> Response:
    """Return the room as one file, what other delegations keep to themselves sealed."""
    return Response(
        views.extract_of(here),
        media_type="application/jsonl",
        headers={"Content-Disposition": f'attachment; filename="{here.state.room}.jsonl"'},
    )


def _shown(request: Request, here: Present, address: str | None) -> Response:
    """Show the page; the `address` of a new invitation is shown this once."""
    return page(
        request,
        "delegation.html.j2",
        here=here,
        tab="Delegation",
        case=here.case(),
        roles=ROLES,
        waiting=views.waiting(here) if may(here.seat.role, "seat people") else [],
        address=address,
    )
