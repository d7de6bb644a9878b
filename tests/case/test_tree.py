"""YAML text to data with places: what is read, and what is refused."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from winset.case.errors import UnreadableCase
from winset.case.source import Span, checked
from winset.case.tree import MOST, parse


def value(text: str) -> Any:
    root, problems = parse(checked("case.yaml", text))
    assert problems == []
    return root.value


def refusal(text: str) -> tuple[int, int, str]:
    with pytest.raises(UnreadableCase) as raised:
        parse(checked("case.yaml", text))
    problem = raised.value.problems[-1]
    return problem.line, problem.column, problem.message


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("true", True),
        ("null", None),
        ("", None),
        ("12", 12),
        ("0x1F", 31),
        ("0o17", 15),
        ("1_0", "1_0"),
        ("1.10", Decimal("1.10")),
        ("1e3", Decimal(1000)),
        ("'12'", "12"),
        ("2025-09-15", "2025-09-15"),
        ("12:30", "12:30"),
    ],
)
def test_an_unquoted_word_means_what_yaml_1_2_says(word: str, meant: object) -> None:
    found = value(f"a: {word}")["a"]
    assert (meant, type(meant)) == (found, type(found))


def test_json_is_read_too() -> None:
    text = '{"a": [1, 2.5, null, true],\t"b": "x\\/y \\ud83d\\ude00"}'
    assert value(text) == {"a": (1, Decimal("2.5"), None, True), "b": "x/y \N{GRINNING FACE}"}


def test_every_key_and_value_knows_its_place() -> None:
    root, _ = parse(checked("case.yaml", "a:\n  é: [1, 日本]\n"))
    inner = root.parts["a"]
    assert Span(2, 3, 2, 4) == inner.keys["é"]
    second = inner.at(("é", 1))
    assert second is not None
    assert Span(2, 10, 2, 12) == second.span


def test_an_alias_stands_for_its_anchor() -> None:
    assert value("a: &x {b: 1}\nc: *x") == {"a": {"b": 1}, "c": {"b": 1}}


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("a: 1\nb: 2\na: 3", 3, 1, "`a` is given twice; first on line 1, column 1"),
        ("a: {b: 1}\nc: {<<: 1}", 2, 5, "`<<` does not merge here"),
        ("a: !!int 3", 1, 4, "the tag `tag:yaml.org,2002:int` means nothing here"),
        ("a: .inf", 1, 4, "`.inf` is not a finite number"),
        ("a: .NaN", 1, 4, "`.NaN` is not a finite number"),
        ("a: 1e99999999", 1, 4, "this number has more than 30 digits"),
        ("a: *x", 1, 4, "no `&x` stands above `*x`"),
    ],
)
def test_a_spelling_is_refused_but_reading_goes_on(
    text: str, line: int, column: int, message: str
) -> None:
    _, (problem,) = parse(checked("case.yaml", text))
    assert (line, column, message) == (problem.line, problem.column, problem.message)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", (1, 1, "the file is empty")),
        ("# only a remark", (1, 1, "the file is empty")),
        ("- a", (1, 1, "a negotiation file is a mapping: `winset: 1`, `id: ...`, and so on")),
        ("a: 1\n---\nb: 2", (2, 1, "a second document starts here")),
        ("a:\n\t- b", (2, 1, "a tab cannot indent")),
        ("a: b: c", (1, 5, "a `:` is not expected here")),
        ("a: 'b", (1, 6, "the file ends inside a quoted text")),
        ("a: @b", (1, 4, "a text cannot start with `@`")),
        ("a: &x [*x]", (1, 8, "`*x` stands within itself")),
        ("? [a]\n: 1", (1, 3, "a key must be a word, not a list or a mapping")),
        ("a: " + "[" * 100_000, (1, 63, "more than 60 levels of nesting")),
    ],
)
def test_what_is_not_one_yaml_mapping_is_refused(text: str, expected: tuple[int, int, str]) -> None:
    assert expected == refusal(text)


def test_aliases_cannot_blow_up() -> None:
    levels = [f"x{i}: &x{i} [{', '.join([f'*x{i - 1}'] * 9)}]" for i in range(1, 9)]
    _, _, message = refusal("\n".join(["x0: &x0 [1]", *levels]))
    assert message == f"the file holds more than {MOST} values once aliases are written out"
