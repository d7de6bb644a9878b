"""Parties, the actors on each side, what they want, and what each side can do alone."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from winset.case.conditions import Condition
from winset.case.numbers import Entry, Identifier, Judged, Number, Text
from winset.case.rules import Rule
from winset.case.values import Choice


class RedLine(Entry):
    """What a party's mandate forbids: no package that meets `never` can be ratified by it."""

    never: Condition
    says: Text = Field(description="Who says so: a person, a document, or `analyst`.")
    why: Text | None = None
    facts: tuple[Identifier, ...] = ()


class Party(Entry):
    """A side at the table."""

    name: Text
    short: Text | None = Field(default=None, description="Short name for tables and axes.")
    head: Text | None = None
    deputies: tuple[Text, ...] = ()
    signs_off: Text | None = None
    ratification: Rule
    red_lines: dict[Identifier, RedLine] = Field(default_factory=dict)
    note: Text | None = None
    facts: tuple[Identifier, ...] = ()


class Outsider(Entry):
    """Somebody who matters and is neither a party nor an actor: an investor, a host, an ally."""

    name: Text
    note: Text | None = None
    facts: tuple[Identifier, ...] = ()


class AttributeView(Entry):
    """How much an attribute counts within its issue, and a score 0..100 for each of its levels."""

    weight: Judged
    scores: dict[Identifier, Judged]


class View(Entry):
    """What an actor wants on one issue: a weight, and a score 0..100 for each option.

    Scores may be given for the attributes of the issue instead of for whole options. Of an issue
    with a range, scores are given at some of its numbers, both ends among them, and run straight
    from one to the next. `why` and `facts` here stand for every score that has none of its own.
    """

    weight: Judged
    scores: dict[Choice, Judged] = Field(default_factory=dict)
    attributes: dict[Identifier, AttributeView] = Field(default_factory=dict)
    why: Text | None = None
    facts: tuple[Identifier, ...] = ()


class Discount(Entry):
    """How another program lets values shrink while talks go on: value x factor ** time.

    Kept for that program; the analysis of a case values packages as if agreed at once.
    """

    factor: Number
    per: Literal["relative_time", "round"] = Field(
        description="Time runs from 0 to 1 until the deadline, or counts rounds."
    )
    reservation: bool = Field(description="Whether the reservation value shrinks too.")


class Scale(Entry):
    """The utilities of another program that points stand for, so that its numbers come back.

    An actor with a scale has weights as that program states them: they need not sum to 1, and are
    divided by their sum, as always.
    """

    at_0: Number = Field(description="Utility of 0 points.")
    at_100: Number = Field(description="Utility of 100 points.")
    reservation: Literal["stated", "by_default"] = Field(
        default="stated",
        description="Whether the program's file states the reservation value, or its rules do.",
    )
    discount: Discount | None = None
    ceiling: Number | None = Field(
        default=None,
        description="Utility that the program takes for any greater one; values here are not cut.",
    )


class Actor(Entry):
    """Somebody with a view of the deal.

    A principal sits at the table (one a party); a ratifier has a vote or a veto at home; an
    influencer presses and has no vote. Weights sum to 1 or to 100 over the issues in `views`, save
    those of another program, with its `scale`.
    """

    name: Text
    short: Text | None = None
    party: Identifier
    level: Literal["principal", "ratifier", "influencer"]
    role: Text | None = None
    views: dict[Identifier, View] = Field(min_length=1)
    reservation: Judged | None = Field(
        default=None,
        description="Value 0..100 of no agreement, if not that of the reversion options.",
    )
    margin: Judged | None = Field(
        default=None,
        description="Points above the reservation that acceptance takes; 0 if left out.",
    )
    influence: Judged | None = Field(
        default=None,
        description="Pressure 0..1 on the principal, for the map of political will; if left out, "
        "1 for an actor whom its party's ratification rule asks, and 0 for others.",
    )
    scale: Scale | None = Field(
        default=None, description="What points stand for in the program the numbers come from."
    )
    why: Text | None = None
    facts: tuple[Identifier, ...] = ()


class Counter(Entry):
    """A move that another move is likely to set off."""

    move: Identifier
    within_days: int = Field(ge=0)
    chance: Judged


class Move(Entry):
    """What a side can do alone: a threat, an escalation, or taking up an outside option.

    It changes what no agreement is worth: either `reversion` (another option now follows on the
    named issues) or `shifts` (points added to the reservation of the named actors).
    """

    name: Text
    by: Identifier = Field(description="The party that can do it.")
    kind: Literal["threat", "escalation", "outside_option"]
    reversion: dict[Identifier, Choice] = Field(default_factory=dict)
    shifts: dict[Identifier, Judged] = Field(default_factory=dict)
    cost: Judged | None = Field(
        default=None, description="Points it costs the owner's principal to carry it out."
    )
    per_month: Judged | None = Field(
        default=None,
        description="Chance 0..1 that its owner makes it in 30 days of talks; 0 if left out.",
    )
    counters: tuple[Counter, ...] = ()
    why: Text | None = None
    facts: tuple[Identifier, ...] = ()


class Package(Entry):
    """A named package. Issues that it does not name keep the option they hold at rest."""

    name: Text
    by: Text | None = Field(default=None, description="Who tabled or reported it.")
    options: dict[Identifier, Choice] = Field(default_factory=dict)
    note: Text | None = None
    facts: tuple[Identifier, ...] = ()
