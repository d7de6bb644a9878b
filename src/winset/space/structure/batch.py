"""The deals of many worlds in one call: the same tables of options, other numbers in each.

All worlds go through one compiled loop; the few in which the search meets its cap climb the ladder
of `deals.py` one by one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from winset.space.grid import Bools, Floats, Ints
from winset.space.solutions import RULES
from winset.space.structure import search, weights
from winset.space.structure.compiled import compiled
from winset.space.structure.deals import LADDER, Ladder, deal
from winset.space.structure.problem import NASH, SHARES, SUM
from winset.space.structure.regret import SECONDS
from winset.space.structure.tables import Packages, Tables


@dataclass(frozen=True)
class Batch:
    """The deals of W worlds: `packages` [W, issues], -1 without one, and `gains` [W, P], in units.

    `exact` [W]: the deal is the best, or without a package there is none; elsewhere a world's deal
    is within its `gap` [W], in units of merit as in `deals.Deal` (infinite where unknown).
    """

    packages: Packages
    gains: Ints
    exact: Bools
    gap: Floats


@dataclass(frozen=True)
class _Worlds:
    flat: Ints
    offsets: tuple[int, ...]
    base: Ints
    lower: Ints


def batch(
    flat: Ints,
    offsets: tuple[int, ...],
    rule: str,
    disagreement: Ints,
    least: Ints | None = None,
    ladder: Ladder = LADDER,
) -> Batch:
    """Return the deals of `rule` in every world.

    `flat` [W, options, P], `offsets` [issues + 1] as in Tables; `disagreement` [W, P]; `least`
    [W, P], the gain that each must have, 0 or more. Raises ValueError as `deals.deal`.
    """
    if rule not in RULES:
        raise ValueError(f"{rule!r} is not one of the rules {', '.join(RULES)}")
    lower = np.zeros_like(disagreement) if least is None else least
    if (lower < 0).any():
        raise ValueError("the gains that each must have may not be below 0")
    worlds = _Worlds(np.ascontiguousarray(flat), offsets, -disagreement, lower)
    if rule == "nash":
        state, packages, gains = _nash(worlds, ladder.nodes)
    elif rule == "kalai_smorodinsky":
        state, packages, gains = _shares(worlds, ladder.nodes)
    else:
        code, ones = SHARES if rule == "egalitarian" else SUM, np.ones_like(disagreement)
        state, packages, gains = _all(worlds, code, ones, ladder.nodes)
    exact = state != search.CAPPED
    gap = np.zeros(len(flat))
    packages[state == search.NONE] = -1
    gains[state == search.NONE] = 0
    for world in np.flatnonzero(~exact):
        told = deal(
            Tables(worlds.flat[world], offsets),
            rule,
            disagreement[world].tolist(),
            lower[world].tolist(),
            ladder,
        )
        packages[world] = -1 if told.package is None else told.package
        gains[world] = 0 if told.gains is None else told.gains
        exact[world] = told.status in {"exact", "infeasible"}
        if not exact[world]:
            gap[world] = told.gap if told.gains is not None else np.inf
    return Batch(packages, gains, exact, gap)


Answer = tuple[Ints, Packages, Ints]
"""State [W] as the search returns it, packages [W, issues] and gains [W, P]."""


def _all(worlds: _Worlds, rule: int, c: Ints, nodes: int, lower: Ints | None = None) -> Answer:
    count, options, parties = worlds.flat.shape
    offsets = np.array(worlds.offsets, dtype=np.int64)
    floor = worlds.lower if lower is None else lower
    seconds = count * parties * options * SECONDS
    w = np.ones((count, parties))
    shared = (worlds.flat, offsets, worlds.base, rule, c, floor, w)
    (compiled(weights, seconds) or weights).weigh_all(*shared)
    gains = np.zeros((count, parties), dtype=np.int64)
    packages = np.zeros((count, offsets.size - 1), dtype=np.int32)
    state = np.zeros(count, dtype=np.int64)
    report = np.zeros((count, 4))
    kernel = compiled(search, seconds) or search
    kernel.search_all(*shared, nodes, gains, packages, report, state)
    return state, packages, gains


def _some(worlds: _Worlds, which: Ints) -> _Worlds:
    return _Worlds(worlds.flat[which], worlds.offsets, worlds.base[which], worlds.lower[which])


def _nash(worlds: _Worlds, nodes: int) -> Answer:
    ones = np.ones_like(worlds.base)
    found = _all(worlds, NASH, ones, nodes, np.maximum(worlds.lower, 1))
    # where someone gains nothing in any package all products are 0, and the sum decides
    return _instead(worlds, found, np.flatnonzero(found[0] == search.NONE), nodes)


def _shares(worlds: _Worlds, nodes: int) -> Answer:
    ideal = np.zeros_like(worlds.base)
    worst = np.zeros(len(ideal), dtype=np.int64)
    for p in range(ideal.shape[1]):
        own = np.zeros_like(ideal)
        own[:, p] = 1
        state, _, gains = _all(worlds, SUM, own, nodes)
        ideal[:, p] = np.where(state == search.DONE, gains[:, p], 0)
        worst = np.maximum(worst, np.where(state == search.CAPPED, search.CAPPED, 0))
    state, packages, gains = _all(worlds, SHARES, ideal, nodes)
    state[worst > 0] = search.CAPPED
    idle = np.flatnonzero(~ideal.any(axis=1) & (state != search.NONE))
    return _instead(worlds, (state, packages, gains), idle, nodes)


def _instead(worlds: _Worlds, found: Answer, which: Ints, nodes: int) -> Answer:
    """Return `found` with the worlds `which` decided by the sum of gains."""
    if which.size:
        some = _some(worlds, which)
        for old, new in zip(found, _all(some, SUM, np.ones_like(some.base), nodes), strict=True):
            old[which] = new
    return found
