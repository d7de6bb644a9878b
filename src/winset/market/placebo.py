"""How often did ordinary days move as much? The number to read first.

An ordinary stretch is one as long as the event's window, in its estimation window, on which the
window of no listed event falls.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from winset.market.prices import Floats

Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True, kw_only=True)
class Placebo:
    """Of N units [N] each: of `stretches` ordinary ones, `hits` moved as much as the event.

    `low` and `high` are Wilson's 95 % interval of the share, as if there were only `apart`
    stretches: those that fit side by side, since overlapping ones are not independent. With no
    ordinary stretch the share is not a number, from 0 to 1.
    """

    hits: NDArray[np.int64]
    stretches: int
    apart: int
    share: Floats
    low: Floats
    high: Floats


def placebo(residuals: Floats, total: Floats, width: int, ordinary: NDArray[np.bool_]) -> Placebo:
    """Compare events' abnormal returns over `width` days, `total` [N], with ordinary stretches.

    `residuals` [N, L] are the abnormal returns of the estimation window, `ordinary` [L] its days
    without an event. As much: at least as far from nought, up or down.
    """
    moved = stretches(residuals, width, ordinary)
    count = moved.shape[1]
    hits = (np.abs(moved) >= np.abs(total)[:, None]).sum(axis=1)
    apart = count if width == 1 else int(_runs(ordinary, width))
    if count == 0:
        unknown = np.full(len(total), np.nan)
        return Placebo(
            hits=hits,
            stretches=0,
            apart=0,
            share=unknown,
            low=np.zeros(len(total)),
            high=np.ones(len(total)),
        )
    share = hits / count
    low, high = wilson(share, apart)
    return Placebo(hits=hits, stretches=count, apart=apart, share=share, low=low, high=high)


def stretches(residuals: Floats, width: int, ordinary: NDArray[np.bool_]) -> Floats:
    """Return the sums [N, K] over all K stretches of `width` ordinary days in a row."""
    summed = np.cumsum(residuals, axis=1)
    summed = np.concatenate([np.zeros((len(residuals), 1)), summed], axis=1)
    quiet = np.concatenate([[0], np.cumsum(ordinary)])
    whole = quiet[width:] - quiet[:-width] == width
    if width == 1:
        return residuals[:, ordinary]
    found: Floats = (summed[:, width:] - summed[:, :-width])[:, whole]
    return found


def wilson(share: Floats, count: int) -> tuple[Floats, Floats]:
    """Return the 95 % score interval (Wilson 1927) of shares [N] of `count` trials."""
    spread = Z95**2 / count
    middle = (share + spread / 2) / (1 + spread)
    half = Z95 * np.sqrt(share * (1 - share) / count + spread / (4 * count)) / (1 + spread)
    low = np.where(share == 0, 0.0, np.maximum(middle - half, 0.0))
    high = np.where(share == 1, 1.0, np.minimum(middle + half, 1.0))
    return low, high


def _runs(ordinary: NDArray[np.bool_], width: int) -> int:
    """Return how many stretches of `width` ordinary days fit side by side."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], ordinary, [False]]).astype(np.int8)))
    return int(((edges[1::2] - edges[::2]) // width).sum())
