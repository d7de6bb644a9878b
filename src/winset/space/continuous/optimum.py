"""The four bargaining solutions over all values of ranges, exactly, at the middle numbers.

Along a straight piece of a path (path.py) every gain is linear in one parameter, so each rule has
its best at an end, where two gains cross, or, of the Nash product, where its derivative is 0.
Everything is in fractions. Only the product of three and more gains has no exact best: it is
bracketed, and the bound is that of the bracket.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import combinations, pairwise
from operator import itemgetter

from winset.space.continuous.path import Corner, Point
from winset.space.solutions import RULES

MOST_PIECES = 20_000
"""Pieces that are searched; with more the search gives up, after some seconds."""

HALVINGS = 80
"""Halvings of a piece in search of the best product of three and more gains."""


@dataclass(frozen=True)
class Best:
    """The number of each issue at which a rule has its best, and a bound on its merit.

    `merit`: the product of gains, the smallest share of the best gain, the smallest gain, or the
    sum; no package has more, and at `at` one has this much, or for a product of three and more
    gains so nearly that floats cannot tell.
    """

    at: Point
    merit: Fraction


@dataclass(frozen=True)
class Optimum:
    """The Best of each rule, by rule, and `alone`: what is best for each principal by itself.

    Without rules, no package is at or above 0 for all.
    """

    rules: Mapping[str, Best]
    alone: tuple[Best, ...] = ()

    @property
    def ideal(self) -> Point:
        """The best gain of each principal."""
        return tuple(best.merit for best in self.alone)


@dataclass(frozen=True)
class _Rule:
    """What a rule maximises, by what it divides gains first, and whether it is their product."""

    merit: Callable[[Sequence[Fraction]], Fraction]
    scale: Point
    product: bool = False


class _TooLong(Exception):  # noqa: N818  a state of the search
    """More pieces than are searched."""


SHARED = ("kalai_smorodinsky",)
"""Rules that weigh shares of the best gains."""


@dataclass
class _Budget:
    """Counts the pieces that are left."""

    left: int

    def spend(self) -> None:
        """Count one more. Raises _TooLong when none is left."""
        self.left -= 1
        if self.left < 0:
            raise _TooLong


def optimum(bases: Sequence[Point], line: Sequence[Corner]) -> Optimum | None:
    """Return the Optimum over all packages: each of the bases with any point of the line.

    `bases`: gains of the rest of a package, without the issues of `line`, by principal, in points.
    None if there are too many pieces to search.
    """
    budget = _Budget(MOST_PIECES)
    ones = (Fraction(1),) * len(line[0].values)
    try:
        found = [_best(bases, line, _Rule(itemgetter(p), ones), budget) for p in range(len(ones))]
        alone = tuple(best for best in found if best is not None)
        if len(alone) < len(ones):
            return Optimum({})
        ideal = tuple(best.merit for best in alone)
        rules = {
            name: _Rule(
                partial(merit, name, ideal), ideal if name in SHARED else ones, name == "nash"
            )
            for name in RULES
        }
        solved = {name: _best(bases, line, rule, budget) for name, rule in rules.items()}
    except _TooLong:
        return None
    return Optimum({name: best for name, best in solved.items() if best is not None}, alone)


def merit(rule: str, ideal: Sequence[Fraction], gains: Sequence[Fraction]) -> Fraction:
    """Return what a rule weighs in `gains` of 0 or more; of a best gain of 0, each has all."""
    match rule:
        case "nash":
            return math.prod(gains, start=Fraction(1))
        case "kalai_smorodinsky":
            pairs = zip(gains, ideal, strict=True)
            return min(gain / best if best else Fraction(1) for gain, best in pairs)
        case "egalitarian":
            return min(gains)
        case _:
            return sum(gains, Fraction(0))


def _best(
    bases: Sequence[Point], line: Sequence[Corner], rule: _Rule, budget: _Budget
) -> Best | None:
    """Return the best of all bases, those of the highest bound first; None if all are below 0."""
    top = [max(column) for column in zip(*(corner.values for corner in line), strict=True)]
    bounds = [[g + t for g, t in zip(base, top, strict=True)] for base in bases]
    hopeful = [n for n, bound in enumerate(bounds) if min(bound) >= 0]
    found: Best | None = None
    for n in sorted(hopeful, key=lambda n: -rule.merit(bounds[n])):
        if found is not None and rule.merit(bounds[n]) <= found.merit:
            break
        for first, last in pairwise(line) if len(line) > 1 else [(line[0], line[0])]:
            budget.spend()
            here = _on_piece(bases[n], first, last, rule, found)
            found = here or found
    return found


def _on_piece(
    base: Point, first: Corner, last: Corner, rule: _Rule, so_far: Best | None
) -> Best | None:
    """Return the best of a base along one piece, if it is more than the best so far."""
    start = [g + v for g, v in zip(base, first.values, strict=True)]
    rise = [b - a for a, b in zip(first.values, last.values, strict=True)]
    bound = [max(g, g + r) for g, r in zip(start, rise, strict=True)]
    if min(bound) < 0 or (so_far is not None and rule.merit(bound) <= so_far.merit):
        return None
    part = _at_or_above_0(start, rise)
    if part is None:
        return None

    def gains(s: Fraction) -> list[Fraction]:
        return [g + s * r for g, r in zip(start, rise, strict=True)]

    def at(s: Fraction) -> Point:
        return tuple(a + s * (b - a) for a, b in zip(first.at, last.at, strict=True))

    tried = [(rule.merit(gains(s)), s) for s in _candidates(start, rise, rule.scale, part)]
    most, place = max(tried, key=lambda one: one[0])
    if rule.product and len(base) > 2:  # noqa: PLR2004  no exact best
        low, high = _bracket(start, rise, part)
        ends = zip(gains(low), gains(high), strict=True)
        above = math.prod((max(a, b) for a, b in ends), start=Fraction(1))
        if above > most:
            most, place = above, low
    return Best(at(place), most) if so_far is None or most > so_far.merit else None


def _at_or_above_0(
    start: Sequence[Fraction], rise: Sequence[Fraction]
) -> tuple[Fraction, Fraction] | None:
    """Return the part of 0..1 in which no gain is below 0."""
    low, high = Fraction(0), Fraction(1)
    for g, r in zip(start, rise, strict=True):
        if r > 0:
            low = max(low, -g / r)
        elif r < 0:
            high = min(high, -g / r)
        elif g < 0:
            return None
    return (low, high) if low <= high else None


def _candidates(
    start: Sequence[Fraction],
    rise: Sequence[Fraction],
    scale: Sequence[Fraction],
    part: tuple[Fraction, Fraction],
) -> Iterator[Fraction]:
    """Yield the ends of the part and, inside it, crossings of gains and the top of a product."""
    yield from part
    low, high = part
    for p, q in combinations(range(len(start)), 2):
        slope = rise[p] * scale[q] - rise[q] * scale[p]
        if slope:
            crossing = (start[q] * scale[p] - start[p] * scale[q]) / slope
            if low < crossing < high:
                yield crossing
        if rise[p] and rise[q]:
            top = -(start[p] * rise[q] + start[q] * rise[p]) / (2 * rise[p] * rise[q])
            if low < top < high:
                yield top


def _bracket(
    start: Sequence[Fraction], rise: Sequence[Fraction], part: tuple[Fraction, Fraction]
) -> tuple[Fraction, Fraction]:
    """Return two close places between which the product of linear gains has its top.

    Its logarithm is concave where all gains are above 0, so the sign of the slope tells the side.
    """
    low, high = part
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        here = [g + middle * r for g, r in zip(start, rise, strict=True)]
        slope = sum(
            (r * math.prod(here[:p] + here[p + 1 :]) for p, r in enumerate(rise)), Fraction(0)
        )
        low, high = (middle, high) if slope > 0 else (low, middle)
    return low, high
