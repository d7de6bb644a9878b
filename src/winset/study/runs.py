"""The worlds of a case searched, by the route that its space calls for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from winset.insight.runs import UNKNOWN, Runs, run, run_part
from winset.insight.structured.plan import AT_MID, Measures, said_of
from winset.insight.structured.pool import SEARCHED, pool, run_by_pool
from winset.insight.structured.runs import gap_sentence, plan, run_structured
from winset.space.packages import Numbers, numbered
from winset.study.ground import Ground

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Searched:
    """What each world comes to: `runs` of the drawn ones, or the first of them, and `at_mid`.

    `notes`: what was left out, and why.
    """

    runs: Runs
    at_mid: Runs
    notes: tuple[str, ...] = ()


def search(
    ground: Ground, *, workers: int | None = None, progress: Progress | None = None
) -> Searched:
    """Return what the worlds of a case come to; the same whatever `workers` (all cores if None).

    `progress` is called with the number of worlds done since the last call.
    """
    few, rules = ground.few, ground.few_rules
    if ground.route == "enumeration":
        drawn = run(few, rules, ground.few_draws, ground.luck, workers=workers, progress=progress)
        return Searched(drawn, run_part(few, rules, ground.few_mid, ground.mid_luck))
    if ground.route == "programme":
        return _by_pool(ground, workers, progress)
    far = plan(few, rules, ground.few_draws, ground.luck)
    runs = run_structured(
        few,
        rules,
        ground.few_draws,
        ground.luck,
        far,
        seed=ground.seed,
        workers=workers,
        progress=progress,
    )
    one = plan(few, rules, ground.few_mid, ground.mid_luck, AT_MID)
    at_mid = run_structured(
        few, rules, ground.few_mid, ground.mid_luck, one, seed=ground.seed, workers=1
    )
    gap = gap_sentence(runs)
    return Searched(runs, at_mid, (*said_of(far, one), *([gap] if gap else [])))


def _by_pool(ground: Ground, workers: int | None, progress: Progress | None) -> Searched:
    few, rules, middle, draws = ground.few, ground.few_rules, ground.few_mid, ground.few_draws
    known = np.concatenate(
        [pool(few, rules, middle, ground.mid_luck), pool(few, rules, draws, ground.luck)]
    )
    drawn = run_by_pool(few, rules, draws, ground.luck, known, workers=workers, progress=progress)
    at_mid = run_by_pool(few, rules, middle, ground.mid_luck, known, workers=1)
    asked = (
        "The best deal of each world was not sought, nor what issues unlock: it would take a "
        f"diagram. Whether some deal passes was asked of {len(known)} packages that programs found "
        f"in up to {SEARCHED + 1} worlds."
    )
    open_ = int((drawn.zone < 0).sum())
    unsettled = (
        f"In {open_:,} of {drawn.zone.size:,} worlds none of them passes; whether another does is "
        "not known."
    )
    return Searched(drawn, at_mid, (asked, unsettled) if open_ else (asked,))


def nash_deals(
    ground: Ground, *, workers: int | None = None, progress: Progress | None = None
) -> Numbers:
    """Return the Nash deal [W] of each world, as in `Runs`, for what asks no more; as `search`."""
    few, rules, draws = ground.few, ground.few_rules, ground.few_draws
    if ground.route == "enumeration":
        return run(few, rules, draws, ground.luck, workers=workers, progress=progress).nash
    if ground.route == "programme":
        return numbered(few, [UNKNOWN] * draws.count)
    far = replace(plan(few, rules, draws, ground.luck), full=0, measures=Measures())
    return run_structured(
        few, rules, draws, ground.luck, far, seed=ground.seed, workers=workers, progress=progress
    ).nash
