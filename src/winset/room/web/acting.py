"""Every act of the registry, by the forms of pages."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import RedirectResponse, Response

from winset.room.acts.registry import ACTS
from winset.room.web.filled import act_of, seen_of, why_of
from winset.room.web.rendering import NotThere
from winset.room.web.visitor import OwnForm, Present, present

router = APIRouter(include_in_schema=False)


@router.post("/rooms/{room}/acts/{name}")
def act(
    name: str,
    here: Annotated[Present, Depends(present)],
    form: OwnForm,
) -> Response:
    """Perform an act and go back to the page it came from."""
    kind = ACTS.get(name)
    if kind is None:
        raise NotThere(f"there is no act `{name}`")
    rooms, room = here.services.rooms, here.state.room
    done = rooms.perform(
        room, here.seat.person, act_of(kind, form), why=why_of(form), seen=seen_of(form)
    )
    back = form.get("back")
    target = safe(back if isinstance(back, str) else "", f"/rooms/{room}/board")
    mark = "&" if "?" in target else "?"
    path, hash_, place = target.partition("#")
    return RedirectResponse(f"{path}{mark}saved={done.event.seq}{hash_}{place}", 303)


def safe(address: str, otherwise: str) -> str:
    """Return an address to go on to if it is one of ours, else `otherwise`."""
    plain = address.isascii() and address.isprintable() and "\\" not in address
    ours = plain and address.startswith("/") and not address.startswith("//")
    return address if ours else otherwise
