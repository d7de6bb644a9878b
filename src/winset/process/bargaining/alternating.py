"""Alternating offers: the sides take turns to put a package forward until all accept one.

The protocol of Rubinstein (1982) with a deadline, for any number of sides that take turns in a
fixed order. All worlds step through the rounds together, and leave as they agree.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from winset.process.bargaining.concessions import NONE, Side, least_gain, put_forward, side
from winset.process.bargaining.outcome import Outcome, candidates
from winset.process.bargaining.tactics import TACTICS
from winset.space.grid import Bools, Floats, Ints


def alternating(
    gains: Floats | Ints, allowed: Bools, tactics: Sequence[str], rounds: int, first: int = 0
) -> Outcome:
    """Return what alternating offers come to in each world.

    `gains` [W, P, N]: what each of N packages gains each of P parties, in points or units, over
    its reservation; `allowed` [W, N] which of them the mandates allow. Only packages that are
    allowed and gain nobody less than 0 are put forward. `tactics`: a word of TACTICS a party.
    `rounds`: offers until the talks break off. `first`: the party that opens.

    In each round one party puts a package forward, and all others answer. By the clock or tit for
    tat: of the packages that gain it what it asks for now, the one with the greatest product of the
    others' gains; equal ones by the sum of those, then its own gain, then position. It accepts what
    gains it what it asks for now. MiCRO goes down its own order and accepts what gains it as much
    as the package that it would put forward next. In the last round who goes by the clock asks for
    0: if all do, they agree wherever some package can be agreed on.

    Raises ValueError for shapes that do not fit, fewer than two parties, a gain that is no finite
    number, no round, an unknown tactic, and a first party that does not exist.
    """
    table, possible = candidates(gains, allowed, rounds)
    worlds, parties, _ = table.shape
    if len(tactics) != parties:
        raise ValueError(f"{len(tactics)} tactics for {parties} parties")
    for tactic in tactics:
        if tactic not in TACTICS:
            raise ValueError(f"no tactic {tactic!r}; there are {', '.join(TACTICS)}")
    if first not in range(parties):
        raise ValueError(f"no party {first} to open among {parties}")
    table = np.where(possible[:, None], table, -1.0)
    sides = [side(table, p, tactic, rounds) for p, tactic in enumerate(tactics)]
    live = np.flatnonzero(possible.any(axis=1))
    package = np.full(worlds, NONE)
    made = np.zeros(worlds, dtype=np.int64)
    made[live] = rounds
    for turn in range(rounds):
        if live.size == 0:
            break
        speaker = (first + turn) % parties
        offer = put_forward(sides[speaker], _heard(sides, speaker, live), live, turn)
        agreed = np.ones(live.size, dtype=np.bool_)
        for p in range(parties):
            if p != speaker:
                agreed &= _accepts(sides, p, live, turn, table[live, p, offer])
        package[live[agreed]] = offer[agreed]
        made[live[agreed]] = turn + 1
        live = live[~agreed]
    return Outcome(package, made)


def _accepts(sides: Sequence[Side], party: int, live: Ints, turn: int, gain: Floats) -> Bools:
    """Return whether a party accepts offers that gain it `gain` [n], having heard them."""
    one = sides[party]
    if one.tactic == "tit_for_tat":
        opening = one.opening[live]
        one.opening[live] = np.where(opening == NONE, gain, opening)
        one.top[live] = np.maximum(one.top[live], gain)
    least = least_gain(one, _heard(sides, party, live), live, turn)
    accepted: Bools = gain >= least
    return accepted


def _heard(sides: Sequence[Side], party: int, live: Ints) -> Ints:
    """Return how many different packages [n] the party was offered, by who offered fewest."""
    counts = [other.said[live] for p, other in enumerate(sides) if p != party]
    least: Ints = np.minimum.reduce(counts)
    return least
