"""The deals of many worlds: what each agenda would bring in each draw of the uncertain numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from functools import partial

import numpy as np

from winset.home.rules import Rule
from winset.home.zone import Slice, surveyed
from winset.insight.agendas import Locked, deals, game, settled_after, shapley
from winset.space.grid import Floats, Ints
from winset.space.packages import Block, Numbers, Walk, digits_of, numbered, single_moves
from winset.space.space import Space
from winset.space.values import package_values
from winset.space.workers import in_parts
from winset.space.worlds import Worlds, issue_weights

UNKNOWN = -2
"""Stands for the number of a Nash deal that is only known within a gap."""


@dataclass(frozen=True)
class Runs:
    """What W worlds say of m issues.

    `zone` [W] packages; `nash` [W] package number or -1; `deal` [W]: 1 if some zone package moves
    an issue, else 0; `value` [W] joint value of the full agenda, points. By issue, [W, m]:
    `unlocks` (lambda), `settle_first`, `own_worth`, `shapley` (points), `critical` (1 if a deal
    exists, and none without the issue, else 0). `own_worth` is v({k}) - v({}); `pairs` [W, m, m]
    is v({i,j}) - v({i}) - v({j}) + v({}): v({}), what the options at rest are worth over no
    agreement, is nobody's own worth. `sampling` [W, m]: the standard error of `shapley` where its
    agendas were drawn, 0 where all were weighed.

    By enumeration everything is known. By structure (insight/structured) `zone` is 1 for any number
    of packages; what the search left open, or was beyond its budget, is NaN, -1 in `zone` and
    UNKNOWN in `nash`.
    """

    zone: Ints
    nash: Numbers
    deal: Floats
    value: Floats
    unlocks: Floats
    settle_first: Floats
    own_worth: Floats
    shapley: Floats
    critical: Floats
    pairs: Floats
    sampling: Floats


def run(
    space: Space,
    rules: tuple[Rule, ...],
    worlds: Worlds,
    luck: Floats,
    *,
    workers: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> Runs:
    """Return the Runs of all `worlds`; the same whatever `workers` (all cores if None).

    `progress` is called with the number of worlds done since the last call.
    """
    job = partial(run_part, space, rules)
    done = list(in_parts(job, worlds, luck, workers=workers, progress=progress))
    names = [field.name for field in fields(Runs)]
    return Runs(**{n: np.concatenate([getattr(part, n) for part in done]) for n in names})


def run_part(space: Space, rules: tuple[Rule, ...], worlds: Worlds, luck: Floats) -> Runs:
    """Return the Runs of a few worlds, in this process."""
    walk = Walk(space)
    singles = single_moves(space)
    rows = [_world(space, rules, worlds, w, luck[w], walk, singles) for w in range(worlds.count)]
    return gathered(space, rows)


def gathered(space: Space, rows: Iterable[tuple[object, ...]]) -> Runs:
    """Return the Runs of worlds, each given by its row of all fields in order."""
    columns = dict(zip((f.name for f in fields(Runs)), zip(*rows, strict=True), strict=True))
    nash = numbered(space, columns.pop("nash"))
    return Runs(nash=nash, **{name: np.array(column) for name, column in columns.items()})


def _world(
    space: Space,
    rules: tuple[Rule, ...],
    worlds: Worlds,
    world: int,
    luck: Floats,
    walk: Walk,
    singles: Block,
) -> tuple[object, ...]:
    everyone = tuple(range(len(space.actors)))

    def look() -> Iterable[Slice]:
        return surveyed(space, rules, worlds, world, luck, walk, everyone)

    slices = list(look()) if walk.kept else None

    def again() -> Iterable[Slice]:
        return look() if slices is None else slices

    found = deals(space, again())
    agenda = game(found, len(space.parties))
    issues = range(len(space.issues))
    full = (1 << len(space.issues)) - 1
    weights = issue_weights(space, worlds, world)
    alone = package_values(space, worlds, world, singles)
    deal = int(found.package[agenda.settled[full]])
    nash = digits_of(space, numbered(space, [max(deal, 0)]))[:, 0]
    unlocks, first, critical = [], [], []
    for k in issues:
        without = int(agenda.settled[full & ~(1 << k)])
        unlocks.append(settled_share(int(agenda.settled[full]), without, k, weights))
        if int(agenda.settled[full]) >> k & 1:
            place = 1 + sum(space.offered[:k]) + int(nash[k])
            locked = Locked(k, int(nash[k]), alone[:, place] - alone[:, 0])
            after = settled_after(space, rules, worlds.margin[world], luck, again(), locked)
        else:
            after = without
        first.append(settled_share(after, without, k, weights))
        critical.append(float(agenda.exists[full] and not agenda.exists[full & ~(1 << k)]))
    nothing = agenda.value[0]
    own = np.array([agenda.value[1 << k] for k in issues]) - nothing
    both = np.array([[agenda.value[(1 << i) | (1 << j)] for j in issues] for i in issues])
    return (
        found.zone,
        deal,
        float(agenda.exists[full]),
        agenda.value[full],
        unlocks,
        first,
        own,
        shapley(agenda.value),
        critical,
        both - nothing - own[:, None] - own[None, :],
        np.zeros(len(space.issues)),
    )


def settled_share(with_k: int, without: int, k: int, weights: Floats) -> float:
    """Return the weighted share of issues other than k in set `with_k` less that in `without`."""
    others = [issue for issue in range(weights.size) if issue != k]
    total = sum(float(weights[issue]) for issue in others)
    if total == 0:
        return 0.0
    change = sum(
        float(weights[issue]) * ((with_k >> issue & 1) - (without >> issue & 1)) for issue in others
    )
    return change / total
