"""The record's odds scored against what happened, beside the base rate.

A row is forecast from what was known so many days before its date, by a record that holds no row
of its negotiation. The model is used only where it beats the base rate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from winset.process.deadlines.history import Row
from winset.process.deadlines.lengths import lengths
from winset.process.deadlines.odds import Interval, Odds, base_rate, clusters, outcomes
from winset.process.deadlines.record import Record, design, fit, learnt
from winset.process.deadlines.scores import (
    Bin,
    Score,
    brier_scores,
    clustered_interval,
    log_scores,
    reliability,
    score,
)
from winset.process.deadlines.situation import Situation, absence, days_before, situation, when_set
from winset.space.grid import Floats

HORIZONS = (14, 3)
"""Days before a date at which the record is scored; a forecast goes by the nearer one."""

SEED = 1
"""Seed of the resampled negotiations behind an interval."""


FEWEST = 10
"""Negotiations without which nothing is said to beat the base rate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """How the model did beside the base rate, so many days before each date.

    `days` is None for the whole table, each row on the day it was set. Of `rows` in `cases`, those
    not yet set or already decided by then do not count. Differences are model less base rate, so
    that below nought the model is better; intervals are 95 %, negotiations resampled whole.
    """

    days: int | None
    rows: int
    cases: int
    not_yet_set: int
    already_decided: int
    model: Score
    base: Score
    log_difference: float
    log_interval: Interval
    brier_difference: float
    brier_interval: Interval
    reliability: tuple[Bin, ...]

    @property
    def beats(self) -> bool:
        """True if the whole interval of the log score's difference is below nought, in >= 10 cases.

        Of fewer negotiations an interval by resampling is too narrow to go by.
        """
        return self.cases >= FEWEST and self.log_interval[1] < 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Of `rows` new dates, how many lay in the middle half and in the middle 90 % forecast."""

    rows: int
    half: int
    nine_tenths: int


def leave_one_case_out(
    rows: Sequence[Row], horizons: Sequence[int | None] = (None, *HORIZONS), *, seed: int = SEED
) -> tuple[Backtest, ...]:
    """Score each row by a record of all other negotiations; horizons without a row are left out."""
    return held_out(rows, rows, horizons, seed=seed)


def held_out(
    train: Sequence[Row],
    test: Sequence[Row],
    horizons: Sequence[int | None] = (None, *HORIZONS),
    *,
    seed: int = SEED,
) -> tuple[Backtest, ...]:
    """Score the rows of `test` by a record of `train`, without those of the same negotiation.

    What a negotiation's own earlier rows, of either, said by then is known. Horizons at which no
    row counts are left out.
    """
    seen = design(train)
    of_case: dict[str, list[Row]] = {row.case: [] for row in test}
    for row in {(row.case, row.index): row for row in (*train, *test)}.values():
        if row.case in of_case:
            of_case[row.case].append(row)
    whole = learnt(seen)
    records = {
        case: learnt(seen, without=case, near=whole) if case in seen.names else whole
        for case in of_case
    }
    found = []
    for days in horizons:
        known_then = [(row, _known(row, of_case[row.case], days)) for row in test]
        counted = [(row, known) for row, known in known_then if known is not None]
        if counted:
            rates = {case: horizon_rate(record.rows, days) for case, record in records.items()}
            model = [records[row.case].chances(known) for row, known in counted]
            base = [rates[row.case].chances for row, _ in counted]
            rows = [row for row, _ in counted]
            found.append(_scored(test, rows, np.array(model), np.array(base), days, seed))
    return tuple(found)


def horizon_rate(rows: Sequence[Row], days: int | None) -> Odds:
    """Return the base rate of the rows that count `days` before their date; of all for None."""
    if days is None:
        return base_rate(rows)
    return base_rate([row for row in rows if absence(row, days) is None])


def coverage(train: Sequence[Row], test: Sequence[Row]) -> Coverage:
    """Count the new dates in `test` that a record of other negotiations would have foreseen.

    The range is that of the lengths in `train`, drawn towards the negotiation's own earlier ones.
    """
    moved = [row for row in test if row.days is not None]
    pooled = {
        case: lengths([row for row in train if row.case != case])
        for case in {row.case for row in moved}
    }
    half = nine_tenths = 0
    for row in moved:
        own = situation(row, test, row.date).lengths
        least, lower, _, upper, most = pooled[row.case].new_date(own).quantiles()
        half += lower <= (row.days or 0) <= upper
        nine_tenths += least <= (row.days or 0) <= most
    return Coverage(rows=len(moved), half=half, nine_tenths=nine_tenths)


@dataclass(frozen=True, eq=False)
class InUse:
    """The record's answer: the model near a horizon at which it beats the base rate, else that."""

    record: Record
    tests: tuple[Backtest, ...]

    def odds(self, known: Situation) -> Odds:
        """Return the odds in `known`, by the method that is in use so many days before a date."""
        test = self.test(known.days_left)
        if test is not None and test.beats:
            return self.record.odds(known)
        return horizon_rate(self.record.rows, None if test is None else test.days)

    def test(self, days_left: int) -> Backtest | None:
        """Return the test at the horizon nearest to `days_left`; None if none could be made."""
        return min(self.tests, key=lambda test: abs((test.days or 0) - days_left), default=None)

    def sentence(self, days_left: int) -> str:
        """Return in a sentence what is in use so many days before a date, and why."""
        test = self.test(days_left)
        return NO_TEST if test is None else f"{use(test)}."


