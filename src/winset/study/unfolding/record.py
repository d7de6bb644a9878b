"""The deadline record of a study: how good its forecasts were, beside the base rate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from winset.process.deadlines.backtest import Backtest as Test
from winset.process.deadlines.backtest import in_use, verdict
from winset.process.deadlines.history import Row, decided_by, shipped
from winset.study.course import Backtest, ReliabilityBin


def known_rows(as_of: date) -> tuple[Row, ...]:
    """Return the rows of the shipped history that a forecast may use: those decided by a date."""
    return decided_by(shipped(), as_of)


def backtests(rows: Sequence[Row]) -> tuple[Backtest, ...]:
    """Return how the record did at each horizon, each negotiation left out in turn."""
    return tuple(_backtest(test) for test in in_use(tuple(rows)).tests)


def _backtest(test: Test) -> Backtest:
    assert test.days is not None  # noqa: S101  only horizons are in use, never the whole table
    return Backtest(
        days=test.days,
        rows=test.rows,
        cases=test.cases,
        dropped=f"{test.not_yet_set} were not yet set and {test.already_decided} were already "
        "decided so many days before",
        model_log=test.model.log,
        model_brier=test.model.brier,
        base_log=test.base.log,
        base_brier=test.base.brier,
        difference_log=test.log_difference,
        difference_interval=test.log_interval,
        beats=test.beats,
        verdict=verdict(test),
        reliability=tuple(
            ReliabilityBin(
                outcome=each.outcome,
                low=each.low,
                high=each.high,
                forecasts=each.count,
                mean=each.forecast,
                observed=each.observed,
                interval=each.interval,
            )
            for each in test.reliability
        ),
    )
