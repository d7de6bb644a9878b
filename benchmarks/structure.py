"""Frontiers and deals from the value tables, by enumeration, and by NegMAS where there is one.

In seconds of the process's own CPU, the fastest of repeats after a warm-up; the cold start stands
apart, in seconds that a user waits.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np
from opposed import opposed

from winset.insight.agendas import shapley
from winset.insight.structured.plain import Numbers, agenda_deals, values
from winset.space.compile import compile_case
from winset.space.frontier import efficient
from winset.space.grid import Ints
from winset.space.packages import blocks
from winset.space.solutions import RULES, solve
from winset.space.space import Space
from winset.space.structure.batch import nash_batch
from winset.space.structure.deals import deal
from winset.space.structure.frontier import frontier
from winset.space.structure.supported import supported
from winset.space.structure.tables import Tables, of_principals, offered_offsets
from winset.space.structure.warmup import warm
from winset.space.values import block_values, tail_values
from winset.space.worlds import Worlds, mid

Answer = dict[str, float]

LONG, MOST = 1.0, 200
"""Seconds that repeats may add up to, and how many there are at most."""

NEGMAS = os.environ.get("WINSET_NEGMAS", "")
"""The Python of an environment that has NegMAS, which has dependencies of its own."""


def frontiers(issues: int, options: int, parties: int, rivals: int) -> Answer:
    """The frontier by Pareto sums."""
    tables = _tables(issues, options, parties, rivals)
    warm()
    seconds, found = _fastest(lambda: frontier(tables))
    span = np.maximum(np.ptp(found.points, axis=0), 1)
    return {
        "seconds": seconds,
        "count": len(found.points),
        "check": _check(found.points),
        "epsilon": float((found.epsilon / span).max()),
    }


def frontiers_enumerated(issues: int, options: int, parties: int, rivals: int) -> Answer:
    """The same from the values of every package."""
    space, worlds = _compiled(issues, options, parties, rivals)
    seconds, points = _fastest(lambda: _enumerated(space, worlds))
    return {"seconds": seconds, "count": len(points), "check": _check(points)}


def frontiers_by_negmas(issues: int, options: int, parties: int, rivals: int) -> Answer:
    """The same by NegMAS, from the same whole numbers."""
    return _negmas("frontier", _tables(issues, options, parties, rivals), None)


def previews(issues: int, options: int, parties: int, rivals: int) -> Answer:
    """The supported frontier; `epsilon` is its certificate as a share of the longer side."""
    tables = _tables(issues, options, parties, rivals)
    seconds, found = _fastest(lambda: supported(tables))
    span = int(np.ptp(found.points, axis=0).max())
    return {
        "seconds": seconds,
        "count": len(found.points),
        "epsilon": float(found.epsilon / span),
    }


def deals(issues: int, options: int, parties: int, rule: int) -> Answer:
    """One deal by the rule of that position in RULES; `gap` as a share of the bound."""
    tables = _tables(issues, options, parties, 2)
    base = _disagreement(tables)
    warm()
    seconds, found = _fastest(lambda: deal(tables, RULES[rule], base))
    return {
        "seconds": seconds,
        "count": found.nodes,
        "check": _check(np.array([found.gains or (-1,) * parties])),
        "epsilon": found.gap / found.bound,
    }


def deals_enumerated(issues: int, options: int, parties: int, rule: int) -> Answer:
    """The same from the values of every package, and all four rules at once."""
    space, worlds = _compiled(issues, options, parties, 2)
    base = np.array(_disagreement(of_principals(space, worlds, 0)))

    def solved() -> Ints:
        gains = _enumerated(space, worlds) - base
        gains = gains[(gains >= 0).all(axis=1)]
        chosen: Ints = gains[solve(gains.T, np.arange(len(gains)))[rule].positions[:1]]
        return chosen

    seconds, gains = _fastest(solved)
    return {"seconds": seconds, "count": 1, "check": _check(gains)}


def deals_by_negmas(issues: int, options: int, parties: int, rule: int) -> Answer:
    """The same by NegMAS, which wants the frontier first."""
    tables = _tables(issues, options, parties, 2)
    return _negmas(RULES[rule], tables, _disagreement(tables))


def many_worlds(issues: int, options: int, parties: int, count: int) -> Answer:
    """Nash in many worlds in one compiled batch; `count` worlds are those that are proved."""
    space, flat, base = _worlds(issues, options, parties, count)
    lower, offsets = np.zeros_like(base), offered_offsets(space)
    warm()
    seconds, found = _fastest(lambda: nash_batch(flat, offsets, base, lower))
    return {"seconds": seconds, "count": int(found.exact.sum())}


def shapley_values(issues: int, options: int, parties: int, count: int) -> Answer:
    """Shapley values of all issues over every agenda, in worlds; `count`: those all proved."""
    space, flat, base = _worlds(issues, options, parties, count)
    asked = Numbers(space, flat, base, np.zeros_like(base))
    warm()

    def solved() -> int:
        found = agenda_deals(asked, range(1 << issues))
        worths = np.ascontiguousarray(values(asked, found.packages)[:, np.argsort(found.sets)])
        for row in worths:
            shapley(row)
        return int(found.exact.all(axis=1).sum())

    seconds, proved = _fastest(solved)
    return {"seconds": seconds, "count": proved}


def _worlds(issues: int, options: int, parties: int, count: int) -> tuple[Space, Ints, Ints]:
    """Return tables [W, options, P] up to a fifth off those of a case, and what is added to all."""
    space, worlds = _compiled(issues, options, parties, 2)
    tables = of_principals(space, worlds, 0)
    factors = np.random.default_rng(1).uniform(0.8, 1.2, (count, *tables.flat.shape))
    base = np.tile(-np.array(_disagreement(tables)), (count, 1))
    return space, np.rint(tables.flat * factors).astype(np.int64), base


def first_answer(issues: int, options: int, parties: int) -> Answer:
    """What one waits for a frontier and four deals in a new process, imports left out."""
    tables = _tables(issues, options, parties, 2)
    base = _disagreement(tables)
    start = perf_counter()
    frontier(tables)
    for rule in RULES:
        deal(tables, rule, base)
    return {"seconds": perf_counter() - start, "count": 1}


def warming() -> Answer:
    """What one waits for the kernels: compiled, or read from the folder of compiled ones."""
    start = perf_counter()
    count = warm()
    return {"seconds": perf_counter() - start, "count": count}


def _compiled(issues: int, options: int, parties: int, rivals: int) -> tuple[Space, Worlds]:
    space = compile_case(opposed(issues, options, parties, rivals))
    return space, mid(space)


def _tables(issues: int, options: int, parties: int, rivals: int) -> Tables:
    return of_principals(*_compiled(issues, options, parties, rivals), 0)


def _disagreement(tables: Tables) -> list[int]:
    """Nine tenths of what the mean options come to."""
    means = [tables.issue(k).mean(axis=0) for k in range(tables.issues)]
    return [int(0.9 * worth) for worth in np.sum(means, axis=0)]


def _enumerated(space: Space, worlds: Worlds) -> Ints:
    """Return the points of the frontier out of every package."""
    actors = space.principals
    tail = tail_values(space, worlds, 0, actors)
    kept = []
    for block in blocks(space):
        values = block_values(space, worlds, 0, actors, tail, block)
        kept.append(values[:, efficient(values)])
    values = np.concatenate(kept, axis=1)
    points: Ints = np.unique(values[:, efficient(values)], axis=1).T
    return points


def _negmas(what: str, tables: Tables, disagreement: list[int] | None) -> Answer:
    script = Path(__file__).with_name("by_negmas.py")
    question = {
        "what": what,
        "issues": [tables.issue(k).tolist() for k in range(tables.issues)],
        "disagreement": disagreement,
    }
    told = subprocess.run(
        [NEGMAS, str(script)],
        input=json.dumps(question).encode(),
        stdout=subprocess.PIPE,
        check=True,
    )
    answer = json.loads(told.stdout)
    points = np.array(answer["points"], dtype=np.int64)
    return {"seconds": answer["seconds"], "count": len(points), "check": _check(points)}


def _fastest(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the least CPU seconds of some runs after a first one, and what came out."""
    result, least, spent, runs = work(), np.inf, 0.0, 0
    while runs == 0 or (spent < LONG and runs < MOST):
        start = process_time()
        result = work()
        seconds = process_time() - start
        least, spent, runs = min(least, seconds), spent + seconds, runs + 1
    return float(least), result


def _check(points: Ints) -> int:
    """Return a number that other points would hardly have."""
    lines = sorted(map(tuple, points.tolist()))
    return sum(hash(line) * (n + 1) for n, line in enumerate(lines)) % (1 << 48)
