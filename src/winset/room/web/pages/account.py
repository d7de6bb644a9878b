"""One's own account: name, password, sessions, tokens."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from winset.case.errors import WinsetError
from winset.room.people import accounts, sessions, tokens
from winset.room.people.accounts import BadAccount
from winset.room.people.attempts import TooManyTries
from winset.room.web.filled import text_of
from winset.room.web.pages.sign_in import begun
from winset.room.web.rendering import NotThere, page
from winset.room.web.services import services_of
from winset.room.web.visitor import OwnForm, SignedIn

router = APIRouter(include_in_schema=False)


@router.get("/account")
def account(request: Request, session: SignedIn) -> Response:
    """Show the account."""
    return _shown(request, session, None, None)


@router.post("/account/password")
def password(request: Request, session: SignedIn, form: OwnForm) -> Response:
    """Change the password; every session but this one's successor ends."""
    services = services_of(request)
    who = session.person
    try:
        sessions.prove(services.store, services.passwords, who, text_of(form, "old"))
        kept = services.passwords.hashed(text_of(form, "new"), handle=who.handle, name=who.name)
    except TooManyTries:
        raise
    except WinsetError as error:
        return _shown(request, session, str(error), None)
    with services.store.changing() as connection:
        accounts.change_password(connection, who, kept)
        agent = request.headers.get("user-agent", "")
        secret = sessions.begin(connection, who, services.now(), agent)
    return begun(services, secret, "/account?saved=password")


@router.post("/account/sessions")
def end_sessions(request: Request, session: SignedIn, form: OwnForm) -> Response:
    """End every other session."""
    del form
    sessions.end_others(services_of(request).store, session)
    return RedirectResponse("/account?saved=sessions", 303)


@router.post("/account/tokens")
def new_token(request: Request, session: SignedIn, form: OwnForm) -> Response:
    """Make a token, and show its secret once."""
    days, room = text_of(form, "days"), text_of(form, "room") or None
    services = services_of(request)
    try:
        secret = tokens.make(
            services.store,
            session.person,
            label=text_of(form, "label"),
            scopes=[str(scope) for scope in form.getlist("scopes")],
            room=room,
            days=int(days) if days.isdecimal() and len(days) < 5 else 0,  # noqa: PLR2004  digits
        )
    except BadAccount as error:
        return _shown(request, session, str(error), None)
    return _shown(request, session, None, secret)


@router.post("/account/tokens/{token}")
def revoke(request: Request, token: str, session: SignedIn, form: OwnForm) -> Response:
    """Make a token void."""
    del form
    if not tokens.revoke(services_of(request).store, session.person, token):
        raise NotThere("you have no such token in force")
    return RedirectResponse("/account?saved=token", 303)


def _shown(
    request: Request, session: sessions.Session, error: str | None, secret: str | None
) -> Response:
    store = services_of(request).store
    return page(
        request,
        "account.html.j2",
        422 if error else 200,
        session=session,
        error=error,
        secret=secret,
        saved=request.query_params.get("saved"),
        others=sessions.others(store, session),
        tokens=tokens.of(store, session.person),
        scopes=tokens.SCOPES,
        rooms={room: title for room, title, _ in store.seats_of(session.person.id)},
    )
