"""The board: the agenda, its cards by state and track, and a page for each issue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date as Date
from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import Response

from winset.case.conditions import Condition
from winset.case.document import Case
from winset.case.linkages import HARD, Bonus, Excludes, Linkage, Offer, Requires, Together
from winset.room.analysis.findings import linchpin_found
from winset.room.state.agenda import STATES, Issue, IssueState
from winset.room.state.positions import position
from winset.room.state.state import Deadline, State
from winset.room.web.rendering import NotThere, page
from winset.room.web.visitor import Here

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class Tie:
    """A linkage of the own case that an issue is part of."""

    id: str
    hard: bool
    text: str


@dataclass(frozen=True)
class Card:
    """An issue on the board: its state, what it waits for, its linkages, its next deadline."""

    issue: Issue
    state: IssueState
    waits: str
    ties: tuple[Tie, ...]
    deadline: Deadline | None
    claimed: str | None


@router.get("/rooms/{room}/board")
def board(request: Request, here: Here) -> Response:
    """Show the agenda, then the cards by state, tracks as lanes."""
    cards = cards_of(here.state, here.case(), here.today)
    lanes: dict[str, list[Card]] = {}
    for card in cards:
        lanes.setdefault(card.issue.track or "", []).append(card)
    case = here.case()
    return page(
        request,
        "board.html.j2",
        here=here,
        tab="Board",
        cards=cards,
        lanes=lanes,
        columns=STATES,
        found=linchpin_found(here.services.store, here.state, here.seat.delegation),
        claim=case.linchpin_claim if case is not None else None,
        position=partial(position, here.state),
    )


@router.get("/rooms/{room}/issues/{issue}")
def issue_page(request: Request, issue: str, here: Here) -> Response:
    """Show all of one issue, and what can be done about it from this seat."""
    if issue not in here.state.issues:
        raise NotThere("there is no such issue on the agenda")
    card = next(
        card for card in cards_of(here.state, here.case(), here.today) if card.issue.id == issue
    )
    on = f"issue:{issue}"
    return page(
        request,
        "issue.html.j2",
        here=here,
        tab="Board",
        card=card,
        found=linchpin_found(here.services.store, here.state, here.seat.delegation),
        comments=[comment for comment in here.state.comments if comment.subject == on],
        absent=[party for party in here.state.parties if not here.state.seated(party)],
    )


@router.get("/rooms/{room}/since/{seq}")
def since(request: Request, seq: int, here: Here) -> Response:
    """Say what colleagues did since event `seq`; nothing new: no content."""
    if here.state.seq <= seq or here.state.last is None or here.state.last.seq <= seq:
        return Response(status_code=204)
    return page(request, "news.html.j2", here=here)


def cards_of(state: State, case: Case | None, today: Date) -> list[Card]:
    """Return the cards of all issues, in the order of the agenda."""
    ties = ties_of(case) if case is not None else {}
    claim = case.linchpin_claim if case is not None else None
    return [
        Card(
            issue=issue,
            state=issue.state(state.parties),
            waits=waiting(state, issue),
            ties=ties.get(issue.id, ()),
            deadline=next_deadline(state, issue.id, today),
            claimed=claim.says if claim is not None and claim.issue == issue.id else None,
        )
        for issue in state.issues.values()
    ]


def next_deadline(state: State, issue: str, today: Date) -> Deadline | None:
    """Return the next deadline of an issue that is neither over nor met."""
    ahead = [
        deadline
        for deadline in state.deadlines.values()
        if deadline.issue == issue and not deadline.met and not deadline.closed(today)
    ]
    return min(ahead, key=lambda deadline: deadline.date, default=None)


def waiting(state: State, issue: Issue) -> str:
    """Return what an issue is waiting for, in words."""
    text = state.up()
    missing = [name for party, name in state.parties.items() if party not in issue.initials]
    waits = f"agreement of {' and '.join(missing)}"
    match issue.state(state.parties):
        case "signed":
            waits = "nothing: it is signed"
        case "parked":
            waits = "a principal, to take it up"
        case "ad_referendum" if text is not None and issue.id in text.options:
            waits = f"signatures: it is part of “{text.name}”"
        case "ad_referendum":
            waits = "a principal, to put it up for signature"
        case "bracketed" if issue.escalated is not None:
            waits = f"the principals: {issue.escalated.name} escalated it"
        case "bracketed" if issue.contested:
            waits = "one option: the sides have agreed to different ones"
    return waits


def ties_of(case: Case) -> Mapping[str, tuple[Tie, ...]]:
    """Return the linkages of a case by the issues they tie."""
    ties: dict[str, tuple[Tie, ...]] = {}
    for name, link in case.linkages.items():
        tie = Tie(name, isinstance(link, HARD), linkage_in_words(case, link))
        for issue in dict.fromkeys(
            issue for condition in _conditions(link) for issue in _issues(condition)
        ):
            ties[issue] = (*ties.get(issue, ()), tie)
    return ties


def linkage_in_words(case: Case, link: Linkage) -> str:
    """Return a linkage as a sentence without its verb's subject: who says so is beside it."""
    said = [in_words(case, condition) for condition in _conditions(link)]
    match link:
        case Requires():
            return f"{said[0]} only with {said[1]}"
        case Excludes():
            return f"not both {said[0]} and {said[1]}"
        case Together():
            return f"both or neither: {said[0]}, {said[1]}"
        case Bonus():
            return f"worth more or less together: {said[0]}"
        case Offer():
            party = case.parties[link.by]
            return f"{party.short or party.name} gives {said[0]} for {said[1]}"


def in_words(case: Case, condition: Condition) -> str:
    """Return a condition on packages in words."""
    parts = [
        f"{case.issues[issue].name}: "
        + " or ".join(case.issues[issue].options[option].label for option in options)
        for issue, options in condition.options.items()
    ]
    parts += [in_words(case, part) for part in condition.all]
    if condition.any:
        parts.append("(" + " or ".join(in_words(case, part) for part in condition.any) + ")")
    if condition.none is not None:
        parts.append(f"not ({in_words(case, condition.none)})")
    return "; ".join(parts)


def _conditions(link: Linkage) -> Iterator[Condition]:
    match link:
        case Requires() | Offer():
            yield from (link.when, link.then)
        case Excludes() | Together():
            yield from link.between
        case Bonus():
            yield link.when


def _issues(condition: Condition) -> Iterator[str]:
    yield from condition.options
    for part in (*condition.all, *condition.any, *((condition.none,) if condition.none else ())):
        yield from _issues(part)
