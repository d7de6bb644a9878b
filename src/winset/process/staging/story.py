"""The story of one world's talks: what happened when, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from winset.process.staging.plan import Plan
from winset.process.staging.texts import NO_TEXT
from winset.space.grid import Floats, Ints

ENDINGS = ("completed", "refused", "no_package", "lapsed", "horizon")
"""How talks end: past the last stage; a home refused; nothing was agreed; a hard deadline lapsed;
they were still going on the last day of the simulation."""

FATES = ("met", "moved", "lapsed")
"""What becomes of a deadline on the date on which it stood at first."""

UNKNOWN = -1
"""A fate that no deadline has met yet: the talks ended before it, or the last day did."""


@dataclass
class Story:
    """What happened in one world; days count from the as-of date, nan where it never did.

    By stage: `passed_day` first time, `visits`, `days_in`, `package_at` (text when last passed).
    By deadline: `extensions`, `fate` (place in FATES), `lapsed`. By issue: `issue_day` signed;
    `unresolved` when its working group last sat. `framework`, `brought`: what the framework and the
    working groups first came to, None where they never sat; `signed_text`: what was signed first.
    """

    passed_day: Floats
    visits: Ints
    days_in: Ints
    package_at: Ints
    extensions: Ints
    fate: Ints
    lapsed: Ints
    move_day: Floats
    issue_day: Floats
    unresolved: Ints
    refused: Ints
    ending: int = ENDINGS.index("horizon")
    ended_stage: int = 0
    ended_day: int = 0
    capped: bool = False
    framework: int | None = None
    brought: int | None = None
    signed_text: int = NO_TEXT
    cost: float = 0.0


def blank(plan: Plan) -> Story:
    """Return the Story of a world in which nothing has happened yet."""
    stages, deadlines = len(plan.stages), len(plan.deadlines)

    def nothing(size: int) -> Ints:
        return np.zeros(size, dtype=np.int64)

    return Story(
        passed_day=np.full(stages, np.nan),
        visits=nothing(stages),
        days_in=nothing(stages),
        package_at=np.full(stages, NO_TEXT),
        extensions=nothing(deadlines),
        fate=np.full(deadlines, UNKNOWN),
        lapsed=nothing(deadlines),
        move_day=np.full(len(plan.moves), np.nan),
        issue_day=np.full(len(plan.space.issues), np.nan),
        unresolved=nothing(len(plan.space.issues)),
        refused=nothing(len(plan.space.actors)),
    )
