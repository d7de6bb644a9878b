"""Taking up an invitation: by somebody new, or by somebody signed in."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from winset.room.acts.act import Refused
from winset.room.opening import Owner, take_seat
from winset.room.people import invitations, sessions
from winset.room.people.accounts import BadAccount, Person, applicant, create, find
from winset.room.people.invitations import Invitation
from winset.room.people.passwords import WeakPassword
from winset.room.state.state import Seat
from winset.room.store.store import Pen, stamp
from winset.room.web.filled import text_of
from winset.room.web.pages.sign_in import begun
from winset.room.web.rendering import NotThere, page
from winset.room.web.security.origin import refuse_foreign
from winset.room.web.services import Services, services_of
from winset.room.web.visitor import Form, NotSignedIn, signed_in

router = APIRouter(include_in_schema=False)


@router.get("/invitation/{secret}")
def show(request: Request, secret: str) -> Response:
    """Say what the invitation is to, and ask for a name and a password."""
    services = services_of(request)
    return _shown(request, services, _held(services, secret), secret, None)


@router.post("/invitation/{secret}")
def take_up(request: Request, secret: str, form: Form) -> Response:
    """Seat whoever holds the secret address; it can be taken up once."""
    services = services_of(request)
    given = _held(services, secret)
    session = _session(request)
    refuse_foreign(request, session.csrf if session else None, text_of(form, "csrf"))
    target = f"/rooms/{given.room}/board"
    if session is not None:
        with services.store.writing(given.room) as pen:
            _seated(services, pen, given, session.person)
        return RedirectResponse(target, 303)
    try:
        wanted = applicant(
            services.passwords,
            handle=text_of(form, "handle"),
            name=text_of(form, "name") or given.name,
            password=text_of(form, "password"),
        )
        with services.store.writing(given.room) as pen:
            who = create(pen.connection, wanted, at=services.now())
            _seated(services, pen, given, who)
            agent = request.headers.get("user-agent", "")
            secret_ = sessions.begin(pen.connection, who, services.now(), agent)
    except (BadAccount, WeakPassword) as error:
        return _shown(request, services, given, secret, str(error))
    return begun(services, secret_, target)


def _seated(services: Services, pen: Pen, given: Invitation, who: Person) -> None:
    """Seat somebody and mark the invitation as taken up, both or neither."""
    old = pen.seated(who.id)
    if old is not None and old.role == "principal":
        seats = services.rooms.state(given.room, old.delegation).seats.values()
        others = [one for one in seats if one.role == "principal" and one.person != who.id]
        stays = (old.delegation, old.role) == (given.delegation, given.role)
        if not (others or stays):
            raise Refused(
                "you are the only principal of your delegation, and it keeps at least one; seat "
                "another one first"
            )
    if not invitations.take_up(pen.connection, given):
        raise NotThere("this invitation has been taken up")
    host = find(pen.connection, given.by)
    by = Owner(given.by, host.name if host else given.by)
    member = Seat(who.id, who.name, given.delegation, given.role, given.tracks)
    take_seat(services.rooms, pen, by, member)


def _session(request: Request) -> sessions.Session | None:
    try:
        return signed_in(request)
    except NotSignedIn:
        return None


def _held(services: Services, secret: str) -> Invitation:
    with services.store.reading() as connection:
        given = invitations.held(connection, secret, stamp(services.now()))
    if given is None:
        raise NotThere("this invitation is void: it was taken up, withdrawn, or has run out")
    return given


def _shown(
    request: Request, services: Services, given: Invitation, secret: str, error: str | None
) -> Response:
    state = services.rooms.state(given.room, None)
    return page(
        request,
        "invitation.html.j2",
        422 if error else 200,
        given=given,
        state=state,
        secret=secret,
        session=_session(request),
        error=error,
    )
