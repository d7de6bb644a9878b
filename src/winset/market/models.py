"""What a price would have done without the news: three models of normal returns.

Constant mean: r = mean + e. Market model: r = alpha + beta m + e, by least squares. Adjusted: r = m
+ e, the market's return itself (Brown and Warner 1980, 1985; MacKinlay 1997). r and m are log
returns of a day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np

from winset.market.prices import Days, Floats

Model = Literal["constant-mean", "market", "adjusted"]
MODELS: tuple[Model, ...] = get_args(Model)

Convention = Literal["textbook", "sample"]
"""How a residual's standard deviation is taken: the sum of squares over the days less the number of
parameters estimated (n - 2 for the market model), or over n - 1 whatever the model."""

CONVENTIONS: tuple[Convention, ...] = get_args(Convention)


STILL = 1e-12
"""A deviation below this is rounding: nothing moves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Abnormal returns of N units, each a series at an event.

    `residuals` [N, L] are those of the estimation window, `event` [N, W] those of the window;
    `deviation` [N] is the residuals' standard deviation, on `freedom` degrees. A day's abnormal
    return then has the standard deviation `deviation` times `widening` [W], their sum over the
    window `deviation` times `widening_sum`: over 1 and over sqrt(W), since the model is estimated.
    """

    residuals: Floats
    event: Floats
    deviation: Floats
    widening: Floats
    widening_sum: float
    freedom: int


def fit(
    model: Model,
    estimation: Floats,
    event: Floats,
    market: tuple[Floats, Floats] | None = None,
    convention: Convention = "textbook",
) -> Fit:
    """Return abnormal returns by a model.

    `estimation` [N, L] and `event` [N, W] are log returns; `market`, needed by two of the models,
    holds those of the market on the same days, [L] and [W]. Raises ValueError if the market does
    not move in the estimation window.
    """
    length, width = estimation.shape[1], event.shape[1]
    ones = np.ones(width)
    if model == "constant-mean":
        mean = estimation.mean(axis=1, keepdims=True)
        residuals, beyond = estimation - mean, event - mean
        widening, total = np.sqrt(ones + 1 / length), float(np.sqrt(width + width**2 / length))
        parameters = 1
    else:
        assert market is not None  # noqa: S101  the study has seen to it
        before, during = market
        if model == "adjusted":
            residuals, beyond = estimation - before, event - during
            widening, total, parameters = ones, float(np.sqrt(width)), 1
        else:
            residuals, beyond, widening, total = _market_model(estimation, event, before, during)
            parameters = 2
    freedom = length - (parameters if convention == "textbook" else 1)
    return Fit(
        residuals=residuals,
        event=beyond,
        deviation=deviation(residuals, freedom),
        widening=widening,
        widening_sum=total,
        freedom=length - parameters,
    )


def deviation(residuals: Floats, freedom: Floats | int) -> Floats:
    """Return the standard deviation of each row [N, L] around its mean, over `freedom` days.

    Missing days (not a number) are left out.
    """
    if np.isnan(residuals).any():
        around = residuals - np.nanmean(residuals, axis=1, keepdims=True)
        squares: Floats = np.nansum(around**2, axis=1)
    else:
        around = residuals - residuals.mean(axis=1, keepdims=True)
        squares = np.einsum("nl,nl->n", around, around)
    found: Floats = np.sqrt(squares / freedom)
    return found


def on_days(found: Fit, days: Days, wanted: Days) -> Fit:
    """Return a fit with the residuals of its `days` [L] on those `wanted`; others are missing."""
    residuals = np.full((len(found.residuals), len(wanted)), np.nan)
    _, here, there = np.intersect1d(days, wanted, assume_unique=True, return_indices=True)
    residuals[:, there] = found.residuals[:, here]
    return replace(found, residuals=residuals)


def forecast_widening(before: Floats, during: Floats, days: Floats) -> Floats:
    """Return by how much a forecast is less certain than a residual [N, W] (Patell 1976).

    `before` [L] and `during` [W] are the market's returns, `days` [N] each unit's days with a
    residual.
    """
    mean = before.mean()
    square = ((before - mean) ** 2).sum()
    found: Floats = np.sqrt(1 + 1 / days[:, None] + (during - mean) ** 2 / square)
    return found


def _market_model(
    estimation: Floats, event: Floats, before: Floats, during: Floats
) -> tuple[Floats, Floats, Floats, float]:
    """Return residuals, abnormal returns, and the widening of a day and of the sum."""
    length, width = estimation.shape[1], event.shape[1]
    centred = before - before.mean()
    square = float(centred @ centred)
    if square < length * STILL**2:
        raise ValueError("the market does not move in the estimation window")
    beta = (estimation @ centred / square)[:, None]
    mean = estimation.mean(axis=1, keepdims=True)
    away = during - before.mean()
    days = np.array([float(length)])
    return (
        estimation - mean - beta * centred,
        event - mean - beta * away,
        forecast_widening(before, during, days)[0],
        float(np.sqrt(width + width**2 / length + away.sum() ** 2 / square)),
    )
