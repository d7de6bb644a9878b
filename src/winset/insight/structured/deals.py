"""The Nash deal of any agenda in one world, found in a diagram of the packages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from winset.home.linked.coalitions import (
    Coalition,
    TooManyCoalitions,
    all_of,
    coalitions,
    given,
)
from winset.home.linked.regions import Home, at_home, zone_regions
from winset.home.rules import Rule
from winset.home.zone import ratified
from winset.insight.structured.pick import Package, pick
from winset.space.diagram.diagram import Diagram, Packages
from winset.space.diagram.dual import Prices
from winset.space.diagram.merits import Merit
from winset.space.diagram.restricted import restricted
from winset.space.grid import Bools, Digits, Floats, Ints
from winset.space.packages import describe
from winset.space.space import Space
from winset.space.values import package_values
from winset.space.worlds import Worlds

HINTS = 200
"""Packages kept to begin the next search with, the latest ones."""


@dataclass(frozen=True)
class Deal:
    """The best package of an agenda, None if there is none; `known`: neither is in doubt."""

    package: Package | None
    known: bool


@dataclass
class Table:
    """One world, ready to be asked for deals; `diagram` is that of `zone_diagram`.

    What a search learns is kept for those after it. `labels` counts the partial packages that all
    searches carried; `regions` are those of the zone of the last one.
    """

    space: Space
    rules: tuple[Rule, ...]
    worlds: Worlds
    world: int
    luck: Floats
    home: Home
    labels: int = 0
    regions: int = 0
    _prices: dict[tuple[str, Coalition], Prices] = field(default_factory=dict)
    _hints: dict[Package, None] = field(default_factory=dict)

    @property
    def nothing_spent(self) -> Ints:
        """What is spent where no option was settled first, [actors]."""
        return np.zeros(len(self.space.actors), dtype=np.int64)

    def deal(self, allowed: Sequence[Bools], spent: Ints | None = None, rule: str = "nash") -> Deal:
        """Return the deal among packages of `allowed` [issues][options] only.

        `spent` [actors]: by how much every reservation is moved up. Ties are broken as in
        space/solutions.py. Nothing is known where the rules hold in too many ways.
        """
        spent = self.nothing_spent if spent is None else spent
        weighed = restricted(self.home.weighed, allowed)
        shifted = replace(weighed, start=weighed.start - spent[list(self.home.actors)])
        home = replace(self.home, weighed=shifted)
        try:
            regions = zone_regions(self.space, self.rules, self.luck, home)
        except TooManyCoalitions:
            return Deal(None, known=False)
        self.regions = len(regions)
        if not regions:
            return Deal(None, known=True)
        keys = [(rule, way) for way in self._ways(home)]
        old = [self._prices.get(key) for key in keys]
        gains, packages = self._candidates(allowed, spent)
        merit = Merit(rule, (1,) * len(self.space.parties))
        found = pick(regions, merit, old, gains, packages)
        self.labels += found.labels
        for key, prices in zip(keys, found.prices, strict=True):
            if prices is not None and key not in self._prices:
                self._prices[key] = prices
                self._hint(tuple(row) for row in prices.packages.tolist())
        if found.package is not None:
            self._hint([found.package])
        return Deal(found.package, found.known)

    def _ways(self, home: Home) -> tuple[Coalition, ...]:
        """Return the winning coalitions, one a region of `zone_regions`, in its order."""
        sure = home.answers()
        return all_of(given(coalitions(rule, self.luck), *sure) for rule in self.rules)

    def _hint(self, packages: Iterable[Package]) -> None:
        for package in packages:
            self._hints.pop(package, None)
            self._hints[package] = None
        for package in list(self._hints)[:-HINTS]:
            del self._hints[package]

    def _candidates(self, allowed: Sequence[Bools], spent: Ints) -> tuple[Ints, Packages]:
        """Return gains and options of packages near the hints that lie in the zone asked about."""
        parties = len(self.space.parties)
        if not self._hints:
            return np.zeros((0, parties), dtype=np.int64), np.zeros((0, 0), dtype=np.int32)
        digits = np.array(list(self._hints), dtype=np.int16).T
        for k, options in enumerate(allowed):
            # what may not be taken is left at rest, or at the one option that is settled
            instead = self.space.rest[k] if options[self.space.rest[k]] else int(options.argmax())
            digits[k][~options[digits[k]]] = instead
        gains, zone = judged(
            self.space, self.rules, self.worlds, self.world, self.luck, digits, spent
        )
        inside = gains[list(self.space.principals)][:, zone].T
        return inside, digits[:, zone].T.astype(np.int32)


def seated(
    space: Space,
    rules: tuple[Rule, ...],
    worlds: Worlds,
    world: int,
    luck: Floats,
    diagram: Diagram,
) -> Table:
    """Return the Table of one world; `luck` [legislatures] of it."""
    return Table(space, rules, worlds, world, luck, at_home(space, rules, worlds, world, diagram))


def judged(
    space: Space,
    rules: tuple[Rule, ...],
    worlds: Worlds,
    world: int,
    luck: Floats,
    digits: Digits,
    spent: Ints,
) -> tuple[Ints, Bools]:
    """Return the gains [actors, n] of packages over what is `spent`, and which are in the zone."""
    block = describe(space, digits)
    gains = package_values(space, worlds, world, block)
    gains -= (worlds.reservation[world] + spent)[:, None]
    accepted = gains >= worlds.margin[world][:, None]
    return gains, ratified(space, rules, luck, block.allowed, gains, accepted)[1]
