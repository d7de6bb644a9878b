"""A sweep file read: its points in their order, or everything that is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Date
from itertools import product
from math import prod
from pathlib import Path

from winset.case.document import Case
from winset.case.errors import CaseError
from winset.case.findings import Finding, placed
from winset.case.grid import as_written
from winset.case.loading import content_hash, examine, shipped
from winset.case.places import nearest
from winset.case.problems import Problem
from winset.case.reading import Reading
from winset.case.source import Source, source_of
from winset.case.structure import shaped
from winset.case.tree import parse
from winset.study.analyse import usual_worlds
from winset.sweeps.changes import Change, Changed, Made, under
from winset.sweeps.document import BASE, Assumption, Sweep

MOST = 100_000
"""Points of a sweep: more take days, and a folder of as many files is slow."""

MOST_VARIANTS = 5_000
"""Cases under assumptions: each is checked beforehand, and held until it is done."""

TOLD = 20
"""Mistakes of combinations that are told: a level that spoils one often spoils many."""

_EXPECTED = (
    "a sweep file is a mapping: `sweep: 1`, `cases: [...]`, and so on",
    "`winset schema sweep` prints its JSON Schema",
)


@dataclass(frozen=True)
class Variant:
    """A case under one assumption or combination.

    `case` is its name in the sweep file; `text` the case as changed, as one line of JSON, `case_id`
    and `case_hash` what a study of it would say.
    """

    case: str
    assumption: str
    text: str
    worlds: int
    case_id: str
    case_hash: str
    as_of: Date
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Plan:
    """What a sweep file asks for: variants in the order of the file, each with every seed."""

    variants: tuple[Variant, ...]
    seeds: tuple[int, ...]


def read_sweep(
    path: Path, *, seeds: tuple[int, ...] | None = None, worlds: int | None = None
) -> Plan:
    """Return the Plan of a sweep file; `seeds` and `worlds` go before those of the file.

    Raises CaseError with all mistakes in the file, its cases, and its cases under its assumptions.
    """
    file = _File(source_of(path))
    sweep, findings = shaped(file.root, Sweep)
    file.problems += [placed(finding, file.root, file.source) for finding in findings]
    cases = _cases(file, sweep, path.parent)
    _check_names(file, sweep)
    singly = [one for alone in _singly(sweep) for one in _tried(file, cases, [alone])]
    problems = [*file.problems, *(p for found in singly for p in found.problems)]
    _refuse(problems)
    wanted = seeds or sweep.seeds
    _refuse(_too_many(file, sweep, len(wanted)))
    variants, wrong = [], list[Problem]()
    for name, case in cases.items():
        for label, made in _assumptions(sweep, name):
            found = under(case, name, made, file.source, file.root)
            wrong += found.problems
            variants.append(
                Variant(
                    case=name,
                    assumption=label,
                    text=_text(found.case),
                    worlds=worlds or sweep.worlds or usual_worlds(found.case),
                    case_id=found.case.id,
                    case_hash=content_hash(found.case),
                    as_of=found.case.as_of,
                    changes=tuple(found.changes),
                )
            )
    _refuse(list(dict.fromkeys(wrong))[:TOLD])
    return Plan(tuple(variants), wanted)


class _File:
    """The text of a sweep file, its tree, and what is wrong with it so far."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.root, self.problems = parse(source, _EXPECTED)

    def say(self, *path: str | int, message: str, hint: str | None, at_key: bool = False) -> None:
        """Note a mistake at `path`."""
        finding = Finding(path, message, hint, at_key)
        self.problems.append(placed(finding, self.root, self.source))


def _refuse(problems: Sequence[Problem]) -> None:
    if problems:
        raise CaseError(problems)


def _cases(file: _File, sweep: Sweep, folder: Path) -> dict[str, Reading]:
    """Return the sound cases by their names in the file; note what is wrong with the others."""
    sound: dict[str, Reading] = {}
    names = getattr(sweep, "cases", ())
    for n, name in enumerate(names):
        if name in names[:n]:
            file.say("cases", n, message=f"case `{name}` is given twice", hint="keep one of them")
            continue
        try:
            reading = examine(name if name in shipped() else folder / name)
        except CaseError as error:
            for problem in error.problems:
                hint = f"a file, seen from the sweep file, or one of: {', '.join(shipped())}"
                file.say("cases", n, message=f"{name}: {problem.message}", hint=hint)
            continue
        file.problems += reading.problems
        if reading.case is not None:
            sound[name] = reading
    return sound


def _check_names(file: _File, sweep: Sweep) -> None:
    """Note assumptions with the name of none, and cases that the file does not list."""
    cases = [str(name) for name in getattr(sweep, "cases", ())]
    if BASE in sweep.assumptions:
        file.say(
            *("assumptions", BASE),
            message=f"`{BASE}` is the case as it stands, which is always there",
            hint="choose another name",
            at_key=True,
        )
    for made in _singly(sweep):
        for n, name in enumerate(made.assumption.cases):
            if name not in cases:
                meant = nearest(name, cases)
                guess = f"; did you mean `{meant}`?" if meant else ""
                message = f"case `{name}` is none of this sweep{guess}"
                hint = f"there are: {', '.join(cases)}"
                file.say(*made.path, "cases", n, message=message, hint=hint)


def _too_many(file: _File, sweep: Sweep, seeds: int) -> list[Problem]:
    made = 1 + len(sweep.assumptions) + prod(map(len, sweep.grid.values())) * bool(sweep.grid)
    variants = len(sweep.cases) * made
    if variants > MOST_VARIANTS:
        message = (
            f"these are {variants:,} cases under assumptions; a sweep has at most {MOST_VARIANTS:,}"
        )
    elif variants * seeds > MOST:
        message = f"these are {variants * seeds:,} points; a sweep has at most {MOST:,}"
    else:
        return []
    return [placed(Finding((), message, "split it in several"), file.root, file.source)]


def _singly(sweep: Sweep) -> Iterator[Made]:
    """Yield every assumption of the file, and every level of its grid, by itself."""
    for name, assumption in sweep.assumptions.items():
        yield Made(("assumptions", name), assumption)
    for dimension, levels in sweep.grid.items():
        for level, assumption in levels.items():
            yield Made(("grid", dimension, level), assumption)


def _tried(file: _File, cases: dict[str, Reading], made: Sequence[Made]) -> Iterator[Changed]:
    """Yield each case under assumptions that are about it, or about no case that the file lists."""
    for name, case in cases.items():
        known = all(cases.keys() & one.assumption.cases for one in made)
        if not known or all(_is_about(one.assumption, name) for one in made):
            yield under(case, name, made, file.source, file.root)


def _is_about(assumption: Assumption, case: str) -> bool:
    return not assumption.cases or case in assumption.cases


def _assumptions(sweep: Sweep, case: str) -> Iterator[tuple[str, list[Made]]]:
    """Yield the base, each assumption and each combination that is about a case, by its name."""
    yield BASE, []
    for name, assumption in sweep.assumptions.items():
        if _is_about(assumption, case):
            yield name, [Made(("assumptions", name), assumption)]
    if not sweep.grid:
        return
    for levels in product(*sweep.grid.values()):
        named = list(zip(sweep.grid, levels, strict=True))
        made = [Made(("grid", *pair), sweep.grid[pair[0]][pair[1]]) for pair in named]
        if all(_is_about(one.assumption, case) for one in made):
            yield ", ".join(f"{dimension}={level}" for dimension, level in named), made


def _text(case: Case) -> str:
    """Return a case as JSON in the order of the file: draws and ties go by that order."""
    content = as_written(case).model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
