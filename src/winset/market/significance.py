"""Tests of abnormal returns: could a sample of events be ordinary days?

All tests of one sample of N units, or of many samples at once, come from the same few sums (see
`traces`). W is the number of window days; the day 0 of an event is the first that could show it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from winset.market.models import Convention
from winset.market.prices import Floats
from winset.market.traces import Traces

TESTS = {
    "brown_warner_1980": "Brown and Warner 1980: deviations as if units were independent",
    "brown_warner": "Brown and Warner 1985: deviation of the mean over days",
    "cross_section": "t test across units",
    "patell": "Patell 1976: standardised",
    "patell_adjusted": "Patell, adjusted for clustering (Kolari and Pynnonen 2010)",
    "bmp": "Boehmer, Musumeci and Poulsen 1991: standardised, across units",
    "kolari_pynnonen": "the same, adjusted for clustering (Kolari and Pynnonen 2010)",
    "sign": "sign test, half up",
    "generalised_sign": "generalised sign test (Cowan 1992)",
    "rank_sign": "sign test around the median (Corrado and Zivney 1992)",
    "rank": "rank test (Corrado 1989)",
}
"""The tests by name, and what each is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """A statistic for each day of the window [..., W] and for their sum [...], with p values.

    p is two-sided. Not a number where a sample is too small for the test.
    """

    __test__ = False  # not a test, whatever pytest thinks of the name

    daily: Floats
    daily_p: Floats
    total: Floats
    total_p: Floats


def significance(traces: Traces, convention: Convention = "textbook") -> dict[str, Test]:
    """Return every test of TESTS by its name.

    Window days count as independent of each other in the tests of their sum; those by Patell and
    Boehmer allow for the error of the estimated model. Sign tests give the usual normal statistic,
    and the exact binomial p.
    """
    n = np.array(float(traces.event.shape[-2]))
    width = traces.event.shape[-1]
    summed = traces.event.sum(axis=-1)
    mean, mean_sum = traces.event.mean(axis=-2), summed.mean(axis=-1)
    lone = np.sqrt((traces.deviation**2).sum(axis=-1)) / n
    series = traces.residuals / traces.here[..., : traces.residuals.shape[-1]]
    steady = series.std(axis=-1, ddof=1)
    root = np.sqrt(width)
    found = {
        "brown_warner_1980": _normal(mean / lone[..., None], mean_sum / (root * lone)),
        "brown_warner": _student(
            mean / steady[..., None], mean_sum / (root * steady), series.shape[-1] - 1
        ),
    }
    found |= _across(traces, n, summed)
    found |= _signs(traces, summed)
    signs = traces.signs if n > 1 else np.full_like(traces.signs, np.nan)
    found["rank_sign"] = _ranked(signs, n, traces, convention, power=1)
    found["rank"] = _ranked(traces.ranks, n, traces, convention, power=2)
    return found


def _across(traces: Traces, n: NDArray[np.float64], summed: Floats) -> dict[str, Test]:
    """Return the tests that compare units with each other, raw and standardised."""
    scaled = traces.event / traces.deviation[..., None] / traces.widening
    scaled_sum = summed / traces.deviation / traces.widening_sum
    spread = np.sqrt((traces.freedom / (traces.freedom - 2)).sum(axis=-1))
    alike = traces.together / (n * np.maximum(n - 1, 1))
    # Kolari and Pynnonen (2010), eq. 11: n units that move together count as fewer
    crowd = np.sqrt(np.maximum(1 + (n - 1) * alike, 0))
    shrink = np.sqrt(np.maximum(1 - alike, 0)) / np.where(crowd > 0, crowd, np.nan)
    patell, patell_sum = scaled.sum(axis=-2) / spread[..., None], scaled_sum.sum(axis=-1) / spread
    bmp, bmp_sum = _t(scaled, -2), _t(scaled_sum, -1)
    freedom = int(n) - 1
    return {
        "cross_section": _student(_t(traces.event, -2), _t(summed, -1), freedom),
        "patell": _normal(patell, patell_sum),
        "patell_adjusted": _normal(
            patell / np.where(crowd > 0, crowd, np.nan)[..., None],
            patell_sum / np.where(crowd > 0, crowd, np.nan),
        ),
        "bmp": _student(bmp, bmp_sum, freedom),
        "kolari_pynnonen": _student(bmp * shrink[..., None], bmp_sum * shrink, freedom),
    }


