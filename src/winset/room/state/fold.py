"""From events to a State: each kind of event has one effect."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from winset.room.record.events import TABLE, Event
from winset.room.state import drafting, seating, signing, values
from winset.room.state.agenda import Mark
from winset.room.state.state import State

EFFECTS = {**seating.EFFECTS, **drafting.EFFECTS, **signing.EFFECTS, **values.EFFECTS}
"""The effect of each kind of event: (state, data, mark, audience) to the next state."""


class UnknownAct(Exception):  # noqa: N818  what it holds is an act, not a mistake of the program
    """A record holds a kind of act that this version does not know."""

    def __init__(self, event: Event) -> None:
        super().__init__(
            f"event {event.seq} of room {event.room} is a `{event.act.kind}`, which this version "
            "of winset does not know; open the room with the version that wrote it, or a later one"
        )


def visible(events: Iterable[Event], delegation: str | None) -> list[Event]:
    """Return the events that a member of `delegation` may see; None: what was tabled alone."""
    audiences = {TABLE} if delegation is None else {TABLE, delegation}
    return [event for event in events if event.act.audience in audiences]


def fold(state: State, events: Iterable[Event]) -> State:
    """Return `state` after `events`, which come in order and may be seen by its reader.

    Raises UnknownAct for a kind of event from a later version.
    """
    for event in events:
        state = step(state, event)
    return state


def step(state: State, event: Event) -> State:
    """Return `state` after one event. Raises UnknownAct as `fold` does."""
    act = event.act
    effect = EFFECTS.get(act.kind)
    if effect is None:
        raise UnknownAct(event)
    mark = Mark(event.seq, event.at, act.who, act.name, act.delegation, act.role, act.why)
    after = effect(state, act.data, mark, act.audience)
    subject = act.data.get("subject")
    touched = state.touched if subject is None else {**state.touched, subject: mark}
    return replace(after, seq=event.seq, hash=event.hash, touched=touched, last=mark)
