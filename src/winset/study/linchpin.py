"""The linchpin and the pairs of a study, from the runs of many worlds."""

from __future__ import annotations

import numpy as np

from winset.insight.linchpin import Ranking, Verdict, first_in_worlds, ranking
from winset.insight.runs import Runs
from winset.space.grid import Floats
from winset.space.space import Space
from winset.study.document import Linchpin, LinchpinIssue, Pair


def unlocked(runs: Runs, at_mid: Runs) -> Floats | None:
    """Return the lambda [issues] to go by: the mean over worlds, at the middle numbers, or none."""
    for each in (runs, at_mid):
        known = ~np.isnan(each.unlocks).any(axis=1)
        if known.any():
            found: Floats = each.unlocks[known].mean(axis=0)
            return found
    return None


def linchpin_part(
    space: Space, runs: Runs, at_mid: Runs, found: Verdict, bridge: list[float | None], seed: int
) -> Linchpin:
    """Return the linchpin part; `bridge` [issues] are the bridge costs at the middle numbers.

    What was too dear to search is null; without lambda at the middle numbers there are no issues.
    Shapley values that no world has are those at the middle numbers, without an interval.
    """
    lambdas = unlocked(runs, at_mid)
    if lambdas is None or np.isnan(at_mid.unlocks).any():
        return Linchpin(verdict=found.sentence, issue=None, tied=(), issues=())
    unlocks = ranking(runs.unlocks, seed)
    measures = {
        "own_worth": ranking(runs.own_worth, seed),
        "shapley": ranking(runs.shapley, seed),
        "criticality": ranking(runs.critical, seed),
        "settle_first": ranking(runs.settle_first, seed),
        "chip_effect": ranking(runs.settle_first - runs.unlocks, seed),
    }
    first = first_in_worlds(runs.unlocks)
    drawn = runs if not np.isnan(runs.shapley).any(axis=1).all() else at_mid
    if drawn is at_mid:
        measures["shapley"] = _single(at_mid.shapley[0])
    lines = []
    for k in np.argsort(-lambdas, kind="stable"):
        values = {name: _known(rank.mean[k]) for name, rank in measures.items()}
        intervals = {f"{name}_interval": _interval(rank, int(k)) for name, rank in measures.items()}
        lines.append(
            LinchpinIssue(
                issue=space.issues[k],
                lambda_=float(lambdas[k]),
                interval=_interval(unlocks, int(k)),
                mid=float(at_mid.unlocks[0, k]),
                rank_first=_known(unlocks.first[k]),
                first_in_worlds=_known(first[k]),
                shapley_error=_error(drawn.sampling[:, k]),
                bridge_cost=bridge[k],
                **values,
                **intervals,
            )
        )
    return Linchpin(
        verdict=found.sentence,
        issue=None if found.linchpin is None else space.issues[found.linchpin],
        tied=tuple(space.issues[k] for k in found.tied),
        issues=tuple(lines),
    )


def _error(sampling: Floats) -> float:
    """Return the standard error of a mean over worlds [W] from what was drawn within each."""
    known = sampling[~np.isnan(sampling)]
    return float(np.sqrt((known**2).sum()) / known.size) if known.size else 0.0


def _single(values: Floats) -> Ranking:
    """Return values of one world, which say nothing of others."""
    unknown = np.full(values.size, np.nan)
    return Ranking(values, unknown, unknown, unknown)


def _known(number: float) -> float | None:
    return None if np.isnan(number) else float(number)


def _interval(rank: Ranking, k: int) -> tuple[float, float] | None:
    return None if np.isnan(rank.low[k]) else (float(rank.low[k]), float(rank.high[k]))


def pair_lines(space: Space, runs: Runs, at_mid: Runs, seed: int) -> tuple[Pair, ...]:
    """Return every pair of issues, by what settling them together adds; largest first.

    None where they have too many packages to be weighed.
    """
    pairs = [(i, j) for i in range(len(space.issues)) for j in range(i + 1, len(space.issues))]
    if not pairs:
        return ()
    columns: Floats = np.stack([runs.pairs[:, i, j] for i, j in pairs], axis=1)
    if np.isnan(columns).any(axis=1).all() or np.isnan(at_mid.pairs).any():
        return ()
    rank = ranking(columns, seed)
    lines = [
        Pair(
            issues=(space.issues[i], space.issues[j]),
            adds=float(at_mid.pairs[0, i, j]),
            mean=float(rank.mean[n]),
            interval=(float(rank.low[n]), float(rank.high[n])),
        )
        for n, (i, j) in enumerate(pairs)
    ]
    return tuple(sorted(lines, key=lambda line: -line.mean))
