"""Answers to the questions of a case, from the models that speak to them.

An answer is made of what a question is about, its day, and the models; how the question came out
is not among them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date
from typing import Protocol

from winset.case.document import Case
from winset.case.path import Subject
from winset.process.calendar.known import known
from winset.process.deadlines.history import Outcome
from winset.process.deadlines.odds import Interval
from winset.process.outlook.chance import CERTAIN, Chance, counted, share
from winset.process.outlook.futures import Futures
from winset.process.outlook.next_round import Wait, opened
from winset.process.outlook.prerequisites import kept, said
from winset.process.outlook.readiness import Readiness


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
    readiness: Sequence[Readiness] = ()


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
    return _model(about)(about, by, sources)


def _model(about: Subject) -> Callable[[Subject, Date, Sources], Answer]:
    """Return the model that a question is put to."""
    models = {
        _of_prices: about.percent is not None,
        _of_deadline: about.deadline is not None,
        _of_round: about.event == "round",
        _of_step: about.step is not None,
        _of_meeting: about.event == "leaders_meet",
    }
    return next((model for model, asked in models.items() if asked), _of_worlds)


def _of_prices(about: Subject, by: Date, sources: Sources) -> Answer:
    del about, by, sources
    return _silent("no model of prices stands behind it")


def _silent(why: str) -> Answer:
    return Answer(None, f"This model does not speak to that: {why}.")


def _of_deadline(about: Subject, by: Date, sources: Sources) -> Answer:
    name = about.deadline or ""
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


def _of_round(about: Subject, by: Date, sources: Sources) -> Answer:
    """Answer when the round opens that follows the last one before the date of the case."""
    del about
    before, now = (len(opened(sources.case, d)) for d in (sources.case.as_of, sources.as_of))
    if now != before:
        return _silent(f"it asks for round {before + 1}, and {now} had opened")
    if sources.wait is None:
        return _silent("there were too few rounds to tell when the next one opens")
    gaps = ", ".join(map(str, sources.wait.gaps))
    return Answer(
        sources.wait.chance_by(by),
        f"The days between the rounds so far ({gaps}), and those since the last one.",
    )


def _of_step(about: Subject, by: Date, sources: Sources) -> Answer:
    """Answer whether a step is held by a day that was set for it, as far as such days have held."""
    name = about.step or ""
    calendar = known(sources.case, sources.as_of)
    step = sources.case.calendar.steps[name]
    if name in calendar.held:
        start, _ = calendar.held[name]
        return Answer(CERTAIN, f"It was held on {start}.")
    if name not in calendar.steps:
        return _silent(f"as known on {sources.as_of}, that step was not on the calendar")
    held, due = kept(calendar)
    if step.latest is None or step.latest > by:
        return _silent("no day by then is set for it")
    if not due:
        return _silent(said(held, due))
    return Answer(counted(held, due), f"Set for {step.latest} at the latest; {said(held, due)}.")


def _of_meeting(about: Subject, by: Date, sources: Sources) -> Answer:
    """Answer whether the leaders meet: whether all that their meeting needs is met by its date."""
    steps = sources.case.calendar.steps
    ready = next(
        (r for r in sources.readiness if about.issue and steps[r.event].issue == about.issue), None
    )
    if ready is None:
        return _silent("the calendar names no meeting of the leaders on that issue")
    if ready.date is None or ready.date > by:
        return _silent("the meeting has no date by then")
    if ready.chance is None:
        return _silent(f"of what the meeting needs, the odds are unknown ({ready.basis})")
    needs = ", ".join(line.name for line in ready.prerequisites if line.strength != "soft")
    return Answer(
        ready.chance, f"Whether all that “{ready.name}” needs is met by {ready.date}: {needs}."
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
        hits = futures.issue_by(about.issue, days)
        hits = hits & futures.signed_with(about.issue, about.options)
        what = "every signature is there by then"
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
