"""A frontier too large to keep whole, thinned to one point a box, with what that can cost.

Boxes of one size a party, as in the epsilon-approximate frontiers of Papadimitriou and Yannakakis
(2000); here the sides add up rather than multiply. What a point stands for is kept beside it, so
that the cost is that of the worst point, not the sum of the worst steps.
"""

from __future__ import annotations

import numpy as np

from winset.space.grid import Ints
from winset.space.structure.nondominated import nondominated


def thinned(points: Ints, ceilings: Ints, cap: int) -> tuple[Ints, Ints]:
    """Return the positions of at most `cap` of the `points` [n, P], and their new ceilings.

    `ceilings` [n, P], each once, first party's value falling, none dominated: what is above a point
    and not listed is below its ceiling. So it is still, with the ceilings returned. `cap` must be
    at least 1.
    """
    low = ceilings - ceilings.min(axis=0)
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
    raised = np.full((int(box.max()) + 1, points.shape[1]), np.iinfo(np.int64).min)
    np.maximum.at(raised, box, ceilings)
    # the point of a box that is least below its ceiling, in shares of the parties' spans
    short = ((raised[box] - points) / np.maximum(span, 1)).max(axis=1)
    order = np.lexsort((short, box))
    first = np.concatenate(([True], box[order][1:] != box[order][:-1]))
    kept = nondominated(raised)
    return order[first][kept], raised[kept]


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
