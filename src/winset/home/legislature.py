"""The chance that members who vote independently carry a bill."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from winset.space.grid import Floats


def pass_chance(blocs: Iterable[tuple[int, float]], needs: int) -> float:
    """Return the chance that at least `needs` members vote yes.

    `blocs` are (members, chance of a yes); the count of yeses is Poisson-binomial (Poisson 1837),
    computed by convolving the blocs' binomials. Rounded to nine decimals, so that the dust of
    floating-point sums cannot decide an even chance, or doubt a certain one.
    """
    yeses: Floats = np.ones(1)
    for members, p in blocs:
        yeses = np.convolve(yeses, _binomial(members, p))
    return round(float(yeses[needs:].sum()), 9)


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
