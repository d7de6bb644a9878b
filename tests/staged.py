"""Small staged talks: two issues, two sides, one ratifier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.random import Generator

from winset.case.document import Case
from winset.home.rules import legislatures
from winset.home.zone import mid_luck
from winset.process.staging.histories import Histories
from winset.process.staging.plan import Plan
from winset.process.staging.simulate import simulate
from winset.process.staging.talks import plan
from winset.process.staging.texts import Texts
from winset.space.compile import compile_case
from winset.space.grid import UNITS, Floats
from winset.space.packages import Walk
from winset.space.worlds import Worlds, mid

AS_OF = date(2025, 1, 1)

LINKED = {"us": (5, -3), "cn": (-2, 6), "senate": (2, 2)}
"""Issue gains of the reference numbers: neither issue can be settled alone, both together can."""

EASY = {"us": (4, 4), "cn": (3, 3), "senate": (2, 2)}
"""Everybody gains by everything."""


def staged(
    stages: Sequence[dict[str, Any]],
    gains: dict[str, tuple[int, int]] = LINKED,
    **parts: Any,
) -> Case:
    """Return a case of issues a and b; settling one gains an actor `gains` points over rest.

    The United States ratify by `us` and `senate`, China by `cn`.
    """
    party = {"us": "US", "senate": "US", "cn": "CN"}
    return Case.model_validate(
        {
            "winset": 1,
            "id": "staged",
            "title": "Staged talks",
            "as_of": AS_OF.isoformat(),
            "parties": {
                "US": {"name": "United States", "ratification": {"all": ["us", "senate"]}},
                "CN": {"name": "China", "ratification": "cn"},
            },
            "issues": {
                issue: {
                    "name": issue,
                    "status_quo": "rest",
                    "options": {"rest": {"label": "At rest"}, "settled": {"label": "Settled"}},
                }
                for issue in ("a", "b")
            },
            "actors": {
                actor: {
                    "name": actor,
                    "party": party[actor],
                    "level": "ratifier" if actor == "senate" else "principal",
                    "views": {
                        issue: {"weight": 50, "scores": {"rest": 50, "settled": 50 + 2 * gain}}
                        for issue, gain in zip(("a", "b"), own, strict=True)
                    },
                }
                for actor, own in gains.items()
            },
            "stages": [{"name": stage["id"], **stage} for stage in stages],
            **parts,
        }
    )


FRAMEWORK = {"id": "framework", "days": 2}
TEAMS = {"id": "teams", "days": 10}
SIGN = {"id": "leaders", "days": 3, "signs": ["us", "cn"]}

BOTH = 3
"""Number of the package that settles a and b."""


@dataclass(frozen=True)
class Moved:
    """An outlook that is extended with one chance and by one number of days."""

    id: str
    date: date
    chance: float = 1.0
    days: float = 30.0

    def extend_chance(self, _moves: int, /) -> float:
        """Return the same chance after any number of moves."""
        return self.chance

    def draw_days(self, count: int, _rng: Generator, /) -> Floats:
        """Return the same number of days every time."""
        return np.full(count, self.days)


def on_day(name: str, day: int, **outlook: float) -> Moved:
    """Return the outlook of a deadline `day` days after the as-of date."""
    return Moved(name, AS_OF + timedelta(days=day), **outlook)


def deadline(day: int, **parts: Any) -> dict[str, Any]:
    """Return a deadline of a file, `day` days after the as-of date."""
    return {
        "date": (AS_OF + timedelta(days=day)).isoformat(),
        "what": "It ends",
        "owner": ["somebody"],
        **parts,
    }


def ends(*deadlines: Moved, **written: dict[str, Any]) -> dict[str, Any]:
    """Return the calendar of the given deadlines."""
    days = {each.id: (each.date - AS_OF).days for each in deadlines}
    return {
        "deadlines": {name: deadline(day, **written.get(name, {})) for name, day in days.items()}
    }


def stubborn(worlds: Worlds, case: Case, actor: str, points: int) -> Worlds:
    """Return the worlds with the margin of one actor at `points`, in truth."""
    margin = worlds.margin.copy()
    margin[:, list(case.actors).index(actor)] = points * UNITS
    return replace(worlds, margin=margin)


def run(
    case: Case,
    *outlooks: Moved,
    truth: Worlds | None = None,
    until: int = 730,
    seed: int = 1,
) -> tuple[Plan, Histories]:
    """Return the plan and the histories of a case; in truth the middle numbers, if not given."""
    middle = mid(compile_case(case))
    truth = middle if truth is None else truth
    talks = plan(case, case.as_of, outlooks)
    luck = np.repeat(mid_luck(talks.rules), truth.count, axis=0)
    return talks, simulate(talks, middle, truth, luck, seed=seed, until=until)


def texts_of(case: Case, truth: Worlds | None = None, chance: float = 0.5) -> tuple[Plan, Texts]:
    """Return the plan of a case and the texts of its one world; `chance`: luck of each house."""
    talks = plan(case, case.as_of)
    middle = mid(compile_case(case)).only(talks.kept)
    true = middle if truth is None else truth.only(talks.kept)
    luck = np.full(legislatures(talks.rules), chance)
    return talks, Texts(talks, Walk(talks.space), middle, true, 0, luck, (1,))
