"""Ratification rules, compiled and put to many packages at once."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winset.case import rules as written
from winset.home.legislature import pass_chances
from winset.space.grid import Bools, Floats


@dataclass(frozen=True)
class Consent:
    """The actor accepts."""

    actor: int


@dataclass(frozen=True)
class Count:
    """At least `needs` of the parts hold."""

    needs: int
    parts: tuple[Rule, ...]


@dataclass(frozen=True)
class Weight:
    """The weights of the accepting actors sum to more than `over`; whole numbers on one scale."""

    over: int
    weights: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class House:
    """A legislature: `chances[c]` to pass when the blocs led by `leaders` vote by code c.

    Bit i of c is set if actor `leaders[i]` accepts. `place` is its position among all legislatures:
    it passes in a world iff that world's luck[place], uniform on [0, 1), is below the chance. At
    the middle values luck is one half: it passes if that is more likely than not.
    """

    place: int
    leaders: tuple[int, ...]
    chances: tuple[float, ...]


Rule = Consent | Count | Weight | House


def compile_rules(rules: Sequence[written.Rule], actors: Sequence[str]) -> tuple[Rule, ...]:
    """Return each party's rule with actors as positions in `actors`."""
    houses: list[House] = []
    return tuple(_compile(rule, list(actors), houses) for rule in rules)


def _compile(rule: written.Rule, actors: list[str], houses: list[House]) -> Rule:
    if rule.actor is not None:
        return Consent(actors.index(rule.actor))
    if rule.all is not None:
        return Count(len(rule.all), tuple(_compile(part, actors, houses) for part in rule.all))
    if rule.any is not None:
        return Count(1, tuple(_compile(part, actors, houses) for part in rule.any))
    if rule.at_least is not None:
        parts = tuple(_compile(part, actors, houses) for part in rule.at_least.of)
        return Count(rule.at_least.n, parts)
    if rule.weight_over is not None:
        over = Fraction(rule.weight_over.q)
        weights = {a: Fraction(weight) for a, weight in rule.weight_over.of.items()}
        scale = math.lcm(over.denominator, *(weight.denominator for weight in weights.values()))
        return Weight(
            int(over * scale), tuple((actors.index(a), int(w * scale)) for a, w in weights.items())
        )
    assert rule.legislature is not None  # noqa: S101  the model holds exactly one form
    house = _house(rule.legislature, actors, len(houses))
    houses.append(house)
    return house


def _house(legislature: written.Legislature, actors: list[str], place: int) -> House:
    leaders = tuple(
        dict.fromkeys(actors.index(b.actor) for b in legislature.blocs if b.actor is not None)
    )
    free = [(b.members, float(b.p)) for b in legislature.blocs if b.actor is None]
    led = []
    for leader in leaders:
        blocs = [b for b in legislature.blocs if b.actor == actors[leader]]
        led.append(
            (
                [(b.members, float(b.p_against)) for b in blocs],
                [(b.members, float(b.p)) for b in blocs],
            )
        )
    return House(place, leaders, pass_chances(free, led, legislature.needs))


def passes(rule: Rule, accepted: Bools, luck: Floats) -> Bools:
    """Return [n] whether `rule` holds; `accepted` [actors, n].

    `luck` [legislatures] of one world; or [legislatures, n] where each column has its own world.
    """
    match rule:
        case Consent(actor):
            yes: Bools = accepted[actor]
            return yes
        case Count(needs, parts):
            votes = np.stack([passes(part, accepted, luck) for part in parts])
            enough: Bools = np.add.reduce(votes, axis=0, dtype=np.int64) >= needs
            return enough
        case Weight(over, weights):
            most = over + sum(weight for _, weight in weights)
            kind = "int64" if most < 1 << 63 else "object"  # a weight may have thirty digits
            total: NDArray[Any] = np.zeros(accepted.shape[1], dtype=kind)
            for actor, weight in weights:
                total += accepted[actor].astype(kind) * weight
            heavy: Bools = total > over
            return heavy
        case House(place, leaders, chances):
            code = np.zeros(accepted.shape[1], dtype=np.int64)
            for bit, actor in enumerate(leaders):
                code |= accepted[actor].astype(np.int64) << bit
            carried: Bools = luck[place] < np.array(chances)[code]
            return carried


def voters(rule: Rule) -> tuple[int, ...]:
    """Return the actors whose answer can matter to `rule`, in order, each once."""
    match rule:
        case Consent(actor):
            found: list[int] = [actor]
        case Count(_, parts):
            found = [actor for part in parts for actor in voters(part)]
        case Weight(_, weights):
            found = [actor for actor, _ in weights]
        case House(_, leaders, _):
            found = list(leaders)
    return tuple(sorted(set(found)))


def legislatures(rules: Sequence[Rule]) -> int:
    """Return how many legislatures the rules hold: the length of a world's luck."""

    def count(rule: Rule) -> int:
        match rule:
            case Count(_, parts):
                return sum(map(count, parts))
            case House():
                return 1
            case _:
                return 0

    return sum(map(count, rules))


def in_words(rule: written.Rule, names: Mapping[str, str]) -> str:
    """Return the rule as a phrase: "A and at least 2 of (B, C, D)"."""
    if rule.actor is not None:
        return names[rule.actor]
    if rule.all is not None:
        return " and ".join(_nested(part, names) for part in rule.all)
    if rule.any is not None:
        return " or ".join(_nested(part, names) for part in rule.any)
    if rule.at_least is not None:
        parts = ", ".join(_nested(part, names) for part in rule.at_least.of)
        return f"at least {rule.at_least.n} of ({parts})"
    if rule.weight_over is not None:
        parts = ", ".join(f"{names[a]} {w}" for a, w in rule.weight_over.of.items())
        return f"votes weighing more than {rule.weight_over.q} of ({parts})"
    assert rule.legislature is not None  # noqa: S101  as above
    members = sum(bloc.members for bloc in rule.legislature.blocs)
    return f"{rule.legislature.needs} of {members} members of a legislature"


def _nested(rule: written.Rule, names: Mapping[str, str]) -> str:
    words = in_words(rule, names)
    return f"({words})" if rule.all or rule.any else words
