"""Intervals for what is counted or averaged over worlds."""

from __future__ import annotations

import math

Z95 = 1.959963984540054
"""Normal quantile of a two-sided 95 % interval."""


def wilson(successes: float, trials: float) -> tuple[float, float]:
    """Return the 95 % Wilson score interval (Wilson 1927) of a share; (0, 1) without trials."""
    if trials == 0:
        return 0.0, 1.0
    share = successes / trials
    spread = Z95**2 / trials
    centre = (share + spread / 2) / (1 + spread)
    half = Z95 * math.sqrt(share * (1 - share) / trials + spread / (4 * trials)) / (1 + spread)
    low = 0.0 if successes == 0 else max(0.0, centre - half)
    high = 1.0 if successes == trials else min(1.0, centre + half)
    return low, high
