"""Three odds of a deadline, and the base rate: how often each outcome came in the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import betaincinv

from winset.process.deadlines.history import OUTCOMES, Row
from winset.space.grid import Floats, Ints

Interval = tuple[float, float]
"""A 95 % interval."""

Method = Literal["model", "base rate", "owner", "pool"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Odds:
    """The chances 0..1 of the three outcomes, which sum to 1, each with its 95 % interval."""

    agreed: float
    extended: float
    lapsed: float
    agreed_interval: Interval
    extended_interval: Interval
    lapsed_interval: Interval
    method: Method

    @property
    def chances(self) -> tuple[float, float, float]:
        """The chances in the order of `OUTCOMES`."""
        return self.agreed, self.extended, self.lapsed

    @property
    def intervals(self) -> tuple[Interval, Interval, Interval]:
        """The intervals in the order of `OUTCOMES`."""
        return self.agreed_interval, self.extended_interval, self.lapsed_interval


def odds(chances: Sequence[float], intervals: Sequence[Interval], method: Method) -> Odds:
    """Return the Odds with these chances and intervals, in the order of `OUTCOMES`."""
    agreed, extended, lapsed = (float(chance) for chance in chances)
    return Odds(
        agreed=agreed,
        extended=extended,
        lapsed=lapsed,
        agreed_interval=intervals[0],
        extended_interval=intervals[1],
        lapsed_interval=intervals[2],
        method=method,
    )


def base_rate(rows: Sequence[Row]) -> Odds:
    """Return how often each outcome came, with one row of each added (Laplace's rule).

    The added rows keep a chance from being 0 where an outcome was never seen. The rows of one case
    are dependent: where they vary together more than independent rows would, the interval is that
    of fewer rows (the design effect, Kish 1965), never of more rows than there are. Each interval
    holds the middle 95 % of the beta distribution of the share.
    """
    found = outcomes(rows)
    counts = found.sum(axis=0)
    chances = (counts + 1) / (len(rows) + len(OUTCOMES))
    cases = clusters(rows)
    intervals = [_interval(hits, cases, p) for hits, p in zip(found.T, chances, strict=True)]
    return odds(chances, intervals, "base rate")


def outcomes(rows: Sequence[Row]) -> Floats:
    """Return the outcomes of rows as indicators [rows, 3], in the order of `OUTCOMES`."""
    found = [[row.outcome == outcome for outcome in OUTCOMES] for row in rows]
    return np.array(found, dtype=float).reshape(len(rows), len(OUTCOMES))


def clusters(rows: Sequence[Row]) -> Ints:
    """Return the number of each row's case [rows], counted from 0 in order of appearance."""
    numbers = {case: n for n, case in enumerate(dict.fromkeys(row.case for row in rows))}
    return np.array([numbers[row.case] for row in rows], dtype=np.int64)


def _interval(hits: Floats, cases: Ints, chance: float) -> Interval:
    """Return the 95 % interval of the share of `hits` [rows] in dependent `cases` [rows]."""
    rows = len(hits)
    share = float(hits.mean()) if rows else 0.0
    effective = rows / _design_effect(hits, cases) if rows else 0.0
    a, b = effective * share + 1, effective * (1 - share) + 2
    low, high = (float(betaincinv(a, b, tail)) for tail in (0.025, 0.975))
    return min(low, chance), max(high, chance)


def _design_effect(hits: Floats, cases: Ints) -> float:
    """Return how many rows tell as much as one independent row would; at least 1.

    Where it cannot be estimated, a case counts as one row.
    """
    rows, count = len(hits), int(cases.max()) + 1
    share = float(hits.mean())
    if count == 1 or share in {0.0, 1.0}:
        return rows / count
    totals = np.bincount(cases, weights=hits - share)
    clustered = float((totals**2).sum()) / rows**2 * count / (count - 1)
    return max(1.0, clustered / (share * (1 - share) / rows))
