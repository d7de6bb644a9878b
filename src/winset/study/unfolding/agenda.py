"""The agenda of a study: every order against the package deal, the test case, what keeps itself."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from winset.insight.chances import share
from winset.insight.linchpin import Ranking, ranking
from winset.process.agenda.enforcement import enforcement
from winset.process.agenda.orders import Group, Orders, compare_orders, groups_of
from winset.process.agenda.trust import beliefs, stakes, test_first
from winset.space.grid import Floats
from winset.space.packages import digits_of
from winset.study.course import AgendaOrders, GroupLine, Keeping, OrderLine, TestCase
from winset.study.ground import Ground
from winset.study.part import Interval

ORDER_WORLDS = 200
"""Worlds in which every order is tried: each is a negotiation of its own."""

SHOWN = 20
"""Orders that a study lists, best first; the worst of all comes after them."""


def agenda_orders(
    ground: Ground, workers: int | None, progress: Callable[[int], None] | None
) -> AgendaOrders:
    """Return what each order of the agenda comes to; raises CannotRun above six groups."""
    groups = groups_of(ground.case)
    worlds = ground.few_draws.part(0, min(ORDER_WORLDS, ground.draws.count))
    luck = ground.luck[: worlds.count]
    found = compare_orders(
        ground.few, ground.few_rules, worlds, luck, groups, workers=workers, progress=progress
    )
    lines = _lines(found, ground.seed)
    ranked = sorted(lines, key=lambda line: -line.value)
    shown = ranked if len(ranked) <= SHOWN + 1 else [*ranked[:SHOWN], ranked[-1]]
    test = ground.case.test_case
    first = None
    if test is not None:
        k = ground.space.issues.index(test.issue)
        home = next(group.name for group in groups if k in group.issues)
        first = next(line for line in ranked if line.groups[0] == home)
    tests, alone = _test_case(ground, worlds.count, workers)
    both = ranking(np.stack([found.package_value, found.tracks_value], axis=1), ground.seed)
    return AgendaOrders(
        worlds=worlds.count,
        groups=tuple(
            GroupLine(id=g.name, issues=tuple(ground.space.issues[k] for k in g.issues))
            for g in groups
        ),
        package_value=float(both.mean[0]),
        package_interval=_interval(both, 0),
        parallel_value=float(both.mean[1]),
        parallel_interval=_interval(both, 1),
        orders=tuple(shown),
        all_orders=len(lines),
        test_first=first,
        test_case=tests,
        keeping=_keeping(ground, groups),
        text=" ".join(filter(None, (_in_words(found, ranked, float(both.mean[0])), alone))),
    )


def _lines(found: Orders, seed: int) -> list[OrderLine]:
    value, left = ranking(found.value, seed), ranking(found.left_on_table, seed)
    settled = ranking(found.settled, seed)
    rounded = np.round(found.value, 9)
    best = (rounded == rounded.max(axis=1, keepdims=True)).mean(axis=0)
    return [
        OrderLine(
            groups=tuple(found.groups[g] for g in order),
            value=float(value.mean[o]),
            interval=_interval(value, o),
            left_on_table=float(left.mean[o]),
            left_interval=_interval(left, o),
            settled=float(settled.mean[o]),
            settled_interval=_interval(settled, o),
            best=float(best[o]),
        )
        for o, order in enumerate(found.orders)
    ]


def _test_case(
    ground: Ground, worlds: int, workers: int | None
) -> tuple[tuple[TestCase, ...], str]:
    """Return what settling the test case first is worth, by party, and how often it can be."""
    test = ground.case.test_case
    if test is None:
        return (), ""
    space = ground.few
    held = beliefs(ground.case, worlds, ground.seed)
    at_stake = stakes(
        space,
        ground.few_rules,
        ground.few_draws.part(0, worlds),
        ground.luck[:worlds],
        space.issues.index(test.issue),
        held.parties,
        workers=workers,
    )
    found = test_first(held, at_stake)

    def spans(column: Floats) -> tuple[float, Interval]:
        rank = ranking(column[:, None], ground.seed)
        return float(rank.mean[0]), _interval(rank, 0)

    lines = []
    for place, party in enumerate(held.parties):
        information, information_interval = spans(found.information[:, place])
        leverage, leverage_interval = spans(found.spent[:, place])
        net, net_interval = spans(found.net[:, place])
        lines.append(
            TestCase(
                party=space.parties[party],
                issue=test.issue,
                belief=float(held.trust[:, place].mean()),
                after=float(found.belief[:, place].mean()),
                kept=float(found.kept[:, place].mean()),
                information=information,
                information_interval=information_interval,
                leverage=leverage,
                leverage_interval=leverage_interval,
                net=net,
                net_interval=net_interval,
            )
        )
    able, span = share(at_stake.alone)
    return tuple(lines), (
        f"{ground.case.issues[test.issue].name} can be settled by itself, as a test of whether "
        f"the others keep their word, in {100 * able:.0f} % of worlds ({100 * span[0]:.0f} to "
        f"{100 * span[1]:.0f} %); in the others everything goes at once and nothing is learned."
    )


def _keeping(ground: Ground, groups: Sequence[Group]) -> tuple[Keeping, ...]:
    """Return how much the future must count for the package deal of the middle numbers to last."""
    deal = compare_orders(
        ground.few, ground.few_rules, ground.few_mid, ground.mid_luck, groups, workers=1
    ).package[0]
    if deal < 0:
        return ()
    space = ground.few
    found = enforcement(space, ground.few_mid, digits_of(space, np.array([deal]))[:, 0], groups)

    def weight(value: float) -> float | None:
        return None if math.isinf(value) else float(value)

    return tuple(
        Keeping(
            party=party,
            by_group={g.name: weight(found.alone[0, p, n]) for n, g in enumerate(groups)},
            linked=weight(found.linked[0, p]),
        )
        for p, party in enumerate(space.parties)
    )


def _in_words(found: Orders, ranked: Sequence[OrderLine], package: float) -> str:
    if (found.package < 0).all():
        return "In no world would any package be ratified, so no order of the agenda matters."
    if package == 0:
        return "In no world does a package gain every side anything, so no order matters."
    best, worst = ranked[0], ranked[-1]
    if len(ranked) == 1:
        return "All issues stand in one group: there is one order, and it is the package deal."
    sides = float(found.tracks_value.mean())
    return (
        "If everyone knew everyone's numbers and each step took the best deal, one package would "
        f"be worth {package:.1f} points of joint value on average; group after group in the best "
        f"of {len(ranked)} orders ({', then '.join(best.groups)}) {best.value:.1f}, in the worst "
        f"{worst.value:.1f}, and by working groups side by side {sides:.1f}."
    )


def _interval(rank: Ranking, column: int) -> Interval:
    return float(rank.low[column]), float(rank.high[column])
