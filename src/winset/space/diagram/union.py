"""A union of regions on common scales, and bounds on a merit that many searches of it share.

Each region asks for some of the scales only, and what bounds one bounds every other that asks for
all that it prices. So a few searches for prices serve all regions, and as a bound
f(z) + offset <= y.weights holds whatever the packages (dual.py), they serve smaller agendas too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from winset.space.diagram.diagram import Packages
from winset.space.diagram.dual import Prices, Witness, best_prices
from winset.space.diagram.merits import Merit
from winset.space.diagram.region import Region
from winset.space.diagram.weighed import NO_FLOOR, Weighed
from winset.space.grid import Bools, Floats, Ints

SHARPEST = 8
"""Weights kept of each search for prices, sharpest first."""

FAMILIES = 12
"""Searches for prices above which a union is not searched at once."""

STEPS = (-2.0, -1.0, -0.5, 0.5, 1.0, 2.0)
"""How far one party's weight is leant, in units of what shows in its bound."""


@dataclass(frozen=True)
class Union:
    """Packages whose gains reach `floor` [D] on all scales that one of R regions asks.

    `asked` [R, D]: which scales a region asks; the first `parties`, the principals', are always
    asked, with floors of 0. Every other scale matters for its floor alone.
    """

    weighed: Weighed
    parties: int
    floor: Ints
    asked: Bools


@dataclass(frozen=True)
class Bounds:
    """What bounds a merit f on a Union, whatever packages are left out of it.

    `weights` [K, D], `offsets` [K]: f + offset <= y.weights for all gains y of the regions for
    which they are `valid` [R, K]. `closeness`: by what share of a bound the best package met was
    below it, 1 without one. `rounds`: longest paths that it took.
    """

    weights: Floats
    offsets: Floats
    valid: Bools
    closeness: float
    rounds: int


def bounds(union: Union, merit: Merit, among: Weighed | None = None) -> Bounds | None:
    """Return Bounds of `merit`, None if the regions need too many searches for prices.

    They hold for all packages, and are sharpest for those of `among`, of the union's scales.
    """
    weighed = among or union.weighed
    rows: list[tuple[Floats, float]] = []
    best: list[Floats] = []
    known: Packages | None = None
    closeness, rounds = 1.0, 0
    for asked in union.asked:
        if any(not weights[~asked].any() for weights in best):
            continue
        if len(best) == FAMILIES:
            return None
        region = Region(weighed, union.parties, np.where(asked, union.floor, NO_FLOOR))
        found = best_prices(region, merit, known)
        if isinstance(found, Witness):
            rows.append(_shut(union, merit, weighed, found))
            best.append(rows[-1][0])
            continue
        best.append(found.weights[0])
        known = found.packages
        rounds += len(known)
        share = _closeness(region, merit, found)
        closeness = min(closeness, share)
        rows += list(zip(found.weights[:SHARPEST], found.offsets[:SHARPEST].tolist(), strict=False))
        rows += list(_leant(union, merit, found, share))
    weights = np.array([row for row, _ in rows])
    valid = ~((weights != 0)[None] & ~union.asked[:, None]).any(axis=2)
    offsets = np.array([offset for _, offset in rows])
    return Bounds(weights, offsets, valid, closeness, rounds)


def _shut(union: Union, merit: Merit, weighed: Weighed, proof: Witness) -> tuple[Floats, float]:
    """Return (weights, offset) of a bound below 0 on packages that reach no floors, by `proof`."""
    even = np.zeros(union.floor.size)
    even[: union.parties] = merit.supports()[0]
    most = float(weighed.start @ even + weighed.ahead(even[:, None])[0][0, 0])
    # so often that what is missing outweighs all gains
    times = 1 + max(0.0, 2 * most) / (proof.needed - proof.most)
    return even + times * np.array(proof.weights, dtype=np.float64), times * proof.needed


def _closeness(region: Region, merit: Merit, found: Prices) -> float:
    """Return by what share the best package met on the way to prices is below their bound."""
    most = float(found.bounds[0])
    inside = found.gains[region.holds(found.gains), : region.parties]
    worth = float(merit.near(inside).max(initial=0.0))
    return min(1.0, max(0.0, 1 - worth / most)) if most > 0 else 1.0


def _leant(
    union: Union, merit: Merit, found: Prices, share: float
) -> Iterator[tuple[Floats, float]]:
    """Yield (weights, offset) close to the best ones: without prices on floors, and leant.

    A lean loosens a bound by about an eighth of its square, so that a step is what shows against
    the `share` by which the best package met is below it.
    """
    best, offset, parties = found.weights[0], float(found.offsets[0]), union.parties
    alone = np.zeros_like(best)
    alone[:parties] = best[:parties]
    yield alone, 0.0
    # with two parties to lean one is to lean the other
    for p in range(parties if parties > 2 else 1):  # noqa: PLR2004
        for lean in STEPS:
            leaning = best.copy()
            leaning[p] *= np.exp(lean * 2 * np.sqrt(share))
            leaning[:parties] = merit.normed(leaning[:parties])
            yield leaning, offset
