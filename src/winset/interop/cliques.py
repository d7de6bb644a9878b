"""The greatest sum of boxes that some package lies in all at once.

Boxes of a product have the Helly property: boxes that meet two by two have a package in common. So
this is a heaviest clique of the graph of boxes that meet, found by branch and bound with colour
classes as the bound (Babel 1994; Oestergaard 2002).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from winset.interop.scenario import Box

MOST_STEPS = 200_000
"""Nodes of the search after which it is given up."""


def heaviest(boxes: Sequence[Box]) -> Fraction | None:
    """Return the greatest sum of utilities of boxes with a package in common.

    None if the search was given up, or if a box pays outside or pays less than 0.
    """
    if any(not box.inside or box.utility < 0 for box in boxes):
        return None
    order = sorted(range(len(boxes)), key=lambda n: boxes[n].utility)
    scale = math.lcm(*(box.utility.denominator for box in boxes))
    weights = [int(boxes[n].utility * scale) for n in order]
    meets = [
        sum(1 << m for m in range(len(order)) if m != n and meet(boxes[order[n]], boxes[order[m]]))
        for n in range(len(order))
    ]
    best = steps = 0
    open_ = [((1 << len(order)) - 1, 0)]
    while open_:
        left, sure = open_.pop()
        best = max(best, sure)
        steps += 1
        if steps > MOST_STEPS:
            return None
        if sure + _colours(left, weights, meets) <= best:
            continue
        chosen = left.bit_length() - 1
        open_.append((left & ~(1 << chosen), sure))
        open_.append((left & meets[chosen], sure + weights[chosen]))
    return Fraction(best, scale)


def meet(a: Box, b: Box) -> bool:
    """Return whether two boxes have a package in common."""
    other = dict(b.bounds)
    return all(not set(kept).isdisjoint(other.get(k, kept)) for k, kept in a.bounds)


def _colours(left: int, weights: Sequence[int], meets: Sequence[int]) -> int:
    """Return a bound: of each class of boxes that do not meet, at most the heaviest counts."""
    total = 0
    while left:
        free, heavy = left, 0
        while free:
            n = free.bit_length() - 1
            heavy = max(heavy, weights[n])
            left &= ~(1 << n)
            free &= ~(1 << n) & ~meets[n]
        total += heavy
    return total
