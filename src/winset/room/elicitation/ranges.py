"""A number with its range, as arithmetic needs it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Range:
    """A number between `low` and `high`, taken as `mid`; low <= mid <= high."""

    low: float
    mid: float
    high: float

    @classmethod
    def exact(cls, number: float) -> Range:
        """Return a number that is certain."""
        return cls(number, number, number)

    @property
    def width(self) -> float:
        """How far the ends are apart."""
        return self.high - self.low

    def less(self, other: Range) -> Range:
        """Return this number less another, each free within its range."""
        return Range(self.low - other.high, self.mid - other.mid, self.high - other.low)
