"""Packages that move no issue, one, or two: few enough to look at each, whatever the space."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from winset.home.rules import Rule
from winset.home.zone import ratified
from winset.insight.agendas import Deals, no_deals, with_packages
from winset.space.grid import Bools, Digits, Floats, Ints
from winset.space.nash import rising, worth
from winset.space.packages import describe, numbers_of
from winset.space.space import Space
from winset.space.worlds import Worlds

AT_ONCE = 1 << 15
"""Packages described at once."""

Pair = tuple[int, int]


@dataclass(frozen=True)
class Part:
    """Some of the packages, in file order within each group, with what all worlds share of them.

    `first`, `second` [n]: the changed options, by their place among all offered options after the
    0 of no change; `group` [n] as in Changes; `allowed` [parties, n]; `pattern`, `patterns` of soft
    linkages as in a Block.
    """

    first: Ints
    second: Ints
    group: Ints
    allowed: Bools
    pattern: Ints
    patterns: Bools


@dataclass(frozen=True)
class Changes:
    """The package at rest (group 0), those that move issue k (1 + k), and those that move a pair.

    `pairs`: what groups 1 + m, 2 + m, ... move; none if pairs were not asked for.
    """

    space: Space
    pairs: tuple[Pair, ...]
    parts: tuple[Part, ...]

    @property
    def sets(self) -> list[int]:
        """What each group moves, as a set of bits."""
        issues = range(len(self.space.issues))
        return [0, *(1 << k for k in issues), *((1 << i) | (1 << j) for i, j in self.pairs)]


def count(space: Space) -> int:
    """Return how many packages move at most two issues."""
    moves = [offered - 1 for offered in space.offered]
    return 1 + sum(moves) + sum(a * b for a, b in combinations(moves, 2))


def changes(space: Space, *, pairs: bool) -> Changes:
    """Return the Changes of a space, with all pairs of issues or with none."""
    both = tuple(combinations(range(len(space.issues)), 2)) if pairs else ()
    first, second, group = _rows(space, both)
    parts = []
    for start in range(0, first.size, AT_ONCE):
        some = slice(start, start + AT_ONCE)
        block = describe(space, _digits(space, first[some], second[some]))
        described = block.allowed, block.pattern, block.patterns
        parts.append(Part(first[some], second[some], group[some], *described))
    return Changes(space, both, tuple(parts))


def _rows(space: Space, pairs: Sequence[Pair]) -> tuple[Ints, Ints, Ints]:
    """Return the `first`, `second` and `group` of all packages."""
    starts = np.cumsum([1, *space.offered])
    moves = [
        starts[k] + np.delete(np.arange(offered), space.rest[k])
        for k, offered in enumerate(space.offered)
    ]
    first = [np.zeros(1, dtype=np.int64), *moves]
    second = [np.zeros(each.size, dtype=np.int64) for each in first]
    for i, j in pairs:
        first.append(np.repeat(moves[i], moves[j].size))
        second.append(np.tile(moves[j], moves[i].size))
    group = np.repeat(np.arange(len(first)), [each.size for each in first])
    return np.concatenate(first), np.concatenate(second), group


def _digits(space: Space, first: Ints, second: Ints) -> Digits:
    digits = np.tile(np.array(space.rest, dtype=np.int16)[:, None], first.size)
    issue = np.repeat(np.arange(len(space.issues)), space.offered)
    option = np.concatenate([np.arange(offered) for offered in space.offered])
    for change in (first, second):
        moved = np.flatnonzero(change)
        digits[issue[change[moved] - 1], moved] = option[change[moved] - 1]
    return digits


@dataclass(frozen=True)
class Small:
    """What small changes bring in one world: `own` [issues], `pairs` [issues, issues], in points.

    `own` is v({k}) - v({}), `pairs` v({i,j}) - v({i}) - v({j}) + v({}), NaN where they were not
    asked for; `moves`: the sets of issues, of one or two, that some package of the
    zone exactly moves; `rest`: the package at rest is in the zone.
    """

    own: Floats
    pairs: Floats
    moves: tuple[int, ...]
    rest: bool


def weighed(
    found: Changes, rules: tuple[Rule, ...], worlds: Worlds, world: int, luck: Floats
) -> Small:
    """Return what the Changes bring in one world; the values are those of enumeration exactly."""
    space, issues = found.space, len(found.space.issues)
    deals = _deals(found, rules, worlds, world, luck)
    order = rising(deals.joint, deals.gains, deals.package)
    rank = np.empty(order.size, dtype=np.int64)
    rank[order] = np.arange(order.size)
    alone = np.maximum(rank[1 : 1 + issues], rank[0])
    places = np.array(found.pairs, dtype=np.int64).reshape(-1, 2).T
    together = np.maximum.reduce([alone[places[0]], alone[places[1]], rank[1 + issues :]])
    value = worth(deals.joint, len(space.parties))[order]
    nothing, own = float(value[rank[0]]), value[alone] - value[rank[0]]
    both = np.full((issues, issues), np.nan)
    if found.pairs or issues == 1:
        both[places[0], places[1]] = both[places[1], places[0]] = value[together]
        np.fill_diagonal(both, value[alone])
    pairs = both - nothing - own[:, None] - own[None, :]
    moves = [which for which, joint in zip(found.sets, deals.joint, strict=True) if joint >= 0]
    return Small(own, pairs, tuple(which for which in moves if which), bool(deals.joint[0] >= 0))


def _deals(
    found: Changes, rules: tuple[Rule, ...], worlds: Worlds, world: int, luck: Floats
) -> Deals:
    """Return the best package of each group of Changes."""
    space = found.space
    gains_of = _single_gains(space, worlds, world)
    terms_of = worlds.soft[world]
    principals = list(space.principals)
    deals = no_deals(len(found.sets), len(space.parties), np.zeros(0, dtype=np.int64))
    seen = 0
    for part in found.parts:
        gains = gains_of[:, part.first] + gains_of[:, part.second] - gains_of[:, :1]
        terms = part.patterns.astype(np.int64) @ terms_of
        for row in np.flatnonzero(terms.any(axis=0)):
            gains[row] += terms[part.pattern, row]
        accepted = gains >= worlds.margin[world][:, None]
        _, zone = ratified(space, rules, luck, part.allowed, gains, accepted)
        inside = np.flatnonzero(zone)
        deals = with_packages(
            deals, part.group[inside], gains[principals][:, inside], seen + inside
        )
        seen += part.first.size
    return _numbered(found, deals)


def _single_gains(space: Space, worlds: Worlds, world: int) -> Ints:
    """Return the gains [actors, 1 + offered options] at rest and of single changes, unlinked."""
    table = worlds.contributions[world]
    rest = table[:, [a + o for a, o in zip(space.offsets, space.rest, strict=False)]].sum(axis=1)
    columns = [rest]
    for start, offered, at_rest in zip(space.offsets, space.offered, space.rest, strict=False):
        own = table[:, start : start + offered] - table[:, start + at_rest, None]
        columns += list((rest[:, None] + own).T)
    gains: Ints = np.array(columns).T - worlds.reservation[world][:, None]
    return gains


def _numbered(found: Changes, deals: Deals) -> Deals:
    """Return the Deals with the numbers of packages where their places among the Changes stood."""
    there = np.flatnonzero(deals.package >= 0)
    sizes = np.cumsum([0, *(part.first.size for part in found.parts)])
    which = np.searchsorted(sizes, deals.package[there], side="right") - 1
    rows = deals.package[there] - sizes[which]
    first = np.array(
        [found.parts[p].first[r] for p, r in zip(which, rows, strict=True)], dtype=np.int64
    )
    second = np.array(
        [found.parts[p].second[r] for p, r in zip(which, rows, strict=True)], dtype=np.int64
    )
    numbers = numbers_of(found.space, _digits(found.space, first, second))
    package = np.full(deals.package.size, -1, dtype=numbers.dtype)
    package[there] = numbers
    return Deals(deals.joint, deals.gains, package, deals.zone)
