"""Answers that compare two packages: conditions on weights, and how far the numbers bear them out.

Keeney and Raiffa (1976, ch. 3). Of two packages the first is better if the sum of w_k D_k is above
0, where D_k is how much more it scores on issue k. Where a score has a range, each answer has the
benefit of it: only what holds for no score in the range contradicts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from winset.room.elicitation.answers import Says, TradeOff
from winset.room.elicitation.ranges import Range
from winset.room.elicitation.region import TINY, Region, Row, margin

Scored = Mapping[str, Mapping[str, Range]]
"""Scores by issue and option, 0..100."""

Verdict = Literal["agrees", "within the ranges", "contradicts", "not said"]


@dataclass(frozen=True)
class Check:
    """What a person said of two packages against the numbers, in points of value.

    `gap`: value of the first package less that of the second by the middle numbers. `against`: by
    how much that is against what was said; `least`: the same with weights and scores moved within
    their ranges in favour of it. 0 where the numbers bear it out.
    """

    verdict: Verdict
    gap: float
    against: float
    least: float


def difference(answer: TradeOff, scored: Scored) -> dict[str, Range]:
    """Return how much more the first package of an answer scores than the second, by issue."""
    found: dict[str, Range] = {}
    for issue, option in answer.first.items():
        first, second = scored[issue][option], scored[issue][answer.second[issue]]
        if answer.says == "level" and answer.on == issue and answer.level is not None:
            level = answer.level.range()
            first, second = (level, second) if first.mid >= second.mid else (first, level)
        found[issue] = first.less(second)
    return found


def rows(more: Mapping[str, Range], says: Says, issues: Sequence[str]) -> tuple[Row, ...]:
    """Return the conditions on the weights of `issues`, given how much more the first scores."""
    none = Range.exact(0.0)
    high = tuple(more.get(issue, none).high for issue in issues)
    low = tuple(-more.get(issue, none).low for issue in issues)
    match says:
        case "first":
            return (Row(high, strict=True),)
        case "second":
            return (Row(low, strict=True),)
        case "same" | "level":
            return (Row(high), Row(low))
        case _:
            return ()


def check(more: Mapping[str, Range], says: Says, mid: Mapping[str, float], region: Region) -> Check:
    """Return what was said against middle weights `mid` (sum 1) and the `region` around them."""
    gap = sum(d.mid * mid[issue] for issue, d in more.items())
    said = rows(more, says, tuple(mid))
    if not said:
        return Check("not said", gap, 0.0, 0.0)
    against = {"first": max(0.0, -gap), "second": max(0.0, gap)}.get(says, abs(gap))
    spare = margin(region.within([replace(row, strict=True) for row in said]))
    if spare is None:
        raise ArithmeticError("a check needs weights to check against, and the region has none")
    if spare < -TINY or (said[0].strict and spare <= TINY):
        return Check("contradicts", gap, against, max(0.0, -spare))
    agrees = against <= TINY and (not said[0].strict or abs(gap) > TINY)
    return Check("agrees" if agrees else "within the ranges", gap, against, 0.0)
