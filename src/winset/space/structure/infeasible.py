"""A proof that no package gives everyone enough: weights, checked in whole numbers."""

from __future__ import annotations

from winset.space.grid import Floats
from winset.space.structure.problem import Problem

_FINE = 1 << 40


def witness(problem: Problem, weights: Floats) -> tuple[int, ...] | None:
    """Return whole weights [P] under which no package is worth what the lower bounds are, if so.

    Anyone can check them: for each issue take the option worth most under them, and the package is
    still worth less than the lower bounds. None if `weights`, made whole, do not prove it.
    """
    largest = float(weights.max())
    if not largest > 0:
        return None
    whole = [round(max(0.0, float(w)) / largest * _FINE) for w in weights]

    def worth(row: list[int]) -> int:
        return sum(w * x for w, x in zip(whole, row, strict=True))

    tables = problem.tables
    best = sum(
        max(worth(row) for row in tables.issue(k).tolist()) for k in range(tables.issues)
    ) + worth(problem.base.tolist())
    return tuple(whole) if best < worth(problem.lower.tolist()) else None
