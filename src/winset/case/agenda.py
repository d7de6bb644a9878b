"""The agenda: issues with their options, and the rounds that have been."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from winset.case.numbers import Date, Entry, Identifier, Number, Text
from winset.case.values import LONGEST, Choice, id_of, value_of

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


FEWEST_POINTS, MOST_POINTS = 2, 101
"""Even steps of a range: both ends, and as many as a list on a page bears."""


class Range(Entry):
    """The numbers by which an issue can be settled: any one from `from` to `to`, both included.

    The computer tries `points` of them, evenly spaced, and with them every number that the case
    names: the points of each actor's scores, the status quo, what conditions and packages say.
    """

    low: Number = Field(alias="from")
    high: Number = Field(alias="to")
    unit: Text | None = Field(default=None, description="What a number counts: %, days, USD bn.")
    points: int = Field(
        default=11,
        ge=FEWEST_POINTS,
        le=MOST_POINTS,
        description="Evenly spaced numbers that are tried, with both ends.",
    )

    @model_validator(mode="after")
    def _rises(self) -> Range:
        if self.low >= self.high:
            raise PydanticCustomError(
                "range_rises",
                "a range goes from a smaller number to a larger one, but this goes from {low} "
                "to {high}",
                {"low": str(self.low), "high": str(self.high)},
            )
        if any(len(id_of(number)) > LONGEST for number in self.even()):
            raise PydanticCustomError(
                "range_digits", "the evenly spaced numbers of this range have too many digits"
            )
        return self

    def even(self) -> tuple[Fraction, ...]:
        """Return the evenly spaced numbers, in rising order."""
        low, width = Fraction(self.low), Fraction(self.high) - Fraction(self.low)
        steps = self.points - 1
        return tuple(low + width * n / steps for n in range(self.points))

    def __contains__(self, number: Fraction) -> bool:
        """Return whether the range has this number."""
        return self.low <= number <= self.high


class Issue(Entry):
    """A question on the agenda, and how it can be settled: by `options`, or any number of a range.

    Of a range, `options` are filled in when a case is read: the numbers that are tried.
    """

    name: Text
    question: Text | None = None
    group: Text | None = None
    track: Identifier | None = None
    state: Literal["open", "parked", "settled"] = "open"
    options: dict[Identifier, Option] = Field(default_factory=dict)
    range: Range | None = Field(default=None, description="In place of options: any number of it.")
    status_quo: Choice
    expires: Date | None = Field(default=None, description="Day on which the status quo lapses.")
    then: Choice | None = Field(default=None, description="Option that follows the lapse.")
    reversion: Choice | None = Field(
        default=None,
        description="Option that holds without agreement; if left out `then`, or the status quo.",
    )
    attributes: dict[Identifier, Attribute] = Field(default_factory=dict)
    tags: tuple[Text, ...] = ()
    note: Text | None = None
    facts: tuple[Identifier, ...] = ()

    @model_validator(mode="after")
    def _one_form(self) -> Issue:
        if self.range is None and not self.options:
            raise PydanticCustomError(
                "no_options", "an issue has `options`, at least one, or a `range`"
            )
        if self.range is not None and self.options:
            raise PydanticCustomError(
                "options_and_range", "an issue has `options` or a `range`, not both"
            )
        return self

    def takes(self, option: str) -> bool:
        """Return whether an option is a number of the range, tried or not."""
        number = value_of(option)
        return self.range is not None and number is not None and number in self.range

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
