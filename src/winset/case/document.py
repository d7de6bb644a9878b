"""The whole negotiation file, format `winset: 1`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from winset.case.actors import Actor, Move, Outsider, Package, Party
from winset.case.agenda import Issue, Round
from winset.case.linkages import Linkage
from winset.case.numbers import Date, Entry, Identifier, Scalar, Text
from winset.case.path import Calendar, Question, Stage, Test, Track

Confidence = Literal["primary", "verified-multi", "verified-one", "memory", "claim"]


class Claim(Entry):
    """What one source says where sources disagree."""

    by: Text
    says: Text


class Fact(Entry):
    """Something that happened or was said, with its source and the day it was known."""

    date: Date
    until: Date | None = None
    known_by: Date
    statement: Text
    source: Text
    confidence: Confidence
    category: Text | None = None
    actors: tuple[Text, ...] = ()
    claims: tuple[Claim, ...] = Field(
        default=(), description="Where sources disagree: who says what."
    )
    note: Text | None = None


class Close(Entry):
    """One closing price of a series."""

    date: Date
    value: Scalar
    facts: tuple[Identifier, ...] = ()


class Series(Entry):
    """A price series; only the closes that the case needs."""

    name: Text
    source: Text
    closes: tuple[Close, ...] = ()


class MarketEvent(Entry):
    """News whose trace in prices is to be tested."""

    date: Date
    time: Literal["before_open", "during", "after_close"] | None = None
    label: Text
    facts: tuple[Identifier, ...] = ()


class Confounder(Entry):
    """Other news of the same day."""

    date: Date
    what: Text
    facts: tuple[Identifier, ...] = ()


class Market(Entry):
    """What the market study needs."""

    series: dict[Identifier, Series] = Field(default_factory=dict)
    events: dict[Identifier, MarketEvent] = Field(default_factory=dict)
    confounders: tuple[Confounder, ...] = ()


class LinchpinClaim(Entry):
    """Somebody's claim that an issue is the linchpin; a study answers it with what it finds."""

    issue: Identifier
    says: Text = Field(description="Who says so.")
    facts: tuple[Identifier, ...] = ()


class Case(Entry):
    """A negotiation as one person wrote it down, at one date."""

    winset: Literal[1] = Field(description="Version of the file format.")
    id: Identifier
    title: Text
    as_of: Date = Field(description="Nothing known later may stand behind a number.")
    about: Text | None = None
    bias: Text | None = Field(default=None, description="Where the case comes from, and its slant.")
    facts: dict[Identifier, Fact] = Field(default_factory=dict)
    parties: dict[Identifier, Party] = Field(min_length=2)
    outsiders: dict[Identifier, Outsider] = Field(default_factory=dict)
    issues: dict[Identifier, Issue] = Field(min_length=1)
    linchpin_claim: LinchpinClaim | None = None
    left_out: tuple[Text, ...] = Field(default=(), description="What the case does not model.")
    actors: dict[Identifier, Actor] = Field(min_length=2)
    linkages: dict[Identifier, Linkage] = Field(default_factory=dict)
    moves: dict[Identifier, Move] = Field(default_factory=dict)
    packages: dict[Identifier, Package] = Field(default_factory=dict)
    rounds: tuple[Round, ...] = ()
    stages: tuple[Stage, ...] = ()
    tracks: dict[Identifier, Track] = Field(default_factory=dict)
    test_case: Test | None = None
    calendar: Calendar = Field(default_factory=Calendar)
    questions: dict[Identifier, Question] = Field(default_factory=dict)
    market: Market = Field(default_factory=Market)

    def principal(self, party: str) -> str:
        """Return the id of the actor that sits at the table for `party`."""
        return next(
            name
            for name, actor in self.actors.items()
            if actor.party == party and actor.level == "principal"
        )
