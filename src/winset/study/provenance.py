"""What produced a result: enough to make the same bytes again."""

from __future__ import annotations

from winset import __version__
from winset.case.loading import content_hash
from winset.insight import exchange
from winset.space.continuous.optimum import Optimum
from winset.space.grid import UNITS
from winset.study.ground import WORLDS, Ground
from winset.study.ranges import exact, range_notes
from winset.study.setting import Provenance
from winset.study.survey import Survey

LISTED = 2000
"""Frontier packages listed in a study; a note says so if there are more."""


def provenance(
    ground: Ground,
    found: Survey | None = None,
    trades: int = 0,
    best: Optimum | None = None,
) -> Provenance:
    """Return the provenance of what was computed on `ground`, with notes on the limits met.

    `best`: the solutions over all values of ranges, where they are known.
    """
    case = ground.case
    notes = range_notes(ground, found, best)
    later = sum(fact.known_by > ground.as_of for fact in case.facts.values())
    if later:
        notes.append(
            f"{later} facts of the case became known after {ground.as_of} and are kept back."
        )
    lapsing = [
        issue.name for issue in case.issues.values() if issue.at_rest != issue.without_agreement
    ]
    if lapsing:
        notes.append(
            "Without agreement some issues would lapse to an option that nobody offers "
            f"({', '.join(lapsing)}); off the table they count as keeping the status quo while it "
            "stands, so what settling them unlocks is understated."
        )
    if found is not None and found.frontier.size > LISTED:
        notes.append(
            f"The frontier has {found.frontier.size:,} packages; the first {LISTED:,} are listed."
        )
    if trades >= exchange.SHOWN:
        notes.append(
            f"The exchange table keeps the best {exchange.SHOWN} trades; there may be more."
        )
    if ground.draws.count < WORLDS:
        notes.append(
            f"{ground.draws.count:,} worlds were drawn: fewer than the usual {WORLDS:,}, so "
            "intervals are wider."
        )
    return Provenance(
        case_id=case.id,
        case_hash=content_hash(case),
        as_of=ground.as_of,
        method=f"enumeration of all {ground.space.combinations:,} combinations of options, "
        "in billionths of a point",
        exact=exact(ground, found, best),
        grid=1 / UNITS,
        worlds=ground.draws.count,
        seed=ground.seed,
        version=__version__,
        notes=tuple(notes),
    )
