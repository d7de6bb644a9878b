"""The API described, for people to read: every address, as the description itself has it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from winset.room.people.tokens import SCOPES
from winset.room.web.api.description import ADDRESS, description
from winset.room.web.rendering import page

router = APIRouter(include_in_schema=False)


@router.get("/api")
def api(request: Request) -> Response:
    """Show every address of the API, by its noun."""
    nouns: dict[str, list[dict[str, Any]]] = {}
    for path, operations in description()["paths"].items():
        for method, operation in operations.items():
            line = {"method": method.upper(), "path": path, **operation}
            nouns.setdefault(operation["tags"][0], []).append(line)
    return page(request, "api.html.j2", nouns=nouns, scopes=SCOPES, address=ADDRESS)


@router.get(ADDRESS)
def openapi() -> Response:
    """Return the description itself, for programs."""
    return JSONResponse(description())