NO_TEST = "No deadline of the record can be scored, so the base rate is used."


def claim(test: Backtest) -> str:
    """Return in words, without a full stop, whether the model beats the base rate."""
    when = "Over the whole table" if test.days is None else f"{test.days} days before the dates"
    if test.beats:
        return f"{when} the model beats the base rate"
    few = f" (fewer than {FEWEST} negotiations prove nothing)" if test.cases < FEWEST else ""
    return f"{when} the model does not beat the base rate{few}"


def use(test: Backtest) -> str:
    """Return in words, without a full stop, what is used at a horizon, and why."""
    return f"{claim(test)}, so {'the model' if test.beats else 'the base rate'} is used"


def verdict(test: Backtest) -> str:
    """Return in a sentence whether the model beats the base rate, what is used, and the figures."""
    low, high = test.log_interval
    figures = (
        f"log score {test.model.log:.3f} against {test.base.log:.3f} nats (lower is better), "
        f"difference {test.log_difference:+.3f}, 95 % interval {low:+.3f} to {high:+.3f}, on "
        f"{test.rows} deadlines in {test.cases} negotiations"
    ).replace("-", "\N{MINUS SIGN}")
    return f"{use(test)}: {figures}."


@lru_cache(maxsize=8)
def in_use(rows: tuple[Row, ...]) -> InUse:
    """Learn from `rows`, and test by leaving out one negotiation at a time what may be used.

    A forecast may pass only rows that were decided by its as-of date.
    """
    return InUse(fit(rows), leave_one_case_out(rows, HORIZONS))


def _known(row: Row, case: Sequence[Row], days: int | None) -> Situation | None:
    return when_set(row, case) if days is None else days_before(row, case, days)


def _scored(
    test: Sequence[Row],
    counted: Sequence[Row],
    model: Floats,
    base: Floats,
    days: int | None,
    seed: int,
) -> Backtest:
    """Return the scores of the chances [N, 3] that model and base rate gave the counted rows."""
    happened, cases = outcomes(counted), clusters(counted)
    absent = [] if days is None else [absence(row, days) for row in test]
    log = log_scores(model, happened) - log_scores(base, happened)
    brier = brier_scores(model, happened) - brier_scores(base, happened)
    return Backtest(
        days=days,
        rows=len(counted),
        cases=int(cases.max()) + 1,
        not_yet_set=absent.count("not yet set"),
        already_decided=absent.count("already decided"),
        model=score(model, happened),
        base=score(base, happened),
        log_difference=float(log.mean()),
        log_interval=clustered_interval(log, cases, seed=seed),
        brier_difference=float(brier.mean()),
        brier_interval=clustered_interval(brier, cases, seed=seed),
        reliability=reliability(model, happened),
    )
