"""Bargaining in many worlds at once, beside its twin in plain Python on some of the same worlds.

In seconds of CPU, since the figure of interest is rounds a second a core.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import product
from pathlib import Path
from time import process_time

import numpy as np

from winset.process.bargaining.alternating import alternating
from winset.process.bargaining.single_text import single_text
from winset.process.bargaining.tactics import TACTICS

sys.path.append(str(Path(__file__).parents[1] / "tests"))  # where the twin is the oracle
from bargaining_twin import alternate, mediate

Answer = dict[str, float]

WAYS = (*TACTICS, "single_text")
"""Both sides by one tactic in alternating offers, and the mediator's text."""

BATCHES, WORLDS, FEW = 5, 1000, 20
"""The batch is repeated, all its worlds at once; the twin plays a few of them."""

ROUNDS = 100

DIGITS = np.array(list(product(range(4), range(5), range(5))), dtype=np.int16)
"""Every package of three issues of four, five and five options."""


def bargaining(way: int) -> Answer:
    """All worlds by the way of that position in WAYS; `check` sums what the twin must find too."""
    gains, luck = _made_up()
    allowed = np.ones(luck.shape, dtype=np.bool_)
    start = process_time()
    for _ in range(BATCHES):
        if WAYS[way] == "single_text":
            found = single_text(gains, allowed, DIGITS, luck, ROUNDS)
        else:
            found = alternating(gains, allowed, (WAYS[way],) * 2, ROUNDS)
    seconds = process_time() - start
    pairs = zip(found.package[:FEW].tolist(), found.rounds[:FEW].tolist(), strict=True)
    count = int(found.rounds.sum())
    return {
        "seconds": seconds,
        "count": BATCHES * count,
        "each": count / WORLDS,
        "check": _check(pairs),
    }


def bargaining_twin(way: int) -> Answer:
    """The first worlds, one round after another in plain Python."""
    gains, luck = (each[:FEW].tolist() for each in _made_up())
    allowed = [True] * len(DIGITS)
    digits = DIGITS.tolist()
    start = process_time()
    if WAYS[way] == "single_text":
        found = [
            mediate(rows, allowed, digits, draws, ROUNDS)
            for rows, draws in zip(gains, luck, strict=True)
        ]
    else:
        found = [alternate(rows, allowed, (WAYS[way],) * 2, ROUNDS) for rows in gains]
    seconds = process_time() - start
    count = sum(rounds for _, rounds in found)
    return {"seconds": seconds, "count": count, "check": _check(found)}


def _made_up() -> tuple[np.ndarray, np.ndarray]:
    """Return gains [W, 2, N] of opposed sides with something to trade, and the mediator's luck."""
    random = np.random.default_rng(1)
    one = random.uniform(0, 100, (WORLDS, len(DIGITS)))
    other = 100 - one + random.uniform(0, 20, one.shape)
    return np.stack([one, other], axis=1), random.random(one.shape)


def _check(found: Iterable[tuple[int, int]]) -> float:
    return sum((package + 1) * (rounds + 1) for package, rounds in found)
