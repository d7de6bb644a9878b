"""Whatever a file holds, reading it gives a case or clean errors: no other exception, no hang.

WINSET_FUZZ sets the number of examples; `make fuzz` runs thousands.
"""

# ruff: noqa: E501  a table has one row a mistake

from __future__ import annotations

import os
from datetime import timedelta
from importlib.resources import files

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casefile import TEXT
from mutations import mutated
from winset.case.document import Case
from winset.case.errors import CaseError
from winset.case.loading import find, shipped
from winset.case.reading import case_of, read, warnings
from winset.case.source import decoded

SEEDS = [
    TEXT,
    (files("winset.data") / "starter.yaml").read_text(encoding="utf-8"),
    *(find(name).text for name in shipped() if name != "madrid-2025"),
]
VALUES = [
    "", "~", "null", "true", "[]", "{}", "''", "-1", "0", "1e30", "1.5", "[1, 2]", "[1, 2, 3]", "[a]",
    "{a: b}", "{all: []}", "{not: {}}", "{at_least: {n: 1, of: [a]}}", "{value: []}", "2025-02-30",
    "&a", "*a", "<<", "!!str", "- ", "? ", ": ", "|\n", ">\n", "#", "---\n", "...\n", "\t", "\ufeff",
    "\x85", "\u2028", "é日", "\U0001f600", '"\\ud800"', '"\\ud83d\\ude00"', "all", "any", "not", "options",
    "range", "from", "to", "unit", "points", "at_least", "at_most", "{at_least: 3}", "1/3", "v20", "-0", ".5",
    "value", "low", "mid", "high", "kind", "if", "facts", "offer", "bonus", "tiktok", "sq", "us", "[key]",
]  # fmt: skip

long_or_short = settings(
    max_examples=int(os.environ.get("WINSET_FUZZ", "100")),
    deadline=timedelta(seconds=10),
    suppress_health_check=[HealthCheck.too_slow],
)


def outcome(content: bytes) -> Case | CaseError:
    """Read a file as `check` does, and show what is wrong."""
    try:
        reading = read(decoded("case.yaml", content))
        for problem in reading.problems + warnings(reading):
            assert problem.text().startswith("case.yaml:")
            assert problem.column < problem.end_column
        return case_of(reading)
    except CaseError as error:
        return error


@st.composite
def relined(draw: st.DrawFn) -> str:
    """A good file with some lines dropped, doubled, moved, indented or given another value."""
    lines = draw(st.sampled_from(SEEDS)).splitlines()
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["value", "value", "drop", "double", "move", "indent"])):
            case "value":
                lines[at] = f"{lines[at].partition(':')[0]}: {draw(st.sampled_from(VALUES))}"
            case "drop":
                lines[at] = ""
            case "double":
                lines.insert(at, lines[at])
            case "move":
                lines.insert(draw(st.integers(0, len(lines) - 1)), lines[at])
            case "indent":
                lines[at] = " " * draw(st.integers(0, 12)) + lines[at].strip()
    return "\n".join(lines)


@long_or_short
@given(mutated(SEEDS, VALUES))
def test_mutated_tokens_give_a_case_or_clean_errors(text: str) -> None:
    assert isinstance(outcome(text.encode("utf-8", "surrogatepass")), Case | CaseError)


@long_or_short
@given(relined())
def test_mutated_lines_give_a_case_or_clean_errors(text: str) -> None:
    assert isinstance(outcome(text.encode("utf-8", "surrogatepass")), Case | CaseError)


@long_or_short
@given(st.sampled_from(SEEDS), st.data())
def test_mutated_bytes_give_a_case_or_clean_errors(text: str, data: st.DataObject) -> None:
    content = bytearray(text.encode())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert isinstance(outcome(bytes(content)), Case | CaseError)


@long_or_short
@given(st.binary(max_size=200))
def test_any_bytes_give_clean_errors(content: bytes) -> None:
    assert isinstance(outcome(content), CaseError)
