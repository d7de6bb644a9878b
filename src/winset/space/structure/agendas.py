"""Every agenda by its own solve: what the deal is when only some issues are on the table.

An issue off the agenda holds its option at rest. The worth v(S) of an agenda S is then the merit of
its deal, and the Shapley value of an issue its mean marginal worth over the orders in which issues
join (Shapley 1953): over all 2^m agendas of up to 15 issues, above that over orders drawn in
antithetic pairs, each with its reverse (Castro, Gomez and Tejada 2009; Mitchell et al. 2022).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from winset.space.grid import Bools, Floats, Ints
from winset.space.intervals import Z95
from winset.space.structure.batch import Batch, batch
from winset.space.structure.deals import LADDER, Ladder
from winset.space.structure.tables import Tables

WHOLE = 15
"""Issues up to which all agendas are solved."""

_AT_ONCE = 1 << 22
"""Numbers of restricted tables held at once."""


def every_agenda(issues: int) -> Bools:
    """Return all 2^m agendas [2^m, issues]: agenda S holds issue k if bit k of S is set."""
    return (np.arange(1 << issues)[:, None] >> np.arange(issues)) & 1 == 1


def agenda_deals(
    tables: Tables,
    rest: tuple[int, ...],
    agendas: Bools,
    rule: str,
    disagreement: Ints,
    least: Ints | None = None,
    ladder: Ladder = LADDER,
) -> Batch:
    """Return the deal of `rule` on each of the `agendas` [S, issues], a world of the Batch each.

    `rest` [issues]: the option that an issue holds off the agenda; `disagreement`, `least` [P].
    """
    lower = np.zeros_like(disagreement) if least is None else least
    step = max(1, _AT_ONCE // tables.flat.size)
    parts = []
    for start in range(0, len(agendas), step):
        some = agendas[start : start + step]
        flat = _restricted(tables, rest, some, disagreement)
        worlds = [np.tile(row, (len(some), 1)) for row in (disagreement, lower)]
        parts.append(batch(flat, tables.offsets, rule, *worlds, ladder=ladder))
    return Batch(
        *(
            np.concatenate([getattr(part, name) for part in parts])
            for name in ("packages", "gains", "exact", "gap")
        )
    )


def _restricted(tables: Tables, rest: tuple[int, ...], agendas: Bools, disagreement: Ints) -> Ints:
    """Return tables [S, options, P] in which no option off the agenda and off rest can be taken.

    Such an option costs each party more than all the rest can give it above disagreement.
    """
    most = np.array([tables.issue(k).max(axis=0) for k in range(tables.issues)])
    spread = np.array([np.ptp(tables.issue(k), axis=0) for k in range(tables.issues)])
    beyond = np.maximum(most.sum(axis=0) - disagreement, 0) + spread.max(axis=0) + 1
    issue = np.repeat(np.arange(tables.issues), tables.sizes)
    at_rest = np.zeros(len(issue), dtype=np.bool_)
    at_rest[np.array(tables.offsets[:-1]) + np.array(rest)] = True
    open_to = agendas[:, issue] | at_rest
    restricted: Ints = np.where(
        open_to[:, :, None], tables.flat, tables.flat[at_rest][issue] - beyond
    )
    return restricted


@dataclass(frozen=True)
class Shares:
    """Shapley values [issues] by sampling, `low` to `high` their 95 % intervals.

    `orders`: how many orders of the issues were drawn, each with its reverse.
    """

    value: Floats
    low: Floats
    high: Floats
    orders: int


def sampled_shapley(
    issues: int, worth: Callable[[Bools], Floats], orders: int, seed: int
) -> Shares:
    """Return Shapley values from `orders` drawn orders, an even number of 4 or more.

    `worth` is asked once, for all agendas [n, issues] that any order goes through, and returns
    v [n]. Orders come in antithetic pairs, whose means are independent: the interval is that of a
    mean of them (normal). Raises ValueError for too few orders or an odd number.
    """
    if orders < 4 or orders % 2:  # noqa: PLR2004  two pairs, or there is no interval
        raise ValueError(
            f"{orders} orders do not make two antithetic pairs or more; draw 4, 6, ..."
        )
    dice = np.random.default_rng(seed)
    half = np.array([dice.permutation(issues) for _ in range(orders // 2)])
    drawn = np.concatenate((half, half[:, ::-1]))
    steps = np.zeros((orders, issues + 1, issues), dtype=np.bool_)
    for n in range(issues):
        steps[:, n + 1] = steps[:, n]
        steps[np.arange(orders), n + 1, drawn[:, n]] = True
    agendas, place = np.unique(steps.reshape(-1, issues), axis=0, return_inverse=True)
    rises = np.diff(worth(agendas)[place.reshape(orders, issues + 1)], axis=1)
    marginal = np.empty((orders, issues))
    np.put_along_axis(marginal, drawn, rises, axis=1)
    pairs = (marginal[: orders // 2] + marginal[orders // 2 :]) / 2
    value = pairs.mean(axis=0)
    half_width = Z95 * pairs.std(axis=0, ddof=1) / np.sqrt(len(pairs))
    return Shares(value, value - half_width, value + half_width, orders)
