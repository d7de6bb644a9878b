"""The questions of a case, answered as of its date and scored against what happened."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date as Date
from typing import Literal

import numpy as np
from pydantic import Field

from winset.case.document import Case
from winset.case.loading import content_hash
from winset.case.path import BaseRate, Question
from winset.process.outlook.questions import Answer, Sources, answer
from winset.process.outlook.readiness import readiness
from winset.process.outlook.scoring import FLOOR, brier_scores, compare, log_scores
from winset.study.analyse import usual_worlds
from winset.study.ground import lay
from winset.study.leaks import refuse_leaks
from winset.study.part import Interval, Part, Real
from winset.study.provenance import provenance
from winset.study.runs import nash_deals
from winset.study.setting import Provenance
from winset.study.unfolding.course import COURSE_WORLDS, unfold

ALWAYS_YES = 0.99
"""Chance that always-yes gives to every question; 1 would score infinitely at the first no."""

UNKNOWN = 0.5
"""Base rate of a question that states none."""

Rival = Literal["base rate", "always yes", "expert"]


class Answered(Part):
    """A question, its answer as of the date, and how it came out."""

    id: str
    ask: str
    by: Date
    resolves: str = Field(description="The rule by which it counts as yes.")
    chance: Real | None = Field(description="Chance of a yes; null: no model speaks to it.")
    interval: Interval | None
    basis: str = Field(description="What the answer rests on, or why there is none.")
    outcome: Literal["yes", "no"] | None
    outcome_on: Date | None
    base_rate: Real | None = Field(description="(k + 1) / (n + 2) of the like; null: none stated.")
    base_rate_of: str | None = Field(description="What was counted: k of n, and of what.")
    expert: Real | None = Field(description="Chance that an expert gave.")
    brier: Real | None = Field(
        description="Squared error of the answer, 0 to 1; null if not scored: no answer, no "
        "outcome, or one that was known on the date."
    )
    log: Real | None = Field(description="Minus the log of the chance of what happened, in nats.")


class ScoreLine(Part):
    """The answers beside another forecaster, on the questions that both answer and that came out.

    Means, smaller is better; null without such a question. Intervals hold 95 % of the differences
    of resampled questions, and are null with fewer than two.
    """

    rival: Rival
    questions: int
    brier: Real | None = Field(description="Of the model, 0 to 1.")
    rival_brier: Real | None
    log: Real | None = Field(description="Of the model, in nats.")
    rival_log: Real | None
    brier_difference: Real | None = Field(description="Model less rival; negative: model better.")
    brier_interval: Interval | None
    log_difference: Real | None
    log_interval: Interval | None


class Hindcast(Part):
    """The questions of a case with answers, outcomes and scores."""

    hindcast: Literal[1] = 1
    title: str
    provenance: Provenance
    text: str = Field(description="The result in a sentence or two.")
    questions: tuple[Answered, ...]
    scores: tuple[ScoreLine, ...]
    rules: str = Field(description="How answers, rivals and scores were made.")
    warning: str

    def to_json(self) -> str:
        """Return it as JSON text: keys in order, two spaces, same hindcast same bytes."""
        return self.model_dump_json(indent=2)


RULES = (
    "A share of worlds counts as (k + 1/2) / (n + 1); its interval tells the error of drawing "
    "worlds, not whether the stages and numbers of the case are right. A base rate is "
    f"(k + 1) / (n + 2) of what the question counts, and {UNKNOWN} where it states none; "
    f"always-yes gives {ALWAYS_YES}; the expert's chance is its middle. For the log score a chance "
    f"is at least {FLOOR} and at most {1 - FLOOR}."
)


def hindcast(
    case: Case,
    *,
    worlds: int | None = None,
    seed: int = 1,
    as_of: Date | None = None,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Hindcast:
    """Return the questions of a case answered as of a date, and scored where they came out.

    `worlds`: draws of the uncertain numbers (default 400, fewer in a large space); the other
    arguments, and what is raised, are those of `study.analyse.analyse`.
    """
    day = as_of or case.as_of
    refuse_leaks(case, day)
    blind = case.model_copy(update={"questions": {}})  # no model can see an outcome
    count = worlds or min(COURSE_WORLDS, usual_worlds(case))
    ground = lay(blind, as_of=day, worlds=count, seed=seed)
    total = count + (count if case.stages else 0)

    def step(done: int) -> None:
        if progress is not None:
            progress(done, total)

    nash = nash_deals(ground, workers=workers, progress=step)
    found = unfold(ground, nash, workers=workers, progress=step)
    deadlines = {outlook.id: outlook for outlook in found.outlooks}
    ready = readiness(blind, day, found.futures, found.waiting, seed)
    sources = Sources(blind, day, deadlines, found.waiting, found.futures, ready)
    made = provenance(ground).model_copy(update={"case_hash": content_hash(case)})
    return scored(case, sources, made)


def scored(case: Case, sources: Sources, made: Provenance) -> Hindcast:
    """Return the Hindcast of a case from the models in `sources`, `made` as it says."""
    answers = {
        name: answer(question.about, question.by, sources)
        for name, question in case.questions.items()
    }
    lines = tuple(
        _answered(name, case.questions[name], found, sources.as_of)
        for name, found in answers.items()
    )
    scores = score_lines(lines, made.seed)
    return Hindcast(
        title=case.title,
        provenance=made,
        text=in_words(lines, scores[0]),
        questions=lines,
        scores=scores,
        rules=RULES,
        warning=_warning(scores[0].questions),
    )


def _answered(name: str, question: Question, found: Answer, as_of: Date) -> Answered:
    """Return a question with its answer; scored unless it had come out already on the day."""
    chance, outcome, expert = found.chance, question.outcome, question.expert
    brier = log = None
    if chance is not None and outcome is not None and (outcome.on is None or outcome.on > as_of):
        p, happened = np.array([chance.value]), np.array([outcome.answer == "yes"])
        brier, log = float(brier_scores(p, happened)[0]), float(log_scores(p, happened)[0])
    rate = question.base_rate
    return Answered(
        id=name,
        ask=question.ask,
        by=question.by,
        resolves=question.resolves,
        chance=None if chance is None else chance.value,
        interval=None if chance is None else (chance.low, chance.high),
        basis=found.basis,
        outcome=None if outcome is None else outcome.answer,
        outcome_on=None if outcome is None else outcome.on,
        base_rate=None if rate is None else _smoothed(rate),
        base_rate_of=None if rate is None else f"{rate.k} of {rate.n}: {rate.what}",
        expert=None if expert is None else float(expert.mid),
        brier=brier,
        log=log,
    )


def _smoothed(rate: BaseRate) -> float:
    return (rate.k + 1) / (rate.n + 2)


def score_lines(lines: Sequence[Answered], seed: int) -> tuple[ScoreLine, ...]:
    """Return how the scored questions fare beside base rate, always-yes and the expert's view."""
    known = [line for line in lines if line.brier is not None]
    rivals: Mapping[Rival, list[tuple[Answered, float]]] = {
        "base rate": [(x, UNKNOWN if x.base_rate is None else x.base_rate) for x in known],
        "always yes": [(x, ALWAYS_YES) for x in known],
        "expert": [(x, x.expert) for x in known if x.expert is not None],
    }
    return tuple(_score_line(rival, pairs, seed) for rival, pairs in rivals.items())


