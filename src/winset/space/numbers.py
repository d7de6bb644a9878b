"""The table of every judged number in a case: what it is, its range, what stands behind it."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from winset.case.numbers import Judged
from winset.space.grid import Floats


@dataclass(frozen=True)
class Parameter:
    """One number of the case; `label` says in words what it is, `unit` is percent, points, ..."""

    label: str
    kind: str
    actor: str | None
    issue: str | None
    unit: str
    low: Fraction
    mid: Fraction
    high: Fraction
    why: str | None
    facts: tuple[str, ...]

    @property
    def certain(self) -> bool:
        """True if the number has no range."""
        return self.low == self.high


@dataclass
class Ledger:
    """Collects parameters while a case is compiled; a parameter is then known by its position."""

    entries: list[Parameter] = field(default_factory=list)

    def enter(
        self,
        judged: Judged,
        *,
        label: str,
        kind: str,
        unit: str,
        actor: str | None = None,
        issue: str | None = None,
        why: str | None = None,
        facts: tuple[str, ...] = (),
    ) -> int:
        """Add a number and return its position; `why` and `facts` stand in for missing ones."""
        self.entries.append(
            Parameter(
                label=label,
                kind=kind,
                actor=actor,
                issue=issue,
                unit=unit,
                low=Fraction(judged.low),
                mid=Fraction(judged.mid),
                high=Fraction(judged.high),
                why=judged.why or why,
                facts=judged.facts or facts,
            )
        )
        return len(self.entries) - 1


def draw(parameters: tuple[Parameter, ...], worlds: int, seed: int | tuple[int, ...]) -> Floats:
    """Return `worlds` draws of all numbers, shape [worlds, parameters], by columns' own triangles.

    Each uncertain number is triangular on [low, mid, high], independent of the others, by inversion
    of uniforms from PCG64 (`numpy.random.default_rng(seed)`); more numbers after the seed are a
    stream of its own. World w is the same whatever `worlds` is.
    """
    low = np.array([float(p.low) for p in parameters])
    mid = np.array([float(p.mid) for p in parameters])
    high = np.array([float(p.high) for p in parameters])
    result = np.tile(mid, (worlds, 1))
    uncertain = np.flatnonzero(high > low)
    u = np.random.default_rng(seed).random((worlds, uncertain.size))
    result[:, uncertain] = triangular(u, low[uncertain], mid[uncertain], high[uncertain])
    return result


def triangular(u: Floats, low: Floats, mid: Floats, high: Floats) -> Floats:
    """Return the triangular draws on [low, mid, high] of which `u` are the uniforms, in [0, 1)."""
    width = high - low
    rising = u * width <= mid - low
    up = low + np.sqrt(u * width * (mid - low))
    down = high - np.sqrt((1 - u) * width * (high - mid))
    return np.where(rising, up, down)
