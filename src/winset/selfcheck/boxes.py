"""The exact frontier of two parties whose utilities are boxes alone, without enumeration.

Boxes of a product have the Helly property: boxes that meet two by two have a package in common. So
a package is worth a clique of the graph of boxes that meet, and the frontier is that of the
cliques: branch and bound with an archive, the bound of a node being the sums of the heaviest boxes
of colour classes for several weights of the parties (Babel 1994; for many objectives Ehrgott 2005).
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from winset.case.document import Case
from winset.case.errors import CannotRun
from winset.case.linkages import Bonus

MOST_STEPS = 60_000
"""Nodes after which the search is given up."""

_WEIGHTS = ((1, 0), (0, 1), (1, 1), (3, 1), (1, 3))
"""Weights of the two parties by which a node is bounded, on parties' scales of equal length."""


class TooEntangled(CannotRun):
    """A scenario too large to enumerate, and not of boxes that the search gets through."""


@dataclass(frozen=True)
class _Graph:
    """Boxes, the lightest first: units to both parties, and the boxes that each one meets."""

    worth: tuple[tuple[int, int], ...]
    meets: tuple[int, ...]
    most: tuple[int, int]


def box_frontier(case: Case) -> tuple[tuple[Fraction, Fraction], ...]:
    """Return the distinct utilities of the frontier, the first party's rising.

    Raises TooEntangled if utilities are not sums of boxes that pay 0 or more, if there are not two
    parties, or if the search takes more than MOST_STEPS nodes.
    """
    graph, units = _graph(case)
    archive: list[tuple[int, int]] = []
    open_ = [((1 << len(graph.worth)) - 1, 0, 0)]
    steps = 0
    while open_:
        left, first, second = open_.pop()
        steps += 1
        if steps > MOST_STEPS:
            raise TooEntangled(
                f"cannot say: the search for the frontier was given up after {MOST_STEPS:,} steps"
            )
        value = min(first, graph.most[0]), min(second, graph.most[1])
        _enter(archive, value)
        if not left or not _hopeful(graph, archive, left, (first, second)):
            continue
        chosen = left.bit_length() - 1
        own = graph.worth[chosen]
        open_.append((left & ~(1 << chosen), first, second))
        open_.append((left & graph.meets[chosen], first + own[0], second + own[1]))
    return tuple((Fraction(a, units[0]), Fraction(b, units[1])) for a, b in archive)


def _enter(archive: list[tuple[int, int]], value: tuple[int, int]) -> None:
    """Put a point into the archive unless one there is as good; drop those it beats."""
    place = bisect_left(archive, value)
    if any(second >= value[1] for _, second in archive[place : place + 1]):
        return
    while place and archive[place - 1][1] <= value[1]:
        place -= 1
        del archive[place]
    archive.insert(place, value)


def _hopeful(
    graph: _Graph, archive: Sequence[tuple[int, int]], left: int, sure: tuple[int, int]
) -> bool:
    """Return whether a clique of the boxes left could still add a point to the archive.

    A new point lies above some step of the archive's stairs, in both coordinates.
    """
    bounds = [
        (a, b, a * sure[0] + b * sure[1] + _colours(graph, left, a, b)) for a, b in _scales(graph)
    ]
    firsts = [-1, *(first for first, _ in archive)]
    seconds = [*(second for _, second in archive), -1]
    return any(
        x < graph.most[0]
        and y < graph.most[1]
        and all(bound >= a * (x + bool(a)) + b * (y + bool(b)) for a, b, bound in bounds)
        for x, y in zip(firsts, seconds, strict=True)
    )


def _scales(graph: _Graph) -> list[tuple[int, int]]:
    return [(a * graph.most[1], b * graph.most[0]) for a, b in _WEIGHTS]


def _colours(graph: _Graph, left: int, a: int, b: int) -> int:
    """Return a bound: of each class of boxes that do not meet, at most the heaviest counts."""
    total = 0
    while left:
        free, heavy = left, 0
        while free:
            n = free.bit_length() - 1
            first, second = graph.worth[n]
            heavy = max(heavy, a * first + b * second)
            left &= ~(1 << n)
            free &= ~(1 << n) & ~graph.meets[n]
        total += heavy
    return total


def _graph(case: Case) -> tuple[_Graph, tuple[int, int]]:
    """Return the boxes of a case as a graph, and the units of 1 utility of each party."""
    actors = [case.principal(party) for party in case.parties]
    too_large = "cannot say: too many packages to enumerate, and utilities are not boxes alone"
    if len(actors) != 2:  # noqa: PLR2004  stairs have two coordinates
        raise TooEntangled(f"{too_large} of two parties")
    boxes: list[tuple[dict[str, frozenset[str]], list[Fraction]]] = []
    tops: list[Fraction] = []
    for place, name in enumerate(actors):
        actor = case.actors[name]
        scale = actor.scale
        if scale is None or any(s.mid for v in actor.views.values() for s in v.scores.values()):
            raise TooEntangled(too_large)
        a_point = (Fraction(scale.at_100) - Fraction(scale.at_0)) / 100
        total = Fraction(0)
        for link in case.linkages.values():
            if not isinstance(link, Bonus) or name not in link.points:
                continue
            points = Fraction(link.points[name].mid)
            if (
                points < 0
                or link.when.none
                or link.when.all
                or link.when.any
                or len(link.points) > 1
            ):
                raise TooEntangled(too_large)
            worth = [Fraction(0), Fraction(0)]
            worth[place] = points * a_point
            total += worth[place]
            options = {issue: frozenset(kept) for issue, kept in link.when.options.items()}
            boxes.append((options, worth))
        tops.append(total if scale.ceiling is None else Fraction(scale.ceiling))
    units = tuple(
        math.lcm(tops[p].denominator, *(worth[p].denominator for _, worth in boxes))
        for p in range(2)
    )
    most = int(tops[0] * units[0]), int(tops[1] * units[1])
    boxes.sort(key=lambda box: box[1][0] / tops[0] + box[1][1] / tops[1])
    meets = tuple(
        sum(
            1 << m
            for m, (other, _) in enumerate(boxes)
            if m != n and all(not kept.isdisjoint(other.get(k, kept)) for k, kept in own.items())
        )
        for n, (own, _) in enumerate(boxes)
    )
    whole = tuple((int(w[0] * units[0]), int(w[1] * units[1])) for _, w in boxes)
    return _Graph(whole, meets, most), (units[0], units[1])
