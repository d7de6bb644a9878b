"""A package in a file of its own: a mapping from issues to options, read against a case."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from winset.case.document import Case
from winset.case.errors import CaseError
from winset.case.findings import Finding, placed
from winset.case.places import nearest
from winset.case.source import source_of
from winset.case.tree import Node, parse


def read_proposal(path: Path, case: Case) -> dict[str, str]:
    """Return the package in a YAML or JSON file: issue to option; issues may be left out.

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
    return dict(root.value)


def _mistakes(root: Node, case: Case) -> Iterator[Finding]:
    for name, option in root.value.items():
        issue = case.issues.get(name)
        if issue is None:
            meant = _meant(name, list(case.issues))
            hint = f"issues: {', '.join(case.issues)}"
            yield Finding((name,), f"unknown issue `{name}`{meant}", hint, at_key=True)
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


def _meant(word: str, words: list[str]) -> str:
    guess = nearest(word, words)
    return f"; did you mean `{guess}`?" if guess else ""
