"""The linchpin: the issue whose presence on the table settles the most of the others.

lambda_k = E[sum over l != k of w_l (s_l(I) - s_l(I minus k))] / sum over l != k of w_l, with
s_l(A) = 1 if issue l is settled in the Nash deal of agenda A. It does not count k's own worth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache

import numpy as np

from winset.insight.runs import Runs
from winset.space.grid import Floats

SURE = 0.95
"""A linchpin is announced only if it ranks first in this share of bootstrap resamples ..."""

FLOOR = 0.05
"""... and unlocks at least this share of the other issues."""

RESAMPLES = 2000


@dataclass(frozen=True)
class Ranking:
    """Bootstrap over worlds (Efron 1979) of the mean of some measures, one a column, c columns.

    `mean` [c]; `low`, `high` [c]: 95 % interval of the mean; `first` [c]: share of resamples in
    which the column's mean is the largest, ties shared.
    """

    mean: Floats
    low: Floats
    high: Floats
    first: Floats


@dataclass(frozen=True)
class Verdict:
    """The `linchpin` issue or None; else `tied`: issues whose first place cannot be ruled out."""

    linchpin: int | None
    tied: tuple[int, ...]
    sentence: str


def ranking(samples: Floats, seed: int) -> Ranking:
    """Return the Ranking of `samples` [W, c]; the same seed gives the same resamples.

    Worlds in which something is not known (NaN) are left out; without any other, all is NaN.
    """
    samples = samples[~np.isnan(samples).any(axis=1)]
    worlds, columns = samples.shape
    if not worlds:
        return Ranking(*(np.full(columns, np.nan) for _ in fields(Ranking)))
    picks = _resamples(worlds, seed)
    # rounded so that the order of a sum, which differs between machines, cannot make a tie a lead
    means = np.round(picks @ samples / worlds, 12)
    leads = means == means.max(axis=1, keepdims=True)
    first = (leads / leads.sum(axis=1, keepdims=True)).mean(axis=0)
    low, high = np.quantile(means, [0.025, 0.975], axis=0)
    return Ranking(samples.mean(axis=0), low, high, first)


@lru_cache(maxsize=2)
def _resamples(worlds: int, seed: int) -> Floats:
    """Return how often each resample takes each world, [RESAMPLES, worlds]; kept, for its cost."""
    rng = np.random.default_rng([seed, 2])
    even = np.full(worlds, 1 / worlds)
    return rng.multinomial(worlds, even, size=RESAMPLES).astype(np.float64)


def first_in_worlds(samples: Floats) -> Floats:
    """Return the share of worlds [m] in which each issue's value is the largest; ties shared.

    Worlds in which something is not known (NaN) are left out; without any other, all is NaN.
    """
    samples = samples[~np.isnan(samples).any(axis=1)]
    if not len(samples):
        return np.full(samples.shape[1], np.nan)
    leads = samples == samples.max(axis=1, keepdims=True)
    share: Floats = (leads / leads.sum(axis=1, keepdims=True)).mean(axis=0)
    return share


def verdict(runs: Runs, rank: Ranking, names: Sequence[str]) -> Verdict:
    """Return the verdict on `rank`, that of `runs.unlocks`; `names` are the issues' names."""
    if np.isnan(rank.mean).any():
        return Verdict(
            None,
            (),
            "No linchpin can be announced: what each issue unlocks is not known in enough worlds.",
        )
    top = int(rank.mean.argmax())
    unlocks = (
        f"on average {_percent(rank.mean[top])} of the other issues, by weight "
        f"(95 % interval {_span(rank.low[top], rank.high[top])})"
    )
    sure = rank.first[top] >= SURE
    if not (runs.deal > 0).any():
        return Verdict(
            None, (), "No single linchpin: in no world is there a deal that moves an issue."
        )
    if rank.mean[top] <= 0:
        return Verdict(
            None, (), "No single linchpin: no issue, by being on the table, settles any other."
        )
    if sure and rank.mean[top] >= FLOOR:
        return Verdict(
            top,
            (),
            f"“{names[top]}” is the linchpin of this case: having it on the table settles "
            f"{unlocks}; it leads in {_percent(first_in_worlds(runs.unlocks)[top])} of single "
            "worlds.",
        )
    if sure:
        return Verdict(
            None,
            (top,),
            f"No single linchpin: {names[top]} ranks first but settles only {unlocks}, "
            f"below the floor of {_percent(FLOOR)}.",
        )
    tied = _contenders(rank.first)
    return Verdict(
        None,
        tied,
        "No single linchpin: "
        + ", ".join(names[k] for k in tied)
        + f" cannot be told apart; the highest settles {unlocks}.",
    )


def verdict_at_mid(unlocks: Floats, names: Sequence[str]) -> Verdict:
    """Return the verdict where lambda is known at the middle numbers alone, `unlocks` [m]."""
    top = int(unlocks.argmax())
    return Verdict(
        None,
        (),
        "No linchpin can be announced: worlds were too dear to search for what each issue unlocks. "
        f"At the middle numbers “{names[top]}” unlocks the most, {_percent(unlocks[top])} of the "
        "other issues, by weight.",
    )


def _contenders(first: Floats) -> tuple[int, ...]:
    """Return the fewest issues, likeliest first, that together rank first as surely as is asked."""
    order = np.argsort(-first, kind="stable")
    enough = int(np.searchsorted(np.round(np.cumsum(first[order]), 9), SURE)) + 1
    return tuple(int(k) for k in order[:enough])


def _span(low: float, high: float) -> str:
    """Return an interval in percent, with a decimal where whole percents would hide its width."""
    places = 0 if round(100 * low) != round(100 * high) else 1
    ends = (f"{round(100 * end, places) + 0:.{places}f}" for end in (low, high))
    return " to ".join(ends).replace("-", "−") + " %"  # noqa: RUF001  a minus sign


def _percent(share: float) -> str:
    return f"{round(100 * share) + 0} %".replace("-", "−")  # noqa: RUF001  a minus sign
