"""Who is asking: the person signed in, and the seat in a room."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, Request
from starlette.datastructures import FormData

from winset.room.people.sessions import Session, session_of
from winset.room.web.security.origin import refuse_foreign
from winset.room.web.services import services_of
from winset.room.web.sitting import Sitting


class NotSignedIn(Exception):  # noqa: N818  who asks is unknown
    """A page that needs a sign-in; `next_` is where to go after it."""

    def __init__(self, request: Request) -> None:
        super().__init__("sign in first")
        path = request.url.path if request.method == "GET" else "/rooms"
        self.next_ = quote(path, safe="/")


@dataclass(frozen=True, kw_only=True)
class Present(Sitting):
    """A person in a room, in a browser."""

    session: Session


def signed_in(request: Request) -> Session:
    """Return the session of a request. Raises NotSignedIn."""
    services = services_of(request)
    secret = request.cookies.get(services.config.cookie)
    session = None if secret is None else session_of(services.store, secret)
    if session is None:
        raise NotSignedIn(request)
    return session


SignedIn = Annotated[Session, Depends(signed_in)]


async def form_of(request: Request) -> AsyncIterator[FormData]:
    """Yield the form that a request brought; files in it are closed at the end."""
    async with request.form(max_files=1, max_fields=5000) as form:
        yield form


Form = Annotated[FormData, Depends(form_of)]


def own_form(request: Request, session: SignedIn, form: Form) -> FormData:
    """Return a form that came from a page of this session. Raises Foreign."""
    token = form.get("csrf")
    header = request.headers.get("x-csrf-token")
    refuse_foreign(request, session.csrf, token if isinstance(token, str) else header)
    return form


OwnForm = Annotated[FormData, Depends(own_form)]


def present(request: Request, room: str, session: SignedIn) -> Present:
    """Return who is asking, in which room. Raises NotSignedIn, or NoSeat."""
    services = services_of(request)
    seat = services.rooms.seat(room, session.person.id)
    state = services.rooms.state(room, seat.delegation)
    return Present(services=services, session=session, seat=seat, state=state)


Here = Annotated[Present, Depends(present)]
