"""The last rung: the deal of a zone by a mixed-integer program on HiGHS (through SciPy).

A merit is the least of weighed sums of gains (merits.py); Nash has infinitely many, and each round
adds the one that is tight at the package found (outer approximation: Duran and Grossmann 1986). A
solver's tolerances are not exactness: every package is judged again in whole numbers, and excluded
if it is not in the zone; the bound is the solver's with some margin, and that it finds nothing is
no proof that there is nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic
from typing import Any

import numpy as np

from winset.home.linked.programme import Programme, zone_programme
from winset.home.rules import Rule
from winset.home.zone import judge
from winset.space.diagram.diagram import Packages
from winset.space.diagram.finds import Finds
from winset.space.diagram.merits import Merit
from winset.space.diagram.solutions import Solved, by_rule
from winset.space.grid import UNITS, Floats
from winset.space.packages import describe
from winset.space.space import Space
from winset.space.structure.milp import MARGIN
from winset.space.values import package_values
from winset.space.worlds import Worlds

CLOSE = 1e-9
"""Share of the bound within which Nash's rounds are held to have met it."""


def deal_by_milp(
    space: Space,
    rules: Sequence[Rule],
    worlds: Worlds,
    world: int,
    luck: Floats,
    rule: str,
    seconds: float,
) -> Solved:
    """Return what `rule` picks in the zone, within a gap, after some `seconds` at most.

    Kalai-Smorodinsky shares them out among the ideals and itself. What is found depends on how
    fast the machine is; package, merit and bound are true in any case.
    Raises TooManyCoalitions for a legislature of too many leaders.
    """
    programme = zone_programme(space, rules, worlds, world, luck)
    parties = len(space.principals)
    solves = parties + 1 if rule == "kalai_smorodinsky" else 1

    def best(merit: Merit, known: Packages | None) -> Solved:
        finds = Finds(merit)
        if known is not None:
            finds.add(*_in_zone(space, rules, worlds, world, luck, known))
        bound = _bound(programme, tuple(rules), finds, monotonic() + seconds / solves)
        return _told(finds, bound, len(space.issues))

    return by_rule(rule, parties, best)


def _bound(programme: Programme, rules: tuple[Rule, ...], finds: Finds, until: float) -> float:
    """Solve until nothing better is left or time is up; return the bound, in units."""
    space, merit = programme.space, finds.merit
    supports = merit.supports()
    if merit.rule == "nash":
        spread = np.where(np.eye(supports.shape[1]) > 0, 4.0, 1.0)
        supports = np.vstack((supports, *(merit.tangent(z)[None] for z in spread)))
    bound = np.inf
    while (left := until - monotonic()) > 0:
        answer = _solved(programme, supports, left)
        if answer.mip_dual_bound is not None and np.isfinite(answer.mip_dual_bound):
            most = -float(answer.mip_dual_bound)
            size = abs(most) + float(np.abs(supports).max()) * len(space.issues)
            bound = min(bound, UNITS * (most + MARGIN * size))
        if answer.x is None:
            break
        package = np.array([_chosen(programme, answer.x)], dtype=np.int32)
        gains, packages = _in_zone(
            space, rules, programme.worlds, programme.world, programme.luck, package
        )
        finds.add(gains, packages)
        if not len(packages):
            programme.exclude(package[0].tolist())
            continue
        if merit.rule != "nash" or answer.status != 0 or finds.worth >= bound * (1 - CLOSE):
            break
        z = np.array([_near(programme, answer.x, p) for p in space.principals])
        tangent = merit.tangent(np.maximum(z, 0.0))
        if not (tangent @ z < -float(answer.fun) * (1 - CLOSE)):
            break
        supports = np.vstack((supports, tangent))
    return bound


def _solved(programme: Programme, supports: Floats, seconds: float) -> Any:
    """Return HiGHS's answer to: the greatest t, in points, with t <= w.z for all `supports`."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415  costs start-up time
    from scipy.sparse import csr_array  # noqa: PLC0415  as above

    gains = [programme.gain(p) for p in programme.space.principals]
    merit = programme.columns
    rows = list(programme.rows)
    for weights in supports.tolist():
        row = {merit: -1.0}
        for weight, (terms, _) in zip(weights, gains, strict=True):
            for column, value in terms.items():
                row[column] = row.get(column, 0.0) + weight * value
        constant = sum(w * c for w, (_, c) in zip(weights, gains, strict=True))
        rows.append((row, -constant))
    places = [
        (n, column, value) for n, (row, _) in enumerate(rows) for column, value in row.items()
    ]
    at, columns, values = (np.array(each) for each in zip(*places, strict=True))
    matrix = csr_array((values, (at, columns)), shape=(len(rows), merit + 1))
    whole = np.append(np.ones(merit), 0.0)
    return milp(
        -np.append(np.zeros(merit), 1.0),
        constraints=LinearConstraint(matrix, [least for _, least in rows], np.inf),
        integrality=whole,
        bounds=Bounds(np.where(whole > 0, 0.0, -np.inf), np.where(whole > 0, 1.0, np.inf)),
        options={"time_limit": seconds, "mip_rel_gap": 1e-9},
    )


def _chosen(programme: Programme, x: Floats) -> list[int]:
    pairs = zip(programme.first, programme.space.offered, strict=True)
    return [int(np.argmax(x[first : first + count])) for first, count in pairs]


def _near(programme: Programme, x: Floats, actor: int) -> float:
    terms, constant = programme.gain(actor)
    return constant + sum(value * float(x[column]) for column, value in terms.items())


def _in_zone(
    space: Space,
    rules: Sequence[Rule],
    worlds: Worlds,
    world: int,
    luck: Floats,
    packages: Packages,
) -> tuple[Any, Packages]:
    """Return the gains of the principals at those packages that are in the zone, and these."""
    block = describe(space, packages.T.astype(np.int16))
    values = package_values(space, worlds, world, block)
    judged = judge(space, tuple(rules), worlds, world, luck, block, values)
    return judged.gains[list(space.principals)][:, judged.zone].T, packages[judged.zone]


def _told(finds: Finds, bound: float, issues: int) -> Solved:
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
        max(value, bound),
        gains,
        packages,
        None,
        met=packages,
        route="milp",
    )
