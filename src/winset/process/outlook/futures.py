"""What became of the talks in each world of the simulation, as far as answers ask for it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from winset.process.staging.histories import Histories
from winset.process.staging.plan import Plan
from winset.space.grid import Bools, Floats, Ints
from winset.space.packages import digits_of


@dataclass(frozen=True)
class Futures:
    """W worlds; days count from the as-of date up to `horizon`, and are nan for what never comes.

    `start`: place of the stage at which the worlds start. `signed` [W]: the day of the leaders'
    sign-off; `passed` [W, stages]: of first passing each stage; `issue_signed` [W, issues]: of the
    last signature that an issue needs, nan where the text leaves it at rest; `made` [W, moves].
    `text` [W, stages, issues]: places, in `options` of the issue, of what was on the table when a
    stage was passed, and `final` [W, issues] of what was signed; -1 where there was nothing.
    `rest` [issues]: the place of what an issue holds at rest.
    """

    horizon: int
    start: int
    signed: Floats
    stages: tuple[str, ...]
    passed: Floats
    issues: tuple[str, ...]
    issue_signed: Floats
    options: tuple[tuple[str, ...], ...]
    rest: Ints
    text: Ints
    final: Ints
    moves: tuple[str, ...]
    made: Floats

    def stage_by(self, stage: str, days: int) -> Bools:
        """Return in which worlds [W] a stage is passed within `days`."""
        return _within(self.passed[:, self.stages.index(stage)], days)

    def stage_with(self, stage: str, issue: str, options: Collection[str]) -> Bools:
        """Return in which worlds [W] an issue was at one of `options` when the stage was passed."""
        s, k = self.stages.index(stage), self.issues.index(issue)
        return self._holds(self.text[:, s, k], k, options)

    def stage_moves(self, stage: str, issue: str) -> Bools:
        """Return in which worlds [W] a text moved an issue when the stage was passed."""
        k = self.issues.index(issue)
        places = self.text[:, self.stages.index(stage), k]
        moved: Bools = (places >= 0) & (places != self.rest[k])
        return moved

    def signed_by(self, days: int) -> Bools:
        """Return in which worlds [W] everything is signed within `days`."""
        return _within(self.signed, days)

    def issue_by(self, issue: str, days: int) -> Bools:
        """Return in which worlds [W] an issue is signed within `days`."""
        return _within(self.issue_signed[:, self.issues.index(issue)], days)

    def signed_with(self, issue: str, options: Collection[str]) -> Bools:
        """Return in which worlds [W] an issue is signed, some day, at one of `options`."""
        k = self.issues.index(issue)
        return self._holds(self.final[:, k], k, options)

    def made_by(self, move: str, days: int) -> Bools:
        """Return in which worlds [W] a move is made within `days`."""
        return _within(self.made[:, self.moves.index(move)], days)

    def _holds(self, places: Ints, issue: int, options: Collection[str]) -> Bools:
        wanted = [place for place, name in enumerate(self.options[issue]) if name in options]
        found: Bools = sum((places == place for place in wanted), places != places)  # noqa: PLR0124
        return found


def futures(plan: Plan, found: Histories, horizon: int) -> Futures:
    """Return the Futures of the histories of a plan that was followed for `horizon` days."""
    return Futures(
        horizon=horizon,
        start=plan.start,
        signed=found.signed_day,
        stages=tuple(stage.id for stage in plan.stages),
        passed=found.passed_day,
        issues=plan.space.issues,
        issue_signed=found.issue_day,
        options=plan.space.options,
        rest=np.array(plan.space.rest),
        text=_options(plan, found.package_at),
        final=_options(plan, found.signed_package),
        moves=tuple(move.id for move in plan.moves),
        made=found.move_day,
    )


def _options(plan: Plan, packages: Ints) -> Ints:
    """Return the options [..., issues] of packages [...], -1 for no package."""
    digits = digits_of(plan.space, np.maximum(packages, 0).ravel()).T
    digits = digits.reshape(*packages.shape, len(plan.space.issues))
    return np.where(packages[..., None] < 0, -1, digits).astype(np.int64)


def _within(day: Floats, days: int) -> Bools:
    found: Bools = day <= days  # never is nan, which is not within anything
    return found
