"""A package in a file of its own: a mapping from issues to options, read against a case."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from winset.case.agenda import Issue, Range
from winset.case.document import Case
from winset.case.errors import CaseError
from winset.case.findings import Finding, placed
from winset.case.grid import label
from winset.case.places import nearest
from winset.case.source import source_of
from winset.case.tree import Node, parse
from winset.case.values import id_of, number_in, number_of


def read_proposal(path: Path, case: Case) -> dict[str, str]:
    """Return the package in a YAML or JSON file: issue to option; issues may be left out.

    Of an issue with a range, a number that is among those tried.

    Raises CaseError, with all mistakes, where the case has no such issue or does not offer the
    option; UnreadableCase if the file is missing, is not YAML or is no mapping.
    """
    source = source_of(path)
    expected = (
        "a package file is a mapping from issues to options: `issue: option`, one a line",
        f"issues: {', '.join(case.issues)}",
    )
    root, problems = parse(source, expected)
    problems += [placed(finding, root, source) for finding in _mistakes(root, case)]
    if problems:
        raise CaseError(problems)
    return {name: _option(case, name, chosen) for name, chosen in root.value.items()}


def _option(case: Case, issue: str, chosen: Any) -> str:
    """Return the id of what a file has for an issue; of a range, numbers and ids both name one."""
    number = number_in(chosen) if case.issues[issue].range else None
    return str(chosen) if number is None else id_of(number)


def _mistakes(root: Node, case: Case) -> Iterator[Finding]:
    for name, option in root.value.items():
        issue = case.issues.get(name)
        if issue is None:
            meant = _meant(name, list(case.issues))
            hint = f"issues: {', '.join(case.issues)}"
            yield Finding((name,), f"unknown issue `{name}`{meant}", hint, at_key=True)
            continue
        if issue.range:
            yield from _off_grid(name, option, issue, issue.range)
            continue
        choices = [choice for choice, written in issue.options.items() if written.offered]
        hint = f"options on offer: {', '.join(choices)}"
        if not isinstance(option, str):
            yield Finding((name,), f"expected the id of an option of issue `{name}`", hint)
        elif option in issue.options and option not in choices:
            yield Finding((name,), f"option `{option}` of issue `{name}` is not on offer", hint)
        elif option not in choices:
            meant = _meant(option, choices)
            yield Finding((name,), f"unknown option `{option}` of issue `{name}`{meant}", hint)


def _off_grid(name: str, chosen: Any, issue: Issue, of: Range) -> Iterator[Finding]:
    """Yield a finding for what is no number of a range, or none of those tried."""
    if isinstance(chosen, str) and chosen in issue.options:
        return
    number = number_in(chosen)
    if number is None or number not in of:
        ends = f"from {label(Fraction(of.low), None)} to {label(Fraction(of.high), of.unit)}"
        yield Finding((name,), f"expected a number of the range of issue `{name}`", ends)
    elif id_of(number) not in issue.options:
        tried = [number_of(option) for option in issue.options]
        below = max(other for other in tried if other < number)
        above = min(other for other in tried if other > number)
        yield Finding(
            (name,),
            f"{label(number, of.unit)} is not among the values of issue `{name}` that are tried",
            f"nearest: {label(below, of.unit)} and {label(above, of.unit)}; a value named by the "
            "case, as in a package, is tried too",
        )


def _meant(word: str, words: list[str]) -> str:
    guess = nearest(word, words)
    return f"; did you mean `{guess}`?" if guess else ""
