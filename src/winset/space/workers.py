"""Work on many worlds, a few at a time, on all cores; the result does not depend on how many."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable, Iterator
from time import monotonic
from typing import TypeVar

from joblib import Parallel, delayed

from winset.space.grid import Floats
from winset.space.worlds import Worlds

CHUNK = 50
"""Worlds a task: enough work to hide the cost of handing it to another process."""

WORTH_A_POOL = 4.0
"""Seconds of work left from which other processes are started."""

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3  # names of the GNU C library, malloc.h

Result = TypeVar("Result")


def in_parts(
    job: Callable[[Worlds, Floats], Result],
    worlds: Worlds,
    luck: Floats,
    *,
    workers: int | None,
    progress: Callable[[int], None] | None = None,
    chunk: int | None = None,
) -> Iterator[Result]:
    """Yield `job(worlds, luck)` of one part of the worlds after the other, in order.

    `workers`: processes, all cores if None. `progress` is called with the number of worlds of each
    part that is done. `job` must be picklable: a function of a module, or a partial of one.
    `chunk`: worlds a task, CHUNK if None.
    """
    step = CHUNK if chunk is None else chunk
    spans = [(s, min(s + step, worlds.count)) for s in range(0, worlds.count, step)]
    jobs = workers or os.cpu_count() or 1
    began = monotonic()
    for n, span in enumerate(spans):
        left = len(spans) - n
        # a pool takes seconds to start: only what one process would be long at is spread
        if jobs > 1 and n > 0 and left * (monotonic() - began) / n > WORTH_A_POOL:
            break
        yield _told(_done(job, worlds.part(*span), luck[slice(*span)]), span, progress)
    else:
        return
    spread = Parallel(n_jobs=jobs, return_as="generator")(
        delayed(_done)(job, worlds.part(*span), luck[slice(*span)]) for span in spans[n:]
    )
    for span, part in zip(spans[n:], spread, strict=True):
        yield _told(part, span, progress)


def _keep_memory() -> None:
    """Ask the C library to keep freed memory for the next array, where it knows how to.

    Arrays of a megabyte come and go thousands of times; by default glibc gives their pages back to
    the system each time, and to fetch them anew cost three times what was computed on them.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, TypeError, AttributeError):  # another C library: nothing to ask
        return
    mallopt(_M_TRIM_THRESHOLD, 1 << 28)
    mallopt(_M_MMAP_THRESHOLD, 1 << 25)


def _done(job: Callable[[Worlds, Floats], Result], worlds: Worlds, luck: Floats) -> Result:
    _keep_memory()
    return job(worlds, luck)


def _told(part: Result, span: tuple[int, int], progress: Callable[[int], None] | None) -> Result:
    if progress:
        progress(span[1] - span[0])
    return part
