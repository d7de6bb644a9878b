"""Worlds: the numbers of a Space filled in, once at the middle values or many times by draws."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from typing import Any

import numpy as np

from winset.space.conditions import holds
from winset.space.grid import Floats, Ints, to_units
from winset.space.numbers import draw
from winset.space.space import Score, Space


@dataclass(frozen=True)
class Worlds:
    """W draws of a Space's numbers; integers are units (space/grid.py), W = 1 for the mid values.

    `contributions` [W, actors, all options]: weight times score, options of issue k from
    `offsets[k]`; `soft` [W, soft linkages, actors]; `reservation`, `margin` [W, actors];
    `influence` [W, actors] 0..1; `shift` [W, moves, actors]: what a move adds to the reservation;
    `cost` [W, moves]: of a move to its owner; `theta` [W, numbers]: the draws themselves.
    """

    contributions: Ints
    soft: Ints
    reservation: Ints
    margin: Ints
    influence: Floats
    shift: Ints
    cost: Ints
    theta: Floats

    @property
    def count(self) -> int:
        """How many worlds."""
        return int(self.contributions.shape[0])

    def only(self, actors: Sequence[int]) -> Worlds:
        """Return the same worlds with only the given actors, as `space.only` does."""
        rows = list(actors)
        return replace(
            self,
            contributions=self.contributions[:, rows],
            soft=self.soft[:, :, rows],
            reservation=self.reservation[:, rows],
            margin=self.margin[:, rows],
            influence=self.influence[:, rows],
            shift=self.shift[:, :, rows],
        )

    def part(self, start: int, stop: int) -> Worlds:
        """Return worlds `start` to `stop` (exclusive)."""
        return Worlds(**{f.name: getattr(self, f.name)[start:stop] for f in fields(self)})


def mid(space: Space) -> Worlds:
    """Return the one world of the middle values, computed in exact fractions."""
    theta = np.array([[float(p.mid) for p in space.numbers]])
    return _fill(space, lambda p: space.numbers[p].mid, Fraction(0), theta)


def drawn(space: Space, worlds: int, seed: int) -> Worlds:
    """Return `worlds` triangular draws of all numbers; the same seed gives the same worlds."""
    theta = draw(space.numbers, worlds, seed)
    return _fill(space, lambda p: theta[:, p], np.zeros(worlds), theta)


def issue_weights(space: Space, worlds: Worlds, world: int) -> Floats:
    """Return w_l [issues]: the mean over principals of the share of weight they give issue l."""
    total = np.zeros(len(space.issues))
    for principal in space.principals:
        row = np.array(
            [0.0 if p is None else worlds.theta[world, p] for p in space.weights[principal]]
        )
        total += row / row.sum()
    return total / len(space.principals)


Number = Callable[[int], Any]
"""The number at a position of the table: a Fraction, or a column of draws. One recipe for both."""


def _fill(space: Space, number: Number, zero: Any, theta: Floats) -> Worlds:
    """Return the Worlds of the numbers that `number` gives; `zero` is a zero of their kind."""
    count, actors = theta.shape[0], len(space.actors)
    contributions = _contributions(space, number, zero, count)
    soft = np.zeros((count, len(space.soft), actors), dtype=np.int64)
    for t, link in enumerate(space.soft):
        for a, points, sign, strength in link.points:
            scale = number(strength) if strength is not None else 1
            soft[:, t, a] += sign * to_units(number(points) * scale)
    derived = _without_agreement(space, contributions, soft, space.reversion)
    reservation, margin = derived.copy(), np.zeros((count, actors), dtype=np.int64)
    for column, positions in ((reservation, space.reservations), (margin, space.margins)):
        for a, position in _stated(positions):
            column[:, a] = to_units(number(position))
    influence = np.zeros((count, actors))
    for a, position in _stated(space.influences):
        influence[:, a] = theta[:, position]
    shift = np.zeros((count, len(space.moves), actors), dtype=np.int64)
    cost = np.zeros((count, len(space.moves)), dtype=np.int64)
    for m, move in enumerate(space.moves):
        changed = list(space.reversion)
        for k, o in move.reversion:
            changed[k] = o
        shift[:, m] = _without_agreement(space, contributions, soft, tuple(changed)) - derived
        for a, position in move.shifts:
            shift[:, m, a] += to_units(number(position))
        if move.cost is not None:
            cost[:, m] = to_units(number(move.cost))
    return Worlds(contributions, soft, reservation, margin, influence, shift, cost, theta)


def _stated(positions: tuple[int | None, ...]) -> Iterator[tuple[int, int]]:
    """Yield (actor, position) where there is a number."""
    for actor, position in enumerate(positions):
        if position is not None:
            yield actor, position


def _contributions(space: Space, number: Number, zero: Any, count: int) -> Ints:
    """Return weight times score, [worlds, actors, all options]; an actor's weights sum to 1."""
    contributions = np.zeros((count, len(space.actors), space.offsets[-1]), dtype=np.int64)
    for a, positions in enumerate(space.weights):
        weights = {k: number(p) for k, p in enumerate(positions) if p is not None}
        total = sum(weights.values(), zero)
        for k, weight in weights.items():
            for o, score in enumerate(space.scores[a][k]):
                if score is not None:
                    value = to_units(weight / total * score_of(score, number, zero))
                    contributions[:, a, space.offsets[k] + o] = value
    return contributions


def score_of(score: Score, number: Number, zero: Any) -> Any:
    """Return a score, the average of its parts by their weights, or the mixture of its points."""
    if score.direct is not None:
        return number(score.direct)
    if score.mixed:
        exact = isinstance(zero, Fraction)
        shares = ((p, share if exact else float(share)) for p, share in score.mixed)
        return sum((number(p) * share for p, share in shares), zero)
    total = sum((number(weight) for weight, _ in score.parts), zero)
    return sum((number(weight) * number(level) for weight, level in score.parts), zero) / total


def _without_agreement(
    space: Space, contributions: Ints, soft: Ints, options: tuple[int, ...]
) -> Ints:
    """Return the value [worlds, actors] of the state in which issue k holds `options[k]`."""
    places = [start + option for start, option in zip(space.offsets, options, strict=False)]
    value: Ints = contributions[:, :, places].sum(axis=2)
    digits = np.array(options, dtype=np.int16)[:, None]
    for t, link in enumerate(space.soft):
        if holds(link.test, digits)[0]:
            value = value + soft[:, t]
    return value
