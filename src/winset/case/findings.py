"""What a check found, before it is placed in the text."""

from __future__ import annotations

from dataclasses import dataclass

from winset.case.problems import Problem, Severity
from winset.case.source import Source, Span
from winset.case.tree import Node, Path


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with the value at `path`, or with its key."""

    path: Path
    message: str
    hint: str | None = None
    at_key: bool = False


def placed(finding: Finding, root: Node, source: Source, severity: Severity = "error") -> Problem:
    """Return the finding as a problem of `source`, at the nearest place the file has."""
    span = _key(finding.path, root) if finding.at_key else _value(finding.path, root)
    return source.problem(span, finding.message, finding.hint, severity)


def _key(path: Path, root: Node) -> Span:
    parent = root.at(path[:-1]) if path else None
    name = str(path[-1]) if path else ""
    if parent and name in parent.keys:
        return parent.keys[name]
    return _value(path, root)


def _value(path: Path, root: Node) -> Span:
    node = root.at(path)
    if not path:  # of the whole file, its first line says enough
        return Span(root.span.line, root.span.column, root.span.line, root.span.column + 1)
    if node is None:
        return _key(path[:-1], root)
    if isinstance(node.value, dict) and not _flow(node):
        return _key(path, root) if isinstance(path[-1], str) else node.span
    return node.span


def _flow(node: Node) -> bool:
    return node.span.line == node.span.end_line
