"""Compiles the kernels ahead, so that nobody waits for the compiler; for images of containers.

`python -m winset.space.structure.warmup` does it. What is compiled is kept beside the modules, or,
where that cannot be written, in the user's cache folder ($NUMBA_CACHE_DIR sets another).
"""

from __future__ import annotations

import numpy as np

from winset.space.structure import compiled, merge, search, staircase, weights
from winset.space.structure.batch import nash_batch
from winset.space.structure.deals import deals
from winset.space.structure.frontier import frontier
from winset.space.structure.tables import Tables

KERNELS = (merge, staircase, weights, search)


def warm() -> int:
    """Compile every kernel, or read it from disk; return how many modules: 0 without numba.

    From then on this process does all its work with them.
    """
    if not compiled.available():
        return 0
    for module in KERNELS:
        compiled.load(module)
    # a compiler sees to it what the kernels are called with: two issues are enough
    rows = [(0, 10**12 + 1), (10**12, 0), (7, 7)] * 2
    for parties in (2, 3):
        tables = Tables(np.array(rows)[:, [0, 1, 0][:parties]], (0, 3, 6))
        frontier(tables)
        deals(tables, (0,) * parties)
        nothing = np.zeros((1, parties), dtype=np.int64)
        nash_batch(tables.flat[None], tables.offsets, nothing, nothing)
    return len(KERNELS)


if __name__ == "__main__":
    print(f"{warm()} modules compiled")  # noqa: T201  a command
