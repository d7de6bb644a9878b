"""Signing in and out, and the first run."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from winset.case.errors import WinsetError
from winset.room.people import sessions, set_up
from winset.room.people.attempts import SignInRefused, TooManyTries
from winset.room.people.secret import kept
from winset.room.web.acting import safe
from winset.room.web.filled import text_of
from winset.room.web.rendering import page
from winset.room.web.security.origin import refuse_foreign
from winset.room.web.services import Services, services_of
from winset.room.web.visitor import Form, NotSignedIn, OwnForm, SignedIn, signed_in

router = APIRouter(include_in_schema=False)


@router.get("/")
def home() -> Response:
    """Lead to the rooms."""
    return RedirectResponse("/rooms", 303)


@router.get("/sign-in")
def ask(request: Request, next: str = "/rooms") -> Response:  # noqa: A002  the address says next
    """Ask for name and password."""
    services = services_of(request)
    if set_up.needed(services.store):
        return RedirectResponse("/set-up", 303)
    return _sign_in_page(request, services, next, None, "")


@router.post("/sign-in")
def sign_in(request: Request, form: Form) -> Response:
    """Start a session."""
    services = services_of(request)
    refuse_foreign(request, None, None)
    handle, next_ = text_of(form, "handle"), text_of(form, "next")
    try:
        secret = sessions.sign_in(
            services.store,
            services.passwords,
            handle=handle,
            password=text_of(form, "password"),
            address=request.client.host if request.client else "",
            agent=request.headers.get("user-agent", ""),
        )
    except SignInRefused as error:
        answer = _sign_in_page(request, services, next_, str(error), handle)
        answer.status_code = 429 if isinstance(error, TooManyTries) else 403
        if isinstance(error, TooManyTries):
            answer.headers["Retry-After"] = str(error.wait)
        return answer
    _end_former(request, services)
    return begun(services, secret, safe(next_, "/rooms"))


@router.post("/sign-out")
def sign_out(request: Request, session: SignedIn, form: OwnForm) -> Response:
    """End the session."""
    del form
    services = services_of(request)
    sessions.end(services.store, session.secret)
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(
        services.config.cookie, secure=services.config.secure, httponly=True, samesite="lax"
    )
    return answer


@router.get("/set-up")
def set_up_page(request: Request) -> Response:
    """Ask the one who started the server to become its owner."""
    if not set_up.needed(services_of(request).store):
        return RedirectResponse("/sign-in", 303)
    return page(request, "set_up.html.j2", error=None, handle="", name="")


@router.post("/set-up")
def claim(request: Request, form: Form) -> Response:
    """Make the owner, and sign in."""
    services = services_of(request)
    refuse_foreign(request, None, None)
    handle, name = text_of(form, "handle"), text_of(form, "name")
    try:
        owner = set_up.claim(
            services.store,
            services.passwords,
            services.config.code,
            text_of(form, "code"),
            handle=handle,
            name=name,
            password=text_of(form, "password"),
        )
    except WinsetError as error:
        return page(request, "set_up.html.j2", 422, error=str(error), handle=handle, name=name)
    with services.store.changing() as connection:
        agent = request.headers.get("user-agent", "")
        secret = sessions.begin(connection, owner, services.now(), agent)
    return begun(services, secret, "/rooms")


def _end_former(request: Request, services: Services) -> None:
    """End the session that this browser had, if any: nobody is left signed in without knowing."""
    former = request.cookies.get(services.config.cookie)
    if former is not None:
        sessions.end(services.store, kept(former))


def _sign_in_page(
    request: Request, services: Services, next_: str, error: str | None, handle: str
) -> Response:
    try:
        signed_in(request)
    except NotSignedIn:
        return page(
            request,
            "sign_in.html.j2",
            next=safe(next_, "/rooms"),
            error=error,
            handle=handle,
            exercise=services.config.exercise,
        )
    return RedirectResponse(safe(next_, "/rooms"), 303)


def begun(services: Services, secret: str, target: str) -> Response:
    """Return an answer that leads on, with the cookie of a new session."""
    answer = RedirectResponse(target, 303)
    answer.set_cookie(
        services.config.cookie,
        secret,
        max_age=int(sessions.LIFE.total_seconds()),
        secure=services.config.secure,
        httponly=True,
        samesite="lax",
    )
    return answer
