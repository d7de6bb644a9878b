"""Stages as a Markov chain, exactly: what going on is worth, how likely a signature is, and when.

Where every chance is stated, nothing but the stages decides, and the process is an absorbing
Markov chain with a law of days in each state (Kemeny and Snell 1960; a semi-Markov process). It is
solved, not sampled, and stands beside the simulation as its yardstick.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from winset.process.staging.plan import Plan, Triangle
from winset.space.grid import Bools, Floats, Ints


@dataclass(frozen=True)
class Chain:
    """Stages 0 to n - 1 in order; passing the last one is the end that is hoped for.

    By stage: `chance` to pass; if it is not passed, chance `back_chance` to go on at stage `back`
    (any of 0 to n - 1), else the talks end; `law` [n, days]: chance that a visit takes 0, 1, ...
    days.
    """

    chance: Floats
    back: Ints
    back_chance: Floats
    law: Floats


@dataclass(frozen=True)
class Values:
    """What it is worth to stand before each stage, [n], and whether a side would go on there."""

    value: Floats
    goes_on: Bools


@dataclass(frozen=True)
class Absorption:
    """Of a chain from its start: chance to pass its last stage, and the mean `days` to any end.

    `visits` [n]: mean number of visits of each stage.
    """

    signed: float
    days: float
    visits: Floats


def worth(chain: Chain, cost: Floats, reward: float, disagreement: float) -> Values:
    """Return what going on is worth to a side that may end the talks before any stage.

    V_j = max(d, -c_j + p_j V_{j+1} + (1 - p_j)(rho_j V_back(j) + (1 - rho_j) d)), V_n = `reward`;
    `cost` [n] is paid at each visit. Solved by policy iteration (Howard 1960), a linear system a
    step, from ending the talks everywhere: no step is worse anywhere, so who goes on once does so
    for good, and it ends within n steps. A side that is indifferent ends the talks.

    Raises ValueError for a cost below 0.
    """
    if (cost < 0).any():
        raise ValueError("a stage cannot cost less than nothing")
    moves, ends, passes = _transitions(chain)
    gain = passes * reward + ends * disagreement - cost
    goes_on = np.zeros(cost.size, dtype=np.bool_)
    value = np.full(cost.size, disagreement)
    while True:
        better = ~goes_on & (gain + moves @ value > value)
        if not better.any():
            return Values(value, goes_on)
        goes_on = goes_on | better
        on = goes_on[:, None]
        system = np.eye(cost.size) - np.where(on, moves, 0.0)
        value = np.linalg.solve(system, np.where(goes_on, gain, disagreement))


def absorption(chain: Chain, start: int = 0) -> Absorption:
    """Return the Absorption of a chain entered at stage `start`, by the fundamental matrix.

    Raises ValueError if no route leads out of some stage.
    """
    moves, _, passes = _transitions(chain)
    visits = np.linalg.solve(_leaving(moves).T, np.eye(passes.size)[start])
    mean = chain.law @ np.arange(chain.law.shape[1])
    return Absorption(float(visits @ passes), float(visits @ mean), visits)


def passed_by(chain: Chain, days: int, start: int = 0) -> Floats:
    """Return the chance to have passed the last stage by day 0, 1, ... `days`, [days + 1].

    Day by day: who enters a stage on a day came from visits that end on it. A visit of no days may
    lead on the same day through several stages, which is a linear system.

    Raises ValueError if some stages of no days lead to each other for ever.
    """
    moves, _, passes = _transitions(chain)
    stages, length = chain.law.shape
    law = np.zeros((stages, days + 1))
    law[:, : min(length, days + 1)] = chain.law[:, : days + 1]
    same_day = _leaving(law[:, 0][:, None] * moves)
    entered = np.zeros((days + 1, stages))
    passed = np.zeros(days + 1)
    for day in range(days + 1):
        earlier = (entered[:day] * law[:, day:0:-1].T).sum(axis=0)
        entered[day] = np.linalg.solve(
            same_day.T, earlier @ moves + (np.eye(stages)[start] if day == 0 else 0.0)
        )
        passed[day] = (earlier + entered[day] * law[:, 0]) @ passes
    return np.cumsum(passed)


def exact_chain(plan: Plan) -> tuple[Chain | None, str]:
    """Return the Chain of a plan up to its sign-off, or None; and why it can or cannot be solved.

    It can if every stage up to the sign-off states its chance, no working group waits for another,
    no hard deadline can end the talks, and no stage with an uncertain chance is visited twice (the
    mean of an uncertain chance then is all that counts). It knows no limit of visits.
    """
    stages = plan.stages[: plan.sign_off + 1]
    derived = [stage.id for stage in stages if stage.chance is None]
    if derived:
        return None, f"the chance to pass stage {derived[0]} is derived from the numbers"
    if any(deadline.hard for deadline in plan.deadlines):
        return None, "a hard deadline can end the talks"
    if any(lane.needs for stage in stages for lane in stage.lanes):
        return None, "a working group waits for another"
    ranges = [number for s in stages for number in (s.chance, s.back_chance) if number]
    uncertain = any(low < high for low, _, high in ranges)
    if uncertain and any(stage.back is not None for stage in stages):
        return None, "a stage with an uncertain chance may be visited more than once"
    laws = [days_law(stage.days) for stage in stages]
    law = np.zeros((len(stages), max(map(len, laws))))
    for row, own in zip(law, laws, strict=True):
        row[: len(own)] = own
    return (
        Chain(
            chance=np.array([sum(stage.chance or ()) / 3 for stage in stages]),
            back=np.array([stage.back or 0 for stage in stages]),
            back_chance=np.array([sum(stage.back_chance) / 3 for stage in stages]),
            law=law,
        ),
        "every stage states its chance, and nothing else decides",
    )


def days_law(days: Triangle) -> Floats:
    """Return the chances of 0, 1, ... whole days of a triangular number, rounded halves up."""
    low, mid, high = days
    last = int(np.floor(high + 0.5))
    if low == high:
        sure: Floats = np.eye(last + 1)[last]
        return sure
    edges = np.arange(last + 2) - 0.5
    width = high - low
    x = np.clip(edges, low, high)
    with np.errstate(invalid="ignore", divide="ignore"):
        rising = (x - low) ** 2 / (width * (mid - low))
        falling = 1 - (high - x) ** 2 / (width * (high - mid))
    below = np.where(x <= low, 0.0, np.where(x < mid, rising, falling))
    law: Floats = np.diff(np.where(x >= high, 1.0, below))
    return law


def _transitions(chain: Chain) -> tuple[Floats, Floats, Floats]:
    """Return the chances to go from stage to stage [n, n], to end the talks [n], to be done [n]."""
    stages = chain.chance.size
    failed = 1 - chain.chance
    moves = np.zeros((stages, stages))
    moves[np.arange(stages - 1), np.arange(1, stages)] = chain.chance[:-1]
    np.add.at(moves, (np.arange(stages), chain.back), failed * chain.back_chance)
    passes = np.where(np.arange(stages) == stages - 1, chain.chance, 0.0)
    return moves, failed * (1 - chain.back_chance), passes


def _leaving(moves: Floats) -> Floats:
    """Return I - `moves`; raises ValueError where some stages lead to each other for ever."""
    system: Floats = np.eye(len(moves)) - moves
    if np.linalg.matrix_rank(system) < len(moves):
        raise ValueError("no route leads out of some stages: they lead to each other for ever")
    return system