def _t(values: Floats, axis: int) -> Floats:
    """Return the t statistic of a mean of 0; not a number for fewer than two values."""
    count = values.shape[axis]
    if count < 2:  # noqa: PLR2004  a deviation needs two
        return np.full(values.mean(axis=axis).shape, np.nan)
    error = values.std(axis=axis, ddof=1) / np.sqrt(count)
    return _ratio(values.mean(axis=axis), error)


def _signs(traces: Traces, summed: Floats) -> dict[str, Test]:
    n = traces.event.shape[-2]
    up, up_sum = (traces.event > 0).sum(axis=-2), (summed > 0).sum(axis=-1)
    usual = traces.positive / traces.days.sum(axis=-1)
    return {
        "sign": _binomial(up, up_sum, n, np.full(usual.shape, 0.5)),
        "generalised_sign": _binomial(up, up_sum, n, usual),
    }


def _binomial(up: Floats, up_sum: Floats, n: int, share: Floats) -> Test:
    def test(count: Floats, share: Floats) -> tuple[Floats, Floats]:
        if n < 2:  # noqa: PLR2004  one sign tells nothing
            return np.full(count.shape, np.nan), np.full(count.shape, np.nan)
        statistic = _ratio(count - n * share, np.sqrt(n * share * (1 - share)))
        low, high = stats.binom.cdf(count, n, share), stats.binom.sf(count - 1, n, share)
        return statistic, np.minimum(1.0, 2 * np.minimum(low, high))

    daily, total = test(up, share[..., None]), test(up_sum, share)
    return Test(daily=daily[0], daily_p=daily[1], total=total[0], total_p=total[1])


def _ranked(
    total: Floats, n: NDArray[np.float64], traces: Traces, convention: Convention, *, power: int
) -> Test:
    """Return the test of a score's daily mean against its variation over all days.

    With days missing, "textbook" weighs a day by the units it has (Corrado and Zivney 1992),
    "sample" as the R package estudy2 0.10 does; with none missing they are the same.
    """
    width = traces.event.shape[-1]
    mean = total / traces.here
    all_days = traces.days.mean(axis=-1) + width
    if convention == "textbook":
        score = mean * np.sqrt(traces.here)
        deviation = np.sqrt((score**2).sum(axis=-1) / total.shape[-1])
    else:
        score = mean * np.sqrt(n)
        weighted = score**2 * (n / traces.here) ** power
        deviation = np.sqrt(weighted.sum(axis=-1) / all_days)
    seen = score[..., -width:]
    return _normal(
        _ratio(seen, deviation[..., None]),
        _ratio(seen.sum(axis=-1), deviation * np.sqrt(width)),
    )


def _ratio(value: Floats, error: Floats) -> Floats:
    """Return value / error; not a number where the error is 0."""
    found: Floats = np.divide(
        value, error, out=np.full(np.broadcast(value, error).shape, np.nan), where=error > 0
    )
    return found


def _normal(daily: Floats, total: Floats) -> Test:
    return Test(
        daily=daily,
        daily_p=2 * stats.norm.sf(np.abs(daily)),
        total=total,
        total_p=2 * stats.norm.sf(np.abs(total)),
    )


def _student(daily: Floats, total: Floats, freedom: int) -> Test:
    freedom = max(freedom, 1)
    return Test(
        daily=daily,
        daily_p=2 * stats.t.sf(np.abs(daily), freedom),
        total=total,
        total_p=2 * stats.t.sf(np.abs(total), freedom),
    )
