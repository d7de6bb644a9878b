"""The deadlines of a case as they stood on a day: no date, move or deadline of later news."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date

from winset.case.document import Case
from winset.case.path import Deadline


@dataclass(frozen=True)
class Standing:
    """A deadline ahead as it stood on `as_of`.

    `date` and `set_on` are those of its last move by then (`set_on` None: nobody says when);
    `lengths` are the days of each move by then.
    """

    id: str
    deadline: Deadline
    as_of: Date
    date: Date
    set_on: Date | None
    lengths: tuple[int, ...]

    @property
    def extensions(self) -> int:
        """How often it was moved by `as_of`."""
        return len(self.lengths)

    @property
    def days_left(self) -> int:
        """Days from `as_of` to the date; never below nought."""
        return (self.date - self.as_of).days

    @property
    def window(self) -> int | None:
        """Days from when it was set, or last moved, to its date; None if that day is unknown."""
        return None if self.set_on is None else max(0, (self.date - self.set_on).days)


@dataclass(frozen=True)
class LeftOut:
    """A deadline of which nothing is forecast, and why not."""

    id: str
    why: str


@dataclass(frozen=True)
class Standings:
    """The deadlines `ahead` on a day, in the order of the case, and those `left_out`."""

    ahead: tuple[Standing, ...]
    left_out: tuple[LeftOut, ...]


def standings(case: Case, as_of: Date) -> Standings:
    """Return the deadlines of a case as they stood on `as_of`; past ones are left out.

    A deadline is known from its `known_by` on; where that is left out, from the first day on which
    it was set or moved; where the file names no such day, always.
    """
    ahead: list[Standing] = []
    left_out: list[LeftOut] = []
    for name, deadline in case.calendar.deadlines.items():
        since = deadline.known_since
        stood = _stood(name, deadline, as_of)
        if since is not None and since > as_of:
            left_out.append(LeftOut(name, f"it is known only from {since} on"))
        elif stood.date < as_of:
            left_out.append(LeftOut(name, f"it was past: its date was {stood.date}"))
        else:
            ahead.append(stood)
    return Standings(tuple(ahead), tuple(left_out))


def _stood(name: str, deadline: Deadline, as_of: Date) -> Standing:
    moves = [move for move in deadline.history if move.set_on <= as_of]
    set_on = moves[-1].set_on if moves else deadline.set_on
    return Standing(
        id=name,
        deadline=deadline,
        as_of=as_of,
        date=deadline.stood(as_of),
        set_on=set_on if set_on and set_on <= as_of else None,
        lengths=tuple((move.new - move.old).days for move in moves),
    )
