"""Reports: studies frozen with the record's hash, and analyses under way."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from winset.room.acts.act import Refused
from winset.room.web.rendering import page
from winset.room.web.views import analyses as views
from winset.room.web.views.preview import preview_of
from winset.room.web.views.studies import body_of, report_of
from winset.room.web.visitor import Here, OwnForm

router = APIRouter(include_in_schema=False)


@router.get("/rooms/{room}/reports")
def reports(request: Request, here: Here) -> Response:
    """Show the frozen studies, and the analyses under way."""
    jobs = views.analyses_of(here)
    running = any(one.state in ("queued", "running") for one in jobs)
    return page(
        request,
        "reports.html.j2",
        here=here,
        tab="Reports",
        jobs=[one for one in jobs if one.state != "done"][:10],
        running=running,
        preview=preview_of(here) if running else None,
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
    views.cancelled(here, job)
    return RedirectResponse(f"/rooms/{here.state.room}/reports", 303)


@router.get("/rooms/{room}/reports/{document}")
def report(document: str, here: Here) -> Response:
    """Show a frozen study as its report."""
    return report_of(here, document)


@router.get("/rooms/{room}/reports/{document}/study.json")
def study_json(document: str, here: Here) -> Response:
    """Return a frozen study as it was kept."""
    return Response(
        body_of(here, document),
        media_type="application/json",
        headers={"Content-Disposition": 'attachment; filename="study.json"'},
    )


def _whole(text: object, what: str) -> int:
    if not isinstance(text, str) or not text.isdecimal() or len(text) > 10:  # noqa: PLR2004  digits
        raise Refused(f"{what}: write a whole number")
    return int(text)
