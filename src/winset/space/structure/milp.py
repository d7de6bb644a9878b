"""The last rung: a mixed-integer program on HiGHS (through SciPy), with the bound it proves.

The merit of Nash is the least of weighted sums, so that each round adds the one that is tight at
the package found (outer approximation: Duran and Grossmann 1986). A solver's tolerances are not
exactness: packages are valued again in whole numbers, and what is reported is a bound with some
margin.
"""

from __future__ import annotations

from time import monotonic
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint

from winset.space.grid import Floats, Ints
from winset.space.structure import search
from winset.space.structure.problem import NASH, SHARES, SUM, Found, Problem
from winset.space.structure.solver import solve
from winset.space.structure.tables import Packages

MARGIN = 1e-6
"""Added to a solver's bound, as a share of the size of its numbers: its feasibility tolerance."""


def by_milp(problem: Problem, so_far: Found, until: float) -> Found:
    """Return the best of `so_far` and what HiGHS finds, with the smaller bound.

    `until`: of the monotonic clock. Never `proved`: that nothing was found is no proof that there
    is nothing.
    """
    scale = float(max(1, np.abs(problem.flat).max()))
    cuts = [so_far.weights]
    best, best_bound, rounds = so_far, so_far.bound, 0
    while (left := until - monotonic()) > 0:
        rounds += 1
        answer = _asked(problem, scale, cuts, left)
        if answer.mip_dual_bound is not None and np.isfinite(answer.mip_dual_bound):
            size = abs(answer.mip_dual_bound) + problem.offsets.size
            proven = scale * (-answer.mip_dual_bound + MARGIN * size)
            best_bound = min(best_bound, proven / _per_share(problem))
        if answer.x is None:
            break
        package, gains = _rounded(problem, answer.x)
        if (gains >= problem.lower).all() and (
            best.gains is None
            or search.compare(problem.rule, problem.c, gains, np.array(best.gains)) > 0
        ):
            best = _found(problem, package, gains, best)
        if problem.rule != NASH or answer.status != 0 or (gains <= 0).any():
            break
        merit = float(problem.merits(gains[None])[0])
        if merit >= best_bound * (1 - 1e-9):
            break
        cuts.append(merit / (gains * gains.size))
    return Found(
        best.package,
        best.gains,
        proved=False,
        bound=best_bound,
        weights=so_far.weights,
        route="milp",
        nodes=so_far.nodes + rounds,
    )


def _per_share(problem: Problem) -> float:
    """Shares are measured against the largest c, so that the solver's numbers are of one size."""
    return float(problem.c.max()) if problem.rule == SHARES else 1.0


def _asked(problem: Problem, scale: float, cuts: list[Floats], seconds: float) -> Any:
    options, parties = problem.flat.shape
    issues = problem.offsets.size - 1
    values, base = problem.flat / scale, problem.base / scale
    issue = np.repeat(np.arange(issues), np.diff(problem.offsets))
    one_each = np.zeros((issues, options + 1))
    one_each[issue, np.arange(options)] = 1
    gains = np.hstack((values.T, np.zeros((parties, 1))))
    rules = [
        LinearConstraint(one_each, 1, 1),
        LinearConstraint(gains, problem.lower / scale - base, np.inf),
    ]
    objective = np.zeros(options + 1)
    if problem.rule == SUM:
        objective[:options] = -(values @ problem.c)
    else:
        objective[-1] = -1
        if problem.rule == SHARES:
            counted = problem.c > 0
            rows = gains[counted].copy()
            rows[:, -1] = -problem.c[counted] / _per_share(problem)
            rules.append(LinearConstraint(rows, -base[counted], np.inf))
        else:
            # normed so that the least over all weights is the geometric mean
            normed = [w / (parties * np.prod(w ** (1 / parties))) for w in cuts]
            rows = np.array([np.append(values @ w, -1) for w in normed])
            rules.append(LinearConstraint(rows, [-(base @ w) for w in normed], np.inf))
    answer = solve(
        objective,
        constraints=rules,
        integrality=np.append(np.ones(options), 0),
        bounds=Bounds(np.append(np.zeros(options), -np.inf), np.append(np.ones(options), np.inf)),
        options={"time_limit": seconds, "mip_rel_gap": 1e-9},
    )
    if problem.rule == SUM and answer.mip_dual_bound is not None:
        answer.mip_dual_bound -= float(base @ problem.c)
    return answer


def _rounded(problem: Problem, x: Floats) -> tuple[Packages, Ints]:
    spans = zip(problem.offsets, problem.offsets[1:], strict=False)
    package = np.array([int(np.argmax(x[first:last])) for first, last in spans], dtype=np.int32)
    gains: Ints = problem.base + problem.flat[problem.offsets[:-1] + package].sum(axis=0)
    return package, gains


def _found(problem: Problem, package: Packages, gains: Ints, before: Found) -> Found:
    return Found(
        tuple(problem.packages(package[None])[0].tolist()),
        tuple(gains.tolist()),
        proved=False,
        bound=before.bound,
        weights=before.weights,
        route="milp",
        nodes=before.nodes,
    )
