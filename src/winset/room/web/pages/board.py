"""The board: the agenda, its cards by state and track, and a page for each issue."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import Response

from winset.room.state.agenda import STATES
from winset.room.state.positions import position
from winset.room.web.rendering import page
from winset.room.web.views.board import Card, board_of, one_issue
from winset.room.web.visitor import Here

router = APIRouter(include_in_schema=False)


@router.get("/rooms/{room}/board")
def board(request: Request, here: Here) -> Response:
    """Show the agenda, then the cards by state, tracks as lanes."""
    shown = board_of(here)
    lanes: dict[str, list[Card]] = {}
    for card in shown.cards:
        lanes.setdefault(card.issue.track or "", []).append(card)
    return page(
        request,
        "board.html.j2",
        here=here,
        tab="Board",
        lanes=lanes,
        columns=STATES,
        position=partial(position, here.state),
        **vars(shown),
    )


@router.get("/rooms/{room}/issues/{issue}")
def issue_page(request: Request, issue: str, here: Here) -> Response:
    """Show all of one issue, and what can be done about it from this seat."""
    return page(request, "issue.html.j2", here=here, tab="Board", **vars(one_issue(here, issue)))


@router.get("/rooms/{room}/since/{seq}")
def since(request: Request, seq: int, here: Here) -> Response:
    """Say what colleagues did since event `seq`; nothing new: no content."""
    if here.state.seq <= seq or here.state.last is None or here.state.last.seq <= seq:
        return Response(status_code=204)
    return page(request, "news.html.j2", here=here)
