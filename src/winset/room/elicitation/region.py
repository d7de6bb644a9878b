"""Regions: the points that linear answers leave open; linear programs by SciPy's HiGHS."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog, nnls

Vector = NDArray[np.float64]

TINY = 1e-7
"""Below this, in the unit of the region, a margin counts as none."""

INFEASIBLE = 2
"""The status by which linprog says that no point fulfils the rows."""


@dataclass(frozen=True)
class Row:
    """What an answer says of a point x: `over` . x is at least 0, or above it where `strict`."""

    over: tuple[float, ...]
    strict: bool = False


@dataclass(frozen=True)
class Region:
    """Points x >= 0 of `size` numbers, each at most `most`, that fulfil every row.

    `equal`: pairs of coefficients and the level that they come to.
    """

    size: int
    equal: tuple[tuple[tuple[float, ...], float], ...]
    rows: tuple[Row, ...] = ()
    most: float | None = None

    def within(self, rows: Sequence[Row]) -> Region:
        """Return the part of the region that fulfils more rows."""
        return Region(self.size, self.equal, (*self.rows, *rows), self.most)


def simplex(size: int) -> Region:
    """Return the weights of `size` issues: 0 or more, with sum 1."""
    return Region(size, (((1.0,) * size, 1.0),))


def margin(region: Region) -> float | None:
    """Return by how much every strict row can be above 0 at once; None if no point is left.

    Below 0: no point fulfils the strict rows. Infinite if there is no strict row.
    """
    strict = [row.strict for row in region.rows]
    over = _over(region)
    slack = np.array(strict, dtype=float).reshape(-1, 1)
    solved = linprog(
        np.append(np.zeros(region.size), -1.0),
        A_ub=np.hstack([-over, slack]) if len(over) else None,
        b_ub=np.zeros(len(over)) if len(over) else None,
        A_eq=np.hstack([_equal(region), np.zeros((len(region.equal), 1))])
        if region.equal
        else None,
        b_eq=_levels(region) if region.equal else None,
        bounds=[*[(0, region.most)] * region.size, (None, None if any(strict) else 0)],
        method="highs",
    )
    if solved.status == INFEASIBLE:
        return None
    _solved(solved)
    return -float(solved.fun) if any(strict) else float("inf")


def holds(region: Region) -> bool:
    """Whether some point fulfils every row, the strict ones with something to spare."""
    spare = margin(region)
    return spare is not None and spare > TINY


def lowest(region: Region, aim: Sequence[float] | Vector) -> tuple[float, Vector] | None:
    """Return the least value of `aim` . x over the region, and a point that has it.

    None if no point fulfils the rows; strict rows count as met at 0.
    """
    over = _over(region)
    solved = linprog(
        np.asarray(aim, dtype=float),
        A_ub=-over if len(over) else None,
        b_ub=np.zeros(len(over)) if len(over) else None,
        A_eq=_equal(region) if region.equal else None,
        b_eq=_levels(region) if region.equal else None,
        bounds=(0, region.most),
        method="highs",
    )
    if solved.status == INFEASIBLE:
        return None
    _solved(solved)
    return float(solved.fun), solved.x


def reach(region: Region, aim: Sequence[float] | Vector) -> tuple[float, float]:
    """Return the least and the greatest value of `aim` . x. Raises ArithmeticError if empty."""
    low, high = lowest(region, aim), lowest(region, -np.asarray(aim, dtype=float))
    if low is None or high is None:
        raise ArithmeticError("the region is empty")
    return low[0], max(low[0], -high[0])  # the last bits of two solutions may cross


def nearest(region: Region, point: Vector) -> Vector:
    """Return the point of a region nearest to `point`, by least squares; it is the only one.

    Least distance programming by non-negative least squares (Lawson and Hanson 1974, ch. 23).
    """
    over, equal = _over(region), _equal(region)
    gap = _levels(region) - equal @ point
    normal = np.vstack([over, np.eye(region.size), equal, -equal])
    floor = np.concatenate([-over @ point, -point, gap, -gap])
    target = np.append(np.zeros(region.size), 1.0)
    # a row may be scaled at will: rows of like length keep the solver exact
    length = np.maximum(np.linalg.norm(normal, axis=1), TINY)
    stacked = np.vstack([normal.T, floor]) / length
    dual, _ = nnls(stacked, target)
    rest = stacked @ dual - target
    found: Vector = np.maximum(point - rest[:-1] / rest[-1], 0.0)
    return found


def _over(region: Region) -> Vector:
    return np.array([row.over for row in region.rows], dtype=float).reshape(-1, region.size)


def _equal(region: Region) -> Vector:
    rows = [row for row, _ in region.equal]
    return np.array(rows, dtype=float).reshape(-1, region.size)


def _levels(region: Region) -> Vector:
    return np.array([level for _, level in region.equal], dtype=float)


def _solved(solved: object) -> None:
    if getattr(solved, "status", None) != 0:
        raise ArithmeticError(f"HiGHS found no solution: {getattr(solved, 'message', '')}")
