"""The owner's view of a deadline: is it worth its while to move it once more?

Whoever holds the deadline weighs, each time that it comes up, another extension against enforcing
it. The closed forms below are derived: optimal stopping of a problem that is the same every time,
and Bayes' rule. Points are those of the owner's principal, 0..100.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from winset.case.numbers import Judged
from winset.case.path import Deadline
from winset.process.deadlines.odds import Interval, Odds, odds
from winset.space.grid import Bools, Floats
from winset.space.intervals import wilson
from winset.space.numbers import Ledger, draw

TOUGH_EXTENDS = 0.2
"""Chance that an owner extends although enforcing is worth more to it. Declared, not estimated."""

MOVES = 10
"""Further extensions for which chances are worked out; beyond, they stay as after this many."""

Number = float | Floats
"""A number, or an array of them."""


def extends(cost: Number, hope: Number, settlement: Number, enforcement: Number) -> Bools:
    """Return whether an extension is worth its `cost`: c <= h (s - e). An indifferent owner does.

    `hope` h: chance 0..1 that an extension brings settlement; `settlement` s and `enforcement` e
    in points. An owner that extends once does so until it is settled: nothing has changed.
    """
    worth: Bools = np.asarray(cost) <= np.asarray(hope) * np.subtract(settlement, enforcement)
    return worth


def value(cost: Number, hope: Number, settlement: Number, enforcement: Number) -> Floats:
    """Return the owner's value V = max(e, -c + h s + (1 - h) V), in points.

    That is s - c / h where it extends, else e; without hope an extension that costs nothing leaves
    e as well.
    """
    some = np.where(np.asarray(hope) > 0, hope, 1.0)
    worth = extends(cost, hope, settlement, enforcement) & (np.asarray(hope) > 0)
    found: Floats = np.where(worth, settlement - np.asarray(cost) / some, enforcement)
    return found


def expected_extensions(hope: Number) -> Floats:
    """Return 1 / h, how many extensions are expected before settlement; infinite without hope."""
    with np.errstate(divide="ignore"):
        found: Floats = np.divide(1.0, hope)
    return found


def belief(prior: Number, extensions: int, tough_extends: float = TOUGH_EXTENDS) -> Floats:
    """Return the chance that an owner is tough after so many extensions, by Bayes' rule.

    `prior`: the chance before any. A soft owner always extends, a tough one with the chance
    `tough_extends` each time.
    """
    tough = np.asarray(prior) * tough_extends**extensions
    found: Floats = tough / (tough + 1 - np.asarray(prior))
    return found


@dataclass(frozen=True, eq=False)
class Stakes:
    """What is at stake for those who hold a deadline, in W worlds; H holders; points.

    `cost` [W] of an extension; `hope` [W]: chance 0..1 that it brings settlement; `settlement`
    [W, H]: a holder's value of the deal, not read where `deal` [W] is False, as there is none;
    `lapse` [W, H]: its value of enforcing. `alone`: whether one holder can move it alone, or all
    must; it does not matter where there is one.
    """

    cost: Floats
    hope: Floats
    settlement: Floats
    lapse: Floats
    deal: Bools
    alone: bool | None


@dataclass(frozen=True)
class OwnerView:
    """What the owner's numbers say, over worlds.

    `real_before` and `real`: the chance that the threat is real, that is, that those who hold the
    deadline would rather enforce it, before and after the extensions so far. `deal`: the chance,
    after them, that there is a deal to be had. `after[n]`: the odds of the next deadline after n
    further extensions, `after[0]` the same as `odds`. `effective`: how many equally likely worlds
    the intervals rest on (Kish 1965).
    """

    odds: Odds
    real_before: float
    real: float
    real_interval: Interval
    deal: float
    after: tuple[tuple[float, float, float], ...]
    effective: float


def unsaid(deadline: Deadline) -> str | None:
    """Return why the owner's view of a deadline cannot be told; None if it can."""
    if deadline.hard:
        return "Nobody can move it, so there is nothing for an owner to weigh."
    missing = [
        what
        for what, said in (
            ("what an extension costs its owner (`cost`)", deadline.cost is not None),
            ("the chance that an extension brings settlement (`hope`)", deadline.hope is not None),
            ("which party decides on it (`held_by`)", bool(deadline.held_by)),
            ("whether one of them can move it alone (`alone`)", _concerted(deadline)),
        )
        if not said
    ]
    return f"Cannot say: the case does not state {', nor '.join(missing)}." if missing else None


def _concerted(deadline: Deadline) -> bool:
    """Return whether it is clear who must agree to an extension."""
    return len(deadline.held_by) <= 1 or deadline.alone is not None


