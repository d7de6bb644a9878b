"""A zone as a union on common scales, for many searches of it at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from winset.home.linked.coalitions import all_of, coalitions
from winset.home.linked.regions import Home
from winset.home.rules import Rule
from winset.space.diagram.union import Union
from winset.space.grid import Floats, Ints
from winset.space.space import Space

MOST_WAYS = 64
"""Winning coalitions above which regions are not searched at once."""


@dataclass(frozen=True)
class Zone:
    """A zone as a `union`; scale d is the gain of `actors[d]`, turned round if `signs[d]` is -1."""

    union: Union
    actors: tuple[int, ...]
    signs: tuple[int, ...]

    def start(self, spent: Ints) -> Ints:
        """Return where gains start [J, D] after `spent` [J, actors]: it moves reservations up."""
        moved: Ints = self.union.weighed.start - spent[:, list(self.actors)] * np.array(self.signs)
        return moved


def zone_union(space: Space, rules: Sequence[Rule], luck: Floats, home: Home) -> Zone | None:
    """Return the zone of a world on common scales, those of the Home and of refusals.

    `luck` [legislatures] of the world. None where nothing is possible, no coalition wins, or more
    than MOST_WAYS do. Raises TooManyCoalitions.
    """
    ways = all_of(coalitions(rule, luck) for rule in rules)
    if not home.weighed.diagram.layers or not 0 < len(ways) <= MOST_WAYS:
        return None
    parties = len(space.principals)
    place = {actor: n for n, actor in enumerate(home.actors)}
    given = [
        {(place[actor], 1) for actor in way.accept} | {(place[actor], -1) for actor in way.refuse}
        for way in ways
    ]
    # a principal's consent is a scale of its own beside its gain: some ways may do without it
    answers = sorted(set().union(*given))
    rows = [*range(parties), *(row for row, _ in answers)]
    signs = [*[1] * parties, *(sign for _, sign in answers)]
    margins = [(int(home.margin[row]), sign) for row, sign in answers]
    floor = [0] * parties + [margin if sign > 0 else 1 - margin for margin, sign in margins]
    asked = np.ones((len(ways), len(rows)), dtype=np.bool_)
    for r, its in enumerate(given):
        asked[r, parties:] = [answer in its for answer in answers]
    weighed = home.weighed.scales(rows, signs)
    actors = tuple(home.actors[row] for row in rows)
    return Zone(Union(weighed, parties, np.array(floor), asked), actors, tuple(signs))
