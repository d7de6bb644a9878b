"""The packages that a side would put forward, one after the other, and how far down it has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from winset.process.bargaining.tactics import EXPONENTS, answered, asked, owes
from winset.space.grid import Bools, Floats, Ints

T = TypeVar("T", bound=np.generic)

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
    """Return a party of `table` [W, P, N] before the talks.

    The table holds gains, and -1 where a package can not be agreed on, as its last can not.

    The party's packages run from its own best down, equal ones by how good they are for the others,
    then by position. MiCRO goes through all of them. A side that asks for some gain puts forward
    the package best for the others that gains it so much: only those count that are better for
    the others than all before them.
    """
    own, others = table[:, party], _for_the_others(table, party)
    worlds, count = own.shape
    offers: Ints = np.tile(np.arange(count), (worlds, 1))
    if tactic != "micro":
        offers = _contenders(own, others)
        own, others = _of(own, offers), _of(others, offers)
    # complex numbers sort by their real parts, equal ones by their imaginary parts
    key = np.empty(own.shape, dtype=np.complex128)
    np.negative(own, out=key.real)
    np.negative(others, out=key.imag)
    order = np.argsort(key, axis=1, kind="stable")
    offers, worth = _of(offers, order), _of(own, order)
    if tactic != "micro":
        reached = np.maximum.accumulate(_of(others, order), axis=1)
        step = worth >= 0
        step[:, 1:] &= reached[:, 1:] > reached[:, :-1]
        columns = _left(step)
        offers, worth = _of(offers, columns), _of(worth, columns)
    return Side(
        tactic=tactic,
        offers=offers,
        worth=np.where(worth >= 0, worth, -np.inf),
        asked=asked(EXPONENTS[tactic], rounds) if tactic in EXPONENTS else np.empty(0),
        place=np.full(worlds, NONE),
        said=np.zeros(worlds, dtype=np.int64),
        opening=np.full(worlds, float(NONE)),
        top=np.full(worlds, float(NONE)),
    )


def _contenders(own: Floats, others: Floats) -> Ints:
    """Return the positions [W, S] of packages that may be steps down; exact sorting is slow.

    On 2**16 levels of the `own` gain, which sort ten times as fast, a package falls if one on a
    higher level is as good for the `others`. Equal ones stay in order of position.
    """
    best = own.max(axis=1, keepdims=True)
    share = np.maximum(own, 0.0) / np.where(best > 0, best, 1.0)
    level = np.where(own >= 0, 65534 - (65534 * share).astype(np.uint16), 65535).astype(np.uint16)
    order: Ints = np.argsort(level, axis=1, kind="stable")
    level, others = _of(level, order), _of(others, order)
    reached = np.maximum.accumulate(others, axis=1)
    kept = level < 65535  # noqa: PLR2004  the level of what can not be agreed on
    kept[:, 1:] &= (others[:, 1:] > reached[:, :-1]) | (level[:, 1:] == level[:, :-1])
    return _of(order, _left(kept))


def _left(kept: Bools) -> Ints:
    """Return the columns of `kept` [W, N] that are, moved left; then, at least once, the last."""
    count = kept.sum(axis=1)
    world, column = np.nonzero(kept)
    columns = np.full((kept.shape[0], int(count.max(initial=0)) + 1), kept.shape[1] - 1)
    columns[world, np.arange(world.size) - np.repeat(np.cumsum(count) - count, count)] = column
    return columns


def _of(table: NDArray[T], columns: Ints) -> NDArray[T]:
    """Return the `columns` [W, S] of `table` [W, N], row by row."""
    return np.take_along_axis(table, columns, axis=1)


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
        row = _of(merit, order)
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
