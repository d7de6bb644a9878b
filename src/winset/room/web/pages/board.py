"""The board: the agenda, its cards by state and track, and a page for each issue."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from winset.room.acts.stage import AgendaIssue, SetAgenda
from winset.room.state.agenda import STATES, Issue
from winset.room.web.filled import seen_of, why_of
from winset.room.web.rendering import page
from winset.room.web.views.board import Card, cards_of, in_words, one_issue
from winset.room.web.visitor import Here, OwnForm

router = APIRouter(include_in_schema=False)


@router.get("/rooms/{room}/board")
def board(request: Request, here: Here) -> Response:
    """Show the agenda, then the cards by state, tracks as lanes."""
    cards = cards_of(here.state, here.case(), here.today)
    lanes: dict[str, list[Card]] = {}
    for card in cards:
        lanes.setdefault(card.issue.track or "", []).append(card)
    return page(
        request, "board.html.j2", here=here, tab="Board", cards=cards, lanes=lanes, columns=STATES
    )


@router.get("/rooms/{room}/issues/{issue}")
def issue_page(request: Request, issue: str, here: Here) -> Response:
    """Show all of one issue, and what can be done about it from this seat."""
    found = one_issue(here, issue)
    return page(
        request,
        "issue.html.j2",
        here=here,
        tab="Board",
        card=found.card,
        comments=found.comments,
        absent=found.absent,
    )


@router.get("/rooms/{room}/agenda")
def agenda_page(request: Request, here: Here) -> Response:
    """Show the forms that set the stage: agenda, mandate, red lines, stage, day."""
    case = here.case()
    lines = {}
    if case is not None and here.party in case.parties:
        lines = {
            name: (line.says, in_words(case, line.never))
            for name, line in case.parties[here.party].red_lines.items()
        }
    return page(request, "stage.html.j2", here=here, tab="Board", lines=lines)


@router.post("/rooms/{room}/agenda")
def set_agenda(here: Here, form: OwnForm) -> Response:
    """Set order and parking from a form with a place and a tick for every issue."""

    def place(issue: Issue) -> int:
        text = form.get(f"place.{issue.id}")
        return int(text) if isinstance(text, str) and text.isdecimal() and len(text) < 6 else 999  # noqa: PLR2004  a place has few digits

    issues = tuple(
        AgendaIssue(
            id=issue.id,
            name=issue.name,
            question=issue.question,
            track=issue.track,
            options=dict(issue.options),
            parked=form.get(f"parked.{issue.id}") is not None,
        )
        for issue in sorted(here.state.issues.values(), key=place)
    )
    here.services.rooms.perform(
        here.state.room,
        here.seat.person,
        SetAgenda(issues=issues),
        why=why_of(form),
        seen=seen_of(form),
    )
    return RedirectResponse(f"/rooms/{here.state.room}/board", 303)


@router.get("/rooms/{room}/since/{seq}")
def since(request: Request, seq: int, here: Here) -> Response:
    """Say what colleagues did since event `seq`; nothing new: no content."""
    if here.state.seq <= seq or here.state.last is None or here.state.last.seq <= seq:
        return Response(status_code=204)
    return page(request, "news.html.j2", here=here)
