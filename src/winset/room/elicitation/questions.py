"""The next trade-off question: the one that narrows the widest range of a weight."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from winset.room.elicitation.answers import TradeOff
from winset.room.elicitation.frame import Frame, Topic
from winset.room.elicitation.region import TINY, Region, Row, holds, reach
from winset.room.elicitation.trade_offs import Scored

WORTH = 0.005
"""The least narrowing, as a share of all weight, that is worth a question."""

Key = frozenset[frozenset[tuple[str, str]]]
"""Two packages whichever comes first: what tells one question from another."""

Forbidden = Collection[frozenset[tuple[str, str]]]
"""Options of two issues, as (issue, option), that no package may hold together."""


@dataclass(frozen=True)
class Question:
    """Two packages to choose between, and what either answer does to the weight of `about`.

    `width`: its range now; `then`: what is left of it after the less telling answer; shares 0..1.
    """

    first: Mapping[str, str]
    second: Mapping[str, str]
    about: str
    width: float
    then: float


@dataclass(frozen=True)
class _Candidate:
    ratio: float
    first: Mapping[str, str]
    second: Mapping[str, str]


def key_of(one: TradeOff | Question | _Candidate) -> Key:
    """Return what tells a question from another."""
    return frozenset((frozenset(one.first.items()), frozenset(one.second.items())))


def next_question(
    frame: Frame, scored: Scored, region: Region, asked: Collection[Key], forbidden: Forbidden
) -> Question | None:
    """Return the question to ask next, or None if none narrows a range by half a percent point.

    `scored` holds every option on offer. Of all questions about the issue with the widest range
    (if it has none worth asking, the next), by middle scores, the one whose less telling answer
    leaves the least of it. Ties: the first issue, then the first options, in agenda order.
    """
    unit = np.eye(len(frame.topics))
    ranges = [reach(region, aim) for aim in unit]
    widths = [high - low for low, high in ranges]
    for a in sorted(range(len(widths)), key=lambda n: -round(widths[n], 9)):
        best: Question | None = None
        for b in range(len(widths)):
            if b == a:
                continue
            candidates = sorted(
                (
                    one
                    for one in _candidates(frame.topics[a], frame.topics[b], scored, forbidden)
                    if key_of(one) not in asked
                ),
                key=lambda one: one.ratio,
            )
            found = _balanced(candidates, region, a, b)
            if found is not None and (best is None or found[1] < best.then - TINY):
                one, left = found
                best = Question(one.first, one.second, frame.issues[a], widths[a], left)
        if best is not None and best.width - best.then >= WORTH:
            return best
    return None


def _candidates(a: Topic, b: Topic, scored: Scored, forbidden: Forbidden) -> Iterator[_Candidate]:
    """Yield every question that gives up on one of two issues what it wins on the other."""
    for high, low, much in _steps(a, scored):
        for top, bottom, little in _steps(b, scored):
            first = {a.issue: high, b.issue: bottom}
            second = {a.issue: low, b.issue: top}
            if not {frozenset(first.items()), frozenset(second.items())} & set(forbidden):
                yield _Candidate(little / much, first, second)


def _steps(topic: Topic, scored: Scored) -> Iterator[tuple[str, str, float]]:
    """Yield pairs of options on offer, the better first, and by how much it is better."""
    for high in topic.offered:
        for low in topic.offered:
            more = scored[topic.issue][high].mid - scored[topic.issue][low].mid
            if more > TINY:
                yield high, low, more


def _balanced(
    candidates: Sequence[_Candidate], region: Region, a: int, b: int
) -> tuple[_Candidate, float] | None:
    """Return the candidate with the least left of weight a after its worse answer, and how much.

    The first package is better where w_a >= ratio w_b. A higher ratio leaves less after that
    answer and more after the other, so the best ratio is where the two cross.
    """

    def left(n: int) -> tuple[float, float]:
        over = np.zeros(region.size)
        over[a], over[b] = 1.0, -candidates[n].ratio
        return _width(region, over, a), _width(region, -over, a)

    if not candidates:
        return None
    low, high = 0, len(candidates) - 1
    while low < high:
        middle = (low + high) // 2
        first, second = left(middle)
        low, high = (low, middle) if first <= second else (middle + 1, high)
    near = [n for n in (low - 1, low) if n >= 0]
    worst = {n: max(left(n)) for n in near}
    best = min(near, key=lambda n: (round(worst[n], 9), n))
    ratio = candidates[best].ratio
    first_of_its_ratio = next(one for one in candidates if one.ratio == ratio)
    return first_of_its_ratio, worst[best]


def _width(region: Region, over: np.ndarray, of: int) -> float:
    cut = region.within([Row(tuple(over))])
    if not holds(region.within([Row(tuple(over), strict=True)])):
        return 0.0
    low, high = reach(cut, np.eye(region.size)[of])
    return high - low
