"""Which answers contradict each other, and the fewest that must change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

Holds = Callable[[frozenset[int]], bool]


@dataclass(frozen=True)
class Contradictions:
    """Answers by position: sets that cannot all hold, and the smallest set to change.

    Each of `sets` is minimal: without any one of its members, the others can hold together. There
    may be more such sets; changing `change` mends every one.
    """

    sets: tuple[tuple[int, ...], ...] = ()
    change: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.sets)


def contradictions(count: int, holds: Holds) -> Contradictions:
    """Return how `count` answers contradict each other, where `holds` judges a set of them.

    Whatever holds must still hold with fewer answers. The smallest change is exact: minimal
    contradictory sets are gathered until a smallest set that hits each leaves answers that hold
    (implicit hitting sets; Reiter 1987). Of equally small sets, the one with the least sum of
    positions is told.
    """
    found: list[frozenset[int]] = []
    while True:
        change = _hitting(count, found)
        rest = frozenset(range(count)) - change
        if holds(rest):
            return Contradictions(tuple(tuple(sorted(s)) for s in found), tuple(sorted(change)))
        found.append(_minimal(rest, holds))


def _minimal(answers: frozenset[int], holds: Holds) -> frozenset[int]:
    """Return answers that contradict each other, none of which can be spared."""
    for one in sorted(answers, reverse=True):
        fewer = answers - {one}
        if not holds(fewer):
            answers = fewer
    if not answers:
        raise ArithmeticError("even without any answer, nothing holds")
    return answers


def _hitting(count: int, sets: list[frozenset[int]]) -> frozenset[int]:
    if not sets:
        return frozenset()
    rows = np.array([[float(one in s) for one in range(count)] for s in sets])
    solved = milp(
        1 + np.arange(count) / (count * (count + 1)),
        constraints=LinearConstraint(rows, lb=1),
        integrality=np.ones(count),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0.0},
    )
    return frozenset(int(one) for one in np.flatnonzero(np.round(solved.x)))
