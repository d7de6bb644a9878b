"""The path from mandate to signature, and the sign-off sheet."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from winset.room.web.rendering import page
from winset.room.web.views.path import path_of
from winset.room.web.visitor import Here

router = APIRouter(include_in_schema=False)


@router.get("/rooms/{room}/path")
def path(request: Request, here: Here) -> Response:
    """Show the stages, whose turn it is, and each text with its signatures."""
    return page(request, "path.html.j2", here=here, tab="Path", **vars(path_of(here)))
