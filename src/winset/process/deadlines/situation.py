"""What was known about a deadline on a day before it: the only thing that a forecast may use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from typing import Literal

from winset.process.deadlines.history import Row

Absence = Literal["not yet set", "already decided"]
"""Why a deadline does not count so many days before its date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A deadline as it stood on `as_of`.

    `extensions` and `lapses` count the earlier deadlines of the same negotiation that were moved,
    or lapsed, by then; `lengths` are the days by which they were moved, where a new date was given.
    What nobody knows is None.
    """

    as_of: Date
    date: Date
    set_on: Date | None = None
    kind: str | None = None
    domain: str | None = None
    alone: bool | None = None
    extensions: int = 0
    lapses: int = 0
    lengths: tuple[int, ...] = ()

    @property
    def days_left(self) -> int:
        """Days from `as_of` to the date; never below nought."""
        return max(0, (self.date - self.as_of).days)

    @property
    def window(self) -> int | None:
        """Days from when the deadline was set to its date; None if that day is unknown."""
        return None if self.set_on is None else max(0, (self.date - self.set_on).days)


def situation(row: Row, case: Iterable[Row], as_of: Date) -> Situation:
    """Return what was known on `as_of` about `row`, from the other rows of its `case`.

    Only rows decided by `as_of` count; the outcome of `row` itself never does.
    """
    earlier = [
        other
        for other in case
        if other.case == row.case and other.index != row.index and other.decided_on <= as_of
    ]
    moved = sorted(
        (other for other in earlier if other.outcome == "extended"),
        key=lambda other: (other.decided_on, other.index),
    )
    return Situation(
        as_of=as_of,
        date=row.date,
        set_on=row.set_on,
        kind=row.kind,
        domain=row.domain,
        alone=row.alone,
        extensions=len(moved),
        lapses=sum(other.outcome == "lapsed" for other in earlier),
        lengths=tuple(other.days for other in moved if other.days is not None),
    )


def absence(row: Row, days: int) -> Absence | None:
    """Return why `row` does not count `days` before its date; None if it does.

    It counts if it was set by then (a deadline set on an unknown day counts as set) and its
    outcome was not known on that day.
    """
    if row.set_on is not None and (row.date - row.set_on).days < days:
        return "not yet set"
    return "already decided" if (row.date - row.decided_on).days >= days else None


def days_before(row: Row, case: Iterable[Row], days: int) -> Situation | None:
    """Return what was known `days` before the date of `row`; None if it does not count then."""
    if absence(row, days):
        return None
    return situation(row, case, row.date - timedelta(days=days))


def when_set(row: Row, case: Iterable[Row]) -> Situation:
    """Return what was known when `row` was set, or on its date if the day it was set is unknown."""
    return situation(row, case, row.set_on or row.date)
