"""The course of the talks by itself, without the whole of an analysis."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from winset.case.document import Case
from winset.process.deadlines.outlook import outlook
from winset.study.analyse import usual_worlds
from winset.study.course import DeadlineOutlook, Talks
from winset.study.ground import lay
from winset.study.leaks import refuse_leaks
from winset.study.provenance import provenance
from winset.study.runs import nash_deals
from winset.study.unfolding.course import COURSE_WORLDS, course, steps
from winset.study.unfolding.deadlines import deadline_outlooks
from winset.study.unfolding.record import known_rows
from winset.study.unfolding.stakes import stakes


def deadlines_ahead(
    case: Case, *, as_of: date, worlds: int, seed: int = 1
) -> tuple[DeadlineOutlook, ...]:
    """Return what is likely to become of each deadline after `as_of`, without the other talks.

    `worlds`: draws behind what its owner gains by moving it. One process; raises as `talks` does.
    """
    refuse_leaks(case, as_of)
    ground = lay(case, as_of=as_of, worlds=worlds, seed=seed)
    nash = nash_deals(ground, workers=1)
    found = outlook(case, as_of, known_rows(as_of), stakes(ground, nash))
    return deadline_outlooks(ground, found)


def talks(
    case: Case,
    *,
    worlds: int | None = None,
    seed: int = 1,
    as_of: date | None = None,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Talks:
    """Return the course of a case's talks; the same as in its Study, where worlds and seed are.

    `worlds`: draws of the uncertain numbers (default 400, fewer in a large space); the other
    arguments, and what is raised, are those of `study.analyse.analyse`.
    """
    day = as_of or case.as_of
    refuse_leaks(case, day)
    count = worlds or min(COURSE_WORLDS, usual_worlds(case))
    ground = lay(case, as_of=day, worlds=count, seed=seed)
    total = count + steps(ground, count)

    def step(done: int) -> None:
        if progress is not None:
            progress(done, total)

    nash = nash_deals(ground, workers=workers, progress=step)
    return Talks(
        title=case.title,
        provenance=provenance(ground),
        parties={name: party.name for name, party in case.parties.items()},
        actors={name: actor.name for name, actor in case.actors.items()},
        issues={name: issue.name for name, issue in case.issues.items()},
        options={
            name: {option: entry.label for option, entry in issue.options.items()}
            for name, issue in case.issues.items()
        },
        course=course(ground, nash, workers=workers, progress=step),
    )
