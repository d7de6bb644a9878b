"""Winning coalitions: who must accept, and who refuse, for a rule to hold for sure.

A rule is an `or` of coalitions, each an `and` of answers; no coalition holds another (minimal
winning coalitions: Shapley and Shubik 1954; for legislatures whose blocs vote against their leader,
prime implicants: Quine 1952).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from winset.case.errors import CannotRun
from winset.home.rules import Consent, Count, House, Rule, Weight
from winset.space.grid import Bools, Floats

MOST = 2_000
"""Coalitions above which a rule is refused."""


class TooManyCoalitions(CannotRun):
    """Rules that hold in more ways than can be searched one by one; a MILP may still serve."""

    def __init__(self, found: int) -> None:
        super().__init__(
            f"the ratification rules hold for at least {found:,} minimal coalitions of ratifiers; "
            f"{MOST:,} can be searched one by one. Ask fewer ratifiers, or group those who answer "
            "alike."
        )


@dataclass(frozen=True)
class Coalition:
    """Actors who accept and actors who refuse; whatever the others answer, the rule holds."""

    accept: frozenset[int] = frozenset()
    refuse: frozenset[int] = frozenset()

    def within(self, other: Coalition) -> bool:
        """Return whether `other` asks for at least the same answers."""
        return self.accept <= other.accept and self.refuse <= other.refuse


Coalitions = tuple[Coalition, ...]
"""An `or` of coalitions: none never holds, an empty one always."""

ALWAYS: Coalitions = (Coalition(),)


def coalitions(rule: Rule, luck: Floats) -> Coalitions:
    """Return the minimal coalitions of `rule`; `luck` [legislatures] of the world.

    Raises TooManyCoalitions.
    """
    match rule:
        case Consent(actor):
            return (Coalition(frozenset({actor})),)
        case Count(needs, parts):
            return _at_least(needs, [coalitions(part, luck) for part in parts])
        case Weight(over, weights):
            return _heavy(over, weights)
        case House(place, leaders, chances):
            passing: Bools = luck[place] < np.array(chances)
            return _primes(passing, leaders)


def all_of(parts: Iterable[Coalitions]) -> Coalitions:
    """Return the coalitions that win every part. Raises TooManyCoalitions."""
    found = ALWAYS
    for part in parts:
        found = _both(found, part)
    return found


def given(ways: Coalitions, accepting: Collection[int], refusing: Collection[int]) -> Coalitions:
    """Return the coalitions among the others, once some are known to accept and some to refuse."""
    return _minimal(
        Coalition(way.accept - set(accepting), way.refuse - set(refusing))
        for way in ways
        if not way.accept & set(refusing) and not way.refuse & set(accepting)
    )


def _at_least(needs: int, parts: Sequence[Coalitions]) -> Coalitions:
    """Return the coalitions that win at least `needs` of the parts, part by part."""
    won: list[Coalitions] = [ALWAYS] + [()] * needs
    for part in parts:
        for count in range(needs, 0, -1):
            won[count] = _minimal((*won[count], *_both(won[count - 1], part)))
    return won[needs]


def _heavy(over: int, weights: Sequence[tuple[int, int]]) -> Coalitions:
    """Return the coalitions whose weight exceeds `over`; below 0, a weight is that of a refusal."""
    needed = over - sum(weight for _, weight in weights if weight < 0)
    ordered = sorted(weights, key=lambda each: -abs(each[1]))
    found: list[Coalition] = []

    def choose(place: int, total: int, left: int, chosen: tuple[tuple[int, int], ...]) -> None:
        if total > needed:
            accept = frozenset(actor for actor, weight in chosen if weight > 0)
            found.append(Coalition(accept, frozenset(a for a, _ in chosen) - accept))
            if len(found) > MOST:
                raise TooManyCoalitions(len(found))
        elif total + left > needed:
            actor, weight = ordered[place]
            left -= abs(weight)
            choose(place + 1, total + abs(weight), left, (*chosen, (actor, weight)))
            choose(place + 1, total, left, chosen)

    # the heaviest come first, so that whoever is taken last is needed, and each set is minimal
    choose(0, 0, sum(abs(weight) for _, weight in weights), ())
    return tuple(found)


def _primes(passing: Bools, leaders: Sequence[int]) -> Coalitions:
    """Return the prime implicants of a table [2^leaders], the last leader the highest bit."""
    if passing.all():
        return ALWAYS
    if not passing.any():
        return ()
    without, having = np.split(passing, 2)
    leader, others = frozenset({leaders[-1]}), leaders[:-1]
    either = _primes(without & having, others)
    no = [Coalition(way.accept, way.refuse | leader) for way in _primes(without, others)]
    yes = [Coalition(way.accept | leader, way.refuse) for way in _primes(having, others)]
    return _minimal((*either, *no, *yes))


def _both(ones: Coalitions, others: Coalitions) -> Coalitions:
    joined = (
        Coalition(one.accept | other.accept, one.refuse | other.refuse)
        for one in ones
        for other in others
    )
    return _minimal(way for way in joined if not way.accept & way.refuse)


def _minimal(ways: Iterable[Coalition]) -> Coalitions:
    """Return the ways that no other is within, in a fixed order."""
    by_size = sorted(
        set(ways),
        key=lambda way: (len(way.accept) + len(way.refuse), sorted(way.accept), sorted(way.refuse)),
    )
    found: list[Coalition] = []
    for way in by_size:
        if not any(smaller.within(way) for smaller in found):
            found.append(way)
            if len(found) > MOST:
                raise TooManyCoalitions(len(found))
    return tuple(found)
