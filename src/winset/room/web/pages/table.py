"""The table: proposals side by side, what each is worth, who blocks it, and the best answers."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from winset.case.document import Case
from winset.case.errors import WinsetError
from winset.room.acts.act import Refused
from winset.room.acts.rights import may
from winset.room.analysis.benches import Weighed
from winset.room.perform import Forbidden
from winset.room.state.state import Proposal, State
from winset.room.web.rendering import NotThere, page
from winset.room.web.visitor import Here, Present
from winset.study.advise import advise
from winset.study.document import Ratification
from winset.study.what_if import Bench, Step

router = APIRouter(include_in_schema=False)

ANSWER_WORLDS = 500
"""Draws behind the answers that are offered beside a proposal."""


@dataclass(frozen=True)
class Column:
    """A proposal on the table: its numbers, as the own case has them, and what would carry it."""

    proposal: Proposal
    line: Ratification | None
    steps: tuple[Step, ...]


@router.get("/rooms/{room}/table")
def table(request: Request, here: Here) -> Response:
    """Show the proposals side by side."""
    shown = [p for p in here.state.proposals.values() if p.status != "withdrawn"]
    case, doubt = here.case(), None
    columns = [Column(proposal, None, ()) for proposal in shown]
    if case is not None and shown:
        try:
            columns = [Column(p, *weighed(here, case, p)) for p in shown]
        except WinsetError as error:
            doubt = str(error)
    return page(
        request,
        "table.html.j2",
        here=here,
        tab="Table",
        columns=columns,
        case=case,
        doubt=doubt,
        differing=differing(here.state, shown),
        gone=[p for p in here.state.proposals.values() if p.status == "withdrawn"],
    )


@router.get("/rooms/{room}/table/{key}/answers")
def answers(request: Request, key: str, here: Here) -> Response:
    """Show the best answers to a proposal, each to be drafted with one click."""
    if not may(here.seat.role, "ask what if"):
        raise Forbidden(here.seat, "ask what if")
    proposal, case = here.state.proposals.get(key), here.case()
    if proposal is None:
        raise NotThere("there is no such proposal")
    if case is None or here.party is None:
        raise Refused("answers are weighed by the own case of a party; bring a case file first")
    advice = advise(case, here.party, dict(proposal.options), worlds=ANSWER_WORLDS, top=3)
    return page(
        request, "answers.html.j2", here=here, tab="Table", advice=advice, proposal=proposal
    )


def bench_of(here: Present, case: Case) -> Bench:
    """Return the warm bench of the visitor's delegation."""
    return here.services.benches.bench(here.state.room, here.seat.delegation, case)


def differing(state: State, proposals: list[Proposal]) -> list[tuple[str, bool]]:
    """Return the issues that proposals name, in agenda order, and whether they differ there."""
    named = [i for i in state.issues if any(i in p.options for p in proposals)]
    return [(issue, len({p.options.get(issue) for p in proposals}) > 1) for issue in named]


def weighed(here: Present, case: Case, proposal: Proposal) -> Weighed:
    """Return what a proposal is worth by the visitor's own case, and what would carry it."""
    benches, room = here.services.benches, here.state.room
    return benches.weighed(room, here.seat.delegation, case, proposal.options)
