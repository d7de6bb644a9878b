"""What one world says of the issues, each agenda's deal found by a search of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from winset.home.rules import Rule
from winset.insight.agendas import shapley
from winset.insight.runs import UNKNOWN, settled_share
from winset.insight.structured.agendas import Agendas
from winset.insight.structured.changes import Changes, Small, weighed
from winset.insight.structured.deals import Deal, judged
from winset.insight.structured.orders import drawn_orders, sampled_shapley
from winset.insight.structured.plan import Measures
from winset.space.grid import Bools, Floats, Ints
from winset.space.nash import NO_DEAL, joint_gain, worth
from winset.space.packages import numbers_of, single_moves
from winset.space.space import Space
from winset.space.values import package_values
from winset.space.worlds import Worlds, issue_weights

Search = Callable[[list[Bools], Ints], Deal]
"""Finds the deal among allowed options [issues][options], with so much spent [actors]."""

Exists = Callable[[list[Bools]], Deal]
"""Finds some package of the zone among allowed options that is not the one at rest."""


@dataclass(frozen=True)
class Known:
    """What is known of a world before it is searched, by a batch of many.

    `deals` of agendas, by their bits; `first`: deals by the issue that is settled first;
    `shapley`: values and their standard errors, [issues] each.
    """

    deals: Mapping[int, Deal] = field(default_factory=dict)
    first: Mapping[int, Deal] = field(default_factory=dict)
    shapley: tuple[Floats, Floats] | None = None


@dataclass(frozen=True)
class World:
    """One world as it is asked: its numbers, how deals are found, what small changes bring."""

    space: Space
    rules: tuple[Rule, ...]
    worlds: Worlds
    world: int
    luck: Floats
    search: Search
    other: Exists
    small: Changes
    known: Known = Known()


def row(asked: World, measures: Measures, seed: tuple[int, ...]) -> tuple[object, ...]:
    """Return the fields of Runs, in order, for one world; `seed` is that of its drawn orders."""
    space, issues = asked.space, len(asked.space.issues)
    nothing_spent = np.zeros(len(space.actors), dtype=np.int64)
    agendas = Agendas(
        space, lambda allowed: asked.search(allowed, nothing_spent), asked.known.deals
    )
    small = weighed(asked.small, asked.rules, asked.worlds, asked.world, asked.luck)
    full = (1 << issues) - 1
    deal = agendas.deal(full)
    exists = _Existence(asked, agendas, small)
    unlocks, first, critical = (np.full(issues, np.nan) for _ in range(3))
    if measures.agendas and deal.known:
        after = _settled_first(asked, agendas, deal) if measures.settle_first else None
        weights = issue_weights(space, asked.worlds, asked.world)
        for k in range(issues):
            without = agendas.deal(full & ~(1 << k))
            if without.known:
                left = agendas.moved(without)
                unlocks[k] = settled_share(agendas.moved(deal), left, k, weights)
                if after is not None and (then := after(k)) is not None:
                    first[k] = settled_share(then, left, k, weights)
            critical[k] = _critical(exists(full), exists(full & ~(1 << k)))
    shares, error = _shapley(asked, agendas, measures, seed)
    return (
        _zone(deal, small),
        _number(space, deal),
        exists(full),
        _worth(asked, deal),
        unlocks,
        first,
        small.own,
        shares,
        critical,
        small.pairs,
        error,
    )


def _zone(deal: Deal, small: Small) -> int:
    if small.rest or small.moves or deal.package is not None:
        return 1
    return 0 if deal.known else -1


def _number(space: Space, deal: Deal) -> int:
    if not deal.known:
        return UNKNOWN
    if deal.package is None:
        return -1
    return int(numbers_of(space, np.array(deal.package, dtype=np.int16)[:, None])[0])


def _worth(asked: World, deal: Deal) -> float:
    """Return the value of a deal in points; 0 without one, NaN if it is not known."""
    if not deal.known:
        return float("nan")
    joint = np.array([NO_DEAL])
    if deal.package is not None:
        digits = np.array(deal.package, dtype=np.int16)[:, None]
        nothing = np.zeros(len(asked.space.actors), dtype=np.int64)
        gains, _ = judged(
            asked.space, asked.rules, asked.worlds, asked.world, asked.luck, digits, nothing
        )
        joint = joint_gain(gains[list(asked.space.principals)])
    return float(worth(joint, len(asked.space.parties))[0])


def _critical(whole: float, without: float) -> float:
    """Return whether a deal exists, and none without the issue; NaN if that is not known."""
    if whole == 0 or without == 1:
        return 0.0
    return whole - without


class _Existence:
    """Whether some package of the zone moves an issue of an agenda and no other: 1, 0 or NaN."""

    def __init__(self, asked: World, agendas: Agendas, small: Small) -> None:
        self._asked, self._agendas = asked, agendas
        self._seen = set(small.moves)
        self._answers: dict[int, float] = {}

    def __call__(self, agenda: int) -> float:
        found = self._answers.get(agenda)
        if found is None:
            found = self._answers[agenda] = self._found(agenda)
        return found

    def _found(self, agenda: int) -> float:
        if any(not moves & ~agenda for moves in self._seen):
            return 1.0
        deal = self._agendas.deal(agenda)
        if deal.known and deal.package is None:
            return 0.0
        if deal.known and self._agendas.moved(deal):
            return 1.0
        # the package at rest is the best, or the best is not known: is there another?
        other = self._asked.other(self._agendas.allowed(agenda))
        if not other.known:
            return float("nan")
        if other.package is None:
            return 0.0
        self._seen.add(self._agendas.moved(other))
        return 1.0


def _settled_first(asked: World, agendas: Agendas, deal: Deal) -> Callable[[int], int | None]:
    """Return what gives the set of issues settled once issue k is settled first as in the deal.

    As `insight.agendas.settled_after`, and None where it is not known; for an issue that the deal
    leaves at rest, what is settled without it.
    """
    space = asked.space
    full = (1 << len(space.issues)) - 1
    alone = package_values(space, asked.worlds, asked.world, single_moves(space))

    def after(k: int) -> int | None:
        if deal.package is None or not agendas.moved(deal) >> k & 1:
            return agendas.moved(agendas.deal(full & ~(1 << k)))
        if (then := asked.known.first.get(k)) is None:
            then = searched(k, deal.package[k])
        if not then.known:
            return None
        return 1 << k if then.package is None else agendas.moved(then)

    def searched(k: int, option: int) -> Deal:
        spent = alone[:, 1 + sum(space.offered[:k]) + option] - alone[:, 0]
        allowed = agendas.allowed(full)
        allowed[k] = np.arange(space.offered[k]) == option
        return asked.search(allowed, spent)

    return after


def _shapley(
    asked: World, agendas: Agendas, measures: Measures, seed: tuple[int, ...]
) -> tuple[Floats, Floats]:
    """Return the Shapley values and their standard errors [issues]; NaN if not all is known."""
    issues = len(asked.space.issues)

    def value(agenda: int) -> float:
        return _worth(asked, agendas.deal(agenda))

    if asked.known.shapley is not None:
        return asked.known.shapley
    if measures.shapley == "all":
        # larger agendas first: what they leave at rest answers for smaller ones
        found = [value(agenda) for agenda in reversed(range(1 << issues))]
        return shapley(np.array(found[::-1])), np.zeros(issues)
    if measures.shapley == "drawn":
        return sampled_shapley(issues, value, drawn_orders(issues, measures.orders, seed))
    return np.full(issues, np.nan), np.full(issues, np.nan)
