"""The table: proposals side by side, what each is worth, who blocks it, and the best answers."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from winset.room.web.rendering import page
from winset.room.web.views import table as views
from winset.room.web.visitor import Here

router = APIRouter(include_in_schema=False)


@router.get("/rooms/{room}/table")
def table(request: Request, here: Here) -> Response:
    """Show the proposals side by side."""
    return page(
        request,
        "table.html.j2",
        here=here,
        tab="Table",
        case=here.case(),
        gone=[p for p in here.state.proposals.values() if p.status == "withdrawn"],
        **vars(views.compared(here)),
    )


@router.get("/rooms/{room}/table/{key}/answers")
def answers(request: Request, key: str, here: Here) -> Response:
    """Show the best answers to a proposal, each to be drafted with one click."""
    proposal, advice = views.answers(here, key)
    return page(
        request, "answers.html.j2", here=here, tab="Table", advice=advice, proposal=proposal
    )
