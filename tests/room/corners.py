"""The twin of the linear programs: every corner of a small region, found by trying."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from winset.room.elicitation.region import Region, Vector


def corners(region: Region) -> list[Vector]:
    """Return the corners of a region: points where as many conditions as numbers hold at once."""
    size = region.size
    normals = [np.array(row.over) for row in region.rows] + list(np.eye(size))
    floors = [0.0] * len(normals)
    if region.most is not None:
        normals += list(-np.eye(size))
        floors += [-region.most] * size
    fixed = [np.array(over) for over, _ in region.equal]
    levels = [level for _, level in region.equal]
    found: list[Vector] = []
    for tight in combinations(range(len(normals)), size - len(fixed)):
        square = np.array(fixed + [normals[n] for n in tight])
        if np.linalg.matrix_rank(square) < size:
            continue
        point = np.linalg.solve(square, np.array(levels + [floors[n] for n in tight]))
        slack = [normal @ point - floor for normal, floor in zip(normals, floors, strict=True)]
        if min(slack) >= -1e-7:
            found.append(point)
    return found
