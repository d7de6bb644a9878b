"""What produced a result: enough to make the same bytes again."""

from __future__ import annotations

from collections.abc import Sequence

from winset import __version__
from winset.case.loading import content_hash
from winset.insight import exchange
from winset.space.continuous.optimum import Optimum
from winset.space.grid import UNITS
from winset.study.ground import WORLDS, Ground
from winset.study.ranges import exact, range_notes
from winset.study.sentences import whole_count
from winset.study.setting import Provenance
from winset.study.survey.found import Survey


def provenance(
    ground: Ground,
    found: Survey | None = None,
    trades: int = 0,
    limits: Sequence[str] = (),
    best: Optimum | None = None,
) -> Provenance:
    """Return the provenance of what was computed on `ground`, with notes on the `limits` met.

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
    if found is not None and found.efficient > found.frontier.size:
        notes.append(
            f"The frontier has {found.efficient:,} packages; {found.frontier.size:,} of them, from "
            "one end to the other, are listed."
        )
    if found is not None:
        notes += found.notes
    notes += limits
    if ground.route != "enumeration":
        notes.append(
            "Left out, since all packages would have to be looked at: the map of political will, "
            "every order of the agenda, the run from stage to stage, and what cannot go together "
            "in a package that would not pass."
        )
    if ground.route == "programme" and ground.space.moves:
        notes.append("Left out, since it would take a diagram: what unilateral moves are worth.")
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
        route=ground.route,
        method=_method(ground, found),
        exact=exact(ground, found, best) and _proved(found),
        grid=1 / UNITS,
        worlds=ground.draws.count,
        seed=ground.seed,
        version=__version__,
        notes=tuple(notes),
    )


def _proved(found: Survey | None) -> bool:
    """Return whether solutions and frontier are those of all packages looked at."""
    return found is None or not (found.epsilon or any(p.gap for p in found.picks.values()))


def _method(ground: Ground, found: Survey | None) -> str:
    """Return how the packages were searched."""
    combinations = f"all {whole_count(ground.space.combinations)} combinations of options"
    if ground.route == "enumeration":
        return f"enumeration of {combinations}, in billionths of a point"
    if ground.route == "programme":
        return f"mixed-integer programs over {combinations}, in billionths of a point"
    arcs = "" if found is None or found.size is None else f" of {found.size:,} arcs"
    return f"a decision diagram{arcs} that holds {combinations}, in billionths of a point"
