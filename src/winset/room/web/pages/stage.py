"""The stage: agenda, mandate, red lines, the open stage, the room's day."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from winset.room.acts.act import Refused
from winset.room.acts.stage import AgendaIssue, SetAgenda
from winset.room.state.agenda import Issue
from winset.room.web.filled import seen_of, validated, why_of
from winset.room.web.rendering import page
from winset.room.web.views.board import in_words
from winset.room.web.visitor import Here, OwnForm, Present

router = APIRouter(include_in_schema=False)

MOST = 100
"""Options that one issue may have."""


@router.get("/rooms/{room}/agenda")
def stage(request: Request, here: Here) -> Response:
    """Show the forms that set the stage."""
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
    """Set order, tracks and parking from a form with fields for every issue."""

    def place(issue: Issue) -> int:
        text = form.get(f"place.{issue.id}")
        return int(text) if isinstance(text, str) and text.isdecimal() and len(text) < 6 else 999  # noqa: PLR2004  a place has few digits

    return _set(
        here,
        form,
        [
            {
                **_as_it_is(issue),
                "track": form.get(f"track.{issue.id}", issue.track) or None,
                "parked": form.get(f"parked.{issue.id}") is not None,
            }
            for issue in sorted(here.state.issues.values(), key=place)
        ],
    )


@router.post("/rooms/{room}/agenda/issues")
def add_issue(here: Here, form: OwnForm) -> Response:
    """Put a new issue on the agenda, last; its options are written one a line."""
    name, lines = str(form.get("name") or "").strip(), str(form.get("options") or "").splitlines()
    labels = [line.strip() for line in lines if line.strip()]
    if not name or not 1 <= len(labels) <= MOST:
        raise Refused(f"name the issue and write its options, one a line; at most {MOST}")
    options: dict[str, str] = {}
    for label in labels:
        options[_new(label, options)] = label
    new: dict[str, object] = {
        "id": _new(name, here.state.issues),
        "name": name,
        "question": str(form.get("question") or ""),
        "track": form.get("track") or None,
        "options": options,
    }
    return _set(here, form, [*map(_as_it_is, here.state.issues.values()), new])


def _set(here: Present, form: FormData, issues: list[dict[str, object]]) -> Response:
    act = validated(SetAgenda, {"issues": issues})
    done = here.services.rooms.perform(
        here.state.room, here.seat.person, act, why=why_of(form), seen=seen_of(form)
    )
    return RedirectResponse(f"/rooms/{here.state.room}/agenda?saved={done.event.seq}", 303)


def _as_it_is(issue: Issue) -> dict[str, object]:
    return AgendaIssue(
        id=issue.id,
        name=issue.name,
        question=issue.question,
        track=issue.track,
        options=dict(issue.options),
        parked=issue.parked,
    ).model_dump()


def _new(name: str, taken: Container[str]) -> str:
    """Return an id made of the letters of `name` that is not in `taken`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    word = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:40]
    word = word if word[:1].isalpha() else f"x_{word}".rstrip("_")
    number, found = 1, word
    while found in taken:
        number += 1
        found = f"{word}_{number}"
    return found
