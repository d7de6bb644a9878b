"""By how much a deadline is moved: the days from the old date to the new one.

Log-days vary between negotiations and within them; a negotiation's own earlier extensions draw its
next one towards them. Variances by the analysis of variance of an unbalanced one-way layout
(Searle, Casella & McCulloch 1992), with two pseudo-observations so that few rows do not make sure.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr, stdtrit

from winset.process.deadlines.history import Row
from winset.space.grid import Floats, Ints

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
"""The quantiles that are shown."""

_PSEUDO, _VARIANCE = 2, 1.0
"""Pseudo-observations, and the variance of log-days that they stand for."""

_MONTH = 30.0
"""Days of an extension where the record has none."""

_LONGEST = 36_525
"""Days beyond which no new date is drawn: a century."""


@dataclass(frozen=True, slots=True)
class NewDate:
    """The days by which a deadline is moved, if it is: log-days are Student's t.

    `none` is the chance that it is moved without a new date. Days are whole and at least 1.
    """

    middle: float
    scale: float
    freedom: int
    none: float

    def quantiles(self) -> tuple[int, ...]:
        """Return the days at `LEVELS`, given that a new date is stated."""
        return tuple(int(day) for day in self._days(np.array(LEVELS)))

    def draw(self, count: int, rng: np.random.Generator) -> Ints:
        """Draw days [count], given that a new date is stated."""
        return self._days(rng.random(count))

    def chance_over(self, days: int) -> float:
        """Return the chance that it is moved by more than `days`; no new date counts as more."""
        if days < 1:
            return 1.0
        at = (math.log(days + 0.5) - self.middle) / self.scale
        return self.none + (1 - self.none) * float(1 - stdtr(self.freedom, at))

    def _days(self, levels: Floats) -> Ints:
        logs = self.middle + self.scale * stdtrit(self.freedom, levels)
        days = np.rint(np.exp(np.minimum(logs, math.log(_LONGEST))))
        found: Ints = np.maximum(days, 1).astype(np.int64)
        return found


@dataclass(frozen=True, slots=True)
class Lengths:
    """The pooled lengths of a record, in log-days.

    `mean` and its variance `mean_error`, the variances `between` and `within` negotiations, how
    many `rows` of how many `cases` they rest on, and the chance that no new date is given.
    """

    mean: float
    mean_error: float
    between: float
    within: float
    rows: int
    cases: int
    none: float

    def new_date(self, own: Sequence[int] = ()) -> NewDate:
        """Return the distribution for a negotiation with extensions of its `own`, in days."""
        before = self.between + self.mean_error
        precision = 1 / before + len(own) / self.within
        logs = sum(math.log(days) for days in own)
        middle = (self.mean / before + logs / self.within) / precision
        return NewDate(
            middle=middle,
            scale=math.sqrt(self.within + 1 / precision),
            freedom=max(self.cases - 1, 0) + _PSEUDO,
            none=self.none,
        )


def lengths(rows: Sequence[Row]) -> Lengths:
    """Learn the lengths of extensions from `rows`, of which only the extended ones speak."""
    extended = [row for row in rows if row.outcome == "extended"]
    of_case: dict[str, list[float]] = {}
    for row in extended:
        if row.days is not None:
            of_case.setdefault(row.case, []).append(math.log(row.days))
    sizes = np.array([len(logs) for logs in of_case.values()], dtype=float)
    means = np.array([sum(logs) / len(logs) for logs in of_case.values()])
    count, cases = int(sizes.sum()), len(sizes)
    none = (len(extended) - count + 0.5) / (len(extended) + 1)
    if not cases:
        return Lengths(math.log(_MONTH), _VARIANCE, _VARIANCE, _VARIANCE, 0, 0, none)
    squares = sum(
        (log - mean) ** 2
        for logs, mean in zip(of_case.values(), means, strict=True)
        for log in logs
    )
    within = (float(squares) + _PSEUDO * _VARIANCE) / (count - cases + _PSEUDO)
    between = _between(sizes, means, within)
    precision = 1 / (between + within / sizes)
    return Lengths(
        mean=float((precision * means).sum() / precision.sum()),
        mean_error=float(1 / precision.sum()),
        between=between,
        within=within,
        rows=count,
        cases=cases,
        none=none,
    )


def _between(sizes: Floats, means: Floats, within: float) -> float:
    """Return the variance between cases of these sizes [C] and means [C]; never below nought."""
    count, cases = float(sizes.sum()), len(sizes)
    if cases == 1:
        return _VARIANCE
    grand = float((sizes * means).sum()) / count
    square = float((sizes * (means - grand) ** 2).sum()) / (cases - 1)
    size = (count - float((sizes**2).sum()) / count) / (cases - 1)
    return max(0.0, (square - within) / size)
