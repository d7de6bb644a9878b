"""The supported frontier of two parties: an instant preview, with what it may miss.

Each issue's options that are best under some weights form a concave chain; the steps of all chains,
by falling slope, lead along the supported frontier of the sums (the Minkowski sum of convex chains;
Geoffrion 1968 on such weights). What lies between its points is not listed, but every
package has one that gives both parties as much, less the certificate at most.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np

from winset.space.grid import Ints
from winset.space.structure.layers import undominated
from winset.space.structure.tables import Packages, Tables


@dataclass(frozen=True)
class Supported:
    """Points on the concave hull of the frontier: `points` [n, P], the first party's value falling.

    `packages` [n, issues]: one a point. `epsilon`, in units: every package has a point listed that
    gives each party as much, less that at most.
    """

    points: Ints
    packages: Packages
    epsilon: Fraction


def supported(tables: Tables) -> Supported:
    """Return the supported frontier of two parties; raises ValueError for more.

    Each package differs from the one before by one option; `epsilon` is the greatest of
    dx dy / (dx + dy) between neighbours, where a package on the line from one to the other would be
    farthest from both.
    """
    if tables.parties != 2:  # noqa: PLR2004  two parties
        raise ValueError(f"a supported frontier is of two parties, not {tables.parties}")
    start = np.zeros(tables.issues, dtype=np.int32)
    steps: list[tuple[Fraction, int, int]] = []
    for k in range(tables.issues):
        options = tables.issue(k)
        chain = _chain(options, undominated(options).tolist())
        start[k] = chain[0]
        for one, other in pairwise(chain):
            fall = int(options[one, 0] - options[other, 0])
            rise = int(options[other, 1] - options[one, 1])
            steps.append((-Fraction(rise, fall), k, other))
    # within an issue slopes fall along the chain, so that its steps keep their order
    steps.sort(key=lambda step: step[:1])
    packages = np.tile(start, (len(steps) + 1, 1))
    for n, (_, k, option) in enumerate(steps):
        packages[n + 1 :, k] = option
    points = tables.values(packages)
    falls, rises = -np.diff(points[:, 0]), np.diff(points[:, 1])
    gaps = (
        Fraction(dx * dy, dx + dy) for dx, dy in zip(falls.tolist(), rises.tolist(), strict=True)
    )
    return Supported(points, packages, max(gaps, default=Fraction(0)))


def _chain(options: Ints, ids: list[int]) -> list[int]:
    """Return the options on the concave hull, of undominated `ids`, first party's value falling."""
    chain: list[int] = []
    for new in ids:
        while len(chain) > 1 and not _bends(options, chain[-2], chain[-1], new):
            chain.pop()
        chain.append(new)
    return chain


def _bends(options: Ints, a: int, b: int, c: int) -> bool:
    """Return whether `b` lies above the line from `a` to `c`, in unbounded whole numbers."""
    (ax, ay), (bx, by), (cx, cy) = options[[a, b, c]].tolist()
    rises: bool = (by - ay) * (bx - cx) > (cy - by) * (ax - bx)
    return rises
