"""The agenda as it stands: issues with their options, and how far each has come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

IssueState = Literal["parked", "open", "bracketed", "ad_referendum", "signed"]
"""How far an issue has come; `ad_referendum`: agreed below, subject to sign-off."""

STATES: tuple[IssueState, ...] = ("parked", "open", "bracketed", "ad_referendum", "signed")


@dataclass(frozen=True)
class Mark:
    """Who did something, when and why: the trace that an event leaves in a state."""

    seq: int
    at: str
    who: str
    name: str
    delegation: str | None
    role: str
    why: str = ""


@dataclass(frozen=True)
class Bracket:
    """One side's disputed text on an issue: the options between which it is open, and its words."""

    options: tuple[str, ...]
    text: str
    mark: Mark


@dataclass(frozen=True)
class Initial:
    """One party's agreement to an option, subject to sign-off.

    `reported`: the party has no delegation in the room, and another wrote down what it said.
    """

    option: str
    reported: bool
    mark: Mark


@dataclass(frozen=True)
class Issue:
    """An issue of the agenda: option id to label, and what happened to it.

    `brackets` by delegation, `initials` by party; `signed` is the option in a signed text.
    """

    id: str
    name: str
    question: str
    track: str | None
    options: Mapping[str, str]
    parked: bool = False
    brackets: Mapping[str, Bracket] = field(default_factory=dict)
    initials: Mapping[str, Initial] = field(default_factory=dict)
    escalated: Mark | None = None
    signed: str | None = None
    last: Mark | None = None

    def state(self, parties: Iterable[str]) -> IssueState:
        """Return how far the issue has come, where all of `parties` must agree on it."""
        if self.signed is not None:
            return "signed"
        if self.parked:
            return "parked"
        if self.agreed(parties) is not None:
            return "ad_referendum"
        if self.brackets or self.escalated or self.contested:
            return "bracketed"
        return "open"

    def agreed(self, parties: Iterable[str]) -> str | None:
        """Return the option that all of `parties` have agreed to ad referendum, if they have."""
        chosen = {self.initials[p].option if p in self.initials else None for p in parties}
        return chosen.pop() if len(chosen) == 1 else None

    @property
    def contested(self) -> bool:
        """Whether two parties have agreed to different options."""
        return len({initial.option for initial in self.initials.values()}) > 1


@dataclass(frozen=True)
class Signature:
    """A signature that a stage needs: of whom, and for which party."""

    actor: str
    name: str
    party: str


@dataclass(frozen=True)
class Stage:
    """One step from mandate to signature; `back_to` is where a refused text goes."""

    id: str
    name: str
    receives: str
    passes: str
    signs: tuple[Signature, ...]
    back_to: str | None
    opened: Mark | None = None


@dataclass(frozen=True)
class Track:
    """A working group and its issues."""

    id: str
    name: str
    issues: tuple[str, ...]
