"""What if: any option or number moved, and what changes."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from winset.case.document import Case
from winset.room.acts.act import Refused
from winset.room.web.rendering import page
from winset.room.web.views.table import bench_of
from winset.room.web.views.what_if import Question, answered, kept_question
from winset.room.web.visitor import Here, Present
from winset.study.what_if import compare

router = APIRouter(include_in_schema=False)


@router.get("/rooms/{room}/what-if")
def ask(request: Request, here: Here) -> Response:
    """Show the question and its answer; the address holds the whole question."""
    return _shown(request, here, "what_if.html.j2")


@router.get("/rooms/{room}/what-if/numbers")
def numbers(request: Request, here: Here) -> Response:
    """Return the answer alone."""
    return _shown(request, here, "what_if_numbers.html.j2")


@router.get("/rooms/{room}/what-if/kept/{name}")
def kept(request: Request, name: str, here: Here) -> Response:
    """Show a what-if that was kept, as it answers today."""
    found, question = kept_question(here, name)
    return _shown(request, here, "what_if.html.j2", question, found)


def _shown(
    request: Request,
    here: Present,
    template: str,
    question: Question | None = None,
    found: Any = None,
) -> Response:
    here.needs("ask what if")
    case = here.case()
    if case is None:
        raise Refused("a what-if is answered by your own case; bring a case file first")
    question = question or asked(here, case, dict(request.query_params))
    answer = answered(here, question)
    start = here.state.proposals.get(request.query_params.get("from", ""))
    who = request.query_params.get("actor") or (
        case.principal(here.party) if here.party in case.parties else next(iter(case.actors))
    )
    return page(
        request,
        template,
        here=here,
        tab="What if",
        case=case,
        question=question,
        answer=answer,
        start=start,
        before=compare(bench_of(here), {"start": start.options if start else {}})["start"],
        found=found,
        who=who if who in case.actors else next(iter(case.actors)),
        shares=shares(case),
    )


def asked(here: Present, case: Case, fields: Mapping[str, str]) -> Question:
    """Return the question in an address.

    `from` names a proposal to start from; `o.ISSUE` an option; `w.ACTOR.ISSUE` a weight in percent;
    `s.ACTOR.ISSUE.OPTION` a score. Raises Refused for a number that is none.
    """
    start = here.state.proposals.get(fields.get("from", ""))
    options = dict(start.options) if start else {}
    weights: dict[tuple[str, str], float] = {}
    scores: dict[tuple[str, str, str], float] = {}
    moved = shares(case)
    for name, text in fields.items():
        match name.split("."):
            case ["o", issue] if text:
                options[issue] = text
            case ["w", actor, issue] if text and text != moved.get((actor, issue)):
                weights[actor, issue] = _points(text)
            case ["s", actor, issue, option] if text:
                scores[actor, issue, option] = _points(text)
    return Question(options, weights, scores)


def shares(case: Case) -> dict[tuple[str, str], str]:
    """Return each actor's weights in percent, as they stand in the fields of the form."""
    found: dict[tuple[str, str], str] = {}
    for name, actor in case.actors.items():
        total = sum(Fraction(view.weight.mid) for view in actor.views.values())
        for issue, view in actor.views.items():
            found[name, issue] = f"{float(Fraction(view.weight.mid) / total * 100):.1f}"
    return found


def _points(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise Refused(f"“{text[:30]}” is no number; write 0 to 100") from None
