"""The staged process over worlds: a discrete-event simulation of each, by its own numbers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from winset.process.staging.dice import roll
from winset.process.staging.histories import Histories, joined, record
from winset.process.staging.plan import Plan
from winset.process.staging.texts import STREAM, Texts
from winset.process.staging.world import unfold
from winset.space.grid import Floats
from winset.space.packages import Walk
from winset.space.workers import in_parts
from winset.space.worlds import Worlds

HORIZON = 730
"""Days from the as-of date after which a world is left as it stands."""


def simulate(
    plan: Plan,
    mid: Worlds,
    draws: Worlds,
    luck: Floats,
    *,
    seed: int,
    until: int = HORIZON,
    workers: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> Histories:
    """Return the Histories of all worlds of `draws`, up to day `until` from the as-of date.

    `mid` and `draws` hold all actors of the case; `luck` [W, legislatures]. World w is the same
    whatever the number of worlds and of `workers` (all cores if None); `progress` is called with
    the number of worlds done since the last call.
    """
    job = partial(_part, plan, mid.only(plan.kept), seed, until)
    numbered = np.column_stack((np.arange(draws.count, dtype=np.float64), luck))
    parts = in_parts(job, draws.only(plan.kept), numbered, workers=workers, progress=progress)
    return joined(list(parts))


def _part(
    plan: Plan, mid: Worlds, seed: int, until: int, draws: Worlds, numbered: Floats
) -> Histories:
    """Return the Histories of a few worlds; `numbered` [w, 1 + legislatures]: number and luck."""
    walk = Walk(plan.space)
    stories = []
    for world, (number, *luck) in enumerate(numbered):
        mediator = (seed, STREAM, int(number))
        texts = Texts(plan, walk, mid, draws, world, np.array(luck), mediator)
        story = unfold(plan, texts, roll(plan, seed, int(number)), until)
        stories.append(record(story, texts, plan.sign_off))
    return joined(stories)