def _score_line(rival: Rival, pairs: Sequence[tuple[Answered, float]], seed: int) -> ScoreLine:
    if not pairs:
        nothing = dict.fromkeys(set(ScoreLine.model_fields) - {"rival", "questions"})
        return ScoreLine.model_validate({"rival": rival, "questions": 0, **nothing})
    ours = np.array([line.chance for line, _ in pairs], dtype=float)
    theirs = np.array([chance for _, chance in pairs])
    outcomes = np.array([line.outcome == "yes" for line, _ in pairs])
    found = compare(ours, theirs, outcomes, seed)
    return ScoreLine(
        rival=rival,
        questions=found.questions,
        brier=found.brier[0],
        rival_brier=found.brier[1],
        log=found.log[0],
        rival_log=found.log[1],
        brier_difference=found.brier[0] - found.brier[1],
        brier_interval=found.brier_interval,
        log_difference=found.log[0] - found.log[1],
        log_interval=found.log_interval,
    )


def in_words(lines: Sequence[Answered], score: ScoreLine) -> str:
    """Return how the answers fared beside the base rate, `score`."""
    if not lines:
        return "The case asks no questions."
    spoken = sum(line.chance is not None for line in lines)
    text = f"{spoken} of {len(lines)} questions are answered"
    if score.brier is None or score.rival_brier is None or score.brier_difference is None:
        return f"{text}; none of these came out after the date, so nothing is scored."
    text += (
        f", and {score.questions} of these came out after the date: Brier score {score.brier:.3f}, "
        f"against {score.rival_brier:.3f} for the base rate"
    )
    if score.brier_interval is None:
        return f"{text}; one question cannot tell them apart."
    low, high = score.brier_interval
    side = "better" if score.brier_difference < 0 else "worse"
    span = f"difference {low:+.3f} to {high:+.3f}".replace("-", "\N{MINUS SIGN}")
    chance = ", which may be chance" if low <= 0 <= high else ""
    return f"{text} (smaller is better): the model did {side}{chance} ({span})."


def _warning(count: int) -> str:
    questions = "1 question" if count == 1 else f"{count} questions"
    return (
        f"So few prove little: {questions} of one negotiation, several of which hang on the same "
        "events, so that the intervals are too narrow rather than too wide. And whoever writes a "
        "case after the event knows how it came out, whatever date the case bears."
    )
