"""What the tests need to know of events: a few sums, from one sample or from many at once.

N is the number of units (a unit is a series at an event), D of estimation days, W of window days. A
missing day is not a number.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from winset.market.models import Convention, Fit
from winset.market.prices import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """N units, each with its own days.

    `event` [N, W] abnormal returns and their `widening`; `deviation` and `widening_sum` [N];
    `days` [N] with a residual, and the degrees of `freedom` [N]; `residuals` and `bearing`
    (residuals around their mean, of length 1) [N, D], `ranks` around their mean and `signs` around
    the median [N, D + W], all 0 on a missing day; `here` [N, D + W] is 1 on a day that is not
    missing, else 0.
    """

    event: Floats
    widening: Floats
    deviation: Floats
    widening_sum: Floats
    days: Floats
    freedom: Floats
    residuals: Floats
    bearing: Floats
    ranks: Floats
    signs: Floats
    here: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """Samples of N units each; all leading axes are samples.

    `event`, `widening` [..., N, W] and `deviation`, `widening_sum`, `days`, `freedom` [..., N] as
    in Units. Then sums over the units: `positive` [...], the residuals above 0; `residuals`
    [..., D], `ranks`, `signs` and `here` [..., D + W], day by day; `together` [...], the
    correlation of residuals over all ordered pairs of different units that share their date.
    """

    event: Floats
    widening: Floats
    deviation: Floats
    widening_sum: Floats
    days: Floats
    freedom: Floats
    positive: Floats
    residuals: Floats
    ranks: Floats
    signs: Floats
    here: Floats
    together: Floats


def units_of(found: Fit, convention: Convention = "textbook") -> Units:
    """Return the units of a fit, none of whose days is missing."""
    count, width = found.event.shape
    return units(
        found.residuals,
        found.event,
        widening=np.broadcast_to(found.widening, (count, width)),
        widening_sum=np.full(count, found.widening_sum),
        deviation=found.deviation,
        freedom=np.full(count, float(found.freedom)),
        convention=convention,
    )


def units(
    residuals: Floats,
    event: Floats,
    *,
    widening: Floats,
    widening_sum: Floats,
    deviation: Floats,
    freedom: Floats,
    convention: Convention = "textbook",
) -> Units:
    """Return units from residuals [N, D], with missing days, and abnormal returns [N, W]."""
    whole = np.concatenate([residuals, event], axis=1)
    missing = np.isnan(whole)
    gone = missing[:, : residuals.shape[1]]
    here = (~missing).astype(np.float64)
    size = here.sum(axis=1, keepdims=True)
    ranks, middle = ranked(whole)
    ranks -= (size + 1) / 2
    if convention == "textbook":
        ranks /= size + 1
    signs = np.sign(whole - middle[:, None])
    with_gaps = bool(missing.any())
    mean = np.nanmean(residuals, axis=1) if with_gaps else residuals.mean(axis=1)
    bearing = residuals - mean[:, None]
    if with_gaps:
        ranks[missing] = signs[missing] = 0.0
        bearing[gone] = 0.0
        residuals = np.where(gone, 0.0, residuals)
    bearing /= np.sqrt((bearing**2).sum(axis=1, keepdims=True))
    return Units(
        event=event,
        widening=widening,
        deviation=deviation,
        widening_sum=widening_sum,
        days=here[:, : residuals.shape[1]].sum(axis=1),
        freedom=freedom,
        residuals=residuals,
        bearing=bearing,
        ranks=ranks,
        signs=signs,
        here=here,
    )


def ranked(values: Floats) -> tuple[Floats, Floats]:
    """Return each value's rank in its row [N, T], from 1, and the row's median [N].

    Ties share their rank; a missing value has none.
    """
    if np.isnan(values).any():
        return stats.rankdata(values, axis=1, nan_policy="omit"), np.nanmedian(values, axis=1)
    size = values.shape[1]
    order = np.argsort(values, axis=1)
    found = np.empty_like(values)
    np.put_along_axis(found, order, np.arange(1.0, size + 1)[None, :], axis=1)
    ordered = np.take_along_axis(values, order, axis=1)
    tied = (ordered[:, 1:] == ordered[:, :-1]).any(axis=1)
    if tied.any():
        found[tied] = stats.rankdata(values[tied], axis=1)
    return found, (ordered[:, (size - 1) // 2] + ordered[:, size // 2]) / 2


def sample(found: Units) -> Traces:
    """Return units that share one date as one sample."""
    return Traces(
        event=found.event,
        widening=found.widening,
        deviation=found.deviation,
        widening_sum=found.widening_sum,
        days=found.days,
        freedom=found.freedom,
        positive=np.array(float((found.residuals > 0).sum())),
        residuals=found.residuals.sum(axis=0),
        ranks=found.ranks.sum(axis=0),
        signs=found.signs.sum(axis=0),
        here=found.here.sum(axis=0),
        together=np.array(pairs(found.bearing.sum(axis=0), len(found.event))),
    )


def pairs(summed: Floats, count: int) -> float:
    """Return the sum of correlations over ordered pairs of `count` units, from summed bearings."""
    return float(summed @ summed) - count
