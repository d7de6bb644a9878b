"""Answers to a proposal where the packages cannot be enumerated: the nearest of their kind.

As `insight.advice.answers`, distance by distance: a kind is done once it has enough answers, and
where a distance holds too many packages to be looked at, it is said up to which it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from winset.home.linked.regions import at_home, zone_diagram, zone_regions
from winset.home.rules import Rule
from winset.insight.advice import Answers
from winset.insight.structured.deals import judged
from winset.insight.structured.nearest import Wanted, at_distance, good_ones, nearest
from winset.space.diagram.compilation import compile_diagram
from winset.space.diagram.diagram import Packages
from winset.space.diagram.region import Region, whole
from winset.space.diagram.weighed import weigh
from winset.space.grid import Bools, Digits, Floats, Ints
from winset.space.packages import describe, numbers_of
from winset.space.space import Space
from winset.space.worlds import Worlds

KINDS = ("for_them", "for_us", "passing")


@dataclass(frozen=True)
class Searched:
    """The `answers`, and by kind the number of changes up to which they are all that there is.

    `within` [kinds]: None where nothing is in doubt; else packages further away were not looked at,
    and only answers up to that distance are listed.
    """

    answers: Answers
    within: tuple[int | None, int | None, int | None]

    @property
    def sentence(self) -> str | None:
        """What cannot be said, None if nothing."""
        if all(changes is None for changes in self.within):
            return None
        least = min(changes for changes in self.within if changes is not None)
        return (
            f"Answers that change more than {least} issue{'' if least == 1 else 's'} were not all "
            "looked at: there are too many such packages."
        )


_Candidate = tuple[bool, int, int, int, int]
"""Outside the zone, issues changed, less merit, less joint gain, number: the smaller is nearer."""


@dataclass(frozen=True)
class _Asked:
    """A proposal in one world; `worth` [parties] are the principals' gains at it."""

    space: Space
    rules: tuple[Rule, ...]
    worlds: Worlds
    world: int
    luck: Floats
    us: int
    proposal: Digits
    worth: Ints

    def merit(self, kind: int) -> Ints:
        """Return what a unit of each principal's gain counts for a kind, [parties]."""
        ours = np.arange(len(self.space.parties)) == self.us
        return np.array([~ours, ours, np.ones_like(ours)][kind], dtype=np.int64)


def answers_by_structure(
    space: Space,
    rules: tuple[Rule, ...],
    worlds: Worlds,
    world: int,
    luck: Floats,
    us: int,
    proposal: Digits,
    top: int,
) -> Searched:
    """Return the `top` best answers of each kind of party `us`, as `insight.advice.answers` does.

    `proposal` [issues]; `luck` [legislatures] of the world. Raises TooWide or TooManyCoalitions.
    """
    nothing = np.zeros(len(space.actors), dtype=np.int64)
    at_it, _ = judged(space, rules, worlds, world, luck, proposal[:, None], nothing)
    worth = at_it[list(space.principals), 0]
    asked = _Asked(space, rules, worlds, world, luck, us, proposal, worth)
    home = at_home(space, rules, worlds, world, zone_diagram(space))
    zone = zone_regions(space, rules, luck, home)
    every = whole(
        weigh(space, worlds, world, compile_diagram(space), space.principals), rational=False
    )
    taken: set[int] = set()
    chosen: list[tuple[int, ...]] = []
    within: list[int | None] = []
    for kind in range(len(KINDS)):
        # twice as many, for what stands under one heading is not repeated under another
        found, limit = _kind(asked, kind, zone, [every], 2 * top)
        numbers = [each[-1] for each in found if each[-1] not in taken][:top]
        within.append(None if len(numbers) == top else limit)
        taken |= set(numbers)
        chosen.append(tuple(numbers))
    return Searched(Answers(*chosen), (within[0], within[1], within[2]))


def _kind(
    asked: _Asked, kind: int, zone: Sequence[Region], every: Sequence[Region], most: int
) -> tuple[list[_Candidate], int | None]:
    """Return up to `most` answers of a kind, and the changes up to which that is all, or None."""
    found: list[_Candidate] = []
    stages = [(zone, True), (every, False)] if kind < len(KINDS) - 1 else [(zone, True)]
    for regions, passing in stages:
        wanted = [
            _wanted(asked, kind, region) for region in regions if region.weighed.diagram.layers
        ]
        start = nearest(wanted) if wanted else None
        if start is None:
            continue
        for changes in range(max(1, start), len(asked.space.issues) + 1):
            if len(found) >= most:
                return found, None
            some = _at(asked, kind, wanted, changes, most - len(found), passing=passing)
            if some is None:
                return found, changes - 1
            found += some
    return found, None


def _wanted(asked: _Asked, kind: int, region: Region) -> Wanted:
    parties, scales = len(asked.space.parties), region.floors.size
    floors = region.floors.copy()
    if kind < len(KINDS) - 1:
        floors[:parties] = np.maximum(floors[:parties], asked.worth)
    merit = np.zeros(scales, dtype=np.int64)
    merit[:parties] = asked.merit(kind)
    standing = int(asked.worth @ asked.merit(kind))
    # better for those whom the heading names: by a unit or more; what passes may be worse for all
    least = float(standing + 1) if kind < len(KINDS) - 1 else -np.inf
    priced = np.zeros(scales, dtype=np.bool_)
    priced[:parties] = (asked.merit(kind) == 0) & (kind < len(KINDS) - 1)
    return Wanted(region.weighed, floors, merit, least, priced, asked.proposal)


def _at(
    asked: _Asked, kind: int, wanted: Sequence[Wanted], changes: int, most: int, *, passing: bool
) -> list[_Candidate] | None:
    """Return the `most` best answers exactly so far away; None if there are too many to look at."""
    found: set[_Candidate] = set()
    crowded = []
    for each in wanted:
        packages = at_distance(each, changes, each.least)
        if packages is None:
            crowded.append(each)
            packages = good_ones(each, changes)
        found |= set(_judged(asked, kind, packages, passing=passing))
    # where there are too many, only those that would be among the best found so far are looked at
    standing = float(asked.worth @ asked.merit(kind))
    for each in crowded:
        best = sorted(found)[:most]
        if len(best) < most:
            return None
        packages = at_distance(each, changes, max(each.least, standing - best[-1][2]))
        if packages is None:
            return None
        found |= set(_judged(asked, kind, packages, passing=passing))
    return sorted(found)[:most]


def _judged(asked: _Asked, kind: int, packages: Packages, *, passing: bool) -> Iterator[_Candidate]:
    """Yield those of `packages` [n, issues] that are answers of a kind, in the zone or outside."""
    if not len(packages):
        return
    space, digits = asked.space, packages.T.astype(np.int16)
    nothing = np.zeros(len(space.actors), dtype=np.int64)
    gains, zone = judged(space, asked.rules, asked.worlds, asked.world, asked.luck, digits, nothing)
    change = gains[list(space.principals)] - asked.worth[:, None]
    merit, joint = asked.merit(kind) @ change, change.sum(axis=0)
    no_loss: Bools = np.logical_and.reduce(change >= 0, axis=0)
    possible = describe(space, digits).possible
    fits = ~no_loss if kind == len(KINDS) - 1 else no_loss & (merit > 0)
    numbers = numbers_of(space, digits)
    distance = (digits != asked.proposal[:, None]).sum(axis=0)
    for n in np.flatnonzero(fits & possible & (zone == passing)).tolist():
        yield (not passing, int(distance[n]), -int(merit[n]), -int(joint[n]), int(numbers[n]))
