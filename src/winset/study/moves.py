"""Trades and leverage of a study."""

from __future__ import annotations

from functools import partial

import numpy as np

from winset.home.rules import Rule
from winset.insight.chances import chances
from winset.insight.exchange import Swap, swaps
from winset.insight.leverage import Shifted, leverage
from winset.insight.linchpin import ranking
from winset.insight.structured.leverage import leverage_by_structure
from winset.space.grid import UNITS, Floats, to_points
from winset.space.packages import Walk, numbers_of
from winset.space.space import Space
from winset.space.workers import in_parts
from winset.space.worlds import Worlds
from winset.study.document import Leverage, Trade
from winset.study.ground import Ground

LEVERAGE_WORLDS = 400
"""Worlds in which moves are tried: each costs as many searches as there are moves."""


def trade_lines(ground: Ground) -> tuple[Trade, ...]:
    """Return the best two-issue trades from where things stand: those that pass first."""
    space = ground.space
    start = np.array(space.rest, dtype=np.int16)
    found = swaps(space, ground.rules, ground.mid, 0, ground.mid_luck[0], start)
    if not found:
        return ()
    found.sort(key=lambda swap: not swap.passes)
    numbers = numbers_of(space, np.array([swap.digits for swap in found], dtype=np.int16).T)
    drawn = chances(space, ground.rules, ground.draws, ground.luck, numbers)
    return tuple(_trade(ground, swap, *drawn.both(n)) for n, swap in enumerate(found))


def _standing(ground: Ground) -> str:
    """Return what the options at rest are called: mostly the status quo."""
    issues = ground.case.issues.values()
    same = all(issue.at_rest == issue.status_quo for issue in issues)
    return "the status quo" if same else "no agreement"


def _trade(ground: Ground, swap: Swap, chance: float, interval: tuple[float, float]) -> Trade:
    space = ground.space
    (gift, given), (payment, paid) = swap.concession, swap.payment
    return Trade(
        start=_standing(ground),
        giver=space.parties[swap.giver],
        gives_issue=space.issues[gift],
        gives_from=space.options[gift][space.rest[gift]],
        gives_to=space.options[gift][given],
        payer=space.parties[swap.payer],
        pays_issue=space.issues[payment],
        pays_from=space.options[payment][space.rest[payment]],
        pays_to=space.options[payment][paid],
        cost_to_giver=to_points(-swap.alone[0]),
        worth_to_payer=to_points(swap.alone[1]),
        net_giver=to_points(swap.net[0]),
        net_payer=to_points(swap.net[1]),
        passes=swap.passes,
        chance=chance,
        interval=interval,
    )


def leverage_lines(ground: Ground, searched: int, workers: int | None) -> tuple[Leverage, ...]:
    """Return what each unilateral move and outside option does, in file order.

    `searched` worlds at most; by structure each costs a search a move. Without a diagram the deal
    after a move is not known: there are no lines.
    """
    space = ground.space
    if not space.moves or ground.route == "programme":
        return ()
    by_structure = ground.route == "structure"
    most = searched if by_structure else max(1, 10**8 // space.combinations)
    worlds = min(LEVERAGE_WORLDS, most, ground.draws.count)
    shifted = leverage_by_structure if by_structure else _shifted
    job = partial(shifted, ground.few, ground.few_rules)
    at_mid = job(ground.few_mid, ground.mid_luck)
    parts = list(
        in_parts(job, ground.few_draws.part(0, worlds), ground.luck[:worlds], workers=workers)
    )
    drawn = Shifted(
        np.concatenate([part.zone for part in parts]),
        np.concatenate([part.value for part in parts]),
    )
    return tuple(_leverage(ground, m, at_mid, drawn, worlds) for m in range(len(space.moves)))


def _shifted(space: Space, rules: tuple[Rule, ...], worlds: Worlds, luck: Floats) -> Shifted:
    return leverage(space, rules, worlds, luck, Walk(space))


def _leverage(ground: Ground, m: int, at_mid: Shifted, drawn: Shifted, worlds: int) -> Leverage:
    case, space = ground.case, ground.space
    written = case.moves[space.moves[m].id]
    known = (drawn.zone[:, [0, m + 1]] >= 0).all(axis=1)
    exists = drawn.zone[known][:, [0, m + 1]] > 0
    change = exists[:, 1].astype(np.float64) - exists[:, 0]
    both = exists.all(axis=1)
    shift: dict[str, float | None] = dict.fromkeys(space.parties)
    spans: dict[str, tuple[float, float] | None] = dict.fromkeys(space.parties)
    if both.any():
        value = drawn.value[known][both]
        moved = (value[:, m + 1] - value[:, 0]) / UNITS
        rank = ranking(moved, ground.seed)
        for p, party in enumerate(space.parties):
            shift[party] = float(rank.mean[p])
            spans[party] = (float(rank.low[p]), float(rank.high[p]))
    chance = ranking(change[:, None], ground.seed)
    cost = space.moves[m].cost
    counted = ground.route == "enumeration"
    zone = int(at_mid.zone[0, m + 1])
    return Leverage(
        move=space.moves[m].id,
        name=written.name,
        by=written.by,
        kind=written.kind,
        shifts={
            party: to_points(int(ground.mid.shift[0, m, a]))
            for party, a in zip(space.parties, space.principals, strict=True)
        },
        zone_packages=zone if counted else None,
        zone_change=zone - int(at_mid.zone[0, 0]) if counted else None,
        zone_chance_change=float(chance.mean[0]),
        zone_chance_interval=(float(chance.low[0]), float(chance.high[0])),
        nash_shift=shift,
        nash_interval=spans,
        cost=None if cost is None else to_points(int(ground.mid.cost[0, m])),
        worlds=worlds,
        text=_in_words(ground, m, shift),
    )


def _in_words(ground: Ground, m: int, shift: dict[str, float | None]) -> str:
    case, space = ground.case, ground.space
    owner = case.parties[space.parties[space.moves[m].party]].name
    own = shift[space.parties[space.moves[m].party]]
    if own is None:
        return f"No world has a deal both before and after this move of {owner}."
    if abs(own) < 0.05:  # noqa: PLR2004  what rounds to nothing
        return f"As a threat it leaves {owner}'s value at the Nash deal as it is."
    way = "raises" if own > 0 else "lowers"
    return f"As a threat it {way} {owner}'s value at the Nash deal by {abs(own):.1f} points."
