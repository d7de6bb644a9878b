"""The agenda: issues with their options, and the rounds that have been."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from winset.case.numbers import Date, Entry, Identifier, Text

State = Literal["open", "bracketed", "ad_referendum", "parked", "settled"]
"""Where an issue stands after a round; `ad_referendum`: agreed below, subject to sign-off."""


class Attribute(Entry):
    """One side of an issue (of TikTok: the ownership, the algorithm) that its options differ in."""

    name: Text
    levels: dict[Identifier, Text] = Field(min_length=2)


class Option(Entry):
    """One way to settle an issue.

    `offered: false` marks what can happen but is not on the table (a snap-back, an escalation): it
    may be a reversion or the effect of a move, and is never part of a package.
    """

    label: Text
    offered: bool = True
    has: dict[Identifier, Identifier] = Field(
        default_factory=dict, description="Level of each attribute of the issue."
    )
    note: Text | None = None
    facts: tuple[Identifier, ...] = ()


class Issue(Entry):
    """A question on the agenda and the options by which it can be settled."""

    name: Text
    question: Text | None = None
    group: Text | None = None
    track: Identifier | None = None
    state: Literal["open", "parked", "settled"] = "open"
    options: dict[Identifier, Option] = Field(min_length=1)
    status_quo: Identifier
    expires: Date | None = Field(default=None, description="Day on which the status quo lapses.")
    then: Identifier | None = Field(default=None, description="Option that follows the lapse.")
    reversion: Identifier | None = Field(
        default=None,
        description="Option that holds without agreement; if left out `then`, or the status quo.",
    )
    attributes: dict[Identifier, Attribute] = Field(default_factory=dict)
    tags: tuple[Text, ...] = ()
    note: Text | None = None
    facts: tuple[Identifier, ...] = ()

    @property
    def without_agreement(self) -> str:
        """The option that holds if nothing is agreed."""
        return self.reversion or self.then or self.status_quo

    @property
    def at_rest(self) -> str:
        """The option an issue keeps while it is off the table.

        The reversion if that is on offer; otherwise the status quo, which stands until it lapses.
        """
        reversion = self.without_agreement
        return reversion if self.options[reversion].offered else self.status_quo


class Round(Entry):
    """A round that was held: when, who, the agenda in order, where each issue stood after it."""

    id: Identifier
    name: Text
    start: Date
    end: Date
    place: Text | None = None
    who: tuple[Text, ...] = ()
    agenda: tuple[Identifier, ...] = Field(
        default=(), description="Issues in the order of their prominence, first is highest."
    )
    after: dict[Identifier, State] = Field(
        default_factory=dict, description="State of each issue when the round closed."
    )
    note: Text | None = None
    facts: tuple[Identifier, ...] = ()
