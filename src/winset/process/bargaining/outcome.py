"""What bargaining starts from, the packages that can be agreed on, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from winset.space.grid import Bools, Floats, Ints


@dataclass(frozen=True)
class Outcome:
    """What bargaining came to in each world.

    `package` [W]: position of the agreed package, -1 if none. `rounds` [W]: offers made until
    agreement, or until it broke off; 0 where there was nothing to offer.
    """

    package: Ints
    rounds: Ints


def candidates(gains: Floats | Ints, allowed: Bools, rounds: int) -> tuple[Floats, Bools]:
    """Return `gains` as floats, and which packages [W, N] can be agreed on in each world.

    `gains` [W, P, N] of P parties over their reservations; a package can be agreed on if it is
    `allowed` [W, N] and gains no party less than 0. Whole numbers are exact below 2**53.

    Raises ValueError for shapes that do not fit, fewer than two parties, a gain that is no finite
    number, and no round.
    """
    if gains.ndim != 3 or gains.shape[1] < 2:  # noqa: PLR2004  worlds, parties, packages
        raise ValueError(
            f"gains must be [worlds, two or more parties, packages], not {gains.shape}"
        )
    if allowed.shape != (gains.shape[0], gains.shape[2]):
        raise ValueError(f"allowed is {allowed.shape}, which does not fit gains {gains.shape}")
    if rounds < 1:
        raise ValueError(f"there must be a round to offer in, not {rounds}")
    table = gains.astype(np.float64)
    if not np.isfinite(table).all():
        raise ValueError("gains must be finite numbers")
    return table, allowed & (table >= 0).all(axis=1)