def stated(cost: Judged, hope: Judged, worlds: int, seed: int, place: int) -> tuple[Floats, Floats]:
    """Return triangular draws [worlds] of a deadline's cost and hope.

    `place`: the position of the deadline in the case, so that each has a stream of its own, apart
    from that of the worlds of the same `seed`. World w is the same whatever `worlds` is.
    """
    ledger = Ledger()
    ledger.enter(cost, label="an extension's cost", kind="deadline", unit="points")
    ledger.enter(hope, label="hope of settlement", kind="deadline", unit="chance")
    stream = int(np.random.SeedSequence([seed, place]).generate_state(1, np.uint64)[0])
    drawn = draw(tuple(ledger.entries), worlds, stream)
    return drawn[:, 0], drawn[:, 1]


def owner_view(stakes: Stakes, extensions: int, days_left: int, window: int | None) -> OwnerView:
    """Return what the owner's numbers say of a deadline that was moved so many times.

    In a world a holder is soft where an extension is worth its cost, else tough. It knows its own
    numbers, not whether there is a deal: where there is none, it counts on the mean settlement of
    the worlds with one. A tough holder extends with the chance TOUGH_EXTENDS. Worlds are weighted
    by the chance, in them, of the extensions so far; that the talks had not settled by the earlier
    dates is not counted as evidence.

    Where there is a deal, it is struck in what is left of the `window` (None or 0: of `days_left`)
    with the chance 1 - (1 - h)^(days left / window): h for a whole one.

    An interval is Wilson's (1927) for as many worlds as the weighted ones are worth. It tells how
    far the worlds were too few, not how far the numbers of the case are wrong.
    """
    moves, real = _moves(stakes)
    hope = np.where(stakes.deal, stakes.hope, 0.0)
    left = days_left / window if window else float(days_left > 0)

    def told(further: int) -> tuple[Floats, Floats]:
        """Return the weights [W] and the three chances [3, W] after `further` extensions."""
        logs = (extensions + further) * np.log(moves)
        weights = np.exp(logs - logs.max())
        met = 1 - (1 - hope) ** (1.0 if further else left)
        return weights / weights.sum(), np.stack((met, (1 - met) * moves, (1 - met) * (1 - moves)))

    weights, chances = told(0)
    effective = float(1 / (weights**2).sum())
    now = _shared(chances @ weights)
    chance_real = _weight_of(weights, real)
    return OwnerView(
        odds=odds(now, [_interval(chance, effective) for chance in now], "owner"),
        real_before=float(real.mean()),
        real=chance_real,
        real_interval=_interval(chance_real, effective),
        deal=_weight_of(weights, stakes.deal),
        after=tuple(_shared(c @ w) for w, c in map(told, range(MOVES + 1))),
        effective=effective,
    )


def _weight_of(weights: Floats, worlds: Bools) -> float:
    """Return the share of the weights [W] of the `worlds` [W] that are True; 1 if all are."""
    return float(weights[worlds].sum() / weights.sum())


def _moves(stakes: Stakes) -> tuple[Floats, Bools]:
    """Return the chance [W] that the deadline is moved, and whether [W] the threat is real."""
    settlement = np.where(stakes.deal[:, None], stakes.settlement, _hoped(stakes))
    soft = extends(stakes.cost[:, None], stakes.hope[:, None], settlement, stakes.lapse)
    each = np.where(soft, 1.0, TOUGH_EXTENDS)
    moves: Floats = np.prod(each, axis=1)
    real: Bools = ~np.all(soft, axis=1)
    if stakes.alone:
        moves, real = 1 - np.prod(1 - each, axis=1), ~np.any(soft, axis=1)
    return moves, real


def _hoped(stakes: Stakes) -> Floats:
    """Return the settlement [W, H] that holders count on where, unknown to them, there is none.

    The mean of the worlds with a deal; where no world has one, what lapse is worth: no gain.
    """
    if not stakes.deal.any():
        return stakes.lapse
    mean: Floats = stakes.settlement[stakes.deal].mean(axis=0)
    return np.broadcast_to(mean, stakes.settlement.shape)


def _shared(chances: Floats) -> tuple[float, float, float]:
    """Return three chances without the error of rounding: 0..1, sum 1."""
    agreed, extended, lapsed = (float(c) for c in np.clip(chances, 0, 1) / np.sum(chances))
    return agreed, extended, lapsed


def _interval(chance: float, effective: float) -> Interval:
    low, high = wilson(chance * effective, effective)
    return min(low, chance), max(high, chance)
