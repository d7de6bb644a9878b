"""Packages with what they are worth to each side: the solutions, and the deal map."""

from __future__ import annotations

import numpy as np

from winset.space.grid import UNITS, Ints, to_points
from winset.space.packages import describe, digits_of, numbered
from winset.space.solutions import TIE_BREAK
from winset.space.values import package_values
from winset.study.document import DealMap, PointValues, Solutions
from winset.study.ground import Ground
from winset.study.survey.found import CELLS, LISTED, Survey


def point(ground: Ground, number: int, gains: Ints) -> PointValues:
    """Return a package with the principals' values; `gains` [parties] in units."""
    space, reservation = ground.space, ground.mid.reservation[0]
    return PointValues(
        package=space.package(number),
        values={
            party: to_points(int(gain + reservation[a]))
            for party, a, gain in zip(space.parties, space.principals, gains, strict=True)
        },
        gains={
            party: to_points(int(gain)) for party, gain in zip(space.parties, gains, strict=True)
        },
    )


def solutions(ground: Ground, found: Survey) -> Solutions:
    """Return what each bargaining rule picks in the zone, with its ties."""
    solved = {
        rule: tuple(
            point(ground, int(number), picks.gains[:, n])
            for n, number in enumerate(picks.numbers[:LISTED])
        )
        for rule, picks in found.picks.items()
    }
    return Solutions(
        disagreement={
            party: to_points(int(ground.mid.reservation[0, a]))
            for party, a in zip(ground.space.parties, ground.space.principals, strict=True)
        },
        tie_break=TIE_BREAK,
        gaps={rule: picks.gap for rule, picks in found.picks.items() if picks.gap},
        **solved,
    )


def deal_map(ground: Ground, found: Survey) -> DealMap:
    """Return the packages as a density over the first two principals' values."""
    space = ground.space
    principals = list(space.principals)
    cells = found.cells
    edges = [
        tuple(
            float(edge) / UNITS
            for edge in np.linspace(cells.low[axis], cells.high[axis], CELLS + 1).tolist()
        )
        for axis in range(2)
    ]
    met = np.argwhere(cells.counts[:, :, 0] > 0)
    numbers = numbered(space, [int(cells.example[tuple(cell)]) for cell in met])
    block = describe(space, digits_of(space, numbers))
    gains = package_values(space, ground.mid, 0, block) - ground.mid.reservation[0][:, None]
    return DealMap(
        parties=(space.parties[0], space.parties[1]),
        edges_x=edges[0],
        edges_y=edges[1],
        counts=tuple(
            (int(i), int(j), int(cells.counts[i, j, 0]), int(cells.counts[i, j, 1])) for i, j in met
        ),
        sample=tuple(
            point(ground, int(number), gains[principals, n]) for n, number in enumerate(numbers)
        ),
        sampled=cells.sampled,
    )
