"""The path to signature: stages, tracks, calendar and the questions that events will answer."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from winset.case.numbers import Date, Entry, Identifier, Judged, Scalar, Text
from winset.case.values import Choice


class Return(Entry):
    """Where a refused text goes back to, and how likely that is, not the end of the talks."""

    to: Identifier
    chance: Judged


Tactic = Literal["boulware", "linear", "conceder", "tit_for_tat", "micro"]
"""How a side concedes: late, evenly, early; as the other does; or one package for one package."""


class Bargaining(Entry):
    """How the sides come to a text inside a stage."""

    protocol: Literal["alternating_offers", "single_text"] = "alternating_offers"
    rounds: int = Field(default=100, ge=1, le=10_000, description="Offers until it breaks off.")
    tactics: dict[Identifier, Tactic] = Field(
        default_factory=dict, description="By party; linear where left out."
    )


class Stage(Entry):
    """One step from mandate to signature."""

    id: Identifier
    name: Text
    who: tuple[Text, ...] = ()
    actors: tuple[Identifier, ...] = Field(default=(), description="Actors that act in it.")
    receives: Text | None = None
    passes: Text | None = Field(default=None, description="What it hands on.")
    issues: tuple[Identifier, ...] = Field(default=(), description="All issues, if left out.")
    tracks: tuple[Identifier, ...] = ()
    signs: tuple[Identifier, ...] = Field(
        default=(), description="Actors whose signature it needs."
    )
    bargaining: Bargaining | None = Field(
        default=None, description="How its text is found; alternating offers if left out."
    )
    channels: tuple[Text, ...] = ()
    days: Judged | None = Field(default=None, description="How long it takes, in days.")
    chance: Judged | None = Field(
        default=None, description="Chance 0..1 to pass; derived from the case if left out."
    )
    cost: Judged | None = Field(default=None, description="Points that it costs each principal.")
    on_refusal: Return | None = None
    note: Text | None = None
    facts: tuple[Identifier, ...] = ()


class Track(Entry):
    """A working group or channel that runs beside the others."""

    name: Text
    who: tuple[Text, ...] = ()
    issues: tuple[Identifier, ...] = ()
    done: tuple[Identifier, ...] = Field(
        default=(), description="Facts that are its exchanges so far."
    )
    needs: tuple[Identifier, ...] = Field(default=(), description="Tracks that must come first.")
    prerequisite_for: tuple[Identifier, ...] = Field(
        default=(), description="Issues, stages or steps of the calendar that need this track."
    )
    enough: int | None = Field(
        default=None,
        ge=1,
        description="Issues on which it must agree to be met as a prerequisite; all if left out.",
    )
    strength: Literal["hard", "strong", "soft"] = "soft"
    says: Text | None = None
    note: Text | None = None
    facts: tuple[Identifier, ...] = ()


class Extension(Entry):
    """One move of a deadline."""

    set_on: Date
    old: Date
    new: Date
    by: Text | None = None
    why: Text | None = None
    facts: tuple[Identifier, ...] = ()


class Deadline(Entry):
    """A date by which something must be done, who owns it, and how often it was moved."""

    date: Date
    what: Text
    kind: Text | None = Field(
        default=None, description="Type in the words of the deadline history."
    )
    issue: Identifier | None = None
    set_on: Date | None = None
    owner: tuple[Text, ...] = Field(description="Who can move it.")
    held_by: tuple[Identifier, ...] = Field(
        default=(), description="Parties whose principals decide whether it is moved."
    )
    lapse: Identifier | None = Field(
        default=None,
        description="The move that enforcing it amounts to; if left out, no agreement.",
    )
    alone: bool | None = Field(default=None, description="True if one owner can move it alone.")
    hard: bool = Field(default=False, description="True if nobody can move it.")
    history: tuple[Extension, ...] = ()
    on_lapse: Text | None = None
    cost: Judged | None = Field(default=None, description="Points an extension costs its owner.")
    hope: Judged | None = Field(
        default=None, description="Chance 0..1 that an extension brings settlement."
    )
    known_by: Date | None = None
    note: Text | None = None
    facts: tuple[Identifier, ...] = ()

    @property
    def known_since(self) -> Date | None:
        """The day from which it is known; None if the file names no day: always."""
        if self.known_by:
            return self.known_by
        days = [move.set_on for move in self.history]
        return min([*days, self.set_on] if self.set_on else days, default=None)

    def stood(self, as_of: Date) -> Date:
        """Return its date as it stood on `as_of`: later moves are not yet known."""
        made = [move.new for move in self.history if move.set_on <= as_of]
        later = [move.old for move in self.history if move.set_on > as_of]
        return [self.date, *later[:1], *made][-1]


class Window(Entry):
    """Days on which people can meet, or (`busy: true`) cannot."""

    who: tuple[Text, ...] = Field(min_length=1)
    start: Date
    end: Date
    place: Text | None = None
    busy: bool = False
    what: Text | None = None
    confidence: Text | None = None
    known_by: Date | None = None
    facts: tuple[Identifier, ...] = ()


class Release(Entry):
    """A dated release of figures that presses on one side."""

    date: Date
    what: Text
    presses: Identifier | None = Field(default=None, description="The party under pressure.")
    note: Text | None = None
    facts: tuple[Identifier, ...] = ()


class Precedence(Entry):
    """One step of the calendar that comes before another; hard ones bind the schedule."""

    before: Identifier
    after: Identifier
    strength: Literal["hard", "strong", "soft"] = "soft"
    says: Text | None = None
    facts: tuple[Identifier, ...] = ()


class Step(Entry):
    """Something to be put on the calendar: a round, a call, a meeting of the leaders.

    At a `place`, everyone needs a window that covers its days there. Without one it takes any day
    on which nobody is busy. By telephone (`remote`) busy days do not matter.
    """

    name: Text
    who: tuple[Text, ...] = Field(min_length=1)
    days: int = Field(default=1, ge=1, le=366)
    place: Text | None = None
    remote: bool = False
    earliest: Date | None = Field(default=None, description="First day it may start.")
    latest: Date | None = Field(default=None, description="Last day it may end.")
    by: tuple[Identifier, ...] = Field(
        default=(), description="Deadlines on or before which it must end."
    )
    needs: tuple[Identifier, ...] = Field(default=(), description="Steps that must end before it.")
    issue: Identifier | None = Field(default=None, description="The issue that it is about.")
    round: Identifier | None = Field(default=None, description="The round by which it was held.")
    note: Text | None = None
    facts: tuple[Identifier, ...] = ()


class Hop(Entry):
    """A journey that takes other than the usual days of travel."""

    between: tuple[Text, Text]
    days: int = Field(ge=0, le=366)


class Calendar(Entry):
    """Deadlines, availability, releases and the order of steps."""

    deadlines: dict[Identifier, Deadline] = Field(default_factory=dict)
    windows: tuple[Window, ...] = ()
    releases: tuple[Release, ...] = ()
    steps: dict[Identifier, Step] = Field(default_factory=dict)
    precedence: tuple[Precedence, ...] = ()
    round_days: int | None = Field(default=None, ge=1, description="Length of a round, in days.")
    travel_days: int | None = Field(
        default=None, ge=0, description="Days between places, where no hop says otherwise."
    )
    travel: tuple[Hop, ...] = ()
    note: Text | None = None


class Subject(Entry):
    """What a question is about, so that a model can speak to it."""

    deadline: Identifier | None = None
    stage: Identifier | None = Field(default=None, description="Stage that must be passed.")
    step: Identifier | None = Field(default=None, description="Step that must be held.")
    event: Literal["agreed", "extended", "lapsed", "round", "leaders_meet", "signed"] | None = None
    days_over: int | None = None
    issue: Identifier | None = None
    options: tuple[Choice, ...] = ()
    move: Identifier | None = None
    percent: Scalar | None = Field(default=None, description="A size in percent, as of a fall.")


class Test(Entry):
    """An issue settled first to learn whether the other sides keep their word."""

    issue: Identifier
    trust: dict[Identifier, Judged] = Field(
        min_length=1,
        description="By party: chance 0..1, in its eyes, that the others keep what they sign.",
    )
    pretence: Judged = Field(
        description="Chance 0..1 that a side that would break the whole deal keeps the test."
    )
    loss: dict[Identifier, Judged] = Field(
        min_length=1,
        description="By party: points it loses if it signs the whole deal and is let down.",
    )
    why: Text | None = None
    facts: tuple[Identifier, ...] = ()


class Outcome(Entry):
    """How a question came out. Used for scoring only, never for an answer."""

    answer: Literal["yes", "no"]
    on: Date | None = None
    note: Text | None = None
    facts: tuple[Identifier, ...] = ()


class BaseRate(Entry):
    """How often the like happened before: k of n."""

    k: int = Field(ge=0)
    n: int = Field(ge=1)
    what: Text


class Question(Entry):
    """A question that a later event answers yes or no."""

    ask: Text
    by: Date
    resolves: Text = Field(description="The rule by which it counts as yes.")
    about: Subject | None = None
    base_rate: BaseRate | None = None
    expert: Judged | None = Field(default=None, description="Chance 0..1 an expert gave.")
    outcome: Outcome | None = None
    note: Text | None = None
    facts: tuple[Identifier, ...] = ()
