"""Mandates: what those at the table believe that their homes will bear.

Principals know their own numbers. A ratifier's they know only as the file's middle ones, until a
refusal at sign-off shows the true ones (two-level games: Putnam 1988).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from winset.home.rules import Consent, Count, House, Rule
from winset.space.grid import Floats, Ints
from winset.space.worlds import Worlds

LIKELIER = 0.5
"""Luck of a legislature that has not voted yet: it passes what is likelier to pass than not."""


Table = TypeVar("Table", Ints, Floats)


@dataclass(frozen=True)
class Known:
    """Whose true answer a refusal has shown: ratifiers, and legislatures by their place."""

    actors: frozenset[int] = frozenset()
    houses: frozenset[int] = frozenset()

    def __or__(self, other: Known) -> Known:
        return Known(self.actors | other.actors, self.houses | other.houses)


def mandate(mid: Worlds, draws: Worlds, world: int, known: Collection[int]) -> Worlds:
    """Return the one world that the mandate of world `world` is read from.

    The actors `known` (the principals, and whom a refusal has shown) are at the numbers of that
    world of `draws`, all others at those of `mid`. `theta` stays that of `mid`: it is nobody's.
    """
    rows = sorted(known)

    def mixed(middle: Table, true: Table, axis: int) -> Table:
        found = middle.copy()
        places = (slice(None),) * axis + (rows,)
        found[places] = true[world : world + 1][places]
        return found

    return replace(
        mid,
        contributions=mixed(mid.contributions, draws.contributions, 1),
        soft=mixed(mid.soft, draws.soft, 2),
        reservation=mixed(mid.reservation, draws.reservation, 1),
        margin=mixed(mid.margin, draws.margin, 1),
        influence=mixed(mid.influence, draws.influence, 1),
        shift=mixed(mid.shift, draws.shift, 2),
        cost=draws.cost[world : world + 1],
    )


def mandate_luck(luck: Floats, houses: Collection[int]) -> Floats:
    """Return the luck [legislatures] of a mandate: the world's where a vote has shown it."""
    found = np.full(luck.shape, LIKELIER)
    rows = sorted(houses)
    found[rows] = luck[rows]
    return found


def after_moves(view: Worlds, made: Sequence[int]) -> Worlds:
    """Return the same worlds once the moves `made` have changed what no agreement is worth.

    What several moves change adds up, also where they touch one issue.
    """
    changed: Ints = view.reservation + view.shift[:, list(made)].sum(axis=1)
    return replace(view, reservation=changed)


def with_signatures(
    rules: Sequence[Rule], party_of: Sequence[int], signs: Collection[int]
) -> tuple[Rule, ...]:
    """Return each party's rule together with the consent of those of its own who must sign.

    `signs`: actors, not principals, whose signature some stage needs. No text is worth writing that
    one of them is known to refuse.
    """
    found = []
    for party, rule in enumerate(rules):
        own = tuple(Consent(actor) for actor in sorted(signs) if party_of[actor] == party)
        found.append(Count(1 + len(own), (rule, *own)) if own else rule)
    return tuple(found)


def houses(rule: Rule) -> frozenset[int]:
    """Return the places of the legislatures that a rule asks."""
    match rule:
        case Count(_, parts):
            return frozenset[int]().union(*(houses(part) for part in parts))
        case House(place, _, _):
            return frozenset({place})
        case _:
            return frozenset()
