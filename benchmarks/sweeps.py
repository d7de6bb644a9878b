"""A sweep of the Madrid case by each executor, beside a plain loop over the same points.

All but the loop write every point and the tables to disk; starting processes counts, starting the
cluster does not. `check` is the sum of all chances of a deal, which must be the same.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from winset.sweeps.answer import Answer as Found
from winset.sweeps.answer import answered
from winset.sweeps.reading import read_sweep
from winset.sweeps.run import Swept, sweep

sys.path.append(str(Path(__file__).parents[1] / "tests"))  # where tests start a cluster
from cluster import running

Answer = dict[str, float]

TEXT = "sweep: 1\ncases: [{case}]\nseeds: 1-{seeds}\nworlds: {worlds}\n"

TINY = "harbour-ferry", 10
"""A case and worlds that take next to nothing: what is left is the sweep's own work."""


def swept(seeds: int, worlds: int, workers: int) -> Answer:
    """Sweep the Madrid case on so many processes of this machine."""
    with TemporaryDirectory() as folder:
        file = _file(Path(folder), "madrid-2025", seeds, worlds)
        start = perf_counter()
        return _answer(start, sweep(file, f"{folder}/out", workers=workers))


def swept_on_dask(seeds: int, worlds: int, workers: int) -> Answer:
    """Sweep the Madrid case on a Dask cluster of so many workers on this machine."""
    with TemporaryDirectory() as folder, running(Path(folder), workers) as cluster:
        file = _file(Path(folder), "madrid-2025", seeds, worlds)
        start = perf_counter()
        return _answer(start, sweep(file, f"{folder}/out", cluster=cluster.address))


def swept_plainly(seeds: int, worlds: int) -> Answer:
    """Analyse the same points in a loop, and keep nothing."""
    with TemporaryDirectory() as folder:
        plan = read_sweep(_file(Path(folder), "madrid-2025", seeds, worlds))
    start = perf_counter()
    check = 0.0
    for seed in plan.seeds:
        found = Found.model_validate_json(answered(plan.variants[0].text, worlds, seed)).found
        check += found.zone.deal_chance if found else 0.0
    return {"seconds": perf_counter() - start, "count": seeds, "check": round(check, 6)}


def overhead(seeds: int) -> Answer:
    """Seconds a point that a sweep adds to its analyses, new and where it is there already."""
    case, worlds = TINY
    with TemporaryDirectory() as folder:
        file = _file(Path(folder), case, seeds, worlds)
        text = read_sweep(file).variants[0].text
        start = perf_counter()
        for seed in range(1, seeds + 1):
            answered(text, worlds, seed)
        plain = perf_counter() - start
        start = perf_counter()
        sweep(file, f"{folder}/out", workers=1)
        new = perf_counter() - start
        start = perf_counter()
        sweep(file, f"{folder}/out", workers=1)
        again = perf_counter() - start
    return {"seconds": new, "new": (new - plain) / seeds, "again": again / seeds}


def _file(folder: Path, case: str, seeds: int, worlds: int) -> Path:
    path = folder / "sweep.yaml"
    path.write_text(TEXT.format(case=case, seeds=seeds, worlds=worlds), encoding="utf-8")
    return path


def _answer(start: float, found: Swept) -> Answer:
    seconds = perf_counter() - start
    each = [point.found() for point in found.points]
    check = sum(one.zone.deal_chance for one in each if one)
    return {"seconds": seconds, "count": len(each), "check": round(check, 6)}
