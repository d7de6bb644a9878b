"""Prices around the best ones: each bounds better where partial packages are out of balance.

The best prices bound the whole region best. A partial package that has already given much to one
party is bounded better by prices that lean to another, and as any weights of the merit and any
prices of 0 or more on the floors give a valid bound, a fan of them is put to every label.
"""

from __future__ import annotations

from collections.abc import Iterator

from winset.space.diagram.merits import Merit
from winset.space.grid import Floats, Ints

LEANS = (0.4, 0.75, 0.92, 1.08, 1.35, 2.5)
"""By what one weight, or the price of one floor, is multiplied."""

FIRST = 0.2
"""Price of a floor that the best prices do not count, as a share of the mean weight."""


def fanned(
    merit: Merit, weights: Floats, prices: Floats, held: Ints
) -> Iterator[tuple[Floats, Floats]]:
    """Yield (weights of the merit [parties], prices of floors [D]), each changed in one place.

    `held`: the scales that have a floor.
    """
    for p in range(weights.size if merit.rule != "utilitarian" else 0):
        for lean in LEANS if weights[p] > 0 else ():
            leaning = weights.copy()
            leaning[p] *= lean
            yield merit.normed(leaning), prices
    mean = float(weights.mean())
    for scale in held.tolist():
        now = float(prices[scale])
        for price in [now * lean for lean in (0.0, *LEANS)] if now > 0 else [FIRST * mean]:
            changed = prices.copy()
            changed[scale] = price
            yield weights, changed
