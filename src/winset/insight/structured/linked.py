"""Linked cases: the deals of one world's agendas, found together (space/diagram/batch.py).

The prices of the whole deal bound all agendas, and by how much it is below its bound tells how far
below theirs they may be expected. What the batch gives up is left out: it is searched for alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np

from winset.home.linked.coalitions import TooManyCoalitions
from winset.home.linked.regions import Home
from winset.home.linked.union import Zone, zone_union
from winset.home.rules import Rule
from winset.insight.structured.deals import Deal
from winset.insight.structured.orders import drawn_orders
from winset.insight.structured.plan import Measures
from winset.insight.structured.world import Known
from winset.space.diagram.batch import Answers, answers
from winset.space.diagram.merits import Merit
from winset.space.diagram.outlook import Asked, Field
from winset.space.diagram.restricted import restricted
from winset.space.diagram.union import Bounds, bounds
from winset.space.grid import Bools, Floats, Ints
from winset.space.packages import single_moves
from winset.space.space import Space
from winset.space.values import package_values
from winset.space.worlds import Worlds

LARGEST = 1 << 24
"""Weighed sums of arcs above which a diagram is too large for a batch."""

CAPS = (1_000, 20_000)
"""Labels a layer above which a search is given up: under prices it shares, and under its own."""

BAND = 5
"""Agendas of a drawn order that are searched together, under prices of one of them."""

ROUND = 100
"""Units of plan.py that a round of a search for prices takes, beside its longest path."""

_ARC = 1 / 50
"""Units for an arc of a longest path."""


@dataclass(frozen=True)
class Batch:
    """What was found together in one world: `known`, and the counted `work` of it.

    `searches` were asked for, of which `open` ones were given up.
    """

    known: Known = field(default_factory=Known)
    work: float = 0.0
    searches: int = 0
    open: int = 0


def known_deals(
    space: Space,
    rules: tuple[Rule, ...],
    worlds: Worlds,
    world: int,
    luck: Floats,
    home: Home,
    measures: Measures,
    seed: Sequence[int],
) -> Batch:
    """Return what the batch finds in one world; `seed` is that of its drawn orders.

    `home` is that of the diagram of the zone; `luck` [legislatures] of the world. Where the case is
    not one for a batch, nothing is known.
    """
    try:
        zone = zone_union(space, rules, luck, home)
    except TooManyCoalitions:
        return Batch()
    if zone is None:
        return Batch()
    merit = Merit("nash", (1,) * len(space.parties))
    priced = bounds(zone.union, merit)
    if priced is None or zone.union.weighed.diagram.arcs * len(priced.weights) > LARGEST:
        return Batch()
    return _World(space, zone, Field(zone.union, priced), merit).batch(
        worlds, world, measures, seed
    )


@dataclass
class _World:
    """One world's searches, and what they have come to so far."""

    space: Space
    zone: Zone
    whole: Field
    merit: Merit
    deals: dict[int, Deal] = field(default_factory=dict)
    work: float = 0.0
    searches: int = 0
    open: int = 0

    def batch(self, worlds: Worlds, world: int, measures: Measures, seed: Sequence[int]) -> Batch:
        """Return all that `measures` ask for."""
        space = self.space
        full = (1 << len(space.issues)) - 1
        self._count(self.whole.bounds)
        below = self._agendas([full], self.whole, self.whole.bounds.closeness)
        if full not in self.deals:
            return self._batch({})
        first: dict[int, Deal] = {}
        if measures.agendas:
            moved = _moved(space, self.deals[full])
            self._agendas([full & ~(1 << k) for k in moved], self.whole, below)
            if measures.settle_first:
                first = self._settled_first(worlds, world, self.deals[full], moved, below)
        if measures.shapley == "all":
            for size in reversed(range(len(space.issues))):
                self._agendas(_of_size(len(space.issues), size), self.whole, below)
        elif measures.shapley == "drawn":
            for order in drawn_orders(len(space.issues), measures.orders, seed):
                self._along(order)
        return self._batch(first)

    def _batch(self, first: dict[int, Deal]) -> Batch:
        return Batch(Known(self.deals, first), self.work, self.searches, self.open)

    def _count(self, priced: Bounds) -> None:
        self.work += priced.rounds * (ROUND + self.zone.union.weighed.diagram.arcs * _ARC)

    def _along(self, order: Sequence[int]) -> None:
        """Find the deals of the agendas that an order of the issues goes through."""
        agendas = [sum(1 << k for k in order[:size]) for size in range(len(order), -1, -1)]
        for start in range(0, len(agendas), BAND):
            band = agendas[start : start + BAND]
            among = _allowed(self.space, band[len(band) // 2 :][:1])
            weighed = restricted(self.zone.union.weighed, [options[0] for options in among])
            priced = bounds(self.zone.union, self.merit, weighed)
            if priced is not None:
                self._count(priced)
                self._agendas(band, Field(self.zone.union, priced), priced.closeness)

    def _agendas(self, sets: Sequence[int], field: Field, closeness: float) -> float:
        """Find the deals of agendas as far as can be; return how far below its bound one is."""
        asked = [agenda for agenda in sets if not self._inherited(agenda)]
        if not asked:
            return 0.0
        start = np.tile(self.zone.union.weighed.start, (len(asked), 1))
        found = self._answers(field, Asked(_allowed(self.space, asked), start), closeness)
        for n in np.flatnonzero(found.known).tolist():
            self.deals[asked[n]] = _deal(found.packages[n])
        return float(found.below.max(initial=0.0))

    def _inherited(self, agenda: int) -> bool:
        """Return whether a deal is known, be it as that of an agenda with one issue more."""
        if agenda in self.deals:
            return True
        for k in range(len(self.space.issues)):
            wider = self.deals.get(agenda | 1 << k)
            if wider is not None and k not in _moved(self.space, wider):
                self.deals[agenda] = wider
                return True
        return False

    def _settled_first(
        self, worlds: Worlds, world: int, deal: Deal, moved: Sequence[int], closeness: float
    ) -> dict[int, Deal]:
        """Return the deals, by issue, once the issue is settled first as in the full deal."""
        space, package = self.space, deal.package
        if package is None or not moved:
            return {}
        alone = package_values(space, worlds, world, single_moves(space))
        places = [1 + sum(space.offered[:k]) + package[k] for k in moved]
        start = self.zone.start((alone[:, places] - alone[:, :1]).T)
        allowed = tuple(np.ones((len(moved), offered), dtype=np.bool_) for offered in space.offered)
        for n, k in enumerate(moved):
            allowed[k][n] = np.arange(space.offered[k]) == package[k]
        found = self._answers(self.whole, Asked(allowed, start), closeness)
        return {moved[n]: _deal(found.packages[n]) for n in np.flatnonzero(found.known).tolist()}

    def _answers(self, field: Field, asked: Asked, closeness: float) -> Answers:
        """Return the Answers of searches; what is given up is tried again at its own prices."""
        found = answers(field, self.merit, asked, closeness, CAPS[0])
        self.work += found.work
        self.searches += found.known.size
        for n in np.flatnonzero(~found.known).tolist():
            one = asked.part(slice(n, n + 1))
            weighed = restricted(self.zone.union.weighed, [options[0] for options in one.allowed])
            priced = bounds(self.zone.union, self.merit, replace(weighed, start=one.start[0]))
            if priced is None:
                continue
            self._count(priced)
            again = answers(
                Field(self.zone.union, priced), self.merit, one, priced.closeness, CAPS[1]
            )
            self.work += again.work
            found.packages[n], found.known[n] = again.packages[0], again.known[0]
        self.open += int((~found.known).sum())
        return found


def _deal(package: Ints) -> Deal:
    return Deal(None if package[0] < 0 else tuple(package.tolist()), known=True)


def _moved(space: Space, deal: Deal) -> list[int]:
    """Return the issues that a deal moves."""
    if deal.package is None:
        return []
    pairs = zip(deal.package, space.rest, strict=True)
    return [k for k, (option, rest) in enumerate(pairs) if option != rest]


def _allowed(space: Space, sets: Sequence[int]) -> tuple[Bools, ...]:
    """Return the options [issues][J, options] that J agendas allow."""
    return tuple(
        np.array([[bool(agenda >> k & 1)] for agenda in sets]) | (np.arange(offered) == rest)
        for k, (offered, rest) in enumerate(zip(space.offered, space.rest, strict=True))
    )


def _of_size(issues: int, size: int) -> list[int]:
    """Return the agendas of `size` issues."""
    return [sum(1 << k for k in some) for some in combinations(range(issues), size)]
