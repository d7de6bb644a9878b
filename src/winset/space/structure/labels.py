"""Bounded label method: Pareto sums that keep only labels still able to better the best so far.

A label is dropped when its regret under the weights already exceeds what a better package may
have, when a party can no longer reach its lower bound, or when another label dominates it.
"""

from __future__ import annotations

from time import monotonic

import numpy as np

from winset.space.grid import Floats, Ints
from winset.space.structure import search
from winset.space.structure.frontier import CAP, CAPS
from winset.space.structure.layers import Small, add, first_layer
from winset.space.structure.problem import Found, Problem


def by_labels(
    problem: Problem, so_far: Found, until: float, cap: int | None = None
) -> Found | None:
    """Return the best package, proved; None if a layer has more than `cap` labels, or time is up.

    `until`: of the monotonic clock; no layer is begun that could not end before if it takes as long
    as the one before it.
    `so_far`: what the regret search left, its best package and its weights.
    """
    most = cap if cap is not None else CAPS.get(problem.base.size, CAP)
    w, tables = so_far.weights, problem.tables
    worths = [tables.issue(k) @ w for k in range(tables.issues)]
    least, slack = _least(problem, w, so_far)
    best_rest = np.cumsum([0.0, *(worth.max() for worth in worths)])
    most_rest = np.cumsum([np.zeros_like(problem.base), *map(_most, _issues(problem))], axis=0)
    links: list[tuple[Small, Small]] = []
    points: Ints | None = None
    nodes, began = 0, monotonic()
    for k in range(tables.issues - 1, -1, -1):
        options = tables.issue(k)
        layer = first_layer(options) if points is None else add(points, options)
        here = layer.points
        nodes += len(here)
        able = problem.base @ w + here @ w + best_rest[k] >= least - slack
        able &= (problem.base + here + most_rest[k] >= problem.lower).all(axis=1)
        points = here[able]
        links.append((layer.parent[able], layer.option[able]))
        if not len(points):
            break
        now = monotonic()
        if len(points) > most or (k > 0 and now + (now - began) > until):
            return None
        began = now
    assert points is not None  # noqa: S101  tables have an issue
    if not len(points):
        # the best so far is never dropped: there is none, and no package reaches the lower bounds
        return Found(None, None, proved=True, bound=-np.inf, weights=w, route="labels", nodes=nodes)
    return _best(problem, so_far, points + problem.base, links, nodes)


def _issues(problem: Problem) -> list[Ints]:
    return [problem.tables.issue(k) for k in range(problem.tables.issues)]


def _most(options: Ints) -> Ints:
    most: Ints = options.max(axis=0)
    return most


def _least(problem: Problem, w: Floats, so_far: Found) -> tuple[float, float]:
    """Return the worth under `w` of a package that is not worse, and the rounding to allow."""
    least = float(problem.lower @ w)
    if so_far.gains is not None:
        gains = np.array(so_far.gains, dtype=np.int64)
        better = search.target(problem.rule, problem.c, problem.lower, w, gains)
        least = max(least, better)
    terms = [np.abs(issue * w).sum(axis=1).max() for issue in _issues(problem)]
    size = sum(terms) + float(np.abs(problem.base) @ w + 2 * np.abs(problem.lower) @ w)
    return least, size * search.TOLERANCE


def _best(
    problem: Problem, so_far: Found, gains: Ints, links: list[tuple[Small, Small]], nodes: int
) -> Found:
    near = problem.merits(gains)
    close = np.flatnonzero(near >= near.max() - 1e-9 * abs(near.max()))
    tied: list[int] = []
    for position in close.tolist():
        sign = 1
        if tied:
            best = gains[tied[0]]
            sign = search.compare(problem.rule, problem.c, gains[position], best)
        tied = [position] if sign > 0 else [*tied, position] if sign == 0 else tied
    rows = np.zeros((len(tied), len(links)), dtype=np.int32)
    here = np.array(tied)
    for k, (parent, option) in enumerate(reversed(links)):
        rows[:, k] = option[here]
        here = parent[here]
    packages = list(map(tuple, problem.packages(rows).tolist()))
    earliest = packages.index(min(packages))
    z = tuple(gains[tied[earliest]].tolist())
    return Found(
        packages[earliest],
        z,
        proved=True,
        bound=so_far.bound,
        weights=so_far.weights,
        route="labels",
        nodes=nodes,
    )
