"""What every measure of one analysis stands on: the space, its rules and its worlds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from winset.case.document import Case
from winset.home.rules import Rule, compile_rules
from winset.home.zone import Slice, deciders, drawn_luck, judge, mid_luck, surveyed
from winset.space.compile import compile_case
from winset.space.grid import Floats
from winset.space.packages import ENUMERABLE, Block, Walk
from winset.space.space import Space, only
from winset.space.values import package_values
from winset.space.worlds import Worlds, drawn, mid

WORLDS = 2000
"""Draws of the uncertain numbers, unless the space is so large that they are cut to a budget."""


MOST_ISSUES = 20
"""Issues up to which every agenda is enumerated: there are 2^20 of them."""

Route = Literal["enumeration", "structure"]
"""How packages are searched: all of them, block by block; or by a diagram, at any size."""


@dataclass(frozen=True)
class Ground:
    """A case as numbers: `space`, `rules`, `mid`, `draws` with all actors.

    `few`, `few_rules`, `few_mid`, `few_draws` hold only those whose answer can matter; `mid_luck`
    [1, legislatures], `luck` [worlds, legislatures].
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
    route: Route

    def slices(self) -> Iterator[Slice]:
        """Yield the Slices of all packages at the middle numbers, all actors; raises TooLarge."""
        everyone = tuple(range(len(self.space.actors)))
        return surveyed(self.space, self.rules, self.mid, 0, self.mid_luck[0], self.walk, everyone)

    def judged(self, block: Block) -> Slice:
        """Return the Slice of some packages at the middle numbers, all actors."""
        values = package_values(self.space, self.mid, 0, block)
        return judge(self.space, self.rules, self.mid, 0, self.mid_luck[0], block, values)


def route_of(space: Space) -> Route:
    """Return how a space is searched: by enumeration as far as packages and agendas can be held."""
    held = space.combinations <= ENUMERABLE and len(space.issues) <= MOST_ISSUES
    return "enumeration" if held else "structure"


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

    `route`: how packages are searched (default: as `route_of` has it).
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
        route=route or route_of(space),
    )
