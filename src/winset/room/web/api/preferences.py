"""Preferences for programs: what the answers about an actor come to, and what to ask next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field

from winset.room.acts.act import Refused
from winset.room.analysis.preferences import next_asked, packages, preferences_of
from winset.room.elicitation.answers import Ranking, TradeOff, Word
from winset.room.elicitation.preferences import Basis, Preferences
from winset.room.elicitation.ranges import Range
from winset.room.elicitation.ranking import LABELS
from winset.room.elicitation.trade_offs import Verdict
from winset.room.elicitation.written import written
from winset.room.web.api.bearer import Reader

router = APIRouter(tags=["preferences"])

ActorId = Annotated[str, Path(max_length=64, description="Id of an actor of the own case.")]


class Interval(BaseModel):
    """A number with its range."""

    low: float
    mid: float
    high: float


class Judgement(BaseModel):
    """Two options compared in a word; with `none` they are alike."""

    better: str
    worse: str
    word: Word


class Inconsistency(BaseModel):
    """What cannot hold together, by position: minimal sets, and the fewest to change."""

    sets: list[list[int]]
    change: list[int]


class IssueScores(BaseModel):
    """The scores of an issue, 0..100, and the words that they come from or that contradict."""

    issue: str
    basis: Basis
    scores: dict[str, Interval]
    words: list[Judgement]
    contradictions: Inconsistency | None = Field(description="By position in `words`.")
    lacks: str | None = Field(description="What the words leave open.")


class CheckedAnswer(BaseModel):
    """A trade-off answer against the swings, in points of value; null without swings."""

    answer: TradeOff
    verdict: Verdict | None
    gap: float | None = Field(description="Value of the first package less that of the second.")
    against: float | None = Field(description="By how much the middle numbers are against it.")
    least: float | None = Field(description="The same, numbers at the best of their ranges for it.")


class Asked(BaseModel):
    """The trade-off question to ask next."""

    first: dict[str, str]
    second: dict[str, str]
    about: str = Field(description="The issue whose weight it narrows.")
    width: float = Field(description="Width of the range of that weight now, as a share of 1.")
    then: float = Field(description="The most that either answer leaves of it.")
    firm: bool = Field(description="False: only if the middle scores are right.")


class RankedPackage(BaseModel):
    """A package of the closing check, with its value in points by weights and scores alone."""

    label: str
    package: dict[str, str]
    value: Interval


class Reversal(BaseModel):
    """Two packages that the ranking puts otherwise than the numbers do."""

    above: str
    below: str
    alike: bool
    verdict: Verdict
    against: float
    least: float


class WrittenNumber(BaseModel):
    """A number as the act `values` takes it."""

    issue: str
    option: str | None
    low: Decimal
    mid: Decimal
    high: Decimal


class Elicited(BaseModel):
    """What the answers about an actor come to; weights are shares of 1."""

    actor: str
    scores: list[IssueScores]
    direct: bool = Field(description="Whether weights were given outright, not by swings.")
    by_swings: dict[str, Interval] | None
    weights: dict[str, Interval] | None = Field(description="With the trade-off answers as well.")
    lacks: str | None = Field(description="Why there are no weights.")
    trade_offs: list[CheckedAnswer]
    contradictions: Inconsistency = Field(description="By position in `trade_offs`.")
    next: Asked | None
    packages: list[RankedPackage] = Field(description="To be ranked, best first.")
    ranking: Ranking | None
    reversals: list[Reversal]
    unfit: int = Field(description="Answers about what the case no longer has.")
    numbers: list[WrittenNumber] = Field(description="What would be written into the case.")


@router.get("/rooms/{room}/preferences/{actor}")
def preferences(actor: ActorId, here: Reader) -> Elicited:
    """Return what the answers about an actor of the own case come to.

    Answers are given by the act `answer`, and numbers written by the act `values`. Needs the right
    to ask what if.
    """
    here.needs("ask what if")
    case = here.case()
    if case is None:
        raise Refused("your delegation has no case yet; bring a case file first")
    found = preferences_of(case, here.state, actor)
    asked = next_asked(case, found)
    return Elicited(
        actor=actor,
        scores=_scores(found),
        direct=found.direct,
        by_swings=_intervals(found.by_swings),
        weights=_intervals(found.weights),
        lacks=found.lacks,
        trade_offs=[
            CheckedAnswer(
                answer=one.answer,
                verdict=None if one.check is None else one.check.verdict,
                gap=None if one.check is None else one.check.gap,
                against=None if one.check is None else one.check.against,
                least=None if one.check is None else one.check.least,
            )
            for one in found.trade_offs
        ],
        contradictions=Inconsistency.model_validate(asdict(found.wrong)),
        next=None if asked is None else Asked(**asdict(asked.question), firm=asked.firm),
        packages=[
            RankedPackage(label=label, package=dict(one.package), value=_interval(one.value))
            for label, one in zip(LABELS, packages(case, found), strict=False)
        ],
        ranking=found.ranking,
        reversals=[
            Reversal(
                above=one.above,
                below=one.below,
                alike=one.alike,
                verdict=one.check.verdict,
                against=one.check.against,
                least=one.check.least,
            )
            for one in found.reversals
        ],
        unfit=found.unfit,
        numbers=[WrittenNumber(**asdict(one)) for one in written(found)],
    )


def _scores(found: Preferences) -> list[IssueScores]:
    return [
        IssueScores(
            issue=topic.issue,
            basis=topic.basis,
            scores={option: _interval(score) for option, score in topic.scores.items()},
            words=[Judgement(**asdict(one)) for one in topic.words.judged] if topic.words else [],
            contradictions=Inconsistency.model_validate(asdict(topic.words.wrong))
            if topic.words
            else None,
            lacks=topic.words.lacks if topic.words else None,
        )
        for topic in found.topics
    ]


def _interval(one: Range) -> Interval:
    return Interval(low=one.low, mid=one.mid, high=one.high)


def _intervals(by_issue: Mapping[str, Range] | None) -> dict[str, Interval] | None:
    if by_issue is None:
        return None
    return {issue: _interval(one) for issue, one in by_issue.items()}
