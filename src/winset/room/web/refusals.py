"""What is answered to what goes wrong: a page to a browser, a problem to a program."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from sqlalchemy.exc import DataError
from starlette.exceptions import HTTPException
from starlette.routing import Match

from winset.case.errors import WinsetError
from winset.room.acts.act import Refused
from winset.room.people import set_up as first_run
from winset.room.people.attempts import TooManyTries
from winset.room.perform import Forbidden, NoSeat, Overtaken
from winset.room.web import acting
from winset.room.web.api.bearer import NoToken, OutOfScope
from winset.room.web.api.problems import MEDIA
from winset.room.web.rendering import NotThere, page
from winset.room.web.security.origin import Foreign
from winset.room.web.visitor import NotSignedIn

API = "/api/"

STATUS: tuple[tuple[type[Exception], int], ...] = (
    (NoToken, 401),
    (OutOfScope, 403),
    (NoSeat, 404),
    (NotThere, 404),
    (Forbidden, 403),
    (Foreign, 403),
    (Overtaken, 409),
    (TooManyTries, 429),
    (Refused, 422),
    (WinsetError, 422),
)
"""The status of each kind of refusal; the first that fits."""

TITLES = {
    400: "This request cannot be read",
    401: "Sign in first",
    403: "Not for your seat",
    404: "Nothing here",
    405: "Not like this",
    409: "Somebody was first",
    413: "Too much at once",
    414: "Too much at once",
    422: "Not recorded",
    429: "Too many tries",
    431: "Too much at once",
    500: "A fault of ours",
}

PLAIN = {
    404: "there is nothing at this address",
    405: "this address does not take that kind of request",
    500: "something went wrong in the server; nothing was recorded. Its log says what",
}

LOG = logging.getLogger("winset.room")


def install(app: FastAPI) -> None:
    """Let `app` answer every refusal in its own words."""
    app.add_exception_handler(WinsetError, _refused)
    app.add_exception_handler(DataError, _unstorable)
    app.add_exception_handler(NotSignedIn, _not_signed_in)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(HTTPException, _http)


def refusal(
    request: Request, status: int, text: str, headers: dict[str, str] | None = None
) -> Response:
    """Return the answer that says no, and why."""
    title = TITLES.get(status, "This cannot be done")
    if request.url.path.startswith(API):
        if status == 401:  # noqa: PLR2004  RFC 9110 asks for a challenge
            headers = {"WWW-Authenticate": "Bearer", **(headers or {})}
        content = {"title": title, "status": status, "detail": text}
        return JSONResponse(content, status, headers, media_type=MEDIA)
    back = request.headers.get("referer", "")
    own = f"{request.url.scheme}://{request.headers.get('host', '')}"
    answer = page(
        request,
        "message.html.j2",
        status,
        title=title,
        text=text,
        back=acting.safe(back.removeprefix(own) if back.startswith(own) else "", "/rooms"),
    )
    answer.headers.update(headers or {})
    return answer


def fault(request: Request, error: Exception) -> Response:
    """Return the answer to a fault of ours; what it was goes to the log, and only there."""
    LOG.error("%s %s", request.method, request.url.path, exc_info=error)
    return refusal(request, 500, PLAIN[500])


def _refused(request: Request, error: Exception) -> Response:
    status = next(code for kind, code in STATUS if isinstance(error, kind))
    headers = {"Retry-After": str(error.wait)} if isinstance(error, TooManyTries) else None
    return refusal(request, status, str(error), headers)


def _not_signed_in(request: Request, error: Exception) -> Response:
    if first_run.needed(request.app.state.services.store):
        return RedirectResponse("/set-up", 303)
    if request.method not in ("GET", "HEAD"):
        said = "nobody is signed in here, or the session has run out. Nothing was recorded"
        return refusal(request, 401, said)
    next_ = error.next_ if isinstance(error, NotSignedIn) else "/rooms"
    return RedirectResponse(f"/sign-in?next={next_}", 303)


def _unreadable(request: Request, error: Exception) -> Response:
    problems = error.errors() if isinstance(error, RequestValidationError) else []
    body = any(problem["loc"][:1] == ("body",) for problem in problems)
    said = "; ".join(
        f"{'.'.join(str(part) for part in problem['loc'])}: {problem['msg']}"
        for problem in problems[:3]
    )
    return refusal(request, 422 if body else 400, f"{said}. Nothing was recorded")


def _http(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        return fault(request, error)
    own = PLAIN.get(error.status_code, "this request cannot be read")
    text = error.detail if error.status_code == 413 else own  # noqa: PLR2004  ours, see limits.py
    headers = dict(error.headers or {})
    if error.status_code == 405:  # noqa: PLR2004  RFC 9110 asks for all methods; Starlette names one
        headers["Allow"] = ", ".join(_taken(request))
    return refusal(request, error.status_code, text, headers)


def _taken(request: Request) -> list[str]:
    """Return the methods that the address of a request takes."""
    return [
        method
        for method in ("DELETE", "GET", "POST")
        if any(
            route.matches({**request.scope, "method": method})[0] is Match.FULL
            for route in request.app.routes
        )
    ]


def _unstorable(request: Request, error: Exception) -> Response:
    """Refuse what a database cannot take or look for, as a NUL in a text."""
    del error
    return refusal(request, 422, "this holds a character or a length that cannot be kept")
