"""The values that numbers of ranges give to the principals, as one line of straight pieces.

One issue: the line that its number draws from one end of the range to the other, whatever its
shape. Several, two principals whose scores are concave: each issue has an efficient part, along
which one gains and the other loses ever more for it; the efficient sums are those parts merged by
slope (the Minkowski sum of concave chains; Nemhauser and Ullmann 1969 for the sum of frontiers).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

Point = tuple[Fraction, ...]
"""Values by principal, in points."""


@dataclass(frozen=True)
class Curve:
    """An issue with a range: its numbers, rising, and what each is worth to each principal.

    Between neighbours every worth is straight.
    """

    numbers: tuple[Fraction, ...]
    worths: tuple[Point, ...]

    @property
    def concave(self) -> bool:
        """True if no principal's worth bends upwards."""
        widths = [b - a for a, b in pairwise(self.numbers)]
        for row in zip(*self.worths, strict=True):
            slopes = [(b - a) / w for (a, b), w in zip(pairwise(row), widths, strict=True)]
            if any(after > before for before, after in pairwise(slopes)):
                return False
        return True


@dataclass(frozen=True)
class Corner:
    """A point at which the line may bend, and the number of each issue there."""

    values: Point
    at: tuple[Fraction, ...]


def path(curves: Sequence[Curve]) -> tuple[Corner, ...] | None:
    """Return the corners of the line; None where the curves have none that is certain to be whole.

    That is for several issues unless there are two principals, and all worths are concave.
    """
    if len(curves) == 1:
        return tuple(
            Corner(values, (number,))
            for number, values in zip(curves[0].numbers, curves[0].worths, strict=True)
        )
    two = all(len(point) == 2 for curve in curves for point in curve.worths)  # noqa: PLR2004
    if not curves or not two or not all(curve.concave for curve in curves):
        return None
    return _merged(curves)


def _merged(curves: Sequence[Curve]) -> tuple[Corner, ...]:
    parts = [_efficient(curve) for curve in curves]
    at = [part[0][1] for part in parts]
    first = sum((part[0][0][0] for part in parts), Fraction(0))
    second = sum((part[0][0][1] for part in parts), Fraction(0))
    corners = [Corner((first, second), tuple(at))]
    pieces = [
        ((d - b) / (c - a), k, (c - a, d - b), number)
        for k, part in enumerate(parts)
        for ((a, b), _), ((c, d), number) in pairwise(part)
    ]
    for _, k, (gain, loss), number in sorted(pieces, key=lambda piece: -piece[0]):
        first, second, at[k] = first + gain, second + loss, number
        corners.append(Corner((first, second), tuple(at)))
    return tuple(corners)


def _efficient(curve: Curve) -> list[tuple[Point, Fraction]]:
    """Return the part of a concave curve from the second principal's best to the first's."""
    points = list(zip(curve.worths, curve.numbers, strict=True))
    best = max(range(len(points)), key=lambda n: (points[n][0][1], points[n][0][0]))
    other = max(range(len(points)), key=lambda n: (points[n][0][0], points[n][0][1]))
    step = 1 if other >= best else -1
    return [points[n] for n in range(best, other + step, step)]
