"""Weights from swings: each issue's move from worst to best, rated against the greatest.

von Winterfeldt and Edwards (1986, ch. 8). A case multiplies a weight with scores that need not run
from 0 to 100, so a swing is first divided by how far the middle scores of its issue do run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from winset.room.elicitation.ranges import Range
from winset.room.elicitation.region import Row


def per_point(swings: Mapping[str, Range], spans: Mapping[str, float]) -> dict[str, Range]:
    """Return swings per point of score, by issue; `spans`: worst to best score of each, 0..100.

    Raises ValueError for an issue with a swing whose scores do not differ.
    """
    found: dict[str, Range] = {}
    for issue, swing in swings.items():
        span = spans[issue]
        if span <= 0 and swing.high > 0:
            raise ValueError(
                f"all options of {issue} score alike, but its swing is above 0: "
                "score its options apart, or rate the swing 0"
            )
        unit = span or 1.0
        found[issue] = Range(swing.low / unit, swing.mid / unit, swing.high / unit)
    return found


def weights(swings: Mapping[str, Range]) -> dict[str, Range]:
    """Return each issue's share of the sum of swings, 0..1; the middle ones sum to 1.

    Each end is exact: a share is least with its own swing at the low end and every other at the
    high end, and greatest the other way round. Raises ValueError if no swing is above 0.
    """
    total = sum(swing.mid for swing in swings.values())
    if total <= 0:
        raise ValueError("at least one swing must be above 0")
    low = sum(swing.low for swing in swings.values())
    high = sum(swing.high for swing in swings.values())
    return {
        issue: Range(
            _share(swing.low, high - swing.high),
            swing.mid / total,
            _share(swing.high, low - swing.low),
        )
        for issue, swing in swings.items()
    }


def rows(swings: Sequence[Range]) -> tuple[Row, ...]:
    """Return the conditions on weights that swings within their ranges amount to.

    Weights w are shares of some swings within the ranges if and only if, for each two issues i and
    j, low_j w_i <= high_i w_j: then a common factor brings every weight between its ends.
    """
    made: list[Row] = []
    for i, mine in enumerate(swings):
        for j, other in enumerate(swings):
            if i != j:
                over = [0.0] * len(swings)
                over[i], over[j] = -other.low, mine.high
                made.append(Row(tuple(over)))
    return tuple(made)


def _share(own: float, others: float) -> float:
    return own / (own + others) if own > 0 else 0.0
