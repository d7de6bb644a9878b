"""The next trade-off question: the one that narrows the widest range of a weight."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from winset.room.elicitation.answers import TradeOff
from winset.room.elicitation.frame import Frame, Topic
from winset.room.elicitation.ranges import Range
from winset.room.elicitation.region import TINY, Region, Row, Vector, lowest
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
    """A question: the first better says w_a >= `first_says` w_b, the second w_a <= the other."""

    first: Mapping[str, str]
    second: Mapping[str, str]
    first_says: float
    second_says: float


@dataclass(frozen=True)
class _End:
    """An end of the range of a weight, and weights that have it."""

    value: float
    point: Vector


def key_of(one: TradeOff | Question | _Candidate) -> Key:
    """Return what tells a question from another."""
    return frozenset((frozenset(one.first.items()), frozenset(one.second.items())))


def next_question(
    frame: Frame, scored: Scored, region: Region, asked: Collection[Key], forbidden: Forbidden
) -> Question | None:
    """Return the question to ask next, or None if none narrows a range by half a percent point.

    `scored` holds every option on offer. Of all questions about the issue with the widest range
    (if it has none worth asking, the next), the one whose less telling answer leaves the least of
    it. Ties: the first issue, then the first options, in agenda order.
    """
    ends = [(_end(region, n, 1), _end(region, n, -1)) for n in range(region.size)]
    widths = [high.value - low.value for low, high in ends]
    for a in sorted(range(len(widths)), key=lambda n: -round(widths[n], 9)):
        if widths[a] < WORTH:
            return None
        best: Question | None = None
        for b in range(len(widths)):
            new = [
                one
                for one in _candidates(frame.topics[a], frame.topics[b], scored, forbidden)
                if a != b and key_of(one) not in asked
            ]
            found = _balanced(_frontier(new), _Cut(region, a, b, *ends[a]))
            if found is not None and (best is None or found[1] < best.then - TINY):
                one, left = found
                best = Question(one.first, one.second, frame.issues[a], widths[a], left)
        if best is not None and best.width - best.then >= WORTH:
            return best
    return None


@dataclass(frozen=True)
class _Cut:
    """The weight of issue a within a region, to be cut along its ratio to that of issue b."""

    region: Region
    a: int
    b: int
    low: _End
    high: _End

    def left(self, one: _Candidate) -> tuple[float, float]:
        """Return the width left after either answer; 0 for one that cannot be given."""
        return self._width(one.first_says, 1.0), self._width(one.second_says, -1.0)

    def _width(self, ratio: float, sign: float) -> float:
        over = np.zeros(self.region.size)
        over[self.a], over[self.b] = sign, -sign * ratio
        if not np.isfinite(over).all():
            return self.high.value - self.low.value
        # an end that the answer allows stays where it is
        cut = self.region.within([Row(tuple(over))])
        low = self.low if over @ self.low.point >= 0 else _end(cut, self.a, 1)
        high = self.high if over @ self.high.point >= 0 else _end(cut, self.a, -1)
        return high.value - low.value


def _end(region: Region, of: int, sign: int) -> _End:
    aim = np.zeros(region.size)
    aim[of] = sign
    found = lowest(region, aim)
    return _End(0.0, aim) if found is None else _End(sign * found[0], found[1])


def _candidates(a: Topic, b: Topic, scored: Scored, forbidden: Forbidden) -> Iterator[_Candidate]:
    """Yield every question that gives up on one of two issues what it wins on the other."""
    for high, low, much in _steps(a, scored):
        for top, bottom, little in _steps(b, scored):
            first = {a.issue: high, b.issue: bottom}
            second = {a.issue: low, b.issue: top}
            if not {frozenset(first.items()), frozenset(second.items())} & set(forbidden):
                # each answer has the benefit of the scores' ranges, as it will when it is given
                first_says = little.low / much.high
                second_says = little.high / much.low if much.low > 0 else np.inf
                yield _Candidate(first, second, first_says, second_says)


def _steps(topic: Topic, scored: Scored) -> Iterator[tuple[str, str, Range]]:
    """Yield pairs of options on offer, the better first, and by how much it is better."""
    for high in topic.offered:
        for low in topic.offered:
            more = scored[topic.issue][high].less(scored[topic.issue][low])
            if more.mid > TINY:
                yield high, low, more


def _frontier(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    """Return the candidates of which no other says more by both answers, by rising ratios."""
    kept: list[_Candidate] = []
    for one in sorted(candidates, key=lambda one: (-one.first_says, one.second_says)):
        if not kept or one.second_says < kept[-1].second_says:
            kept.append(one)
    return kept[::-1]


def _balanced(candidates: Sequence[_Candidate], cut: _Cut) -> tuple[_Candidate, float] | None:
    """Return the candidate with the least left after its less telling answer, and how much.

    Along the frontier the first answer leaves less and less, the second more and more: the least
    is where the two cross, found by halving.
    """
    if not candidates:
        return None
    known: dict[int, tuple[float, float]] = {}

    def left(n: int) -> tuple[float, float]:
        if n not in known:
            known[n] = cut.left(candidates[n])
        return known[n]

    low, high = 0, len(candidates) - 1
    while low < high:
        middle = (low + high) // 2
        first, second = left(middle)
        low, high = (low, middle) if first <= second else (middle + 1, high)
    best = min((n for n in (low - 1, low) if n >= 0), key=lambda n: (round(max(left(n)), 9), n))
    return candidates[best], max(left(best))
