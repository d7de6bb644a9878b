"""What if: one package, with some numbers moved, against the case as it stands.

Made to be asked again and again: a `Bench` keeps what does not change between questions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pydantic import Field

from winset.case.actors import Actor, View
from winset.case.curves import mixture
from winset.case.document import Case
from winset.case.errors import WinsetError
from winset.case.numbers import Judged, shortest
from winset.home.zone import surveyed
from winset.space.grid import to_points
from winset.space.packages import KEPT, describe, digits_of, numbered
from winset.study.document import Ratification
from winset.study.ground import Ground, lay
from winset.study.leaks import refuse_leaks
from winset.study.part import Part, Real
from winset.study.ratification import Named, ratification_lines

WORLDS = 1000
"""Draws behind a what-if: enough for intervals of three points, few enough to answer at once."""

MOST = 100


class BadQuestion(WinsetError):  # noqa: N818  what was asked cannot be answered
    """A what-if that names what is not there, or a number out of range."""


@dataclass(frozen=True)
class Bench:
    """A case laid out for questions; on the Madrid case it takes about 30 MB."""

    ground: Ground
    counts: Counts | None


class Counts(Part):
    """Exact numbers of packages at the middle numbers."""

    possible: int = Field(description="Packages that no hard linkage forbids.")
    both_gain: int = Field(description="Of these, no worse than no agreement for every principal.")
    zone: int = Field(description="Of these, ratified by every side.")


class Assumption(Part):
    """A number moved: what it was at the middle, and what it is taken to be."""

    actor: str
    issue: str
    option: str | None = Field(description="Null: the weight of the issue.")
    was: Real
    now: Real


class WhatIf(Part):
    """The answer to a what-if, beside the same package in the case as it stands."""

    worlds: int
    seed: int
    assumptions: tuple[Assumption, ...]
    line: Ratification
    base: Ratification = Field(description="The same package, no number moved.")
    counts: Counts | None = Field(description="Null: the space is too large to count at once.")
    base_counts: Counts | None
    notes: tuple[str, ...]


class Step(Part):
    """One option changed, after which every side would ratify at the middle numbers."""

    issue: str
    option: str
    values: dict[str, Real] = Field(description="Points over the package as it is, by party.")


def lay_bench(case: Case, *, worlds: int = WORLDS, seed: int = 1) -> Bench:
    """Return the Bench of a case. Raises LeakError as `analyse` does."""
    refuse_leaks(case, case.as_of)
    ground = lay(case, as_of=case.as_of, worlds=worlds, seed=seed)
    return Bench(ground, _counted(ground))


def compare(bench: Bench, packages: Mapping[str, Mapping[str, str]]) -> dict[str, Ratification]:
    """Return packages by name, each with its values, chances, blockers and bridge.

    Issues that a package leaves out are at rest. Raises BadQuestion for an unknown issue or option.
    """
    named = [
        Named(name, name, _number(bench.ground, options)) for name, options in packages.items()
    ]
    lines = ratification_lines(bench.ground, named)
    return {line.id: line for line in lines}


def what_if(
    bench: Bench,
    package: Mapping[str, str],
    *,
    weights: Mapping[tuple[str, str], float] | None = None,
    scores: Mapping[tuple[str, str, str], float] | None = None,
) -> WhatIf:
    """Return what a package would be worth, and whether it would pass, with numbers moved.

    `weights` by (actor, issue), in percent of the actor's whole: the actor's other weights shrink
    or grow in proportion. `scores` by (actor, issue, option), 0..100. A moved number is taken as
    certain. Raises BadQuestion for unknown names and numbers out of range.
    """
    ground = bench.ground
    case, assumptions = changed(ground.case, weights or {}, scores or {})
    base = compare(bench, {"package": package})["package"]
    notes = [
        "The moved numbers are assumptions of whoever moved them, taken as certain."
        if assumptions
        else "No number is moved: this is the case as it stands."
    ]
    if any(moved.option and case.issues[moved.issue].range for moved in assumptions):
        notes.append("Along a range, the scores of the values beside a moved one follow it.")
    if any(moved.option is None for moved in assumptions):
        notes.append("The other weights of the actor shrink or grow in proportion.")
    if bench.counts is None:
        notes.append(f"Packages are not counted at once in a space above {KEPT:,} combinations.")
    there = bench
    if assumptions:
        # the packages are the same whatever they are worth: walk the blocks that are there
        moved = lay(
            case, as_of=ground.as_of, worlds=ground.draws.count, seed=ground.seed, walk=ground.walk
        )
        there = Bench(moved, _counted(moved))
    return WhatIf(
        worlds=ground.draws.count,
        seed=ground.seed,
        assumptions=assumptions,
        line=compare(there, {"package": package})["package"] if assumptions else base,
        base=base,
        counts=there.counts,
        base_counts=bench.counts,
        notes=tuple(notes),
    )


def one_step(bench: Bench, package: Mapping[str, str]) -> tuple[Step, ...]:
    """Return every change of one option after which all sides would ratify, best in sum first."""
    space, ground = bench.ground.space, bench.ground
    start = space.package(_number(ground, package))
    changes = [
        (issue, option)
        for k, issue in enumerate(space.issues)
        for option in space.options[k][: space.offered[k]]
        if option != start[issue]
    ]
    numbers = [space.index(start), *(space.index({**start, i: o}) for i, o in changes)]
    block = describe(space, digits_of(space, numbered(space, numbers)))
    judged = ground.judged(block)
    own = {p: judged.gains[a] for p, a in zip(space.parties, space.principals, strict=True)}
    steps = [
        Step(
            issue=issue,
            option=option,
            values={party: to_points(int(worth[n] - worth[0])) for party, worth in own.items()},
        )
        for n, (issue, option) in enumerate(changes, 1)
        if judged.zone[n]
    ]
    return tuple(sorted(steps, key=lambda step: -sum(step.values.values())))


def changed(
    case: Case,
    weights: Mapping[tuple[str, str], float],
    scores: Mapping[tuple[str, str, str], float],
) -> tuple[Case, tuple[Assumption, ...]]:
    """Return the case with numbers moved, and what was moved. Raises BadQuestion."""
    assumptions: list[Assumption] = []
    actors = dict(case.actors)
    for (name, issue), points in weights.items():
        actor = _view(case, actors, name, issue)
        number = _within(points, f"the weight of {issue}")
        actors[name], was = _reweighted(actor, issue, number)
        assumptions.append(
            Assumption(actor=name, issue=issue, option=None, was=was, now=float(number))
        )
    for (name, issue, option), points in scores.items():
        actor = _view(case, actors, name, issue)
        if option not in case.issues[issue].options:
            raise BadQuestion(f"issue `{issue}` has no option `{option}`")
        number = _within(points, f"the score of {option}")
        view = actor.views[issue]
        before = view.scores.get(option)
        held = {**view.scores, option: _certain(number)}
        views = {**actor.views, issue: view.model_copy(update={"scores": held})}
        actors[name] = actor.model_copy(update={"views": views})
        was = float(before.mid) if before else _mixed(case, view, issue, option)
        assumptions.append(
            Assumption(actor=name, issue=issue, option=option, was=was, now=float(number))
        )
    return case.model_copy(update={"actors": actors}), tuple(assumptions)


def _reweighted(actor: Actor, issue: str, percent: Decimal) -> tuple[Actor, float]:
    """Return the actor with one weight moved and the others in proportion, and what it was."""
    total = sum((Fraction(view.weight.mid) for view in actor.views.values()), Fraction(0))
    old = Fraction(actor.views[issue].weight.mid)
    new = Fraction(percent) * total / 100
    if total == old and new != total:
        raise BadQuestion(f"{actor.name} gives all weight to `{issue}`: there is none to shift")
    factor = Fraction(1) if total == old else (total - new) / (total - old)
    views = {
        name: view.model_copy(
            update={"weight": _certain(new) if name == issue else _scaled(view.weight, factor)}
        )
        for name, view in actor.views.items()
    }
    return actor.model_copy(update={"views": views}), float(old / total * 100)


def _scaled(weight: Judged, factor: Fraction) -> Judged:
    numbers = {"low": weight.low, "mid": weight.mid, "high": weight.high}
    update = {name: shortest(Fraction(number) * factor) for name, number in numbers.items()}
    return weight.model_copy(update=update)


def _certain(number: Decimal | Fraction) -> Judged:
    return Judged(low=number, mid=number, high=number, why="What if.")


def _mixed(case: Case, view: View, issue: str, option: str) -> float:
    """Return the score that an option had by attributes, or by its neighbours along a range.

    0 if it had none.
    """
    if case.issues[issue].range:
        between = mixture(view.scores, option)
        return float(
            sum((share * Fraction(view.scores[p].mid) for p, share in between), Fraction(0))
        )
    has = case.issues[issue].options[option].has
    parts = [
        (Fraction(seen.weight.mid), Fraction(seen.scores[has[name]].mid))
        for name, seen in view.attributes.items()
    ]
    total = sum((weight for weight, _ in parts), Fraction(0))
    return float(sum((w * s for w, s in parts), Fraction(0)) / total) if total else 0.0


def _view(case: Case, actors: Mapping[str, Actor], name: str, issue: str) -> Actor:
    if name not in actors:
        raise BadQuestion(f"there is no actor `{name}`; actors: {', '.join(actors)}")
    if issue not in case.issues:
        raise BadQuestion(f"there is no issue `{issue}`; issues: {', '.join(case.issues)}")
    if issue not in actors[name].views:
        raise BadQuestion(f"{actors[name].name} has no view on `{issue}`")
    return actors[name]


def _within(points: float, what: str) -> Decimal:
    number = Decimal(repr(float(points)))
    if not number.is_finite() or not 0 <= number <= MOST:
        raise BadQuestion(f"{what} is a number from 0 to {MOST}, not {points}")
    return number


def _number(ground: Ground, package: Mapping[str, str]) -> int:
    try:
        return ground.space.index(dict(package))
    except ValueError as error:
        raise BadQuestion(str(error)) from None


def _counted(ground: Ground) -> Counts | None:
    if ground.space.combinations > KEPT:
        return None
    possible = both_gain = zone = 0
    principals = list(ground.few.principals)
    everyone = tuple(range(len(ground.few.actors)))
    slices = surveyed(
        ground.few, ground.few_rules, ground.few_mid, 0, ground.mid_luck[0], ground.walk, everyone
    )
    for part in slices:
        gain = (part.gains[principals] >= 0).all(axis=0) & part.block.possible
        possible += int(part.block.possible.sum())
        both_gain += int(gain.sum())
        zone += int(part.zone.sum())
    return Counts(possible=possible, both_gain=both_gain, zone=zone)
