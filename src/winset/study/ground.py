"""What every measure of one analysis stands on: the space, its rules and its worlds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from winset.case.document import Case
from winset.home.linked.coalitions import TooManyCoalitions
from winset.home.linked.regions import at_home, zone_diagram, zone_regions
from winset.home.rules import Rule, compile_rules
from winset.home.zone import Slice, deciders, drawn_luck, judge, mid_luck, surveyed
from winset.space.compile import compile_case
from winset.space.diagram.compilation import TooWide
from winset.space.grid import Floats
from winset.space.packages import ENUMERABLE, Block, Walk
from winset.space.space import Space, only
from winset.space.values import package_values
from winset.space.worlds import Worlds, drawn, mid

WORLDS = 2000
"""Draws of the uncertain numbers, unless the space is so large that they are cut to a budget."""


MOST_ISSUES = 20
"""Issues up to which every agenda is enumerated: there are 2^20 of them."""

Route = Literal["enumeration", "structure", "programme"]
"""How packages are searched: all of them, block by block; by a diagram, at any size; or, where
linkages are too wide for one or rules hold in too many ways, by mixed-integer programs."""


@dataclass(frozen=True)
class Ground:
    """A case as numbers: `space`, `rules`, `mid`, `draws` with all actors.

    `few`, `few_rules`, `few_mid`, `few_draws` hold only those whose answer can matter; `mid_luck`
    [1, legislatures], `luck` [worlds, legislatures]. `asked`: the route to take, None to choose.
    """

    case: Case
    as_of: date
    seed: int
    space: Space
    rules: tuple[Rule, ...]
    mid: Worlds
    mid_luck: Floats
    draws: Worlds
    luck: Floats
    few: Space
    few_rules: tuple[Rule, ...]
    few_mid: Worlds
    few_draws: Worlds
    walk: Walk
    asked: Route | None

    @cached_property
    def route(self) -> Route:
        """How the packages are searched: by the first of the ladder that can hold them."""
        if self.asked is not None:
            return self.asked
        if enumerable(self.space):
            return "enumeration"
        try:
            home = at_home(self.few, self.few_rules, self.few_mid, 0, zone_diagram(self.few))
            zone_regions(self.few, self.few_rules, self.mid_luck[0], home)
        except (TooWide, TooManyCoalitions):
            return "programme"
        return "structure"

    def slices(self) -> Iterator[Slice]:
        """Yield the Slices of all packages at the middle numbers, all actors; raises TooLarge."""
        everyone = tuple(range(len(self.space.actors)))
        return surveyed(self.space, self.rules, self.mid, 0, self.mid_luck[0], self.walk, everyone)

    def judged(self, block: Block) -> Slice:
        """Return the Slice of some packages at the middle numbers, all actors."""
        values = package_values(self.space, self.mid, 0, block)
        return judge(self.space, self.rules, self.mid, 0, self.mid_luck[0], block, values)


def enumerable(space: Space) -> bool:
    """Return whether all packages and all agendas of a space can be looked at."""
    return space.combinations <= ENUMERABLE and len(space.issues) <= MOST_ISSUES


def lay(
    case: Case,
    *,
    as_of: date,
    worlds: int,
    seed: int,
    walk: Walk | None = None,
    route: Route | None = None,
) -> Ground:
    """Return the Ground of a case; `walk` is that of a case that differs in its numbers alone.

    `route`: how packages are searched (default: by the first way that can hold them).
    """
    space = compile_case(case)
    written = [party.ratification for party in case.parties.values()]
    rules = compile_rules(written, space.actors)
    kept = deciders(space, rules)
    few = only(space, kept)
    middle = mid(space)
    draws = drawn(space, worlds, seed)
    return Ground(
        case=case,
        as_of=as_of,
        seed=seed,
        space=space,
        rules=rules,
        mid=middle,
        mid_luck=mid_luck(rules),
        draws=draws,
        luck=drawn_luck(rules, worlds, seed),
        few=few,
        few_rules=compile_rules(written, few.actors),
        few_mid=middle.only(kept),
        few_draws=draws.only(kept),
        walk=walk or Walk(space),
        asked=route,
    )
