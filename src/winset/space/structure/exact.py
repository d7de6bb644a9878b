"""Numbers as they are stated: decimals and fractions, made whole without a rounding.

Frontier sizes of published scenarios differ between programs because binary floats break ties at
random. Here 0.1 is one tenth: all numbers are scaled by the least common multiple of their
denominators, so that sums and comparisons are those of whole numbers. Where the scaled numbers
would not fit 64 bits, a coarser grid is used and its epsilon declared.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np

from winset.space.grid import Ints

LARGEST = 1 << 61
"""What no sum over a package may reach, so that a difference of two sums still fits 64 bits."""

_NUMBER = re.compile(
    r"[+-]?(\d{1,400}/\d{1,400}|(\d{1,400}(\.\d{0,400})?|\.\d{1,400})(e[+-]?\d{1,3})?)", re.ASCII
)


def parsed(text: str) -> Fraction:
    """Return the number that `text` states: 12, -0.35, 1e-3 or 2/3, exactly.

    Raises ValueError for anything else: not a number, infinity, 1_000, or beyond 10**999.
    """
    stripped = text.strip().lower()
    if not _NUMBER.fullmatch(stripped):
        raise ValueError(f"{text[:40]!r} is not a number; write one as 12, -0.35, 1e-3 or 2/3")
    try:
        return Fraction(stripped)
    except ZeroDivisionError:
        raise ValueError(f"{text[:40]!r} divides by zero; write a number as 12 or 2/3") from None


@dataclass(frozen=True)
class Scaled:
    """Whole numbers that stand for stated ones: `values` [rows, columns] are `scale` to the point.

    `epsilon`: the most that one entry was moved, in points; 0 if all stand exactly as stated.
    """

    values: Ints
    scale: int
    epsilon: Fraction


def scaled(rows: Sequence[Sequence[Fraction | Decimal | int]], terms: int) -> Scaled:
    """Return the `rows` of stated numbers as whole numbers of one grid, in 64 bits.

    `terms`: how many entries of a column are summed at most, over issues and parties together; no
    such sum reaches `LARGEST`. The grid is the least common multiple of the denominators, or, where
    that is too fine, the finest power of ten that fits, and each entry is rounded half to even.
    Raises ValueError for a number that is not finite, or so large that whole points do not fit;
    TypeError for a binary float, which is seldom the number that was stated.
    """
    exact = [[_fraction(number) for number in row] for row in rows]
    entries = [number for row in exact for number in row]
    largest = max((abs(number) for number in entries), default=Fraction(0))
    room = Fraction(LARGEST - 1, max(terms, 1))
    scale = 1
    for number in entries:
        scale = math.lcm(scale, number.denominator)
        if largest * scale > room:
            return _on_grid(exact, largest, room)
    return Scaled(_array(exact, scale), scale, Fraction(0))


def _on_grid(exact: list[list[Fraction]], largest: Fraction, room: Fraction) -> Scaled:
    digits = -1
    while largest * 10 ** (digits + 1) + 1 <= room:
        digits += 1
    if digits < 0:
        raise ValueError(
            f"the number {float(largest):g} is too large: sums of points must stay below 2**61"
        )
    scale = 10**digits
    moved = max(abs(n - Fraction(round(n * scale), scale)) for row in exact for n in row)
    return Scaled(_array(exact, scale), scale, moved)


def _array(exact: list[list[Fraction]], scale: int) -> Ints:
    return np.array([[round(number * scale) for number in row] for row in exact], dtype=np.int64)


def _fraction(number: Fraction | Decimal | int) -> Fraction:
    if isinstance(number, float):
        raise TypeError(f"{number!r} is a binary float; pass a Decimal, a Fraction or an int")
    if isinstance(number, Decimal) and not number.is_finite():
        raise ValueError(f"{number} is not finite")
    return Fraction(number)
