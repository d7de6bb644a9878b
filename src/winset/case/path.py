"""The path to signature: stages, tracks, calendar and the questions that events will answer."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from winset.case.numbers import Date, Entry, Identifier, Judged, Scalar, Text


class Return(Entry):
    """Where a refused text goes back to, and how likely that is, not the end of the talks."""

    to: Identifier
    chance: Judged


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
        default=(), description="Issues or stages that need this track."
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
    alone: bool | None = Field(default=None, description="True if one owner can move it alone.")
    hard: bool = False
    history: tuple[Extension, ...] = ()
    on_lapse: Text | None = None
    cost: Judged | None = Field(default=None, description="Points an extension costs its owner.")
    hope: Judged | None = Field(
        default=None, description="Chance 0..1 that an extension brings settlement."
    )
    known_by: Date | None = None
    note: Text | None = None
    facts: tuple[Identifier, ...] = ()


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
    """One step that comes before another."""

    before: Text
    after: Text
    strength: Literal["hard", "strong", "soft"] = "soft"
    says: Text | None = None
    facts: tuple[Identifier, ...] = ()


class Calendar(Entry):
    """Deadlines, availability, releases and the order of steps."""

    deadlines: dict[Identifier, Deadline] = Field(default_factory=dict)
    windows: tuple[Window, ...] = ()
    releases: tuple[Release, ...] = ()
    precedence: tuple[Precedence, ...] = ()
    round_days: int | None = Field(default=None, ge=1, description="Length of a round, in days.")
    travel_days: int | None = Field(default=None, ge=0)
    note: Text | None = None


class Subject(Entry):
    """What a question is about, so that a model can speak to it."""

    deadline: Identifier | None = None
    event: Literal["agreed", "extended", "lapsed", "round", "leaders_meet", "signed"] | None = None
    days_over: int | None = None
    issue: Identifier | None = None
    options: tuple[Identifier, ...] = ()
    move: Identifier | None = None
    percent: Scalar | None = Field(default=None, description="A size in percent, as of a fall.")


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
