"""The application: every page and every answer to what goes wrong."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from winset import __version__
from winset.case.errors import WinsetError
from winset.room.acts.act import Refused
from winset.room.people import set_up as first_run
from winset.room.perform import Forbidden, NoSeat, Overtaken
from winset.room.web import acting, static_files
from winset.room.web.api import routes as api
from winset.room.web.api.bearer import NoToken, OutOfScope
from winset.room.web.pages import ROUTERS
from winset.room.web.rendering import NotThere, page
from winset.room.web.security.headers import SafeHeaders
from winset.room.web.security.limits import Limits
from winset.room.web.security.origin import Foreign
from winset.room.web.services import Services
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
    (Refused, 422),
    (WinsetError, 422),
)
"""The status of each kind of refusal; the first that fits."""

TITLES = {
    400: "This request cannot be read",
    403: "Not for your seat",
    404: "Nothing here",
    405: "Not like this",
    409: "Somebody was first",
    422: "Not recorded",
    429: "Too many tries",
}


def application(services: Services) -> FastAPI:
    """Return the workspace over `services`, as an ASGI application."""
    app = FastAPI(
        lifespan=_ready,
        title="winset room",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    app.state.services = services
    for router in (*ROUTERS, acting.router, static_files.router, api.router):
        app.include_router(router)
    app.add_exception_handler(WinsetError, _refused)
    app.add_exception_handler(NotSignedIn, _not_signed_in)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(HTTPException, _http)
    app.add_middleware(Limits, hosts=services.config.hosts)
    app.add_middleware(SafeHeaders, secure=services.config.secure)
    return app


@asynccontextmanager
async def _ready(app: FastAPI) -> AsyncIterator[None]:
    """Make the schema of the API at the start: everybody would wait while the first asks for it."""
    app.openapi()
    yield


def _refused(request: Request, error: Exception) -> Response:
    status = next(code for kind, code in STATUS if isinstance(error, kind))
    return _said(request, status, str(error))


def _not_signed_in(request: Request, error: Exception) -> Response:
    if request.url.path.startswith(API):
        return _said(request, 401, "a token is needed")
    if first_run.needed(request.app.state.services.store):
        return RedirectResponse("/set-up", 303)
    next_ = error.next_ if isinstance(error, NotSignedIn) else "/rooms"
    return RedirectResponse(f"/sign-in?next={next_}", 303)


def _unreadable(request: Request, error: Exception) -> Response:
    problems = error.errors() if isinstance(error, RequestValidationError) else []
    body = any(problem["loc"][:1] == ("body",) for problem in problems)
    said = "; ".join(
        f"{'.'.join(str(part) for part in problem['loc'])}: {problem['msg']}"
        for problem in problems[:3]
    )
    return _said(request, 422 if body else 400, f"{said}. Nothing was recorded")


def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    said = {
        404: "there is nothing at this address",
        405: "this address does not take that kind of request",
    }
    return _said(request, status, said.get(status, "this request cannot be read"))


def _said(request: Request, status: int, text: str) -> Response:
    title = TITLES.get(status, "This cannot be done")
    if request.url.path.startswith(API):
        content = {"title": title, "status": status, "detail": text}
        headers = {"WWW-Authenticate": "Bearer"} if status == HTTPStatus.UNAUTHORIZED else None
        return JSONResponse(content, status, headers, media_type="application/problem+json")
    back = request.headers.get("referer", "")
    own = f"{request.url.scheme}://{request.headers.get('host', '')}"
    return page(
        request,
        "message.html.j2",
        status,
        title=title,
        text=text,
        back=acting.safe(back.removeprefix(own) if back.startswith(own) else "", "/rooms"),
    )
