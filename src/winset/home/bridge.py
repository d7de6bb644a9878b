"""The bridge cost: the least compensation that would carry a package home."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from winset.home.rules import Rule, passes, voters
from winset.space.grid import Bools, Floats, Ints
from winset.space.space import Space


@dataclass(frozen=True)
class Bridge:
    """Points, in units, to be paid to each actor of one side; None if no payment can carry it."""

    payments: dict[int, int] | None

    @property
    def total(self) -> int | None:
        """Sum of the payments."""
        return None if self.payments is None else sum(self.payments.values())


def bridge(  # noqa: PLR0913
    space: Space, rule: Rule, party: int, gains: Ints, margin: Ints, luck: Floats, *, allowed: bool
) -> Bridge:
    """Return the cheapest payments that make `party` ratify a package.

    `gains`, `margin` [actors], in units. An actor that refuses is paid what it lacks to its margin;
    the principal at least what it lacks to its reservation. All sets of refusers are tried: the
    rules are monotone, but need not be sums. `allowed`: possible, and no red line crossed.
    """
    if not allowed:
        return Bridge(None)
    accepted: Bools = gains >= margin
    principal = space.principals[party]
    refusers = [actor for actor in voters(rule) if not accepted[actor]]
    sets = np.arange(1 << len(refusers))
    trial = np.repeat(accepted[:, None], sets.size, axis=1)
    lacking = max(0, -int(gains[principal]))
    cost = np.zeros(sets.size, dtype=np.int64)
    for place, actor in enumerate(refusers):
        paid = sets >> place & 1
        trial[actor] |= paid == 1
        price = int(margin[actor] - gains[actor])
        cost += paid * (price - lacking if actor == principal else price)
    enough = np.flatnonzero(passes(rule, trial, luck))
    if not enough.size:
        return Bridge(None)
    best = int(enough[cost[enough].argmin()])
    payments = {
        actor: int(margin[actor] - gains[actor])
        for place, actor in enumerate(refusers)
        if best >> place & 1
    }
    if lacking:
        payments[principal] = max(payments.get(principal, 0), lacking)
    return Bridge(payments)


def total(bridges: Sequence[Bridge]) -> int | None:
    """Return the sum over the sides, None if one of them cannot be paid."""
    sums = [side.total for side in bridges]
    return None if any(s is None for s in sums) else sum(s for s in sums if s is not None)
