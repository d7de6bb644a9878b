"""Whether a record is whole: every event bound to the one before, and the head to the last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from winset.room.record.events import START, Event, Sealed, digest_of, linked


@dataclass(frozen=True)
class Head:
    """The last event of a room, as kept beside its record: number (0: none yet) and hash."""

    seq: int
    hash: str


@dataclass(frozen=True)
class Break:
    """A place at which a record does not hold: the event's number, and what is wrong."""

    seq: int
    what: str


BEGINNING = Head(0, START)
"""Before the first event of a room."""


def checked(events: Sequence[Event | Sealed], head: Head, after: Head = BEGINNING) -> list[Break]:
    """Return every place at which a record does not hold; empty: it is whole.

    `after` is the event that the first one must follow.

    Each event is checked against itself (its digest is that of its content), against the one before
    (numbers without a gap, hashes linked), and the last one against the head, so that a record cut
    short is noticed too. A sealed event is checked for its place alone: its content is not there.
    """
    breaks: list[Break] = []
    hash_, seq = after.hash, after.seq
    for event in events:
        if event.seq != seq + 1:
            breaks.append(Break(event.seq, _out_of_place(seq, event.seq)))
        breaks += _in_itself(event)
        if event.hash != linked(hash_, event.digest):
            breaks.append(Break(event.seq, "its hash does not follow from the event before it"))
        hash_, seq = event.hash, event.seq
    if (seq, hash_) != (head.seq, head.hash):
        if seq < head.seq:
            what = (
                f"the record ends at event {seq}, but the room had {head.seq}: events are missing"
            )
        else:
            what = "the last event is not the one that the room's head names"
        breaks.append(Break(seq, what))
    return breaks


def _in_itself(event: Event | Sealed) -> list[Break]:
    if isinstance(event, Sealed):
        return []
    found = []
    digest = digest_of(event.act, room=event.room, seq=event.seq, at=event.at, salt=event.salt)
    if digest != event.digest:
        found.append(Break(event.seq, "its content is not what was recorded: somebody changed it"))
    if linked(event.prev, event.digest) != event.hash:
        found.append(Break(event.seq, "the hash it names as the one before it is wrong"))
    return found


def _out_of_place(before: int, here: int) -> str:
    if here > before + 1:
        missing = f"{before + 1}" if here == before + 2 else f"{before + 1} to {here - 1}"
        return f"event {missing} before it is missing"
    return f"it stands after event {before}: the order was changed"
