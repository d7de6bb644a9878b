"""A record read through from its first event: whether it holds, and how much of it is whose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from winset.room.record.chain import BEGINNING, Break, Head, checked
from winset.room.record.events import Event


@dataclass(frozen=True)
class Reading:
    """What a reading found: where it ended, how many events by audience, and what does not hold."""

    end: Head
    audiences: Counter[str]
    breaks: tuple[Break, ...]

    @property
    def count(self) -> int:
        """The number of events."""
        return self.audiences.total()


def read_through(events: Sequence[Event]) -> Reading:
    """Return what reading a record finds; whether it ends at the room's head is left to ask."""
    end = Head(events[-1].seq, events[-1].hash) if events else BEGINNING
    audiences = Counter(event.act.audience for event in events)
    return Reading(end, audiences, tuple(checked(events, end)))
