"""The staged process of the Madrid case, and its twin: the same worlds by one list of events."""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter

import numpy as np

from winset.case.loading import load
from winset.process.deadlines.history import shipped
from winset.process.deadlines.outlook import outlook
from winset.process.staging.dice import roll
from winset.process.staging.plan import Plan
from winset.process.staging.simulate import HORIZON, simulate
from winset.process.staging.talks import plan
from winset.process.staging.texts import STREAM, Texts
from winset.space.packages import Walk
from winset.study.ground import Ground, lay

sys.path.append(str(Path(__file__).parents[1] / "tests"))  # where the twin is the oracle
from teller import told

Answer = dict[str, float]

SEED = 1


def staged(count: int, workers: int) -> Answer:
    """`count` worlds on SimPy; `check` sums the days on which their talks ended."""
    ground, talks = _ground(count)
    start = perf_counter()
    found = simulate(talks, ground.mid, ground.draws, ground.luck, seed=SEED, workers=workers)
    seconds = perf_counter() - start
    return {"seconds": seconds, "count": count, "check": float(found.ended_day.sum())}


def staged_twin(count: int) -> Answer:
    """The same worlds, each by one sorted list of events in plain Python."""
    ground, talks = _ground(count)
    mid, draws = ground.mid.only(talks.kept), ground.draws.only(talks.kept)
    start = perf_counter()
    walk = Walk(talks.space)
    days = 0
    for world in range(count):
        luck = np.array(ground.luck[world])
        texts = Texts(talks, walk, mid, draws, world, luck, (SEED, STREAM, world))
        days += told(talks, texts, roll(talks, SEED, world), HORIZON).ended_day
    return {"seconds": perf_counter() - start, "count": count, "check": float(days)}


def _ground(count: int) -> tuple[Ground, Plan]:
    case = load("madrid-2025")
    ahead = outlook(case, case.as_of, shipped(), {})
    return (
        lay(case, as_of=case.as_of, worlds=count, seed=SEED),
        plan(case, case.as_of, ahead),
    )
