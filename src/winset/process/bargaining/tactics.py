"""How a side concedes: by the clock, as the other does, or one package for one package.

All speak of gains: points, or any unit, over the side's own reservation. A side concedes from its
best gain down to 0, its reservation.

- `boulware`, `linear`, `conceder`: by the clock (Faratin, Sierra and Jennings 1998);
- `tit_for_tat`: as the other side does (the behaviour-dependent tactics of the same paper);
- `micro`: one new package for each new one of the other side (de Jonge 2022).
"""

from __future__ import annotations

import numpy as np

from winset.space.grid import Bools, Floats, Ints

EXPONENTS = {"boulware": 0.2, "linear": 1.0, "conceder": 5.0}
"""The e of the tactics by the clock: below 1 late, above 1 early."""

GOODWILL = 0.1
"""The share of its best gain that tit-for-tat gives up unasked, once."""

TACTICS = (*EXPONENTS, "tit_for_tat", "micro")


def asked(exponent: float, rounds: int) -> Floats:
    """Return the share [rounds] of its best gain that a side asks for in each round: 1 - t^(1/e).

    The time t runs from 0 in the first round to 1 in the last, where the share is 0; an only round
    is the last.
    """
    times = [turn / (rounds - 1) for turn in range(rounds)] if rounds > 1 else [1.0]
    return np.array([1 - time ** (1 / exponent) for time in times])


def answered(best: Floats, heard: Floats) -> Floats:
    """Return the gain [n] that tit-for-tat asks for once it has opened with its `best`.

    It gives up as much as the others' offers have improved for it since their first, `heard`, and
    GOODWILL of its best ahead of them: without that, two such sides would wait for each other for
    ever. All in its own gains, never below 0.
    """
    return np.maximum(best * (1 - GOODWILL) - heard, 0.0)


def owes(said: Ints, heard: Ints) -> Bools:
    """Return [n] whether MiCRO puts a new package forward.

    It does unless it has already `said` more different packages than it `heard`.
    """
    more: Bools = said <= heard
    return more
