"""What a search of each agenda may cost, estimated before it begins, and what it is spent on.

Work is counted, not timed: how far a study goes hangs on its case and never on the machine. A unit
is about ten microseconds of one core where the compiler is installed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

BUDGET, AT_MID = 3_200_000, 1_000_000
"""Units that the worlds of one study may take together, and those at its middle numbers."""

FEWEST = 20
"""Worlds below which what is averaged over worlds is not worth its cost."""

WHOLE = 15
"""Issues up to which all agendas are weighed for Shapley values; above, orders are drawn."""

PAIRS = (8, 4, 2)
"""Antithetic pairs of orders drawn in a world: as many as the budget allows, or none."""

_FULL = 0.85
"""Share of the budget that goes to worlds with all measures, where not all worlds can have them."""


NO_SHAPLEY = "Shapley values are not known: they were too dear to search."
"""What is said where nobody sought them."""


@dataclass(frozen=True)
class Measures:
    """What is sought in a world beside its deal.

    `agendas`: the deal without each issue; `settle_first`: that after each is settled first;
    `pairs`: what two issues alone bring; `shapley`: over all agendas, or over `orders` pairs drawn.
    """

    agendas: bool = False
    settle_first: bool = False
    pairs: bool = False
    shapley: Literal["all", "drawn"] | None = None
    orders: int = 0


@dataclass(frozen=True)
class Cost:
    """What a case costs in units: searches, and a look at all `singles` or at all `pairs`.

    `first` is the search of a world's deal, `search` one for another agenda like it, and `drawn`
    one for an agenda of an order that is drawn.
    """

    issues: int
    first: float
    search: float
    drawn: float
    singles: float
    pairs: float

    def of(self, measures: Measures) -> float:
        """Return the units that one world takes."""
        searches = self.issues * (measures.agendas + measures.settle_first)
        if measures.shapley == "all":
            searches += 2**self.issues
        drawn = 0
        if measures.shapley == "drawn":
            drawn = 2 * measures.orders * (self.issues - 1)
        looked_at = self.pairs if measures.pairs else self.singles
        return self.first + searches * self.search + drawn * self.drawn + looked_at


@dataclass(frozen=True)
class Plan:
    """How far a study goes: in `worlds` a deal is sought, in the first `full` also `measures`.

    In the others own worth alone is, and pairs where `measures` has them. `sentences`: what is
    left out, and why.
    """

    worlds: int
    full: int
    measures: Measures
    sentences: tuple[str, ...]

    @property
    def rest(self) -> Measures:
        """The measures of the worlds that do not have all."""
        return Measures(pairs=self.measures.pairs)


def planned(cost: Cost, worlds: int, budget: int = BUDGET) -> Plan:
    """Return the richest Plan for up to `worlds` worlds that keeps to `budget` units.

    Measures go in this order when they are too dear: Shapley values, settle-first, agendas, pairs.
    At least one world is searched, whatever it costs.
    """
    enough = min(worlds, FEWEST)
    for measures in _ladder(cost.issues):
        most = int(budget // cost.of(measures))
        if most < worlds:
            # what is left pays for deals alone in more worlds
            most = int(budget * _FULL // cost.of(measures))
        most = min(worlds, most)
        if most >= enough:
            break
    bare = Measures(pairs=measures.pairs)
    if measures == bare:
        most = min(worlds, max(1, int(budget // cost.of(bare))))
        return Plan(most, most, measures, _sentences(cost, measures, most, most, worlds))
    left = max(0.0, budget - most * cost.of(measures))
    more = min(worlds, most + int(left // cost.of(bare)))
    return Plan(more, most, measures, _sentences(cost, measures, most, more, worlds))


def _ladder(issues: int) -> Iterator[Measures]:
    """Yield measures, the richest first."""
    most = Measures(agendas=True, settle_first=True, pairs=True)
    if issues <= WHOLE:
        yield replace(most, shapley="all")
    for orders in PAIRS:
        yield replace(most, shapley="drawn", orders=orders)
    yield most
    yield replace(most, settle_first=False)
    yield Measures(pairs=True)
    yield Measures()


def _sentences(
    cost: Cost, measures: Measures, full: int, worlds: int, asked: int
) -> tuple[str, ...]:
    """Return what the budget leaves out, a sentence each."""
    said = []
    if worlds < asked:
        said.append(f"The deal was sought in {worlds:,} of {asked:,} worlds: more are too dear.")
    if not measures.agendas:
        said.append(
            "What each issue unlocks, and whether it is critical, is not known: it would take "
            f"{cost.issues} more searches a world."
        )
    elif full < worlds:
        said.append(f"What issues unlock is known in {full:,} worlds, where all was searched.")
    if measures.agendas and not measures.settle_first:
        said.append("What settling an issue first does is not known: it was too dear to search.")
    if not measures.pairs:
        said.append("Pairs of issues were not weighed: they have too many packages.")
    if measures.shapley is None:
        said.append(NO_SHAPLEY)
    elif measures.shapley == "drawn":
        said.append(
            f"Shapley values come from {2 * measures.orders} drawn orders of the issues in each "
            "world, half of them the reverse of the others: their sampling error is given apart."
        )
    return tuple(said)


def said_of(drawn: Plan, at_mid: Plan) -> tuple[str, ...]:
    """Return what is left out of a study of worlds and of its middle numbers, a sentence each."""
    if drawn.measures.shapley is not None or at_mid.measures.shapley is None:
        return drawn.sentences
    orders = 2 * at_mid.measures.orders
    by_orders = f", from {orders} drawn orders with their standard error" if orders else ""
    known = (
        f"Shapley values are known at the middle numbers alone{by_orders}: over worlds they were "
        "too dear to search."
    )
    return tuple(known if said == NO_SHAPLEY else said for said in drawn.sentences)
