"""What became of the talks in each world of the simulation, as far as answers ask for it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from winset.space.grid import Bools, Floats, Ints


@dataclass(frozen=True)
class Futures:
    """W worlds; days count from the as-of date up to `horizon`, and are nan for what never comes.

    `signed` [W]: the day of the last signature; `passed` [W, stages]: of first passing each stage;
    `issue_signed` [W, issues]; `made` [W, moves]. `text` [W, stages, issues]: places, in `options`
    of the issue, of what was on the table when a stage was passed, and `final` [W, issues] of what
    was signed; -1 where there was nothing.
    """

    horizon: int
    signed: Floats
    stages: tuple[str, ...]
    passed: Floats
    issues: tuple[str, ...]
    issue_signed: Floats
    options: tuple[tuple[str, ...], ...]
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


def _within(day: Floats, days: int) -> Bools:
    found: Bools = day <= days  # never is nan, which is not within anything
    return found
