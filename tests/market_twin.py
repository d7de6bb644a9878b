"""Event-study statistics in plain Python, one unit and one day after another: the oracle."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from statistics import fmean, median, stdev

Row = Sequence[float]
"""Days of a unit; a missing one is not a number."""


def there(row: Row) -> list[float]:
    """Return the days that are not missing."""
    return [value for value in row if not math.isnan(value)]


def rank(value: float, row: Row) -> float:
    """Return the mean of the places, from 1, that a value takes in its row."""
    below = sum(other < value for other in there(row))
    same = sum(other == value for other in there(row))
    return below + (same + 1) / 2


def statistics(
    residuals: Sequence[Row],
    event: Sequence[Row],
    deviation: Row,
    widening: Sequence[Row],
    widening_sum: Row,
    freedom: Row,
) -> dict[str, list[float]]:
    """Return every statistic by name: for each window day, then for their sum; one date for all."""
    n, width = len(event), len(event[0])
    days = [[row[d] for row in event] for d in range(width)]
    sums = [sum(row) for row in event]
    scaled = [
        [row[d] / s / w[d] for row, s, w in zip(event, deviation, widening, strict=True)]
        for d in range(width)
    ]
    scaled_sums = [total / s / w for total, s, w in zip(sums, deviation, widening_sum, strict=True)]
    over_days = [fmean(there(column)) for column in zip(*residuals, strict=True)]
    root = math.sqrt(width)
    lone = math.sqrt(sum(s * s for s in deviation)) / n
    alike = correlation(residuals)
    crowd = math.sqrt(1 + (n - 1) * alike)
    shrink = math.sqrt(1 - alike) / crowd
    spread = math.sqrt(sum(f / (f - 2) for f in freedom))
    up = sum(value > 0 for row in residuals for value in there(row))
    usual = up / sum(len(there(row)) for row in residuals)

    def each(of_day: Callable[[list[float]], float], of_sum: float) -> list[float]:
        return [*map(of_day, days), of_sum]

    def t(values: Row) -> float:
        return fmean(values) / (stdev(values) / math.sqrt(n))

    def signs(values: Row, share: float) -> float:
        count = sum(value > 0 for value in values)
        return (count - n * share) / math.sqrt(n * share * (1 - share))

    bmp = [*map(t, scaled), t(scaled_sums)]
    patell = [sum(values) / spread for values in [*scaled, scaled_sums]]
    return {
        "brown_warner_1980": each(lambda v: fmean(v) / lone, fmean(sums) / lone / root),
        "brown_warner": each(
            lambda v: fmean(v) / stdev(over_days), fmean(sums) / stdev(over_days) / root
        ),
        "cross_section": each(t, t(sums)),
        "patell": patell,
        "patell_adjusted": [value / crowd for value in patell],
        "bmp": bmp,
        "kolari_pynnonen": [value * shrink for value in bmp],
        "sign": each(lambda v: signs(v, 0.5), signs(sums, 0.5)),
        "generalised_sign": each(lambda v: signs(v, usual), signs(sums, usual)),
        "rank": scored(residuals, event, lambda v, row: rank(v, row) / (len(there(row)) + 1) - 0.5),
        "rank_sign": scored(residuals, event, lambda v, row: sign(v - median(there(row)))),
    }


def sign(value: float) -> float:
    """Return 1, 0 or -1."""
    return float((value > 0) - (value < 0))


def scored(
    residuals: Sequence[Row], event: Sequence[Row], score: Callable[[float, Row], float]
) -> list[float]:
    """Return the test of Corrado and Zivney (1992) for a score of a value in its row."""
    rows = [[*before, *during] for before, during in zip(residuals, event, strict=True)]
    scores = []
    for column in zip(*rows, strict=True):
        both = zip(column, rows, strict=True)
        found = [score(value, row) for value, row in both if not math.isnan(value)]
        scores.append(sum(found) / math.sqrt(len(found)))
    deviation = math.sqrt(fmean(value * value for value in scores))
    width = len(event[0])
    if not deviation:  # two units whose scores cancel on every day
        return [math.nan] * (width + 1)
    seen = [value / deviation for value in scores[-width:]]
    return [*seen, sum(seen) / math.sqrt(width)]


def correlation(residuals: Sequence[Row]) -> float:
    """Return the mean correlation of pairs of units; a missing day counts as the mean."""
    bearings = []
    for row in residuals:
        mean = fmean(there(row))
        away = [0.0 if math.isnan(value) else value - mean for value in row]
        size = math.sqrt(sum(value * value for value in away))
        bearings.append([value / size for value in away])
    n = len(bearings)
    pairs = [
        sum(a * b for a, b in zip(bearings[i], bearings[j], strict=True))
        for i in range(n)
        for j in range(n)
        if i != j
    ]
    return fmean(pairs)
