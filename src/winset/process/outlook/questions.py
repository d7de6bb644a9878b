"""Answers to the questions of a case, from the models that speak to them.

An answer is made of what a question is about, its day, and the models; how the question came out
is not among them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Date
from typing import Protocol

from winset.case.document import Case
from winset.case.path import Subject
from winset.process.deadlines.history import Outcome
from winset.process.deadlines.odds import Interval
from winset.process.outlook.chance import Chance, share
from winset.process.outlook.futures import Futures
from winset.process.outlook.next_round import Wait, opened


class Forecast(Protocol):
    """The odds of a deadline, as `process.deadlines.outlook` makes them."""

    @property
    def date(self) -> Date:
        """The date of the deadline as it stood on the day of the forecast."""

    def chance(
        self, event: Outcome, by: Date, days_over: int | None = None
    ) -> tuple[float, Interval]:
        """Return the chance of `event` by a day, by more than `days_over` days if extended."""


@dataclass(frozen=True)
class Sources:
    """The models that can answer, each as of `as_of`; None or missing where there is none."""

    case: Case
    as_of: Date
    deadlines: Mapping[str, Forecast]
    wait: Wait | None
    futures: Futures | None


@dataclass(frozen=True)
class Answer:
    """A chance, and what it rests on; or no chance, and why no model speaks to the question."""

    chance: Chance | None
    basis: str


def answer(about: Subject | None, by: Date, sources: Sources) -> Answer:
    """Return the chance that what a question is about happens by its day.

    Shares of worlds are shrunk, (k + 1/2) / (n + 1), so that none is 0 or 1.
    """
    if about is None:
        return _silent("the question names nothing that a model knows")
    if by < sources.as_of:
        return _silent(f"its day had passed on {sources.as_of}")
    if about.percent is not None:
        return _silent("no model of prices stands behind it")
    if about.deadline is not None:
        return _of_deadline(about.deadline, about, by, sources)
    if about.event == "round":
        return _of_round(by, sources)
    return _of_worlds(about, by, sources)


def _silent(why: str) -> Answer:
    return Answer(None, f"This model does not speak to that: {why}.")


def _of_deadline(name: str, about: Subject, by: Date, sources: Sources) -> Answer:
    event = about.event or ("extended" if about.days_over is not None else None)
    if event not in ("agreed", "extended", "lapsed"):
        return _silent("the question names a deadline and no fate of it")
    forecast, deadline = sources.deadlines.get(name), sources.case.calendar.deadlines[name]
    if forecast is None:
        return _silent(f"as known on {sources.as_of}, that deadline was not ahead")
    if forecast.date != deadline.stood(sources.case.as_of):
        return _silent(f"on {sources.as_of} the date of that deadline was {forecast.date}")
    days_over = about.days_over if event == "extended" else None
    value, (low, high) = forecast.chance(event, by, days_over)
    over = "" if days_over is None else f" by more than {days_over} days"
    return Answer(
        Chance(value, low, high),
        f"The combined odds that the deadline of {forecast.date} ({deadline.what}) is "
        f"{event}{over}.",
    )


def _of_round(by: Date, sources: Sources) -> Answer:
    """Answer when the round opens that follows the last one before the date of the case."""
    before, known = (len(opened(sources.case, d)) for d in (sources.case.as_of, sources.as_of))
    if known != before:
        return _silent(f"it asks for round {before + 1}, and {known} had opened")
    if sources.wait is None:
        return _silent("there were too few rounds to tell when the next one opens")
    gaps = ", ".join(map(str, sources.wait.gaps))
    return Answer(
        sources.wait.chance_by(by),
        f"The days between the rounds so far ({gaps}), and those since the last one.",
    )


def _of_worlds(about: Subject, by: Date, sources: Sources) -> Answer:
    case, futures, days = sources.case, sources.futures, (by - sources.as_of).days
    if futures is None:
        return _silent("no worlds of the staged process were run")
    if days > futures.horizon:
        return _silent("the worlds do not run so far")
    if about.move is not None:
        if not _can_be_made(about.move, case):
            return _silent("the case states no chance of that move")
        hits = futures.made_by(about.move, days)
        what = f"the move “{case.moves[about.move].name}” is made by then"
    elif about.stage is not None:
        if futures.stages.index(about.stage) < futures.start:
            return _silent("that stage had been passed already")
        hits = futures.stage_by(about.stage, days)
        name = next(stage.name for stage in case.stages if stage.id == about.stage)
        what = f"the stage “{name}” is passed by then"
        if about.issue and about.options:
            hits = hits & futures.stage_with(about.stage, about.issue, about.options)
            what += _at(case, about.issue, about.options)
    elif about.issue and about.options:
        meet = about.event == "leaders_meet"
        hits = futures.signed_by(days) if meet else futures.issue_by(about.issue, days)
        hits = hits & futures.signed_with(about.issue, about.options)
        what = "the leaders sign by then" if meet else "every signature is there by then"
        what += _at(case, about.issue, about.options)
    elif about.event == "signed":
        issue = about.issue
        hits = futures.issue_by(issue, days) if issue else futures.signed_by(days)
        what = f"{case.issues[issue].name if issue else 'the whole'} is signed by then"
    else:
        return _silent("it is about neither a deadline, a round, a move nor what is signed")
    return Answer(share(hits), f"In {hits.sum():,} of {hits.size:,} worlds {what}.")


def _can_be_made(move: str, case: Case) -> bool:
    """Return whether the case says how a move could come: of itself, in answer, or by a lapse."""
    answers = {counter.move for other in case.moves.values() for counter in other.counters}
    enforced = {deadline.lapse for deadline in case.calendar.deadlines.values()}
    return case.moves[move].per_month is not None or move in answers | enforced


def _at(case: Case, issue: str, options: tuple[str, ...]) -> str:
    labels = "” or “".join(case.issues[issue].options[option].label for option in options)
    return f", with {case.issues[issue].name} at “{labels}”"
