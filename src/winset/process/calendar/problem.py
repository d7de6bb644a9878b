"""A scheduling problem as plain data: steps, sets of days, order, and what each bound is called.

Days are whole numbers, `date.toordinal()`. Prices are whole millionths of a point, so that sums
are exact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from winset.case.tree import Path

Kind = Literal[
    "duration",
    "earliest",
    "latest",
    "horizon",
    "window",
    "busy",
    "held",
    "person",
    "travel",
    "deadline",
    "needs",
    "precedence",
]


@dataclass(frozen=True)
class Cause:
    """A bound that can be to blame: its kind, its place in the case file, and what it says."""

    kind: Kind
    where: Path
    text: str


@dataclass(frozen=True)
class Task:
    """A step still to be held. It takes `days` days, or one day where `duration` is lifted."""

    id: str
    days: int
    duration: Cause | None


@dataclass(frozen=True)
class DayRule:
    """All days of a step lie in `days`, as long as none of `causes` is lifted."""

    step: str
    days: frozenset[int]
    causes: tuple[Cause, ...]


@dataclass(frozen=True)
class Order:
    """One step ends on a day before another starts."""

    before: str
    after: str
    cause: Cause


@dataclass(frozen=True)
class Diary:
    """The steps of one person, of which no two overlap."""

    steps: tuple[str, ...]
    cause: Cause


@dataclass(frozen=True)
class Apart:
    """Two steps of one person, at two places, with `gap` free days for the journey between."""

    steps: tuple[str, str]
    gap: int
    causes: tuple[Cause, ...]


@dataclass(frozen=True)
class Due:
    """A deadline that its owner can move: one price for moving it, and one for each day.

    It moves as far as the last of `steps` needs.
    """

    deadline: str
    day: int
    steps: tuple[str, ...]
    price: int
    price_a_day: int


@dataclass(frozen=True)
class Wish:
    """A soft precedence, the `position`-th of the case, and the price of not keeping to it."""

    position: int
    before: str
    after: str
    price: int


@dataclass(frozen=True)
class Problem:
    """What a calendar asks for. Every step lies in `first`..`last`, whatever is lifted."""

    first: int
    last: int
    tasks: tuple[Task, ...]
    day_rules: tuple[DayRule, ...]
    orders: tuple[Order, ...]
    diaries: tuple[Diary, ...]
    aparts: tuple[Apart, ...]
    dues: tuple[Due, ...]
    wishes: tuple[Wish, ...]

    @cached_property
    def causes(self) -> tuple[Cause, ...]:
        """All bounds that can be lifted, each once, in a fixed order."""
        return tuple(dict.fromkeys(self._causes()))

    @cached_property
    def open_starts(self) -> Mapping[str, frozenset[int]]:
        """The starts of each step that its own rules on days leave, while nothing is lifted."""
        days = {task.id: frozenset(range(self.first, self.last + 1)) for task in self.tasks}
        for rule in self.day_rules:
            days[rule.step] &= rule.days
        return {
            task.id: frozenset(
                day
                for day in days[task.id]
                if days[task.id].issuperset(range(day, day + task.days))
            )
            for task in self.tasks
        }

    def _causes(self) -> Iterator[Cause]:
        yield from (task.duration for task in self.tasks if task.duration)
        for rule in self.day_rules:
            yield from rule.causes
        yield from (order.cause for order in self.orders)
        yield from (diary.cause for diary in self.diaries)
        for apart in self.aparts:
            yield from apart.causes
