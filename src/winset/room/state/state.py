"""Where a negotiation stands, folded from the events that one delegation may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Date
from typing import Any, Literal

from winset.room.record.events import START, TABLE
from winset.room.state.agenda import Issue, Mark, Stage, Track

Role = Literal["principal", "technical", "leader", "analyst", "observer"]

ROLES: tuple[Role, ...] = ("principal", "technical", "leader", "analyst", "observer")

Within = Literal["free", "edge"]
"""What a mandate says of an option: to be used freely, or only with the principal's word."""


@dataclass(frozen=True)
class Delegation:
    """A side in the room; `party` is that of the case, None for a mediator's."""

    id: str
    name: str
    party: str | None


@dataclass(frozen=True)
class Seat:
    """A person's place in a room; `tracks` bound what a technical seat may draft (empty: all)."""

    person: str
    name: str
    delegation: str
    role: Role
    tracks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mandate:
    """What the delegation may agree to: issue to option to how freely; issues left out are free."""

    allowed: Mapping[str, Mapping[str, Within]]
    note: str
    mark: Mark

    def place(self, issue: str, option: str) -> Literal["inside", "edge", "outside"]:
        """Return where an option stands against the mandate."""
        if issue not in self.allowed:
            return "inside"
        match self.allowed[issue].get(option):
            case "free":
                return "inside"
            case "edge":
                return "edge"
            case _:
                return "outside"


@dataclass(frozen=True)
class RedLine:
    """A line the delegation may not cross: `never` is a condition as in a case file."""

    id: str
    never: Mapping[str, Any]
    says: str
    mark: Mark


@dataclass(frozen=True)
class Proposal:
    """A package on paper: a draft of one delegation, or tabled for all.

    `crossed`: it was tabled once, so that every delegation has seen it, withdrawn or not.
    """

    id: str
    name: str
    options: Mapping[str, str]
    delegation: str
    status: Literal["draft", "tabled", "withdrawn"]
    drafted: Mark
    last: Mark
    crossed: bool = False

    @property
    def key(self) -> str:
        """Its name in the room: two delegations may call a draft the same, unknown to each."""
        return f"{self.delegation}.{self.id}"


@dataclass(frozen=True)
class Refusal:
    """A leader's refusal to sign: at which stage, for whom, and where the text goes back to."""

    stage: str
    actor: str
    back_to: str | None
    mark: Mark


@dataclass(frozen=True)
class Text:
    """A text put up for signature; `signatures` by (stage, actor)."""

    id: str
    name: str
    options: Mapping[str, str]
    put: Mark
    signatures: Mapping[tuple[str, str], Mark] = field(default_factory=dict)
    refusal: Refusal | None = None
    status: Literal["up", "refused", "signed"] = "up"


@dataclass(frozen=True)
class Waiver:
    """A recorded permission to go outside: of the mandate, a red line, or a hard linkage.

    `of` is `mandate:ISSUE=OPTION`, `red_line:ID` or `linkage:ID`.
    """

    of: str
    mark: Mark


@dataclass(frozen=True)
class Moved:
    """One extension of a deadline; `day`: the room's day on which it was moved."""

    old: Date
    new: Date
    day: Date
    mark: Mark


@dataclass(frozen=True)
class Deadline:
    """A date by which something must be done, with each move of it.

    `held_by`: the parties whose principals decide whether it is moved (empty: any); `brought`: how
    many of the moves came with the case that opened the room, None if it was set in the room.
    """

    id: str
    what: str
    date: Date
    issue: str | None
    owner: tuple[str, ...]
    hard: bool
    moved: tuple[Moved, ...]
    lapsed: Mark | None
    met: Mark | None
    audience: str
    last: Mark
    held_by: tuple[str, ...] = ()
    brought: int | None = None

    @property
    def key(self) -> str:
        """Its name in the room: a private one may be called as one of all, unknown to the rest."""
        return self.id if self.audience == TABLE else f"{self.audience}.{self.id}"

    @property
    def made(self) -> tuple[Moved, ...]:
        """The moves that were made in the room."""
        return self.moved[self.brought or 0 :]

    def closed(self, today: Date) -> bool:
        """Whether its day is over; computed from the clock, never by a job."""
        return today > self.date


@dataclass(frozen=True)
class Comment:
    """A remark on a subject, as `issue:tiktok`."""

    subject: str
    text: str
    audience: str
    mark: Mark


@dataclass(frozen=True)
class Judgement:
    """A weight (no option) or a score that the delegation's analysts set, low, middle and high."""

    actor: str
    issue: str
    option: str | None
    range: tuple[str, str, str]
    mark: Mark


@dataclass(frozen=True)
class Answer:
    """An answer in the eliciting of preferences of one actor."""

    actor: str
    step: str
    data: Mapping[str, Any]
    mark: Mark


@dataclass(frozen=True)
class WhatIf:
    """A named what-if: a package and numbers moved; it never changes the record's own."""

    id: str
    name: str
    options: Mapping[str, str]
    weights: tuple[tuple[str, str, float], ...]
    scores: tuple[tuple[str, str, str, float], ...]
    mark: Mark


@dataclass(frozen=True)
class Frozen:
    """A study kept with the hash of the record it was made from."""

    document: str
    title: str
    seq: int
    hash: str
    worlds: int
    seed: int
    mark: Mark


@dataclass(frozen=True)
class State:
    """A room as one delegation sees it. `touched`: the last event by subject."""

    room: str
    seq: int = 0
    hash: str = START
    title: str = ""
    day: Date | None = None
    parties: Mapping[str, str] = field(default_factory=dict)
    delegations: Mapping[str, Delegation] = field(default_factory=dict)
    seats: Mapping[str, Seat] = field(default_factory=dict)
    issues: Mapping[str, Issue] = field(default_factory=dict)
    tracks: Mapping[str, Track] = field(default_factory=dict)
    stages: Mapping[str, Stage] = field(default_factory=dict)
    stage: str | None = None
    case: str | None = None
    case_seq: int = 0
    mandate: Mandate | None = None
    red_lines: Mapping[str, RedLine] = field(default_factory=dict)
    lifted: tuple[str, ...] = ()
    proposals: Mapping[str, Proposal] = field(default_factory=dict)
    texts: Mapping[str, Text] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    deadlines: Mapping[str, Deadline] = field(default_factory=dict)
    comments: tuple[Comment, ...] = ()
    judgements: Mapping[tuple[str, str, str | None], Judgement] = field(default_factory=dict)
    answers: tuple[Answer, ...] = ()
    what_ifs: Mapping[str, WhatIf] = field(default_factory=dict)
    studies: tuple[Frozen, ...] = ()
    touched: Mapping[str, Mark] = field(default_factory=dict)
    last: Mark | None = None

    def waived(self, of: str, since: int = 0) -> bool:
        """Whether a waiver `of` was recorded after event `since`."""
        return any(waiver.of == of and waiver.mark.seq > since for waiver in self.waivers)

    def up(self) -> Text | None:
        """Return the text that is up for signature, if there is one."""
        return next((text for text in self.texts.values() if text.status == "up"), None)

    def seated(self, party: str) -> bool:
        """Whether a delegation of `party` is in the room."""
        return any(delegation.party == party for delegation in self.delegations.values())
