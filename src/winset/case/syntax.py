"""YAML's own complaints in plain words."""

from __future__ import annotations

import yaml

from winset.case.problems import Problem
from winset.case.source import Source, Span

_PLAIN_WORDS = {
    "mapping values are not allowed in this context": (
        "a `:` is not expected here",
        "put a text that holds `: ` in quotes; check the indentation",
    ),
    "did not find expected key": (
        "a key is expected here",
        "check the indentation, and text after a closing quote",
    ),
    "could not find expected ':'": ("a `:` is missing after a key", None),
    "found unexpected end of stream": ("the file ends inside a quoted text", "close the quote"),
    "did not find expected ',' or ']'": ("a list is not closed", "add `,` or `]`"),
    "did not find expected ',' or '}'": ("a mapping is not closed", "add `,` or `}`"),
}


def syntax_problem(source: Source, error: yaml.MarkedYAMLError) -> Problem:
    """Return a YAML error in plain words, at the place where the parser stopped."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    while line and line >= len(source.lines):
        line, column = line - 1, len(source.lines[line - 1])
    found = str(error.problem or "this is not YAML").lower()
    message, hint = _PLAIN_WORDS.get(found, (f"not YAML: {found}", None))
    at = source.lines[line][column : column + 1] if source.lines else ""
    if "cannot start any token" in found:
        message, hint = (
            ("a tab cannot indent", "use spaces")
            if at == "\t"
            else (f"a text cannot start with `{at}`", "put it in quotes")
        )
    return source.problem(Span(line + 1, column + 1, line + 1, column + 2), message, hint)
