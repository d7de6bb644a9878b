"""What a coming event needs, what of it is met on a day, and the odds that the rest comes in time.

A track is met once enough of its issues, all if it does not say how many, are settled or agreed ad
referendum after the last round that speaks of each; a track without issues once an exchange of it
is known. A step is met once the round by which it was held has ended.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date as Date
from datetime import timedelta
from typing import Literal

import numpy as np

from winset.case.agenda import State
from winset.case.document import Case
from winset.case.path import Step, Track
from winset.process.calendar.known import Known
from winset.process.outlook.chance import CERTAIN, Chance, counted, share
from winset.process.outlook.futures import Futures
from winset.process.outlook.next_round import Wait, left_by, opened
from winset.space.grid import Bools, Floats

Strength = Literal["hard", "strong", "soft"]

AGREED: tuple[State, ...] = ("settled", "ad_referendum")
"""Where a round leaves an issue that those at the table have agreed on."""


@dataclass(frozen=True)
class Prerequisite:
    """Something that a coming event needs; `chance`: that it is met in time, None: unknown.

    `worlds` [W], where the chance is the share of them, say in which it is met; `draws`, where it
    comes from a model whose parameters are uncertain, are the chance for each draw of them;
    `counts` (hits, trials), where it is a count of the like.
    """

    id: str
    name: str
    kind: Literal["track", "step"]
    strength: Strength
    met: bool
    why: str
    chance: Chance | None = None
    worlds: Bools | None = field(default=None, repr=False, compare=False)
    draws: Floats | None = field(default=None, repr=False, compare=False)
    counts: tuple[int, int] | None = None


@dataclass(frozen=True)
class View:
    """The calendar as known on a day, and the models that speak of what comes after it."""

    known: Known
    futures: Futures | None
    wait: Wait | None

    @property
    def case(self) -> Case:
        """The case."""
        return self.known.case

    @property
    def as_of(self) -> Date:
        """The day."""
        return self.known.as_of


def prerequisites(view: View, event: str, date: Date | None) -> Iterator[Prerequisite]:
    """Yield what the step `event` needs, to be over by `date`: tracks first, in the file's order.

    Tracks are those that name it, or its issue, in `prerequisite_for`; steps those that it needs
    (hard) and those that a precedence puts before it.
    """
    step = view.case.calendar.steps[event]
    for name, track in view.case.tracks.items():
        if event in track.prerequisite_for or step.issue in track.prerequisite_for:
            yield _track(view, name, track, date)
    strengths: dict[str, Strength] = {
        line.before: line.strength for _, line in view.known.precedence if line.after == event
    }
    strengths |= dict.fromkeys(step.needs, "hard")
    for name, before in view.case.calendar.steps.items():
        if name in strengths and name in view.known.held:
            yield _held(view, name, strengths[name])
        elif name in strengths and name in view.known.steps:
            yield _step(view, name, before, strengths[name], step, date)


def _track(view: View, name: str, track: Track, date: Date | None) -> Prerequisite:
    met, why, worlds = False, "", None
    enough = track.enough or len(track.issues)
    if not track.issues:
        found = sum(view.case.facts[fact].known_by <= view.as_of for fact in track.done)
        met = found > 0
        why = f"exchanges so far: {found}" if met else "no exchange so far; nothing says when"
    elif (lacking := enough - (len(track.issues) - len(left := _unagreed(view, track)))) <= 0:
        agreed = [view.case.issues[k].name for k in track.issues if k not in left]
        met, why = True, f"settled or agreed ad referendum: {', '.join(agreed)}"
    else:
        names = ", ".join(view.case.issues[issue].name for issue in left)
        why = f"agreed on {len(track.issues) - len(left)} of {len(track.issues)} issues, "
        why += f"{enough} needed; not yet on {names}"
        if date is None:
            why += "; the event has no date"
        elif view.futures is None:
            why += "; no worlds were run that could tell"
        elif (days := (date - view.as_of).days) > view.futures.horizon:
            why += "; the worlds do not run to the event"
        else:
            worlds = _agreed_by(view.case, view.futures, left, lacking, days)
    chance = CERTAIN if met else None if worlds is None else share(worlds)
    return Prerequisite(name, track.name, "track", track.strength, met, why, chance, worlds)


def _unagreed(view: View, track: Track) -> list[str]:
    """Return the issues of a track that no round has left settled or agreed ad referendum."""
    ended = [held for held in opened(view.case, view.as_of) if held.end <= view.as_of]
    left = []
    for issue in track.issues:
        state, by = left_by(ended, issue)
        settled_before = by is None and view.case.issues[issue].state == "settled"
        if state not in AGREED and not settled_before:
            left.append(issue)
    return left


def _agreed_by(case: Case, futures: Futures, issues: list[str], lacking: int, days: int) -> Bools:
    """Return in which worlds `lacking` of some issues are agreed, at least below, within `days`.

    An issue is once it is signed, and once the stage before the first signature has handed on a
    text that moves it.
    """
    agreed = np.stack([futures.issue_by(issue, days) for issue in issues])
    first = next((n for n, stage in enumerate(case.stages) if stage.signs), 0)
    if first:
        stage = case.stages[first - 1].id
        moved = np.stack([futures.stage_moves(stage, issue) for issue in issues])
        agreed |= futures.stage_by(stage, days) & moved
    enough: Bools = agreed.sum(axis=0) >= lacking
    return enough


def _held(view: View, name: str, strength: Strength) -> Prerequisite:
    start, end = view.known.held[name]
    met = end <= view.as_of
    why = f"ended on {end}" if met else f"under way since {start}"
    title = view.case.calendar.steps[name].name
    return Prerequisite(name, title, "step", strength, met, why, CERTAIN if met else None)


def _step(
    view: View, name: str, step: Step, strength: Strength, event: Step, date: Date | None
) -> Prerequisite:
    """Return a step to come: a round, by the gaps so far; what has a last day, by the calendar's.

    It must end before the event begins, at the latest.
    """
    chance, draws, counts = None, None, None
    if step.latest and step.latest < view.as_of:
        why = f"its last day was {step.latest}; nothing says whether it was held"
    elif date is None:
        why = "the event has no date"
    elif _is_round(view, step):
        why = "too few rounds so far to tell when the next one opens"
        if view.wait is not None:
            day = _back(date, event.days + step.days - 1)
            why = f"by the gaps between rounds so far; it must open by {day}"
            chance, draws = view.wait.chance_by(day), view.wait.draws_by(day)
    elif step.latest is None or step.latest > _back(date, event.days):
        why = "nothing says that it is held in time"
    else:
        held, due = counts = kept(view.known)
        why = f"set for {step.latest} at the latest; {said(held, due)}"
        chance, counts = (counted(held, due), counts) if due else (None, None)
    return Prerequisite(
        name,
        step.name,
        "step",
        strength,
        met=False,
        why=why,
        chance=chance,
        draws=draws,
        counts=counts,
    )


def kept(known: Known) -> tuple[int, int]:
    """Return how many steps of a calendar were held, and how many were due."""
    held = sum(end <= known.as_of for _, end in known.held.values())
    missed = sum(s.latest is not None and s.latest < known.as_of for s in known.steps.values())
    return held, held + missed


def said(held: int, due: int) -> str:
    """Return in words how far the calendar's days have held so far."""
    if not due:
        return "no step of this calendar was due yet, to tell how far that holds"
    return f"of steps of this calendar that were due, {held} of {due} were held"


def _is_round(view: View, step: Step) -> bool:
    """Return whether a step is a round of those who met so far, in person, on no single issue."""
    rounds = opened(view.case, view.as_of)
    met = set(rounds[-1].who) if rounds else set()
    return not step.remote and step.issue is None and set(step.who) <= met


def _back(day: Date, days: int) -> Date:
    return day - min(timedelta(days), day - Date.min)
