"""The application: every page, the API, and what stands around them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from winset.room.web import acting, refusals, static_files
from winset.room.web.api import routes as api
from winset.room.web.api.description import description
from winset.room.web.pages import ROUTERS
from winset.room.web.security.faults import Faults
from winset.room.web.security.headers import SafeHeaders
from winset.room.web.security.limits import Limits
from winset.room.web.services import Services


def application(services: Services) -> FastAPI:
    """Return the workspace over `services`, as an ASGI application."""
    # the API is described by itself, see pages/api.py
    app = FastAPI(lifespan=_ready, openapi_url=None)
    app.state.services = services
    for router in (*ROUTERS, acting.router, static_files.router, api.router):
        app.include_router(router)
    refusals.install(app)
    app.add_middleware(Limits, hosts=services.config.hosts, refusal=refusals.refusal)
    app.add_middleware(Faults, answer=refusals.fault)
    app.add_middleware(SafeHeaders, secure=services.config.secure)
    return app


@asynccontextmanager
async def _ready(app: FastAPI) -> AsyncIterator[None]:
    """Make the description of the API at the start: else all wait while the first asks for it."""
    del app
    description()
    yield
