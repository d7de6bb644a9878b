"""The chance that members who vote independently carry a bill."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from winset.space.grid import Floats

Blocs = Sequence[tuple[int, float]]
"""Members, and the chance of a yes from each of them."""


def pass_chances(free: Blocs, led: Sequence[tuple[Blocs, Blocs]], needs: int) -> tuple[float, ...]:
    """Return the chances [2^leaders] of at least `needs` yeses, for all answers of the leaders.

    `free` blocs follow nobody; `led[i]` holds the blocs that follow leader i as they vote if it
    refuses, and if it accepts. Bit i of a place in the result is set if leader i accepts.

    The count of yeses is Poisson-binomial (Poisson 1837): the convolution of the blocs' binomials.
    The leaders are taken in two halves, so that only 2^(leaders / 2) laws are convolved for each,
    and the halves meet in one product: chance of j from the one, of the rest from the other.
    Rounded to nine decimals, so that the dust of floating-point sums cannot decide an even chance,
    or doubt a certain one.
    """
    half = len(led) // 2
    first, second = _laws(free, led[:half]), _laws((), led[half:])
    tail = np.zeros((second.shape[0], second.shape[1] + 1))
    tail[:, :-1] = second[:, ::-1].cumsum(axis=1)[:, ::-1]
    rest = np.clip(needs - np.arange(first.shape[1]), 0, second.shape[1])
    chances = tail[:, rest] @ first.T
    return tuple(round(float(chance), 9) for chance in chances.ravel())


def _laws(free: Blocs, led: Sequence[tuple[Blocs, Blocs]]) -> Floats:
    """Return the law of the count of yeses for all answers of some leaders, [2^leaders, counts]."""
    laws = [_law(free)]
    for answers in led:
        refused, accepted = map(_law, answers)
        laws = [np.convolve(law, by) for by in (refused, accepted) for law in laws]
    return np.array(laws)


def _law(blocs: Blocs) -> Floats:
    """Return the chances of 0, 1, 2, ... yeses."""
    yeses: Floats = np.ones(1)
    for members, p in blocs:
        yeses = np.convolve(yeses, _binomial(members, p))
    return yeses


def _binomial(members: int, p: float) -> Floats:
    """Return the chances of 0..members yeses, by repeated convolution of two-point laws."""
    law: Floats = np.ones(1)
    step: Floats = np.array([1 - p, p])
    while members:
        if members & 1:
            law = np.convolve(law, step)
        step = np.convolve(step, step)
        members >>= 1
    return law
