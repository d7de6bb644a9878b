"""The board: cards of issues, what each waits for, and the linkages that tie it to others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date as Date
from fractions import Fraction

from winset.case.conditions import Bounds, Condition
from winset.case.document import Case, LinchpinClaim
from winset.case.grid import label
from winset.case.linkages import HARD, Bonus, Excludes, Linkage, Offer, Requires, Together
from winset.room.analysis.findings import Found, linchpin_found
from winset.room.state.agenda import Issue, IssueState
from winset.room.state.positions import Position, position
from winset.room.state.state import Comment, Deadline, State
from winset.room.web.rendering import NotThere
from winset.room.web.sitting import Sitting


@dataclass(frozen=True)
class Tie:
    """A linkage of the own case that an issue is part of."""

    id: str
    hard: bool
    text: str


@dataclass(frozen=True)
class Card:
    """An issue on the board: its state, what it waits for, its linkages, its next deadline.

    `claimed`: who calls it the linchpin in the own case; `positions`: where each party stands.
    """

    issue: Issue
    state: IssueState
    waits: str
    ties: tuple[Tie, ...]
    deadline: Deadline | None
    claimed: str | None
    positions: Mapping[str, Position | None]


@dataclass(frozen=True)
class Board:
    """The issues in the order of the agenda, and which is the linchpin.

    `found`: by the delegation's last frozen study; `claim`: as its own case has it from somebody.
    """

    cards: tuple[Card, ...]
    found: Found | None
    claim: LinchpinClaim | None


@dataclass(frozen=True)
class OneIssue:
    """All of one issue; `found`: the linchpin; `absent`: parties without a delegation here."""

    card: Card
    found: Found | None
    comments: tuple[Comment, ...]
    absent: tuple[str, ...]


def board_of(here: Sitting) -> Board:
    """Return the board as the delegation sees it."""
    case = here.case()
    claim = case.linchpin_claim if case is not None else None
    return Board(tuple(cards_of(here.state, case, here.today)), _found(here), claim)


def one_issue(here: Sitting, issue: str) -> OneIssue:
    """Return all of an issue. Raises NotThere if it is not on the agenda."""
    if issue not in here.state.issues:
        raise NotThere("there is no such issue on the agenda")
    cards = cards_of(here.state, here.case(), here.today)
    on = f"issue:{issue}"
    return OneIssue(
        next(card for card in cards if card.issue.id == issue),
        _found(here),
        tuple(comment for comment in here.state.comments if comment.subject == on),
        absent(here.state),
    )


def absent(state: State) -> tuple[str, ...]:
    """Return the parties that have no delegation in the room."""
    return tuple(party for party in state.parties if not state.seated(party))


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
            positions={party: position(state, issue, party) for party in state.parties},
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
        + (
            _between(case, issue, condition.bounds[issue])
            if issue in condition.bounds
            else " or ".join(case.issues[issue].options[option].label for option in options)
        )
        for issue, options in condition.options.items()
    ]
    parts += [in_words(case, part) for part in condition.all]
    if condition.any:
        parts.append("(" + " or ".join(in_words(case, part) for part in condition.any) + ")")
    if condition.none is not None:
        parts.append(f"not ({in_words(case, condition.none)})")
    return "; ".join(parts)


def _between(case: Case, issue: str, bounds: Bounds) -> str:
    """Return bounds on a range in words: at least 20 %, at most 40 %."""
    of = case.issues[issue].range
    unit = of.unit if of else None
    ends = (("at least", bounds.at_least), ("at most", bounds.at_most))
    return ", ".join(
        f"{word} {label(Fraction(end), unit)}" for word, end in ends if end is not None
    )


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


def _found(here: Sitting) -> Found | None:
    return linchpin_found(here.services.store, here.state, here.seat.delegation)
