"""Work on many worlds, a few at a time, on all cores; the result does not depend on how many."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TypeVar

from joblib import Parallel, delayed

from winset.space.grid import Floats
from winset.space.worlds import Worlds

CHUNK = 50
"""Worlds a task: enough work to hide the cost of handing it to another process."""

Result = TypeVar("Result")


def in_parts(
    job: Callable[[Worlds, Floats], Result],
    worlds: Worlds,
    luck: Floats,
    *,
    workers: int | None,
    progress: Callable[[int], None] | None = None,
) -> Iterator[Result]:
    """Yield `job(worlds, luck)` of one part of the worlds after the other, in order.

    `workers`: processes, all cores if None. `progress` is called with the number of worlds of each
    part that is done. `job` must be picklable: a function of a module, or a partial of one.
    """
    spans = [(s, min(s + CHUNK, worlds.count)) for s in range(0, worlds.count, CHUNK)]
    jobs = workers or os.cpu_count() or 1
    if jobs == 1 or len(spans) == 1:
        found: Iterator[Result] = (job(worlds.part(*s), luck[slice(*s)]) for s in spans)
    else:
        found = Parallel(n_jobs=jobs, return_as="generator")(
            delayed(job)(worlds.part(*s), luck[slice(*s)]) for s in spans
        )
    for (start, stop), part in zip(spans, found, strict=True):
        if progress:
            progress(stop - start)
        yield part
