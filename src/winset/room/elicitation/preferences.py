"""What all answers about one actor come to: scores, weights with ranges, and what contradicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from winset.room.elicitation.answers import (
    Answer,
    DirectPoints,
    Ranking,
    Scores,
    Swings,
    TradeOff,
    Worded,
)
from winset.room.elicitation.contradictions import Contradictions, contradictions
from winset.room.elicitation.frame import Frame, Topic, misfit
from winset.room.elicitation.questions import Key, key_of
from winset.room.elicitation.ranges import Range
from winset.room.elicitation.ranking import Reversed, reversals
from winset.room.elicitation.region import TINY, Region, Row, holds, nearest, reach, simplex
from winset.room.elicitation.swings import per_point, weights
from winset.room.elicitation.swings import rows as swing_rows
from winset.room.elicitation.trade_offs import Check, check, difference
from winset.room.elicitation.trade_offs import rows as trade_off_rows
from winset.room.elicitation.words import WordScale, judgements, word_scale

Basis = Literal["case", "rated", "words"]


@dataclass(frozen=True)
class ScoredTopic:
    """The scores of an issue: as the case has them, as rated, or as words come to.

    `words`: what was judged in words, also if no scores come of it; `unscored`: options without.
    """

    issue: str
    basis: Basis
    scores: Mapping[str, Range]
    words: WordScale | None
    unscored: tuple[str, ...]

    @property
    def span(self) -> float:
        """How far the middle scores run from the worst option to the best."""
        mids = [score.mid for score in self.scores.values()]
        return max(mids) - min(mids) if mids else 0.0


@dataclass(frozen=True)
class CheckedTradeOff:
    """A trade-off answer beside the weights of the swings; None while there are none."""

    answer: TradeOff
    check: Check | None


@dataclass(frozen=True)
class Preferences:
    """What the answers about an actor come to.

    `swings`: as they were rated, or the direct points if `direct`; `by_swings`: weights by them
    alone; `weights`: with the trade-off answers as well; shares of 1. `wrong`: which trade-off
    answers, by position in `trade_offs`, cannot hold together with the swings; those of its
    smallest change are left out of `weights`. `base`: the weights that the swings leave open;
    `region`: those that the trade-off answers do as well. `lacks`: why there are no weights.
    `unfit`: how many answers are about issues or options that the case no longer has.
    """

    frame: Frame
    topics: tuple[ScoredTopic, ...]
    direct: bool
    swings: Mapping[str, Range] | None
    by_swings: Mapping[str, Range] | None
    trade_offs: tuple[CheckedTradeOff, ...]
    wrong: Contradictions
    weights: Mapping[str, Range] | None
    lacks: str | None
    base: Region | None
    region: Region | None
    ranking: Ranking | None
    reversals: tuple[Reversed, ...]
    unfit: int

    @property
    def scored(self) -> dict[str, Mapping[str, Range]]:
        """Scores by issue and option."""
        return {topic.issue: topic.scores for topic in self.topics}

    @property
    def mid(self) -> dict[str, float]:
        """Middle weights by issue; empty while there are none."""
        return {issue: weight.mid for issue, weight in (self.weights or {}).items()}

    def at_middle_scores(self) -> tuple[dict[str, dict[str, Range]], Region | None]:
        """Return the middle scores as if certain, and the weights that are open if they are.

        None if no weights are: without weights, or where answers hold only for other scores.
        """
        scored = {
            issue: {option: Range.exact(score.mid) for option, score in scores.items()}
            for issue, scores in self.scored.items()
        }
        if self.base is None:
            return scored, None
        kept = [o.answer for n, o in enumerate(self.trade_offs) if n not in self.wrong.change]
        region = self.base.within(
            [
                row
                for one in kept
                for row in trade_off_rows(difference(one, scored), one.says, self.frame.issues)
            ]
        )
        return scored, region if holds(region) else None

    @property
    def asked(self) -> frozenset[Key]:
        """The trade-off questions that have an answer."""
        return frozenset(key_of(one.answer) for one in self.trade_offs)


def elicited(frame: Frame, answers: Sequence[Answer]) -> Preferences:
    """Return what `answers`, oldest first, come to; a later answer to the same question counts.

    Weights are in the unit of the case: the share of a point of score. Their ranges are exact: the
    least and greatest share that the swings' ranges and the trade-off answers leave open. Their
    middle is that of the swings (all alike without swings), or the nearest to it, by least squares,
    that the trade-off answers allow.
    """
    kept = [answer for answer in answers if misfit(answer, frame) is None]
    topics = tuple(_scored(topic, kept) for topic in frame.topics)
    scored = {topic.issue: topic.scores for topic in topics}
    last = next((a for a in reversed(kept) if isinstance(a, Swings | DirectPoints)), None)
    lacks = _lacks(frame, topics, kept)
    asked = {key_of(a): a for a in kept if isinstance(a, TradeOff) and _known(a, scored)}
    told = tuple(asked.values())
    ranking = next((a for a in reversed(kept) if isinstance(a, Ranking)), None)
    empty = Preferences(
        frame=frame,
        topics=topics,
        direct=isinstance(last, DirectPoints),
        swings=None if last is None else _given(last, frame),
        by_swings=None,
        trade_offs=tuple(CheckedTradeOff(answer, None) for answer in told),
        wrong=Contradictions(),
        weights=None,
        lacks=lacks,
        base=None,
        region=None,
        ranking=None,
        reversals=(),
        unfit=len(answers) - len(kept),
    )
    if lacks:
        return empty
    try:
        return _weighed(empty, told, ranking)
    except ValueError as error:  # swings and scores that do not go together
        return replace(empty, lacks=str(error))


def _weighed(begun: Preferences, told: Sequence[TradeOff], ranking: Ranking | None) -> Preferences:
    frame, scored = begun.frame, begun.scored
    base = simplex(len(frame.issues))
    by_swings = None
    if begun.swings is not None:
        spans = {topic.issue: topic.span for topic in begun.topics}
        swings = begun.swings if begun.direct else per_point(begun.swings, spans)
        by_swings = weights(swings)
        base = base.within(swing_rows(list(swings.values())))
    said = [trade_off_rows(difference(one, scored), one.says, frame.issues) for one in told]

    def left(some: Sequence[int] | frozenset[int]) -> Region:
        return base.within([row for n in sorted(some) for row in said[n]])

    wrong = contradictions(len(told), lambda some: holds(left(some)))
    region = left([n for n in range(len(told)) if n not in wrong.change])
    start = (
        {issue: 1 / len(frame.issues) for issue in frame.issues}
        if by_swings is None
        else {issue: weight.mid for issue, weight in by_swings.items()}
    )
    found = _shares(region, start)
    fits = ranking is not None and all(_scores_all(p, scored) for p in ranking.packages.values())
    ranking = ranking if fits else None
    checks = [
        CheckedTradeOff(
            one,
            None if by_swings is None else check(difference(one, scored), one.says, start, base),
        )
        for one in told
    ]
    mid = {issue: weight.mid for issue, weight in found.items()}
    return replace(
        begun,
        by_swings=by_swings,
        trade_offs=tuple(checks),
        wrong=wrong,
        weights=found,
        base=base,
        region=region,
        ranking=ranking,
        reversals=() if ranking is None else reversals(ranking, scored, mid, region),
    )


def _scored(topic: Topic, answers: Sequence[Answer]) -> ScoredTopic:
    """Return the scores of an issue by the last answer about it, else by the case."""
    last = next(
        (a for a in reversed(answers) if isinstance(a, Scores | Worded) and a.issue == topic.issue),
        None,
    )
    basis: Basis = "case"
    scores, words = topic.scores, None
    if isinstance(last, Scores):
        basis, scores = "rated", {o: last.scores[o].range() for o in topic.options}
    elif isinstance(last, Worded):
        words = word_scale(topic.options, judgements(last))
        if words.scores is not None:
            basis, scores = "words", words.scores
    unscored = tuple(option for option in topic.options if option not in scores)
    return ScoredTopic(topic.issue, basis, scores, words, unscored)


def _given(answer: Swings | DirectPoints, frame: Frame) -> dict[str, Range]:
    given = answer.swings if isinstance(answer, Swings) else answer.weights
    return {issue: given[issue].range() for issue in frame.issues}


def _lacks(
    frame: Frame,
    topics: Sequence[ScoredTopic],
    answers: Sequence[Answer],
) -> str | None:
    needed = {topic.issue: {*topic.offered, topic.at_rest} for topic in frame.topics}
    for topic in topics:
        if needed[topic.issue] & set(topic.unscored):
            return f"score the options of {topic.issue} first: {', '.join(topic.unscored)}"
    if any(isinstance(answer, Swings | DirectPoints | TradeOff) for answer in answers):
        return None
    return "rate the swings, or answer a trade-off question"


def _shares(region: Region, start: Mapping[str, float]) -> dict[str, Range]:
    """Return each weight's range over a region, and the middle nearest to `start`."""
    point = np.array(list(start.values()))
    if not _meets(point, region.rows):
        point = nearest(region, point)
    found: dict[str, Range] = {}
    for issue, aim, mid in zip(start, np.eye(region.size), point, strict=True):
        low, high = reach(region, aim)
        found[issue] = Range(low, min(max(float(mid), low), high), high)
    return found


def _meets(point: np.ndarray, rows: Sequence[Row]) -> bool:
    return all(float(np.dot(row.over, point)) >= -TINY for row in rows)


def _known(answer: TradeOff, scored: Mapping[str, Mapping[str, Range]]) -> bool:
    return _scores_all(answer.first, scored) and _scores_all(answer.second, scored)


def _scores_all(package: Mapping[str, str], scored: Mapping[str, Mapping[str, Range]]) -> bool:
    return all(option in scored[issue] for issue, option in package.items())
