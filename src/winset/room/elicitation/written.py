"""Elicited weights and scores as the decimals that a case file keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

from winset.room.elicitation.preferences import Preferences
from winset.room.elicitation.ranges import Range

STEP = Decimal("0.1")
"""Numbers are written to a tenth of a point or percent: finer is not what anybody judged."""

WHOLE = 100
SLACK = 1e-6
"""A range is widened to the next tenth, but not for the last bits of a sum."""


@dataclass(frozen=True)
class Written:
    """A weight in percent (no option) or a score in points, low, middle and high."""

    issue: str
    option: str | None
    low: Decimal
    mid: Decimal
    high: Decimal


def written(preferences: Preferences) -> tuple[Written, ...]:
    """Return the weights, if there are any, and every score that was rated or judged in words.

    Middle weights sum to exactly 100; ranges are rounded outwards, so that nothing that the answers
    leave open is lost.
    """
    numbers: list[Written] = []
    if preferences.weights is not None:
        numbers += _weights(preferences.weights)
    numbers += [
        Written(topic.issue, option, *_rounded(score))
        for topic in preferences.topics
        if topic.basis != "case"
        for option, score in topic.scores.items()
    ]
    return tuple(numbers)


def _weights(weights: Mapping[str, Range]) -> list[Written]:
    """Round middles down, then up again by largest remainder until they sum to 100."""
    exact = {issue: Decimal(weight.mid) * WHOLE for issue, weight in weights.items()}
    mids = {issue: _down(number) for issue, number in exact.items()}
    short = int((WHOLE - sum(mids.values())) / STEP)
    for issue in sorted(exact, key=lambda i: mids[i] - exact[i])[:short]:
        mids[issue] += STEP
    return [
        Written(
            issue,
            None,
            min(_down(Decimal(weight.low * WHOLE + SLACK)), mids[issue]),
            mids[issue],
            max(_up(Decimal(weight.high * WHOLE - SLACK)), mids[issue]),
        )
        for issue, weight in weights.items()
    ]


def _rounded(score: Range) -> tuple[Decimal, Decimal, Decimal]:
    mid = Decimal(score.mid).quantize(STEP, ROUND_HALF_EVEN)
    return (
        min(_down(Decimal(score.low + SLACK)), mid),
        mid,
        max(_up(Decimal(score.high - SLACK)), mid),
    )


def _down(number: Decimal) -> Decimal:
    return number.quantize(STEP, ROUND_FLOOR)


def _up(number: Decimal) -> Decimal:
    return number.quantize(STEP, ROUND_CEILING)
