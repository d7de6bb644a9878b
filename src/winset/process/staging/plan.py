"""The talks of a case from its as-of date on, compiled for the simulation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from numpy.random import Generator

from winset.case.path import Bargaining
from winset.home.rules import Rule
from winset.space.grid import Floats
from winset.space.space import Space

Role = Literal["framework", "tracks", "text", "signature", "carriage"]

Triangle = tuple[float, float, float]
"""Low, mid and high of a triangular number."""


class Outlook(Protocol):
    """What may become of a deadline: `process.deadlines.outlook.Outlook`, or the like."""

    @property
    def id(self) -> str:
        """Id of the deadline in the case."""

    @property
    def date(self) -> date:
        """Its date as it stands."""

    def extend_chance(self, moves: int, /) -> float:
        """Return the chance 0..1 that it is moved, given that it is not met, after `moves` more."""

    def draw_days(self, count: int, rng: Generator, /) -> Floats:
        """Return `count` draws of the days by which it is moved; inf: no new date is named."""


@dataclass(frozen=True)
class Lane:
    """A working group within a stage: its issues, and the lanes (by place) that it waits for."""

    name: str
    issues: tuple[int, ...]
    needs: tuple[int, ...] = ()


@dataclass(frozen=True)
class StagePlan:
    """A stage compiled. `chance` None: derived from the numbers of the case.

    `issues`: those that it writes or signs; `lanes`: one without issues where it does not work
    track by track; `signs`: actors; `back`: the stage that a refused text may go back to, with
    `back_chance`; `tactics` by party.
    """

    id: str
    role: Role
    issues: tuple[int, ...]
    lanes: tuple[Lane, ...]
    signs: tuple[int, ...]
    days: Triangle
    chance: Triangle | None
    cost: Triangle
    back: int | None
    back_chance: Triangle
    bargaining: Bargaining
    tactics: tuple[str, ...]


@dataclass(frozen=True)
class CounterPlan:
    """A move that another sets off within some days, perhaps."""

    move: int
    within_days: int
    chance: Triangle


@dataclass(frozen=True)
class MovePlan:
    """A move that a side may make between rounds, with its chance in 30 days of talks."""

    id: str
    per_month: Triangle
    counters: tuple[CounterPlan, ...]


@dataclass(frozen=True)
class DeadlinePlan:
    """A deadline ahead: `day` counts from the as-of date; `lapse`: the move that enforces it."""

    id: str
    day: int
    issue: int | None
    hard: bool
    lapse: int | None
    outlook: Outlook


@dataclass(frozen=True)
class Plan:
    """The talks of a case from its as-of date on.

    `space` holds the actors `kept` of the case's: principals, voters, and whoever signs. `rules` by
    party; `mandates`: the same, with the consent of those who must sign. `sign_off`: the stage at
    which the deal counts as signed; `closing` [issues]: the stage at which each issue does.
    """

    as_of: date
    space: Space
    kept: tuple[int, ...]
    rules: tuple[Rule, ...]
    mandates: tuple[Rule, ...]
    stages: tuple[StagePlan, ...]
    moves: tuple[MovePlan, ...]
    deadlines: tuple[DeadlinePlan, ...]
    sign_off: int
    closing: tuple[int, ...]
    start: int
    start_why: str
