"""The bridge cost: the least compensation that would carry a package home."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from winset.case.errors import CannotRun
from winset.home.rules import Consent, Count, Rule, Weight, passes, voters
from winset.space.grid import Bools, Floats, Ints
from winset.space.space import Space

MOST = 20
"""Refusers of whom all sets are tried: 2^20 of them."""


class TooManyRefusers(CannotRun):
    """A rule that can only be paid by trying more sets of refusers than can be tried."""

    def __init__(self, party: str, refusers: int) -> None:
        super().__init__(
            f"the ratification rule of party `{party}` asks some actors in more than one of its "
            f"parts, and {refusers} of them refuse a package: the cheapest way to carry it home "
            f"would be one of 2^{refusers} sets of refusers; the most that can be tried is "
            f"2^{MOST}. Name each actor in one part of the rule only, or ask fewer of them."
        )


@dataclass(frozen=True)
class Bridge:
    """Points, in units, to be paid to each actor of one side; None if no payment can carry it."""

    payments: dict[int, int] | None

    @property
    def total(self) -> int | None:
        """Sum of the payments."""
        return None if self.payments is None else sum(self.payments.values())


def bridge(
    space: Space, rule: Rule, party: int, gains: Ints, margin: Ints, luck: Floats, *, allowed: bool
) -> Bridge:
    """Return the cheapest payments that make `party` ratify a package.

    `gains`, `margin` [actors], in units, each on the actor's own scale. The principal is paid up to
    its reservation first; then the cheapest set of refusers whose consent carries the rule is paid,
    each what it lacks to its margin. `allowed`: possible, and no red line crossed, which no payment
    mends. Between sets of one cost the one found first in the order of the rule is taken.

    Raises:
        TooManyRefusers: parts of the rule share actors, and more than MOST of them refuse.
    """
    if not allowed:
        return Bridge(None)
    principal = space.principals[party]
    paid = {principal: -int(gains[principal])} if gains[principal] < 0 else {}
    level = gains.copy()
    level[principal] = max(int(gains[principal]), 0)
    accepted: Bools = level >= margin
    price = {int(actor): int(margin[actor] - level[actor]) for actor in np.flatnonzero(~accepted)}
    chosen = _cheapest(rule, price, accepted, luck, space.parties[party])
    if chosen is None:
        return Bridge(None)
    for actor in chosen:
        paid[actor] = paid.get(actor, 0) + price[actor]
    return Bridge(paid)


def total(bridges: Sequence[Bridge]) -> int | None:
    """Return the sum over the sides, None if one of them cannot be paid."""
    sums = [side.total for side in bridges]
    return None if any(s is None for s in sums) else sum(s for s in sums if s is not None)


def _cheapest(
    rule: Rule, price: dict[int, int], accepted: Bools, luck: Floats, party: str
) -> tuple[int, ...] | None:
    """Return the cheapest refusers to pay so that `rule` holds, or None; `price` by refuser."""
    match rule:
        case Consent(actor):
            return () if accepted[actor] else (actor,)
        case Count(needs, parts) if _apart(parts):
            found = [_cheapest(part, price, accepted, luck, party) for part in parts]
            bought = sorted(
                (group for group in found if group is not None),
                key=lambda group: sum(price[actor] for actor in group),
            )[:needs]
            return tuple(a for group in bought for a in group) if len(bought) == needs else None
        case Weight(over, weights):
            return _heaviest(over, dict(weights), price)
        case _:
            return _tried(rule, price, accepted, luck, party)


def _apart(parts: Sequence[Rule]) -> bool:
    """Return whether no actor has a say in two of the parts, so that each can be bought alone."""
    asked = [actor for part in parts for actor in voters(part)]
    return len(asked) == len(set(asked))


def _heaviest(over: int, weights: dict[int, int], price: dict[int, int]) -> tuple[int, ...] | None:
    """Return the cheapest refusers that lift the accepting weight above `over`, or None.

    Only sets that no other set matches in both cost and weight are kept (Nemhauser and Ullmann
    1969), in rising order of both.
    """
    carried = sum(weight for actor, weight in weights.items() if actor not in price)
    kept: list[tuple[int, int, tuple[int, ...]]] = [(0, carried, ())]
    for actor, weight in weights.items():
        if actor not in price:
            continue
        more = [(cost + price[actor], sum_ + weight, (*who, actor)) for cost, sum_, who in kept]
        best = -1
        merged = sorted(kept + more, key=lambda entry: (entry[0], -entry[1]))
        kept = []
        for entry in merged:
            if entry[1] > best:
                best = entry[1]
                kept.append(entry)
    return next((who for _, weight, who in kept if weight > over), None)


def _tried(
    rule: Rule, price: dict[int, int], accepted: Bools, luck: Floats, party: str
) -> tuple[int, ...] | None:
    """Return the cheapest refusers to pay so that `rule` holds, by trying all sets of them."""
    refusers = [actor for actor in voters(rule) if actor in price]
    if len(refusers) > MOST:
        raise TooManyRefusers(party, len(refusers))
    sets = np.arange(1 << len(refusers))
    trial = np.repeat(accepted[:, None], sets.size, axis=1)
    cost = np.zeros(sets.size, dtype=np.int64)
    for place, actor in enumerate(refusers):
        chosen = (sets >> place & 1) == 1
        trial[actor] |= chosen
        cost += chosen * price[actor]
    enough = np.flatnonzero(passes(rule, trial, luck))
    if not enough.size:
        return None
    best = int(enough[cost[enough].argmin()])
    return tuple(actor for place, actor in enumerate(refusers) if best >> place & 1)
