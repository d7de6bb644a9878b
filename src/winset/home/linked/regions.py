"""A zone as a union of regions: each winning coalition is one, its answers are floors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from winset.home.linked.coalitions import Coalition, all_of, coalitions, given
from winset.home.rules import Rule
from winset.home.zone import deciders
from winset.space.diagram.compilation import compile_diagram
from winset.space.diagram.diagram import Diagram
from winset.space.diagram.region import Region
from winset.space.diagram.weighed import Weighed, weigh
from winset.space.grid import Floats, Ints
from winset.space.space import Space
from winset.space.worlds import Worlds


@dataclass(frozen=True)
class Home:
    """A diagram with the gains of those whose answer matters, and how it is asked.

    `actors` [scales of `weighed`]; `margin` [scales]: what each must gain to accept, in units.
    """

    actors: tuple[int, ...]
    weighed: Weighed
    margin: Ints

    def answers(self) -> tuple[set[int], set[int]]:
        """Return the actors who accept every package, and those who accept none."""
        if not self.weighed.diagram.layers:
            return set(), set()
        most = self.weighed.start + self.weighed.most[0][0]
        least = self.weighed.start + self.weighed.least[0][0]
        pairs = zip(self.actors, (least >= self.margin).tolist(), strict=True)
        never = zip(self.actors, (most < self.margin).tolist(), strict=True)
        return {a for a, sure in pairs if sure}, {a for a, sure in never if sure}


def zone_diagram(space: Space, part: int = 1) -> Diagram:
    """Return the Diagram of the packages that cross nobody's red line; `part` as to compile.

    Raises TooWide.
    """
    return compile_diagram(space, [test for lines in space.red_lines for _, test in lines], part)


def at_home(
    space: Space, rules: Sequence[Rule], worlds: Worlds, world: int, diagram: Diagram
) -> Home:
    """Return what the principals and voters gain along `diagram`; the principals stand first."""
    others = [actor for actor in deciders(space, rules) if actor not in space.principals]
    actors = (*space.principals, *others)
    margin = worlds.margin[world][list(actors)]
    return Home(actors, weigh(space, worlds, world, diagram, actors), margin)


def zone_regions(
    space: Space, rules: Sequence[Rule], luck: Floats, home: Home
) -> tuple[Region, ...]:
    """Return the regions whose union is the zone: rules hold, principals gain 0 or more.

    `luck` [legislatures] of the world. None without a winning coalition. Raises TooManyCoalitions.
    """
    if not home.weighed.diagram.layers:
        return ()
    sure, never = home.answers()
    ways = all_of(given(coalitions(rule, luck), sure, never) for rule in rules)
    return tuple(_region(len(space.principals), home, way) for way in ways)


def _region(parties: int, home: Home, way: Coalition) -> Region:
    """Return the packages at which a coalition gives its answers and no principal loses."""
    place = {actor: n for n, actor in enumerate(home.actors)}
    floors = [0] * parties
    rows, signs = list(range(parties)), [1] * parties
    for row in sorted(place[actor] for actor in way.accept):
        margin = int(home.margin[row])
        if row < parties:
            floors[row] = max(0, margin)
        else:
            rows.append(row)
            signs.append(1)
            floors.append(margin)
    for row in sorted(place[actor] for actor in way.refuse):
        rows.append(row)
        signs.append(-1)
        floors.append(1 - int(home.margin[row]))
    weighed = home.weighed.scales(rows, signs)
    return Region(weighed, parties, np.array(floors, dtype=np.int64))
