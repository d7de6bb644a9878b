"""The board, each issue of it, and the path to signature."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from winset.room.acts.act import Id
from winset.room.web.api.bearer import Reader
from winset.room.web.views import board as views
from winset.room.web.views import path as paths

router = APIRouter(tags=["board"])


@router.get("/rooms/{room}/board")
def board(here: Reader) -> views.Board:
    """Return the issues: state, positions, what each waits for, linkages; and the linchpin."""
    return views.board_of(here)


@router.get("/rooms/{room}/issues/{issue}")
def issue(here: Reader, issue: Annotated[Id, Path()]) -> views.OneIssue:
    """Return one issue with its remarks; `absent`: parties without a delegation here."""
    return views.one_issue(here, issue)


@router.get("/rooms/{room}/path")
def path(here: Reader) -> paths.Path:
    """Return whose turn it is: texts with their signatures, and what stands against signing."""
    return paths.path_of(here)
