"""The packages that a side would put forward, one after the other, and how far down it has come."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from winset.process.bargaining.tactics import EXPONENTS, answered, asked, owes
from winset.space.grid import Floats, Ints

NONE = -1
"""Before the first offer; also what has been heard before any offer."""


@dataclass(frozen=True)
class Side:
    """One party in W worlds. The arrays in the second half change as the talks go on.

    `offers` [W, S] are the packages it would put forward, in order, `worth` [W, S] what each gains
    it, minus infinity past a world's last. `asked` [rounds] is empty unless it goes by the clock.
    `place` [W] is that of its latest offer in that order, `said` [W] how many different packages it
    has put forward, `opening` and `top` [W] what the others' first and best offer gained it.
    """

    tactic: str
    offers: Ints
    worth: Floats
    asked: Floats
    place: Ints
    said: Ints
    opening: Floats
    top: Floats


def side(table: Floats, party: int, tactic: str, rounds: int) -> Side:
    """Return a party of `table` [W, P, N] before the talks: gains, -1 where a package cannot be.

    Its packages run from its own best down, equal ones by how good they are for the others, then
    by position. MiCRO goes through all of them. A side that asks for some gain puts forward the
    package best for the others that gains it so much: only those count that are better for the
    others than all before them.
    """
    others = _for_the_others(table, party)
    # complex numbers sort by their real parts, equal ones by their imaginary parts
    key = np.empty(others.shape, dtype=np.complex128)
    np.negative(table[:, party], out=key.real)
    np.negative(others, out=key.imag)
    order: Ints = np.argsort(key, axis=1, kind="stable")
    worth = np.take_along_axis(table[:, party], order, axis=1)
    if tactic != "micro":
        better = np.take_along_axis(others, order, axis=1)
        order, worth = _steps(order, worth, np.maximum.accumulate(better, axis=1))
    end = ((0, 0), (0, 1))
    worlds = table.shape[0]
    return Side(
        tactic=tactic,
        offers=np.pad(order, end),
        worth=np.pad(np.where(worth >= 0, worth, -np.inf), end, constant_values=-np.inf),
        asked=asked(EXPONENTS[tactic], rounds) if tactic in EXPONENTS else np.empty(0),
        place=np.full(worlds, NONE),
        said=np.zeros(worlds, dtype=np.int64),
        opening=np.full(worlds, float(NONE)),
        top=np.full(worlds, float(NONE)),
    )


def _steps(order: Ints, worth: Floats, reached: Floats) -> tuple[Ints, Floats]:
    """Return the columns of `order` and `worth` [W, N] at which `reached` [W, N] rises, moved left.

    `worth` is -1 past a world's last.
    """
    rises = worth >= 0
    rises[:, 1:] &= reached[:, 1:] > reached[:, :-1]
    count = rises.sum(axis=1)
    world, column = np.nonzero(rises)
    place = np.arange(world.size) - np.repeat(np.cumsum(count) - count, count)
    shape = (order.shape[0], int(count.max(initial=0)))
    fewer, left = np.zeros(shape, dtype=np.int64), np.full(shape, -1.0)
    fewer[world, place] = order[world, column]
    left[world, place] = worth[world, column]
    return fewer, left


def _for_the_others(table: Floats, party: int) -> Floats:
    """Return [W, N], larger where a package is better for the others.

    With one other, its gain; with several, the rank of the product of their gains, then their sum.
    """
    if table.shape[1] == 2:  # noqa: PLR2004  two parties
        return table[:, 1 - party]
    others = np.delete(table, party, axis=1)
    product, total = others.prod(axis=1), others.sum(axis=1)
    order: Ints = np.lexsort((total, product))
    ranks = np.zeros_like(product)
    for merit in (product, total):
        row = np.take_along_axis(merit, order, axis=1)
        ranks[:, 1:] += row[:, 1:] != row[:, :-1]
    better: Floats = np.empty_like(ranks)
    np.put_along_axis(better, order, np.cumsum(ranks, axis=1), axis=1)
    return better


def next_place(one: Side, heard: Ints, live: Ints, turn: int) -> Ints:
    """Return the place [n] of the offer that the side would make now, in the worlds `live` [n].

    `heard` [n]: how many different packages it has been offered, by the other that offered fewest.
    """
    place: Ints = one.place[live]
    if one.tactic == "micro":
        place += (one.worth[live, place + 1] >= 0) & owes(one.said[live], heard)
        return place
    least = least_gain(one, live, turn)
    while (lower := one.worth[live, place + 1] >= least).any():
        place += lower
    return place


def least_gain(one: Side, live: Ints, turn: int) -> Floats:
    """Return the gain [n] that a side with such a tactic asks for now, in the worlds `live` [n]."""
    least: Floats = one.worth[live, 0]
    if one.tactic in EXPONENTS:
        least *= one.asked[turn]
        return least
    answer = answered(least, one.top[live] - one.opening[live])
    return np.where(one.place[live] == NONE, least, answer)
