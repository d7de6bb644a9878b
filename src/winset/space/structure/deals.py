"""Bargaining solutions over any number of packages, exactly or within a certified gap.

The rules and their tie-break are those of `space/solutions.py`: Nash 1950, Kalai and Smorodinsky
1975, egalitarian (Kalai 1977), utilitarian; among equal merits the larger sum of gains, then the
larger smallest gain, then the earlier in file order. A ladder of routes answers: the regret search
up to a number of nodes, the bounded label method up to a number of labels, a mixed-integer program
up to a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import prod
from time import monotonic

import numpy as np

from winset.space.grid import Ints
from winset.space.solutions import RULES
from winset.space.structure.infeasible import witness
from winset.space.structure.labels import by_labels
from winset.space.structure.milp import by_milp
from winset.space.structure.nondominated import nondominated
from winset.space.structure.problem import NASH, SHARES, SUM, Found, Problem, posed, posed_with_ties
from winset.space.structure.regret import all_by_regret, by_regret
from winset.space.structure.tables import Packages, Tables


@dataclass(frozen=True)
class Ladder:
    """How far the routes go: `nodes` of the search, `labels` of a layer, `seconds` after that.

    Of the seconds the label method may take half; the mixed-integer program has the rest. A rule
    that asks several questions, as Kalai and Smorodinsky's does, shares them out.
    """

    nodes: int = 200_000
    labels: int | None = None
    seconds: float = 10.0


LADDER = Ladder()


@dataclass(frozen=True)
class Deal:
    """The package that a rule picks among those in which every gain reaches its lower bound.

    `status`: "exact"; "bounded", within `gap` of the best; "infeasible", no package reaches the
    lower bounds; "unknown", none was found and none excluded. `package` [issues] and `gains` [P],
    in units above the disagreement point, None without one. `merit`: geometric mean of the gains
    for nash, least share of the ideal for kalai_smorodinsky, least gain, sum of gains; `bound`: a
    merit that no package exceeds; `gap`: bound less merit, 0 if exact. `ideal` [P]: the best gain
    of each, for kalai_smorodinsky. `route`: what answered; `nodes`: packages or labels looked at.
    `proof` [P]: where infeasible, weights under which no package is worth what the lower bounds
    are, if there are such; otherwise every package within reach was looked at.
    """

    rule: str
    status: str
    package: tuple[int, ...] | None
    gains: tuple[int, ...] | None
    merit: float
    bound: float
    gap: float
    ideal: tuple[int, ...] | None
    route: str
    nodes: int
    covered: int
    proof: tuple[int, ...] | None


def deal(
    tables: Tables,
    rule: str,
    disagreement: Sequence[int],
    least: Sequence[int] | None = None,
    ladder: Ladder = LADDER,
    ideal: Sequence[int] | None = None,
) -> Deal:
    """Return the deal of `rule`, one of `solutions.RULES`.

    `disagreement` [P]: the value to each party of no agreement, from which gains count; `least`
    [P]: the gain that each must have, 0 or more, 0 if left out; `ideal` [P]: the gains that
    kalai_smorodinsky counts shares of, above 0, the best within reach if left out. Raises
    ValueError for another rule or a lower bound below 0.
    """
    if rule not in RULES:
        raise ValueError(f"{rule!r} is not one of the rules {', '.join(RULES)}")
    base = -np.array(disagreement, dtype=np.int64)
    lower = np.zeros_like(base) if least is None else np.array(least, dtype=np.int64)
    if (lower < 0).any():
        raise ValueError(f"the gains {lower.tolist()} that each must have may not be below 0")
    ones = np.ones_like(base)
    if rule == "nash":
        found = best(posed(tables, NASH, base, ones, np.maximum(lower, 1)), ladder)
        if found.package is None and found.proved:
            # someone gains nothing in any package: all products are 0, and the sum decides
            found = best(posed(tables, SUM, base, ones, lower), ladder)
            zero = replace(found, bound=0.0)
            return _told(tables, rule, posed(tables, NASH, base, ones, lower), zero)
        return _told(tables, rule, posed(tables, NASH, base, ones, lower), found)
    if rule == "kalai_smorodinsky":
        if ideal is None:
            return _shares(tables, base, lower, ladder)
        problem = posed(tables, SHARES, base, np.array(ideal, dtype=np.int64), lower)
        told = _told(tables, rule, problem, best(problem, ladder))
        return replace(told, ideal=tuple(ideal))
    problem = posed(tables, SHARES if rule == "egalitarian" else SUM, base, ones, lower)
    return _told(tables, rule, problem, best(problem, ladder))


def deals(
    tables: Tables,
    disagreement: Sequence[int],
    least: Sequence[int] | None = None,
    ladder: Ladder = LADDER,
) -> tuple[Deal, ...]:
    """Return the deals of all four rules, in the order of `solutions.RULES`."""
    return tuple(deal(tables, rule, disagreement, least, ladder) for rule in RULES)


def best(problem: Problem, ladder: Ladder) -> Found:
    """Return the best package of a problem by the first route that proves it, or the last."""
    found = by_regret(problem, ladder.nodes)
    if found.proved:
        return found
    now = monotonic()
    labelled = by_labels(problem, found, now + ladder.seconds / 2, ladder.labels)
    if labelled is not None:
        return replace(labelled, nodes=labelled.nodes + found.nodes)
    return by_milp(problem, found, now + ladder.seconds)


def ties(
    tables: Tables,
    picked: Deal,
    disagreement: Sequence[int],
    limit: int,
    least: Sequence[int] | None = None,
    ladder: Ladder = LADDER,
) -> tuple[Packages, bool]:
    """Return the efficient packages of the same merit as an exact deal, in the declared order.

    At most `limit` packages of that merit are looked at; the second result says whether these were
    all. Raises ValueError for a deal that is not exact.
    """
    if picked.status != "exact" or picked.gains is None:
        raise ValueError(f"a deal that is {picked.status} does not know its ties")
    base = -np.array(disagreement, dtype=np.int64)
    lower = np.zeros_like(base) if least is None else np.array(least, dtype=np.int64)
    ones = np.ones_like(base)
    code, c = {
        "nash": (NASH, ones),
        "kalai_smorodinsky": (SHARES, np.array(picked.ideal or ones, dtype=np.int64)),
        "egalitarian": (SHARES, ones),
        "utilitarian": (SUM, ones),
    }[picked.rule]
    if (code == NASH and prod(picked.gains) == 0) or not c.any():
        code, c = SUM, 0 * ones  # someone, or everyone, gains nothing: all are equal
    elif code == NASH:
        lower = np.maximum(lower, 1)
    problem = posed_with_ties(tables, code, base, c, lower)
    rows, whole = all_by_regret(problem, ladder.nodes, limit)
    return _in_order(tables, rows, base), whole


def _in_order(tables: Tables, rows: Packages, base: Ints) -> Packages:
    gains = tables.values(rows) + base
    unique, member = np.unique(gains, axis=0, return_inverse=True)
    kept = np.isin(member.ravel(), nondominated(unique))
    rows, gains = rows[kept], gains[kept]
    order = np.lexsort((*rows.T[::-1], -gains.min(axis=1), -gains.sum(axis=1)))
    return rows[order]


def _shares(tables: Tables, base: Ints, lower: Ints, ladder: Ladder) -> Deal:
    """Return the Kalai-Smorodinsky deal: first the best that each could have, then the shares."""
    ideals = []
    until = monotonic() + ladder.seconds

    def share(ahead: int) -> Ladder:
        return replace(ladder, seconds=max(0.0, until - monotonic()) / (ahead + 1))

    for p, own in enumerate(np.eye(base.size, dtype=np.int64)):
        found = best(posed(tables, SUM, base, own, lower), share(base.size - p))
        if found.gains is None:
            problem = posed(tables, SHARES, base, np.ones_like(base), lower)
            return _told(tables, "kalai_smorodinsky", problem, found)
        ideals.append(found)
    ideal = np.array([found.gains[p] for p, found in enumerate(ideals) if found.gains])
    rule = SHARES if ideal.any() else SUM
    problem = posed(tables, rule, base, ideal if ideal.any() else np.ones_like(base), lower)
    found = best(problem, share(0))
    if not ideal.any():
        problem = replace(problem, rule=SHARES, c=ideal)
        found = replace(found, bound=1.0)
    told = _told(tables, "kalai_smorodinsky", problem, found)
    told = replace(told, ideal=tuple(ideal.tolist()))
    if not all(found.proved for found in ideals) and told.gains is not None:
        # the true ideals are larger: shares of them are smaller than the bound, as is this one's
        pairs = zip(told.gains, ideals, strict=True)
        merit = min(gain / found.bound for gain, found in pairs if found.bound > 0)
        told = replace(told, status="bounded", merit=merit, gap=max(0.0, told.bound - merit))
    return told


def _told(tables: Tables, rule: str, problem: Problem, found: Found) -> Deal:
    covered = tables.combinations
    if found.gains is None:
        status = "infeasible" if found.proved else "unknown"
        return Deal(
            *(rule, status, None, None, float("nan"), found.bound, float("nan"), None),
            *(found.route, found.nodes, covered),
            witness(problem, found.weights) if found.proved else None,
        )
    z = np.array([found.gains])
    merit = float(problem.merits(z)[0]) if min(found.gains) > 0 or problem.rule != NASH else 0.0
    merit = 1.0 if merit == np.inf else merit  # no one has anything to gain: all of it
    return Deal(
        *(rule, "exact" if found.proved else "bounded", found.package, found.gains, merit),
        merit if found.proved else max(found.bound, merit),
        0.0 if found.proved else max(0.0, found.bound - merit),
        *(None, found.route, found.nodes, covered, None),
    )
