"""One point of a sweep: a case under an assumption, analysed with one seed."""

from __future__ import annotations

import hashlib
import traceback
from functools import lru_cache

from pydantic import Field

from winset.case.document import Case
from winset.case.errors import WinsetError
from winset.case.grid import laid_out
from winset.study.compose import SOLUTION_NAMES, Core, core
from winset.study.document import Linchpin, SpaceSummary, Zone
from winset.study.ground import lay
from winset.study.leaks import refuse_leaks
from winset.study.part import Interval, Part, Real
from winset.study.provenance import provenance
from winset.study.ranges import refined
from winset.study.runs import search
from winset.study.setting import Provenance
from winset.sweeps.edition import edition


class Deal(Part):
    """A bargaining solution: the package of it that the tie-break chose."""

    rule: str
    ties: int = Field(description="Packages that solve it equally well, this one included.")
    package: dict[str, str] = Field(description="Issue id to option id.")
    values: dict[str, Real] = Field(description="By party: value to its principal, in points.")
    gains: dict[str, Real] = Field(description="By party: points above no agreement.")


class Passing(Part):
    """Whether a package would be ratified."""

    id: str = Field(description="Name of the package or solution.")
    label: str
    in_zone: bool = Field(description="At the middle numbers.")
    chance: Real = Field(description="That every side ratifies it.")
    interval: Interval
    by_party: dict[str, Real] = Field(description="Chance by party.")
    intervals: dict[str, Interval]
    hindsight: bool


class Findings(Part):
    """What the analysis of a point found; the same numbers as in its study."""

    parties: dict[str, str] = Field(description="Party id to name.")
    issues: dict[str, str] = Field(description="Issue id to name.")
    space: SpaceSummary
    zone: Zone
    deals: tuple[Deal, ...]
    packages: tuple[Passing, ...]
    linchpin: Linchpin
    searched: int = Field(
        description="Worlds behind the chances of the zone and of a deal: fewer than drawn where "
        "worlds are dear to search."
    )
    provenance: Provenance


class Answer(Part):
    """What came of a point: findings, or why there are none."""

    point: str = Field(description="The key of the point.")
    edition: str
    found: Findings | None = None
    error: str | None = None
    lasting: bool = Field(
        default=True, description="Whether the same would come of it again; else it is not kept."
    )


def key(text: str, worlds: int, seed: int) -> str:
    """Return the key of a point: a digest of all that its numbers depend on.

    The case is taken as it is written, in order: ties are broken by the order of its options.
    """
    whole = "\n".join([edition(), str(worlds), str(seed), text])
    return hashlib.sha256(whole.encode()).hexdigest()


def answered(text: str, worlds: int, seed: int) -> str:
    """Return the Answer of a point as JSON; `text` is its case as JSON.

    A case that cannot be analysed is an answer too. Runs in one process, on one core.
    """
    name = key(text, worlds, seed)
    try:
        answer = Answer(point=name, edition=edition(), found=_found(_case(text), worlds, seed))
    except WinsetError as error:
        answer = Answer(point=name, edition=edition(), error=str(error))
    except Exception as error:  # noqa: BLE001  one point must not end the sweep of all others
        answer = Answer(point=name, edition=edition(), error=_unexpected(error), lasting=False)
    return answer.model_dump_json()


@lru_cache(maxsize=8)
def _case(text: str) -> Case:
    """Return the case of a text; points with other seeds follow at once."""
    return laid_out(Case.model_validate_json(text))


def _found(case: Case, worlds: int, seed: int) -> Findings:
    refuse_leaks(case, case.as_of)
    tried = refined(case, case.as_of, seed)
    ground = lay(tried.case, as_of=case.as_of, worlds=worlds, seed=seed)
    searched = search(ground, workers=1)
    found = core(ground, searched)
    return Findings(
        parties={name: party.name for name, party in case.parties.items()},
        issues={name: issue.name for name, issue in case.issues.items()},
        space=found.space,
        zone=found.zone,
        deals=_deals(found),
        packages=_packages(found),
        linchpin=found.linchpin,
        searched=searched.runs.zone.size,
        provenance=provenance(ground, found.survey, limits=searched.notes, best=tried.optimum),
    )


def _deals(found: Core) -> tuple[Deal, ...]:
    solved = [(rule, getattr(found.solutions, rule)) for rule in SOLUTION_NAMES]
    return tuple(
        Deal(
            rule=rule,
            ties=len(points),
            package=points[0].package,
            values=points[0].values,
            gains=points[0].gains,
        )
        for rule, points in solved
        if points
    )


def _packages(found: Core) -> tuple[Passing, ...]:
    return tuple(
        Passing(
            id=line.id,
            label=line.label,
            in_zone=line.in_zone,
            chance=line.both,
            interval=line.interval,
            by_party=line.chance,
            intervals=line.chance_interval,
            hindsight=line.hindsight,
        )
        for line in found.ratification
    )


def _unexpected(error: Exception) -> str:
    """Return what went wrong, and where, of a mistake that is ours."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = last.filename.rpartition("winset/")[2]
    return f"unexpected {type(error).__name__}: {error} (at {place}:{last.lineno})"
