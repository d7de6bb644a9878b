"""A package that somebody tabled: by its name in a case, or a file of its own."""

from __future__ import annotations

from pathlib import Path

from winset.case.document import Case
from winset.case.errors import CaseError
from winset.case.findings import Finding, placed
from winset.case.places import nearest
from winset.case.source import source_of
from winset.case.tree import parse


def read_proposal(path: str | Path, case: Case) -> dict[str, str]:
    """Return the package in a YAML or JSON file that maps issues to options of `case`.

    Issues it does not name stay at rest. Raises CaseError, with every unknown issue, option, or
    option not on offer at its place; UnreadableCase if it is not a file of this kind.
    """
    source = source_of(Path(path))
    root, problems = parse(source)
    findings: list[Finding] = []
    package: dict[str, str] = {}
    for issue, node in root.parts.items():
        name = str(issue)
        if name not in case.issues:
            findings.append(_unknown((name,), "issue", name, list(case.issues), at_key=True))
            continue
        options = [o for o, option in case.issues[name].options.items() if option.offered]
        if node.value not in options:
            findings.append(_unknown((name,), f"option on offer of {name}", node.value, options))
            continue
        package[name] = str(node.value)
    problems += [placed(finding, root, source) for finding in findings]
    if problems:
        raise CaseError(problems)
    return package


def _unknown(
    path: tuple[str, ...], what: str, written: object, names: list[str], *, at_key: bool = False
) -> Finding:
    near = nearest(str(written), names)
    guess = f"; did you mean `{near}`?" if near else ""
    return Finding(
        path, f"unknown {what}: `{written}`{guess}", f"there are: {', '.join(names)}", at_key=at_key
    )
