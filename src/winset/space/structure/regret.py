"""Support bound and regret search (`weights.py`, `search.py`), compiled or not."""

from __future__ import annotations

import numpy as np

from winset.space.grid import Floats
from winset.space.structure import search, weights
from winset.space.structure.compiled import compiled
from winset.space.structure.problem import NASH, SHARES, SUM, Found, Problem
from winset.space.structure.tables import Packages

SECONDS, _NODE = 2e-5, 1.5e-5
"""Seconds that plain Python needs an option, all steps together, and a node of the search."""

FEW = 2000
"""Nodes tried without the compiler before it is asked for."""


def by_regret(problem: Problem, nodes: int) -> Found:
    """Return what the regret search finds, having looked at up to `nodes` packages."""
    found, _, _ = _search(problem, nodes, 0)
    return found


def all_by_regret(problem: Problem, nodes: int, limit: int) -> tuple[Packages, bool]:
    """Return up to `limit` packages of the greatest merit, in no order, and whether that is all."""
    found, rows, whole = _search(problem, nodes, limit)
    return rows, whole and found.proved


def _search(problem: Problem, nodes: int, limit: int) -> tuple[Found, Packages, bool]:
    parties, options = problem.base.size, problem.flat.shape[0]
    seconds = parties * options * SECONDS
    weigh = compiled(weights, seconds) or weights
    w, c, lower = np.ones(parties), problem.c, problem.lower
    weigh.weigh(
        *(problem.flat, problem.offsets, problem.base, problem.rule, c, lower, w),
        *(np.zeros((3, parties)), np.zeros(options)),
    )
    gains = np.zeros(parties, dtype=np.int64)
    package = np.zeros(problem.offsets.size - 1, dtype=np.int32)
    ties = np.zeros((limit, package.size), dtype=np.int32)
    report = np.zeros(4)
    question = search.Question(
        problem.flat, problem.offsets, problem.base, problem.rule, c, lower, w
    )
    kernel = compiled(search, seconds)
    # without the compiler a few nodes are tried: most often they are all
    first = nodes if kernel is not None else min(nodes, FEW)
    state = (kernel or search).search(question, first, gains, package, ties, report)
    if kernel is None and state == search.CAPPED and first < nodes:
        kernel = compiled(search, nodes * _NODE) or search
        state = kernel.search(question, nodes, gains, package, ties, report)
    proved = state != search.CAPPED
    some = package[0] >= 0 and state != search.NONE
    found = Found(
        tuple(problem.packages(package[None])[0].tolist()) if some else None,
        tuple(gains.tolist()) if some else None,
        proved,
        bound(problem, w, float(report[2] + report[3])),
        w,
        "regret search",
        int(report[0]),
    )
    count = int(report[1])
    return found, problem.packages(ties[: min(count, limit)]), count <= limit


def bound(problem: Problem, w: Floats, worth: float) -> float:
    """Return the merit that no package exceeds if none is worth more than `worth` under `w`.

    Infinite where the weights are not of the kind that bounds the rule's merit.
    """
    kind = {NASH: (w > 0).all(), SHARES: (w * problem.c).sum() > 0, SUM: (w >= problem.c).all()}
    if not kind[problem.rule]:
        return np.inf
    z = np.zeros(w.size)
    return float(weights.ceiling(problem.rule, problem.c, problem.lower, w, worth, z)[0])
