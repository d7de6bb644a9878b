"""The grid on which values are exact integers.

Sums of binary floats depend on their order, so ties would depend on the machine. Every value is
therefore a whole number of units, 10**9 of them a point: a weight of 18 % times a score of 35 is
6,300,000,000 units, exactly. Products with more than nine decimals are rounded half to even, once.
"""

from __future__ import annotations

from fractions import Fraction
from typing import overload

import numpy as np
from numpy.typing import NDArray

UNITS = 10**9
"""Units a point."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Digits = NDArray[np.int16]


@overload
def to_units(points: Fraction) -> int: ...
@overload
def to_units(points: Floats) -> Ints: ...
def to_units(points: Fraction | Floats) -> int | Ints:
    """Return `points` in whole units, rounded half to even."""
    if isinstance(points, Fraction):
        return round(points * UNITS)
    return np.rint(points * UNITS).astype(np.int64)


@overload
def to_points(units: int) -> float: ...
@overload
def to_points(units: Ints) -> Floats: ...
def to_points(units: int | Ints) -> float | Floats:
    """Return units as points."""
    return units / UNITS
