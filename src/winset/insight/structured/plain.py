"""Plain cases: no linkage touches the deal, every rule is its principal alone, no line is red.

All worlds and agendas then go through one compiled batch (space/structure/batch.py). What a deal
leaves at rest answers for smaller agendas (see agendas.py), so that a few searches stand for most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from winset.home.linked.coalitions import Coalition, coalitions
from winset.home.rules import Rule, legislatures, voters
from winset.insight.agendas import shapley
from winset.insight.structured.deals import Deal
from winset.insight.structured.orders import drawn_orders, sampled_shapley
from winset.insight.structured.plan import Measures
from winset.insight.structured.world import Known
from winset.space.grid import Bools, Floats, Ints
from winset.space.nash import NO_DEAL, joint_gain, worth
from winset.space.space import Space
from winset.space.structure.batch import nash_batch
from winset.space.structure.tables import Packages, offered_offsets, offered_rows
from winset.space.worlds import Worlds

AT_ONCE = 1 << 23
"""Options of packages held at once, over all worlds and agendas."""


def is_plain(space: Space, rules: Sequence[Rule]) -> bool:
    """Return whether the deal hangs on what each option gives each principal, and nothing else."""
    principals = set(space.principals)
    linked = space.forbidden or any(
        actor in principals for link in space.soft for actor, *_ in link.points
    )
    if linked or any(space.red_lines) or legislatures(rules):
        return False
    nobody = np.zeros(0)
    return all(
        voters(rule) == (principal,)
        and coalitions(rule, nobody) == (Coalition(frozenset({principal})),)
        for rule, principal in zip(rules, space.principals, strict=True)
    )


@dataclass(frozen=True)
class Numbers:
    """W worlds as tables: `flat` [W, options, P], `base` and `lower` [W, P], as for the batch."""

    space: Space
    flat: Ints
    base: Ints
    lower: Ints

    def part(self, worlds: slice) -> Numbers:
        """Return some of the worlds."""
        return Numbers(self.space, self.flat[worlds], self.base[worlds], self.lower[worlds])


def numbers_of(space: Space, worlds: Worlds) -> Numbers:
    """Return the Numbers of all `worlds` of a plain case."""
    principals = list(space.principals)
    flat = worlds.contributions[:, principals][:, :, offered_rows(space)].transpose(0, 2, 1)
    lower = np.maximum(worlds.margin[:, principals], 0)
    return Numbers(space, np.ascontiguousarray(flat), -worlds.reservation[:, principals], lower)


@dataclass(frozen=True)
class Agendas:
    """Deals of C agendas in W worlds: `packages` [W, C, issues], -1 without; `exact` [W, C].

    `sets` [C]: the agendas as bits, larger ones first.
    """

    sets: tuple[int, ...]
    packages: Packages
    exact: Bools


def agenda_deals(asked: Numbers, sets: Sequence[int]) -> Agendas:
    """Return the deals of agendas; a set and one with an issue more are best asked together."""
    space = asked.space
    ordered = sorted(set(sets), key=lambda agenda: (-agenda.bit_count(), agenda))
    column = {agenda: c for c, agenda in enumerate(ordered)}
    issues = range(len(space.issues))
    above = np.array([[column.get(agenda | 1 << k, -1) for k in issues] for agenda in ordered])
    above[above == np.arange(len(ordered))[:, None]] = -1
    sizes = np.array([agenda.bit_count() for agenda in ordered])
    allowed = _allowed(space, ordered)
    shape = (len(asked.base), len(ordered))
    packages = np.full((*shape, len(space.issues)), -1, dtype=np.int32)
    exact = np.zeros(shape, dtype=np.bool_)
    for size in np.unique(sizes)[::-1]:
        level = np.flatnonzero(sizes == size)
        for k in issues:
            here = level[above[level, k] >= 0]
            wider = above[here, k]
            # without a deal above there is none here; one that leaves k at rest is the same
            deal = packages[:, wider, k]
            same = exact[:, wider] & ((deal == space.rest[k]) | (deal < 0))
            worlds, place = np.nonzero(same & ~exact[:, here])
            packages[worlds, here[place]] = packages[worlds, wider[place]]
            exact[worlds, here[place]] = True
        worlds, place = np.nonzero(~exact[:, level])
        if worlds.size:
            found = nash_batch(
                asked.flat,
                offered_offsets(space),
                asked.base[worlds],
                asked.lower[worlds],
                worlds,
                allowed[level],
                place,
            )
            packages[worlds, level[place]] = found.packages
            exact[worlds, level[place]] = found.exact
    return Agendas(tuple(ordered), packages, exact)


def _allowed(space: Space, sets: Sequence[int]) -> Bools:
    """Return the options [C, options] that each agenda allows."""
    agendas = np.array([[agenda >> k & 1 for k in range(len(space.issues))] for agenda in sets])
    pairs = zip(space.offered, space.rest, strict=True)
    at_rest = np.concatenate([np.arange(offered) == rest for offered, rest in pairs])
    allowed: Bools = np.repeat(agendas, space.offered, axis=1).astype(np.bool_) | at_rest
    return allowed


def values(asked: Numbers, packages: Packages) -> Floats:
    """Return the worth [W, C], in points, of packages [W, C, issues]; 0 where there is none."""
    count, options, parties = asked.flat.shape
    rows = asked.flat.reshape(-1, parties)
    first = np.arange(0, count * options, options)[:, None]
    gains = np.repeat(asked.base[:, None], packages.shape[1], axis=1)
    for k, start in enumerate(offered_offsets(asked.space)[:-1]):
        gains += np.take(rows, np.maximum(packages[:, :, k], 0) + (first + start), axis=0)
    joint = np.where(packages[:, :, 0] < 0, NO_DEAL, joint_gain(np.moveaxis(gains, 2, 0)))
    return worth(joint.ravel(), parties).reshape(joint.shape)


def known_deals(
    space: Space, worlds: Worlds, measures: Measures, seed: int, indices: Sequence[int]
) -> list[Known]:
    """Return what the batch finds in each world; `indices`: which worlds they are, for their dice.

    What met the cap of the batch is left out: it must be searched for one by one.
    """
    issues = len(space.issues)
    every = measures.shapley == "all"
    sets = range(1 << issues) if every else _with_and_without(issues)
    step = max(1, AT_ONCE // (len(sets) * issues))
    asked = numbers_of(space, worlds)
    found = []
    for start in range(0, worlds.count, step):
        part = slice(start, start + step)
        found += _known(asked.part(part), sets, measures, [(seed, 3, n) for n in indices[part]])
    return found


def _with_and_without(issues: int) -> list[int]:
    full = (1 << issues) - 1
    return [full, *(full & ~(1 << k) for k in range(issues))]


def _known(
    asked: Numbers, sets: Sequence[int], measures: Measures, seeds: Sequence[tuple[int, ...]]
) -> list[Known]:
    issues = len(asked.space.issues)
    found = agenda_deals(asked, sets if measures.agendas else sets[:1])
    shares: list[tuple[Floats, Floats] | None] = [None] * len(seeds)
    if measures.shapley == "all":
        by_set = np.argsort(found.sets)
        worths = np.ascontiguousarray(values(asked, found.packages)[:, by_set])
        shares = [
            (shapley(row), np.zeros(issues)) if exact.all() else None
            for row, exact in zip(worths, found.exact, strict=True)
        ]
    elif measures.shapley == "drawn":
        shares = [
            _drawn(asked.part(slice(w, w + 1)), measures.orders, seed)
            for w, seed in enumerate(seeds)
        ]
    asked_for = _with_and_without(issues)
    wanted = {agenda: c for c, agenda in enumerate(found.sets) if agenda in asked_for}
    first = _settled_first(asked, found) if measures.settle_first else [{} for _ in seeds]
    return [
        Known(
            {s: _deal(found.packages[w, c]) for s, c in wanted.items() if found.exact[w, c]},
            first[w],
            shares[w],
        )
        for w in range(len(seeds))
    ]


def _deal(package: Ints) -> Deal:
    return Deal(None if package[0] < 0 else tuple(package.tolist()), known=True)


def _settled_first(asked: Numbers, found: Agendas) -> list[dict[int, Deal]]:
    """Return by world the deals, by issue, once the issue is settled first as in the full deal."""
    space = asked.space
    deals = found.packages[:, 0]
    rest = np.array(space.rest)
    worlds, issue = np.nonzero(found.exact[:, :1] & (deals >= 0) & (deals != rest))
    starts = np.array(offered_offsets(space)[:-1])
    row, at_rest = starts[issue] + deals[worlds, issue], starts[issue] + rest[issue]
    spent = asked.flat[worlds, row] - asked.flat[worlds, at_rest]
    of_issue = np.repeat(np.arange(len(space.issues)), space.offered)
    allowed = of_issue != issue[:, None]
    allowed[np.arange(row.size), row] = True
    answers: list[dict[int, Deal]] = [{} for _ in deals]
    if not row.size:
        return answers
    batch = nash_batch(
        asked.flat,
        offered_offsets(space),
        asked.base[worlds] - spent,
        asked.lower[worlds],
        worlds,
        allowed,
    )
    for n in np.flatnonzero(batch.exact).tolist():
        answers[worlds[n]][int(issue[n])] = _deal(batch.packages[n])
    return answers


def _drawn(asked: Numbers, pairs: int, seed: tuple[int, ...]) -> tuple[Floats, Floats] | None:
    """Return the Shapley values of one world by drawn orders, None if the batch met its cap."""
    issues = len(asked.space.issues)
    orders = drawn_orders(issues, pairs, seed)
    sets = {0, (1 << issues) - 1}
    for order in orders:
        agenda = 0
        for issue in order:
            agenda |= 1 << issue
            sets.add(agenda)
    found = agenda_deals(asked, sorted(sets))
    if not found.exact.all():
        return None
    worths = dict(zip(found.sets, values(asked, found.packages)[0].tolist(), strict=True))
    return sampled_shapley(issues, worths.__getitem__, orders)
