"""What a side would put forward and what it would accept, as far as it has come down."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from winset.process.bargaining.tactics import EXPONENTS, answered, asked, owes
from winset.space.grid import Bools, Floats, Ints

NONE = -1
"""Before the first offer; also what has been heard before any offer."""


@dataclass(frozen=True)
class Side:
    """One party in W worlds with N packages. What stands after `asked` changes as the talks go on.

    `own` [W, N] is what the packages gain it, -1 where one can not be agreed on; `others` [W, N] is
    larger where one is better for the others; `best` [W] its greatest gain. Only for MiCRO,
    `order` [W, N + 1] are the packages it goes through and `worth` [W, N + 1] what they gain it,
    minus infinity past a world's last. `asked` [rounds] is empty unless it goes by the clock.

    `offer` [W] is its latest package, `better` [W] the most that it could gain by one that is
    better for the others than that (0: perhaps none is), `said` [W] how many different packages it
    has put forward, `opening` and `top` [W] what the others' first and best offer gained it.
    """

    tactic: str
    own: Floats
    others: Floats
    best: Floats
    order: Ints
    worth: Floats
    asked: Floats
    offer: Ints
    better: Floats
    said: Ints
    opening: Floats
    top: Floats


def side(table: Floats, party: int, tactic: str, rounds: int) -> Side:
    """Return a party before the talks.

    `table` [W, P, N] holds gains, and -1 where a package can not be agreed on.
    """
    own, others = table[:, party], _for_the_others(table, party)
    worlds = own.shape[0]
    best = own.max(axis=1, initial=NONE)
    order, worth = _ranked(own, others) if tactic == "micro" else (np.empty((0, 0), int), own[:0])
    return Side(
        tactic=tactic,
        own=own,
        others=others,
        best=best,
        order=order,
        worth=worth,
        asked=asked(EXPONENTS[tactic], rounds) if tactic in EXPONENTS else np.empty(0),
        offer=np.full(worlds, NONE),
        better=best.copy(),
        said=np.zeros(worlds, dtype=np.int64),
        opening=np.full(worlds, float(NONE)),
        top=np.full(worlds, float(NONE)),
    )


def _ranked(own: Floats, others: Floats) -> tuple[Ints, Floats]:
    """Return the packages [W, N + 1] in a side's order, and what each gains it.

    From its best down, equal ones by how good they are for the others, then by position. The last
    column is past the end of every world.
    """
    # complex numbers sort by their real parts, equal ones by their imaginary parts
    key = np.empty(own.shape, dtype=np.complex128)
    np.negative(own, out=key.real)
    np.negative(others, out=key.imag)
    order = np.argsort(key, axis=1, kind="stable")
    worth = np.take_along_axis(own, order, axis=1)
    end = (0, 0), (0, 1)
    ended = np.pad(np.where(worth >= 0, worth, -np.inf), end, constant_values=-np.inf)
    return np.pad(order, end, constant_values=NONE), ended


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


def put_forward(one: Side, heard: Ints, live: Ints, turn: int) -> Ints:
    """Return the packages [n] that a side puts forward now, in the worlds `live` [n].

    `heard` [n]: how many different packages it has been offered, by the other that offered fewest.
    """
    if one.tactic == "micro":
        place = _place(one, heard, live)
        one.said[live] = place + 1
        return one.order[live, place]
    least = least_gain(one, heard, live, turn)
    # what it asks for never rises: the offer stays until one better for the others is in reach
    moved = least <= one.better[live]
    worlds = live[moved]
    own, others = one.own[worlds], one.others[worlds]
    # no gain in reach is below 0: products do, which are much faster than choosing one by one
    enough = own >= least[moved, None]
    most = (others * enough).max(axis=1, keepdims=True, initial=0.0)
    offer = np.where((others == most) & enough, own, -1.0).argmax(axis=1)
    one.said[worlds] += offer != one.offer[worlds]
    one.offer[worlds] = offer
    one.better[worlds] = (own * (others > most)).max(axis=1, initial=0.0)
    latest: Ints = one.offer[live]
    return latest


def least_gain(one: Side, heard: Ints, live: Ints, turn: int) -> Floats:
    """Return the gain [n] that a side accepts now, in the worlds `live` [n]; `heard` as above."""
    least: Floats
    if one.tactic == "micro":
        least = one.worth[live, _place(one, heard, live)]
        return least
    best = one.best[live]
    if one.tactic in EXPONENTS:
        least = best * one.asked[turn]
        return least
    answer = answered(best, one.top[live] - one.opening[live])
    return np.where(one.said[live] == 0, best, answer)


def _place(one: Side, heard: Ints, live: Ints) -> Ints:
    """Return the place [n] in MiCRO's order of what it would put forward now."""
    said = one.said[live]
    more: Bools = (one.worth[live, said] >= 0) & owes(said, heard)
    place: Ints = said - 1 + more
    return place
