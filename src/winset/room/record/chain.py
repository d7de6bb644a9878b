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
    """A place at which a record does not hold: the event's number, and what is wrong.

    Number 0: what is wrong is no event.
    """

    seq: int
    what: str


BEGINNING = Head(0, START)
"""Before the first event of a room."""


def checked(events: Sequence[Event | Sealed], head: Head, after: Head = BEGINNING) -> list[Break]:
    """Return every place at which a record does not hold; empty: it is whole.

    `after` is the event that the first one must follow.

    Each event is checked against itself (its digest is that of its content, its hash that of what
    it follows and its digest), against the one before, and the last one against the head, so that a
    record cut short is noticed too. A sealed event is checked for its place alone: its content is
    not there. An event that follows a broken or a missing one is not blamed for that: it is held
    only to what it says itself.
    """
    breaks: list[Break] = []
    before, whole = after, True
    for event in events:
        place = _place(before.seq, event.seq)
        wrong = [] if isinstance(event, Sealed) else _in_itself(event)
        if not wrong and place is None and not _follows(event, before.hash, strict=whole):
            wrong = [
                Break(
                    event.seq, "it does not follow the event before it: one of the two was changed"
                )
            ]
        breaks += [*([place] if place else []), *wrong]
        before, whole = Head(event.seq, event.hash), not wrong
    if before.seq < head.seq:
        breaks.append(_missing(before.seq + 1, head.seq))
    elif before.seq > head.seq:
        breaks.append(Break(before.seq, f"the room's head names event {head.seq} as the last one"))
    elif before.hash != head.hash and whole:
        breaks.append(Break(before.seq, "the room's head names another hash as that of the last"))
    return breaks


def _in_itself(event: Event) -> list[Break]:
    found = []
    digest = digest_of(event.act, room=event.room, seq=event.seq, at=event.at, salt=event.salt)
    if digest != event.digest:
        found.append(Break(event.seq, "its content is not what was recorded: somebody changed it"))
    if linked(event.prev, event.digest) != event.hash:
        found.append(Break(event.seq, "its hash is not that of its content and the event before"))
    return found


def _follows(event: Event | Sealed, before: str, *, strict: bool) -> bool:
    """Whether an event that is whole in itself follows one with hash `before`.

    Not strict: after a broken event, whose hash may be what was changed.
    """
    if isinstance(event, Sealed):
        return not strict or linked(before, event.digest) == event.hash
    return not strict or event.prev == before


def _place(before: int, here: int) -> Break | None:
    if here == before + 1:
        return None
    if here > before + 1:
        return _missing(before + 1, here - 1)
    return Break(here, f"it stands after event {before}: the order was changed")


def _missing(first: int, last: int) -> Break:
    more = "" if first == last else f", and so are all up to event {last}"
    return Break(first, f"it is missing{more}")
