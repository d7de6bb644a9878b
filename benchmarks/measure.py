"""One measurement, in a process of its own: prints seconds, peak memory and a count as JSON."""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable, Iterable
from itertools import product
from time import perf_counter

import at_size
import structure
from bargaining import bargaining, bargaining_twin
from events import events
from made_up import made_up
from stages import staged, staged_twin

from sweeps import overhead, swept, swept_on_dask, swept_plainly
from winset.case.loading import load
from winset.front import analyse
from winset.home.zone import Slice
from winset.insight.runs import run
from winset.study.ground import Ground, lay
from winset.study.survey.survey import survey

Answer = dict[str, float]


def main() -> None:
    """Run the measurement that the arguments name."""
    name, *numbers = sys.argv[1:]
    answer = MEASUREMENTS[name](*map(int, numbers))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({**answer, "peak_mib": peak}))


def enumeration(issues: int) -> Answer:
    """Survey all packages at the middle numbers: values, rules, zone, frontier, deal map."""
    ground = _ground(issues)
    start = perf_counter()
    found = survey(ground)
    return {"seconds": perf_counter() - start, "count": found.possible, "zone": found.zone.low}


def blocks(issues: int) -> Answer:
    """Only values, acceptance and the zone, block by block: what `plain_python` does too."""
    ground = _ground(issues)
    start = perf_counter()
    zone, count = _zone(ground.slices())
    return {"seconds": perf_counter() - start, "count": count, "zone": zone}


def _zone(slices: Iterable[Slice]) -> tuple[int, int]:
    zone = count = 0
    for part in slices:
        zone += int(part.zone.sum())
        count += part.zone.size
    return zone, count


def plain_python(issues: int) -> Answer:
    """The same as `blocks` by one loop over packages, from the same table of whole numbers."""
    ground = _ground(issues)
    space, mid = ground.space, ground.mid
    table = mid.contributions[0].tolist()
    needed = (mid.reservation[0] + mid.margin[0]).tolist()
    soft = mid.soft[0].tolist()
    everyone = range(len(space.actors))
    offer = (1, 5), (2, {4, 5})
    start = perf_counter()
    zone = count = 0
    for package in product(*map(range, space.offered)):
        places = [at + option for at, option in zip(space.offsets, package, strict=False)]
        values = [sum(row[place] for place in places) for row in table]
        if package[0] == 1 and package[1] in {2, 3}:
            values = [value + soft[0][a] for a, value in enumerate(values)]
        if package[offer[0][0]] == offer[0][1] and package[offer[1][0]] not in offer[1][1]:
            values = [value + soft[1][a] for a, value in enumerate(values)]
        zone += all(values[a] >= needed[a] for a in everyone)
        count += 1
    return {"seconds": perf_counter() - start, "count": count, "zone": zone}


def worlds(count: int, workers: int) -> Answer:
    """Every agenda of the Madrid case, in `count` worlds."""
    case = load("madrid-2025")
    ground = lay(case, as_of=case.as_of, worlds=count, seed=1)
    start = perf_counter()
    run(ground.few, ground.few_rules, ground.few_draws, ground.luck, workers=workers)
    return {"seconds": perf_counter() - start, "count": count}


def reading() -> Answer:
    """Read and check the Madrid case."""
    start = perf_counter()
    load("madrid-2025")
    return {"seconds": perf_counter() - start, "count": 1}


def analysis(count: int) -> Answer:
    """A whole study of the Madrid case."""
    start = perf_counter()
    analyse(load("madrid-2025"), worlds=count)
    return {"seconds": perf_counter() - start, "count": count}


def _ground(issues: int) -> Ground:
    case = made_up(issues)
    return lay(case, as_of=case.as_of, worlds=1, seed=1)


MEASUREMENTS: dict[str, Callable[..., Answer]] = {
    each.__name__: each
    for each in (
        *(enumeration, blocks, plain_python, worlds, reading, analysis),
        *(bargaining, bargaining_twin, staged, staged_twin, events),
        *(structure.frontiers, structure.frontiers_enumerated, structure.frontiers_by_negmas),
        *(structure.deals, structure.deals_enumerated, structure.deals_by_negmas),
        *(structure.previews, structure.many_worlds, structure.shapley_values),
        *(structure.first_answer, structure.warming),
        *(at_size.linkages, at_size.ratified, at_size.whole),
        *(swept, swept_on_dask, swept_plainly, overhead),
    )
}

if __name__ == "__main__":
    main()
