"""Acts on deadlines: set, extended, lapsed, met."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from typing import Annotated, Any, ClassVar

from pydantic import Field

from winset.room.acts.act import Act, Id, Line, Refused, Scene, issue_of
from winset.room.acts.rights import Right
from winset.room.record.events import TABLE
from winset.room.state.state import Deadline

_ID = "[A-Za-z][A-Za-z0-9_-]{0,63}"

Key = Annotated[str, Field(pattern=rf"^{_ID}(\.{_ID})?$")]
"""A deadline's id; of a private one, with its delegation before it: `us.first_draft`."""


class SetDeadline(Act):
    """Set a deadline; `private`: only the own delegation knows of it."""

    kind: ClassVar[str] = "deadline.set"
    right: ClassVar[Right] = "set deadlines"
    says: ClassVar[str] = "set a deadline"

    id: Id
    what: Line
    date: Date
    issue: Id | None = None
    owner: Annotated[tuple[Line, ...], Field(min_length=1, max_length=20)]
    hard: bool = False
    private: bool = False

    def subject(self) -> str:
        """Return the deadline."""
        return f"deadline:{self.id}"

    def subject_in(self, delegation: str) -> str:
        """Return the deadline by its key: a private one is the own delegation's."""
        return f"deadline:{delegation}.{self.id}" if self.private else self.subject()

    def audience(self, scene: Scene) -> str:
        """Return everybody, or the own delegation for a private deadline."""
        return scene.seat.delegation if self.private else TABLE

    def rule(self, scene: Scene) -> None:
        """Refuse an id in use, an unknown issue and a day that is over."""
        key = f"{scene.seat.delegation}.{self.id}" if self.private else self.id
        if key in scene.state.deadlines:
            raise Refused(f"there is a deadline `{self.id}` already; extend it instead")
        if self.issue is not None:
            issue_of(scene, self.issue)
        if self.date < scene.today:
            raise Refused(f"{self.date} is over: the room stands at {scene.today}")

    def data(self, scene: Scene) -> Mapping[str, Any]:
        """Return the deadline; who sees it is the event's audience."""
        del scene
        return self.model_dump(mode="json", exclude={"private"})


class _OnDeadline(Act):
    """An act on a deadline that is there: seen by whoever sees the deadline."""

    right: ClassVar[Right] = "set deadlines"

    deadline: Key

    def subject(self) -> str:
        """Return the deadline."""
        return f"deadline:{self.deadline}"

    def audience(self, scene: Scene) -> str:
        """Return the audience of the deadline itself."""
        return self.found(scene).audience

    def found(self, scene: Scene) -> Deadline:
        """Return the deadline. Raises Refused if there is none."""
        found = scene.state.deadlines.get(self.deadline)
        if found is None:
            raise Refused(f"there is no deadline `{self.deadline}`")
        return found


class Extend(_OnDeadline):
    """Move a deadline to a later day."""

    kind: ClassVar[str] = "deadline.extended"
    says: ClassVar[str] = "extended a deadline"
    needs_why: ClassVar[bool] = True

    date: Date

    def rule(self, scene: Scene) -> None:
        """Refuse an earlier day, a hard deadline, one that was met, and one of other holders."""
        found = self.found(scene)
        if found.hard:
            raise Refused(f"“{found.what}” is a hard deadline: nobody can move it")
        if found.met:
            raise Refused(f"“{found.what}” was met; there is nothing to extend")
        _held(scene, found)
        if self.date <= max(found.date, scene.today):
            after = max(found.date, scene.today)
            raise Refused(f"an extension ends after {after}; {self.date} does not")


class Lapse(_OnDeadline):
    """Put on record that a deadline passed and what it asked for was not done."""

    kind: ClassVar[str] = "deadline.lapsed"
    says: ClassVar[str] = "recorded a lapse"

    def rule(self, scene: Scene) -> None:
        """Refuse one whose day is not over, or that was met or recorded as lapsed."""
        found = self.found(scene)
        if not found.closed(scene.today):
            raise Refused(f"“{found.what}” runs to the end of {found.date}: it has not lapsed")
        if found.met or found.lapsed:
            raise Refused(f"“{found.what}” was recorded as {'met' if found.met else 'lapsed'}")


class Meet(_OnDeadline):
    """Put on record that what a deadline asked for was done."""

    kind: ClassVar[str] = "deadline.met"
    says: ClassVar[str] = "recorded a deadline as met"

    def rule(self, scene: Scene) -> None:
        """Refuse one that was met or lapsed before."""
        found = self.found(scene)
        if found.met or found.lapsed:
            raise Refused(f"“{found.what}” was recorded as {'met' if found.met else 'lapsed'}")


def _held(scene: Scene, found: Deadline) -> None:
    """Raise Refused if only others can move a deadline, and they are here to do it.

    What a holder without a delegation in the room has decided, any principal can put on record.
    """
    state = scene.state
    here = [party for party in found.held_by if state.seated(party)]
    if here == list(found.held_by) and here and scene.party not in here:
        names = " and ".join(state.parties.get(party, party) for party in here)
        raise Refused(f"“{found.what}” is moved by {names} alone: that is for its principal")
