"""One analysis: a case in, a Study out."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from winset.case.document import Case
from winset.market.releases import attached, read_releases
from winset.space.packages import ENUMERABLE
from winset.study.compose import compose
from winset.study.document import Study
from winset.study.ground import WORLDS, lay
from winset.study.leaks import refuse_leaks
from winset.study.ranges import refined
from winset.study.runs import search
from winset.study.unfolding.course import COURSE_WORLDS, steps

FEWEST = 20
"""Worlds that even the largest space gets."""

BUDGET = 4 * 10**8
"""Packages times worlds that an analysis takes on by itself: about a minute on two cores."""


HELD = 10**7
"""Values of options to actors in all worlds that are held at once."""


def usual_worlds(case: Case) -> int:
    """Return how many worlds an analysis draws unless told: fewer in a large space.

    Where a space is searched by its structure, how many are searched is decided there.
    """
    combinations = math.prod(
        sum(option.offered for option in issue.options.values()) for issue in case.issues.values()
    )
    if combinations <= ENUMERABLE:
        return max(FEWEST, min(WORLDS, BUDGET // combinations))
    numbers = len(case.actors) * sum(len(issue.options) for issue in case.issues.values())
    return max(FEWEST, min(WORLDS, HELD // numbers))


def analyse(
    case: Case,
    *,
    worlds: int | None = None,
    seed: int = 1,
    as_of: date | None = None,
    prices: Any = None,
    releases: str | Path | None = None,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Study:
    """Return the Study of a case.

    `worlds`: draws of the uncertain numbers (default 2,000, fewer where packages times worlds would
    exceed the budget: the study says so); `seed` of the draws; `as_of`: use only what was known on
    that day (default: the case's own); `prices`: a CSV file, a pandas or polars frame, or a list of
    these, to ask whether the market took notice of the case's events (default: not asked);
    `releases`: a CSV file of dated figures, put on the case's calendar as facts; `workers`:
    processes (default: all cores), without effect on the result; `progress` is called with (worlds
    just done, worlds in all).

    Packages are enumerated as far as that goes, searched by a decision diagram beyond, and by
    mixed-integer programs where linkages are too wide for one: the study's provenance names the
    route.

    Raises LeakError if a number rests on facts known only after `as_of`, and MarketError for prices
    or releases that cannot be used.
    """
    day = as_of or case.as_of
    refuse_leaks(case, day)
    market = None
    if prices is not None:
        from winset.study.event_study import event_study  # noqa: PLC0415  costs start-up time

        market = event_study(case, prices, releases=releases, as_of=day, seed=seed)
    if releases is not None:
        case = attached(case, read_releases(releases, day))
    tried = refined(case, day, seed)
    count = worlds or usual_worlds(tried.case)
    ground = lay(tried.case, as_of=day, worlds=count, seed=seed)
    total = count + steps(ground, min(count, COURSE_WORLDS))

    def step(done: int) -> None:
        if progress is not None:
            progress(done, total)

    searched = search(ground, workers=workers, progress=step)
    return compose(ground, searched, workers, step, market, tried.optimum)
