"""The last rung: the deal of a zone by a mixed-integer program on HiGHS (through SciPy).

A merit is the least of weighed sums of gains (merits.py); Nash has infinitely many, and each round
adds the one that is tight at the package found (outer approximation: Duran and Grossmann 1986). A
solver's tolerances are not exactness: every package is judged again in whole numbers, and excluded
if it is not in the zone; the bound is the solver's with some margin, and that it finds nothing is
no proof that there is nothing. Nodes are counted, not seconds, so that an answer does not hang on
how fast the machine is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from winset.home.linked.programme import Programme, Row, Sum, zone_programme
from winset.home.rules import Rule
from winset.home.zone import judge
from winset.space.diagram.diagram import Packages
from winset.space.diagram.finds import Finds
from winset.space.diagram.merits import Merit
from winset.space.diagram.solutions import Solved, by_rule
from winset.space.grid import UNITS, Floats, Ints
from winset.space.packages import describe
from winset.space.space import Space
from winset.space.structure.milp import MARGIN
from winset.space.structure.solver import solve
from winset.space.values import package_values
from winset.space.worlds import Worlds

NODES = 500
"""Nodes of its tree that one solve may look at."""

SECONDS = 60.0
"""Seconds after which a solve is cut off whatever it has looked at; that is told."""

ROUNDS = 12
"""Solves that one question may take: tangents of Nash's rule, packages that are not in the zone."""

CLOSE = 1e-9
"""Share of the bound within which Nash's rounds are held to have met it."""


@dataclass(frozen=True)
class Asked:
    """A zone in one world as a `programme`, with what a package is judged by.

    `luck` [legislatures] of the world; `nodes` that a solve may look at.
    """

    space: Space
    rules: tuple[Rule, ...]
    worlds: Worlds
    world: int
    luck: Floats
    programme: Programme
    nodes: int = NODES

    def inside(self, packages: Packages) -> tuple[Ints, Packages]:
        """Return the packages [n, issues] that are in the zone, and the principals' gains there."""
        space = self.space
        block = describe(space, packages.T.astype(np.int16))
        values = package_values(space, self.worlds, self.world, block)
        judged = judge(space, self.rules, self.worlds, self.world, self.luck, block, values)
        gains = judged.gains[list(space.principals)]
        return gains[:, judged.zone].T, packages[judged.zone]


@dataclass(frozen=True)
class Best:
    """What was found of a merit: no package of the zone has more than `bound`, in units.

    `timed`: a solve was cut off by the clock.
    """

    finds: Finds
    bound: float
    timed: bool


def zone_asked(
    space: Space,
    rules: Sequence[Rule],
    worlds: Worlds,
    world: int,
    luck: Floats,
    nodes: int = NODES,
) -> Asked:
    """Return the zone of one world, ready to be asked; `luck` [legislatures] of it."""
    programme = zone_programme(space, rules, worlds, world, luck)
    return Asked(space, tuple(rules), worlds, world, luck, programme, nodes)


def deal_by_milp(asked: Asked, rule: str) -> Solved:
    """Return what `rule` picks in the zone, within a gap.

    `Solved.timed` if the clock cut it off: on another machine another package may be found. That
    package, its merit and the bound are true in any case.
    """

    def answer(merit: Merit, known: Packages | None) -> Solved:
        best = best_of_zone(asked, merit, known=known)
        if merit.rule in ("egalitarian", "kalai_smorodinsky"):
            _lift(asked, best.finds)
        return _told(best, len(asked.space.issues))

    return by_rule(rule, len(asked.space.principals), answer)


