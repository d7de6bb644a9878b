"""The runs of a case's worlds, by the route that its space calls for."""

from __future__ import annotations

from collections.abc import Callable

from winset.insight.runs import Runs, run, run_part
from winset.study.ground import Ground


def runs_of(
    ground: Ground, *, workers: int | None = None, progress: Callable[[int], None] | None = None
) -> Runs:
    """Return the Runs of a case's worlds; the same whatever `workers` (all cores if None).

    `progress` is called with the number of worlds done since the last call.
    """
    return run(
        ground.few,
        ground.few_rules,
        ground.few_draws,
        ground.luck,
        workers=workers,
        progress=progress,
    )


def runs_at_mid(ground: Ground) -> Runs:
    """Return the Runs of the one world of the middle numbers."""
    return run_part(ground.few, ground.few_rules, ground.few_mid, ground.mid_luck)
