"""The JSON Schema describes what a person writes, and is the one that is shipped."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from casefile import TEXT, spoiled
from winset.case.loading import find, shipped
from winset.case.schema import schema, schema_text
from winset.case.source import checked
from winset.case.tree import parse

LISTED = """\
    status_quo: sq
    options:
      sq: {label: As today}
      licence_jv: {label: Joint venture}
      dark: {label: App goes dark, offered: false}
"""
RANGED = TEXT.replace(
    LISTED,
    "    status_quo: 5\n    range: {from: 0, to: 100/3, unit: days, points: 5}\n",
).replace("tiktok: licence_jv}", "tiktok: {at_least: 1/3, at_most: 5.5}}")

VALIDATOR = Draft202012Validator(schema())


def plain(value: Any) -> Any:
    """Return the data of a file as JSON has it: lists, and numbers as they come."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    return value if isinstance(value, str | bool | int | None) else float(value)


def complaints(text: str) -> list[str]:
    root, _ = parse(checked("case.yaml", text))
    return [error.message for error in VALIDATOR.iter_errors(plain(root.value))]


def test_the_shipped_schema_is_up_to_date() -> None:
    shipped_text = (files("winset.data") / "case.schema.json").read_text(encoding="utf-8")
    assert schema_text() == shipped_text, (
        "run `winset schema > case.schema.json` and put the result into src/winset/data"
    )


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("name", shipped())
def test_shipped_cases_meet_the_schema(name: str) -> None:
    assert complaints(find(name).text) == []


def test_short_and_long_spellings_meet_the_schema() -> None:
    assert complaints(TEXT) == []
    rule = "{any: [us_senate, {weight_over: {q: 1.5, of: {us_principal: 2}}}]}"
    assert complaints(spoiled("{all: [us_principal, us_senate]}", rule)) == []
    assert complaints(RANGED) == []
    condition = "if: {any: [{not: {tiktok: sq}}, {truce: [sq, ext90]}]}"
    assert complaints(spoiled("if: {tiktok: licence_jv}", condition)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: A small case", "titel: A small case"),
        ("title: A small case", "title: 2025"),
        ("winset: 1", "winset: 2"),
        ("{value: 100, why: Judgement.}", "'100'"),
        ("[70, 85, 95]", "[70, 85]"),
        ("{value: 100, why: Judgement.}", "{mid: 100, why: Judgement.}"),
        ("{all: [us_principal, us_senate]}", "[us_principal]"),
        ("{all: [us_principal, us_senate]}", "{all: [us_principal], any: [us_senate]}"),
        ("if: {tiktok: licence_jv}", "if: {}"),
        ("if: {tiktok: licence_jv}", "if: {tiktok: true}"),
        ("if: {tiktok: licence_jv}", "if: {tiktok: {}}"),
        ("if: {tiktok: licence_jv}", "if: {tiktok: {at_lest: 3}}"),
        (
            "    options:\n      sq: {label: As today}",
            "    range: {from: 0, to: 9}\n    options:\n      sq: {label: As today}",
        ),
        ("scores: {sq: 50, ext90: 65}", "scores: {-: 50, ext90: 65}"),
        ("kind: requires", "kind: require"),
        ("level: ratifier", "level: senator"),
        ("  truce:\n    name: Truce", "  a truce:\n    name: Truce"),
    ],
)
def test_common_mistakes_fail_the_schema(old: str, new: str) -> None:
    assert complaints(spoiled(old, new))
