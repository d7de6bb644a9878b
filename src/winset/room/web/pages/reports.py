"""Reports: studies frozen with the record's hash, and analyses under way."""

from __future__ import annotations

import base64
import hashlib
import re

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from winset.report.page import render
from winset.room.acts.act import Refused
from winset.room.state.state import Frozen
from winset.room.web.rendering import NotThere, page
from winset.room.web.visitor import Here, OwnForm, Present
from winset.study.document import Study

router = APIRouter(include_in_schema=False)


@router.get("/rooms/{room}/reports")
def reports(request: Request, here: Here) -> Response:
    """Show the frozen studies, and the analyses under way."""
    jobs = here.services.jobs.of(here.state.room, here.seat.delegation)
    return page(
        request,
        "reports.html.j2",
        here=here,
        tab="Reports",
        jobs=[one for one in jobs if one.state != "done"][:10],
        running=any(one.state in ("queued", "running") for one in jobs),
    )


@router.post("/rooms/{room}/reports")
def ask(here: Here, form: OwnForm) -> Response:
    """Ask for an analysis of the own case as it stands."""
    here.services.jobs.ask(
        here.state,
        here.seat,
        here.case(),
        _whole(form.get("worlds"), "worlds"),
        _whole(form.get("seed"), "seed"),
    )
    return RedirectResponse(f"/rooms/{here.state.room}/reports", 303)


@router.post("/rooms/{room}/reports/{job}/cancel")
def cancel(job: str, here: Here, form: OwnForm) -> Response:
    """Cancel an analysis."""
    del form
    here.services.jobs.cancel(here.state, here.seat, job)
    return RedirectResponse(f"/rooms/{here.state.room}/reports", 303)


@router.get("/rooms/{room}/reports/{document}")
def report(document: str, here: Here) -> Response:
    """Show a frozen study as its report."""
    study = Study.model_validate_json(_body(here, document))
    text = render(study)
    return HTMLResponse(text, headers={"Content-Security-Policy": policy(text)})


@router.get("/rooms/{room}/reports/{document}/study.json")
def study_json(document: str, here: Here) -> Response:
    """Return a frozen study as it was kept."""
    return Response(
        _body(here, document),
        media_type="application/json",
        headers={"Content-Disposition": 'attachment; filename="study.json"'},
    )


def policy(text: str) -> str:
    """Return the content policy of a report: its own inline scripts by their hashes, no others."""
    scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in scripts
    )
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _body(here: Present, document: str) -> bytes:
    frozen: Frozen | None = next(
        (one for one in here.state.studies if one.document == document), None
    )
    kept = None
    if frozen is not None:
        audiences = frozenset((here.seat.delegation,))
        kept = here.services.store.document(here.state.room, document, audiences)
    if kept is None:
        raise NotThere("your delegation has frozen no such study")
    return kept.body


def _whole(text: object, what: str) -> int:
    if not isinstance(text, str) or not text.isdecimal() or len(text) > 10:  # noqa: PLR2004  digits
        raise Refused(f"{what}: write a whole number")
    return int(text)
