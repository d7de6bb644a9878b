"""A frontier too large to keep whole, thinned to one point a box, with what that can cost.

Boxes of one size a party, as in the epsilon-approximate frontiers of Papadimitriou and Yannakakis
(2000); here the sides add up rather than multiply.
"""

from __future__ import annotations

import numpy as np

from winset.space.grid import Ints


def thinned(points: Ints, cap: int) -> tuple[Ints, Ints]:
    """Return the positions, rising, of at most `cap` of the `points` [n, P], and the shortfall [P].

    `points` are those of a frontier, each once, the first party's value falling. Every point is
    matched by a kept one that gives party p at least as much less `shortfall[p]`.
    `cap` must be at least 1.
    """
    low = points - points.min(axis=0)
    span = low.max(axis=0)
    fine, coarse = 1, 1
    while _boxes(low, span, coarse).max() < cap and coarse < span.max():
        fine, coarse = coarse, coarse * 2
    while coarse - fine > max(1, fine // 16):
        middle = (fine + coarse) // 2
        if _boxes(low, span, middle).max() < cap:
            fine = middle
        else:
            coarse = middle
    box = _boxes(low, span, fine)
    merit = (low / np.maximum(span, 1)).sum(axis=1)
    order = np.lexsort((np.arange(len(points)), -merit, box))
    first = np.concatenate(([True], box[order][1:] != box[order][:-1]))
    stands = order[first]
    shortfall = (points - points[stands[box]]).max(axis=0)
    return np.sort(stands), np.maximum(shortfall, 0)


def _boxes(low: Ints, span: Ints, across: int) -> Ints:
    """Return the number [n] of each point's box, counted from 0, of `across` to a party's span."""
    cells = low // (span // across + 1)
    if cells.shape[1] == 2:  # noqa: PLR2004  two parties
        # one falls as the other rises along a frontier: a box is left once and for all
        left = (cells[1:] != cells[:-1]).any(axis=1)
        return np.concatenate(([0], np.cumsum(left)))
    box = np.zeros(len(low), dtype=np.int64)
    for column in cells.T:
        # numbered anew at each party, so that no number of boxes overflows
        box = np.unique(box * (column.max() + 1) + column, return_inverse=True)[1]
    return box
