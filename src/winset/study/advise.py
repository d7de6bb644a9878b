"""Advice on one proposal: better answers to it, each put to the ratifiers in many worlds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field

from winset.case.document import Case
from winset.case.errors import WinsetError
from winset.insight.advice import SHOWN, Answers, answers
from winset.insight.structured.advice import answers_by_structure
from winset.insight.structured.nearby import answers_nearby
from winset.space.grid import Digits, Ints
from winset.space.packages import describe, digits_of, numbered
from winset.space.solutions import RULES
from winset.space.values import package_values
from winset.study.document import Ratification
from winset.study.ground import WORLDS, Ground, lay
from winset.study.leaks import refuse_leaks
from winset.study.part import Part, Real
from winset.study.ranges import caution
from winset.study.ratification import Named, ratification_lines
from winset.study.survey.survey import picks_of

Kind = Literal["for_them", "for_us", "passing"]


class Answer(Part):
    """A package to answer with.

    `for_them`: better for them and no worse for us; `for_us`: the reverse; `passing`: neither, but
    every side would ratify it. All at the middle numbers.
    """

    kind: Kind
    changes: dict[str, str] = Field(description="Issue to option, where it is not the proposal's.")
    difference: dict[str, Real] = Field(description="Points over the proposal, by party (mid).")
    ratification: Ratification


class Advice(Part):
    """What one side can answer to a proposal."""

    case_id: str
    party: str = Field(description="The side that is advised.")
    worlds: int
    seed: int
    verdict: str = Field(description="One sentence.")
    efficient: bool | None = Field(
        description="No package is better for one side and no worse for another; null where not "
        "all could be looked at."
    )
    proposal: Ratification
    answers: tuple[Answer, ...] = Field(description="By kind, nearest to the proposal first.")

    def to_json(self) -> str:
        """Return the advice as JSON text: keys in order, two spaces, same advice same bytes."""
        return self.model_dump_json(indent=2)


class NoSolution(WinsetError):  # noqa: N818  the analysis says no
    """A bargaining solution was asked for, and no package would be ratified by every side."""

    exit_code: ClassVar[int] = 1


def advise(
    case: Case,
    party: str,
    package: str | Mapping[str, str],
    *,
    worlds: int = WORLDS,
    seed: int = 1,
    top: int = SHOWN,
) -> Advice:
    """Return better answers of `party` to `package`.

    `package`: a package of the case by name, a bargaining solution (nash, kalai_smorodinsky,
    egalitarian, utilitarian), or issue to option, where issues left out are at rest. The search is
    exact, over all packages at the middle numbers; chances come from `worlds` draws. `top` is the
    largest number of answers of each kind. Packages that would pass come first, then those that
    change fewer issues. What every side would ratify, but some side likes less than the proposal,
    is listed only if the proposal itself would not pass.

    Raises LeakError if a number rests on later facts, CannotRun if the space is more than can be
    searched, NoSolution where there is none, ValueError for an unknown party, package, issue or
    option.
    """
    if party not in case.parties:
        msg = f"unknown party {party!r}"
        raise ValueError(msg)
    refuse_leaks(case, case.as_of)
    ground = lay(case, as_of=case.as_of, worlds=worlds, seed=seed)
    named = _named(ground, package)
    us = list(case.parties).index(party)
    digits = digits_of(ground.space, numbered(ground.space, [named.number]))
    block = describe(ground.space, digits)
    values = package_values(ground.space, ground.mid, 0, block)
    worth = (values - ground.mid.reservation[0][:, None])[list(ground.space.principals), 0]
    found, open_ = _found(ground, us, digits[:, 0], worth, top)
    proposal = ratification_lines(ground, [named])[0]
    numbers: list[tuple[Kind, int]] = [
        *(("for_them", n) for n in found.for_them),
        *(("for_us", n) for n in found.for_us),
        *(("passing", n) for n in found.passing if not proposal.in_zone),
    ]
    lines = ratification_lines(
        ground, [Named(f"answer{n}", f"Answer {n}", m) for n, (_, m) in enumerate(numbers, 1)]
    )
    told = tuple(
        _answer(kind, line, proposal) for (kind, _), line in zip(numbers, lines, strict=True)
    )
    possible = bool(block.possible[0])
    return Advice(
        case_id=case.id,
        party=party,
        worlds=worlds,
        seed=seed,
        verdict=" ".join(
            filter(
                None,
                (
                    _verdict(proposal, told, possible=possible, whole=open_ is None),
                    open_,
                    caution(case),
                ),
            )
        ),
        efficient=_efficient(found, possible=possible, whole=open_ is None),
        proposal=proposal,
        answers=told,
    )


def _found(
    ground: Ground, us: int, proposal: Digits, worth: Ints, top: int
) -> tuple[Answers, str | None]:
    """Return the answers, and what of them could not be looked at."""
    if ground.route == "enumeration":
        return answers(ground.space, ground.slices(), us, proposal, worth, top), None
    luck = ground.mid_luck[0]
    few, rules, world = ground.few, ground.few_rules, ground.few_mid
    search = answers_by_structure if ground.route == "structure" else answers_nearby
    found = search(few, rules, world, 0, luck, us, proposal, top)
    return found.answers, found.sentence


def _named(ground: Ground, package: str | Mapping[str, str]) -> Named:
    """Return the package that is answered; its `id` is its name, or `proposal`."""
    case, space = ground.case, ground.space
    if not isinstance(package, str):
        return Named("proposal", "The proposal", space.index(dict(package)))
    if package in case.packages:
        written = case.packages[package]
        later = any(case.facts[fact].known_by > ground.as_of for fact in written.facts)
        return Named(package, written.name, space.index(written.options), hindsight=later)
    if package not in RULES:
        msg = f"unknown package {package!r}"
        raise ValueError(msg)
    picks = picks_of(ground, package)
    if not picks.numbers.size:
        msg = f"there is no {package} solution: no package would be ratified by every side"
        raise NoSolution(msg)
    return Named(package, f"The {package} solution", int(picks.numbers[0]))


def _answer(kind: Kind, line: Ratification, proposal: Ratification) -> Answer:
    return Answer(
        kind=kind,
        changes={
            issue: option
            for issue, option in line.package.items()
            if option != proposal.package[issue]
        },
        difference={party: value - proposal.values[party] for party, value in line.values.items()},
        ratification=line,
    )


def _efficient(found: Answers, *, possible: bool, whole: bool) -> bool | None:
    if not possible or found.for_them or found.for_us:
        return False
    return True if whole else None


def _verdict(
    proposal: Ratification, told: tuple[Answer, ...], *, possible: bool, whole: bool
) -> str:
    """Return what the search found, in a sentence; `whole`: nothing was left unseen."""
    none, other = ("no package", "no other package") if whole else ("none seen", "no other seen")
    better = [answer for answer in told if answer.kind != "passing"]
    if proposal.in_zone:
        first = "The proposal would be ratified by every side at the middle numbers"
        if better:
            return f"{first}; some packages are better for one side and no worse for any other."
        return f"{first}, and {none} is better for one side and no worse for any other."
    first = (
        "The proposal would not be ratified by every side at the middle numbers"
        if possible
        else "No package can be like the proposal: a linkage forbids it"
    )
    if any(answer.ratification.in_zone for answer in better):
        return f"{first}; some that would be are better for one side and no worse for any other."
    if any(answer.ratification.in_zone for answer in told):
        what = "every package" if whole else "every one seen"
        return f"{first}; {what} that would be costs some side something against it."
    return f"{first}, and {other} would be ratified by every side."