def best_of_zone(
    asked: Asked, merit: Merit, *, known: Packages | None = None, start: Ints | None = None
) -> Best:
    """Return the best of the zone by a merit; `known` [n, issues]: possible packages to begin with.

    `start` [parties]: gains count from there, in units, and only packages that reach it on all
    scales that the merit weighs are sought.
    """
    start = np.zeros(len(asked.space.principals), dtype=np.int64) if start is None else start
    finds, programme = Finds(merit), asked.programme
    left_out: list[Row] = []
    supports = merit.supports()
    if merit.rule == "nash":
        spread = np.where(np.eye(supports.shape[1]) > 0, 4.0, 1.0)
        supports = np.vstack((supports, *(merit.tangent(z)[None] for z in spread)))
    weighed = supports.any(axis=0)

    def add(packages: Packages) -> bool:
        gains, packages = asked.inside(packages)
        beyond = (gains >= start)[:, weighed].all(axis=1)
        finds.add(gains[beyond] - start, packages[beyond])
        return bool(len(packages))

    if known is not None:
        add(known)
    bound, timed = np.inf, False
    for _ in range(ROUNDS):
        answer = _solved(asked, left_out, supports, start / UNITS)
        timed |= answer.status == 1 and "ime limit" in answer.message
        if answer.mip_dual_bound is not None and np.isfinite(answer.mip_dual_bound):
            most = -float(answer.mip_dual_bound)
            size = abs(most) + float(np.abs(supports).max()) * len(asked.space.issues)
            bound = min(bound, UNITS * (most + MARGIN * size))
        if answer.x is None:
            break
        package = np.array([_chosen(programme, answer.x)], dtype=np.int32)
        if not add(package):
            left_out.append(programme.without(package[0].tolist()))
            continue
        if merit.rule != "nash" or answer.status != 0 or finds.worth >= bound * (1 - CLOSE):
            break
        z = np.array([_near(programme.gain(p), answer.x) for p in asked.space.principals])
        tangent = merit.tangent(np.maximum(z, 0.0))
        if not (tangent @ z < -float(answer.fun) * (1 - CLOSE)):
            break
        supports = np.vstack((supports, tangent))
    return Best(finds, bound, timed)


def _lift(asked: Asked, finds: Finds) -> None:
    """Add a package that gives all parties no less than the best found, and most in sum.

    The least of gains, or shares, is the same for many packages, most of which others dominate.
    """
    for point in finds.best()[:1]:
        held = [
            _at_least(asked.programme, p, gain)
            for p, gain in zip(asked.space.principals, point, strict=True)
        ]
        weights = np.ones((1, len(point)))
        answer = _solved(asked, held, weights, np.zeros(len(point)))
        if answer.x is not None:
            package = np.array([_chosen(asked.programme, answer.x)], dtype=np.int32)
            finds.add(*asked.inside(package))


def _at_least(programme: Programme, actor: int, gain: int) -> Row:
    terms, constant = programme.gain(actor)
    return terms, gain / UNITS - constant


def _solved(asked: Asked, left_out: Sequence[Row], supports: Floats, start: Floats) -> Any:
    """Return HiGHS's answer to: the greatest t, in points, with t <= w.(z - start) for all w."""
    from scipy.optimize import Bounds, LinearConstraint  # noqa: PLC0415  costs start-up time
    from scipy.sparse import csr_array  # noqa: PLC0415  as above

    programme = asked.programme
    gains = [programme.gain(p) for p in programme.space.principals]
    merit = programme.columns
    rows = [*programme.rows, *left_out]
    for weights in supports.tolist():
        row = {merit: -1.0}
        for weight, (terms, _) in zip(weights, gains, strict=True):
            for column, value in terms.items():
                row[column] = row.get(column, 0.0) + weight * value
        constants = zip(weights, gains, start.tolist(), strict=True)
        rows.append((row, -sum(w * (c - s) for w, (_, c), s in constants)))
    places = [
        (n, column, value) for n, (row, _) in enumerate(rows) for column, value in row.items()
    ]
    at, columns, values = (np.array(each) for each in zip(*places, strict=True))
    matrix = csr_array((values, (at, columns)), shape=(len(rows), merit + 1))
    whole = np.append(np.ones(merit), 0.0)
    return solve(
        -np.append(np.zeros(merit), 1.0),
        constraints=LinearConstraint(matrix, [least for _, least in rows], np.inf),
        integrality=whole,
        bounds=Bounds(np.where(whole > 0, 0.0, -np.inf), np.where(whole > 0, 1.0, np.inf)),
        options={"node_limit": asked.nodes, "time_limit": SECONDS, "mip_rel_gap": 1e-9},
    )


def _chosen(programme: Programme, x: Floats) -> list[int]:
    pairs = zip(programme.first, programme.space.offered, strict=True)
    return [int(np.argmax(x[first : first + count])) for first, count in pairs]


def _near(gain: tuple[Sum, float], x: Floats) -> float:
    terms, constant = gain
    return constant + sum(value * float(x[column]) for column, value in terms.items())


def _told(best: Best, issues: int) -> Solved:
    finds = best.finds
    points = finds.best()
    packages = np.array([finds.package(p) for p in points[:1]], dtype=np.int32).reshape(-1, issues)
    gains = np.array(points[:1], dtype=np.int64).reshape(-1, len(finds.merit.rates))
    found = bool(points)
    value = float(finds.merit.near(gains)[0]) if found else -np.inf
    return Solved(
        finds.merit.rule,
        "gap",
        finds.merit.exact(points[0]) if found else None,
        value,
        max(value, best.bound),
        gains,
        packages,
        None,
        met=packages,
        route="milp",
        timed=best.timed,
    )
