"""Conditions on packages: every one as plain Python reads it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from oracle import meets, packages
from strategies import cases_with_a_condition
from winset.case.conditions import Condition
from winset.case.document import Case
from winset.space.compile import compile_case
from winset.space.conditions import compile_condition, holds
from winset.space.packages import blocks

ISSUES = ("size", "colour")
OPTIONS = {"size": ("small", "large"), "colour": ("red", "green", "blue")}
ALL = [(s, c) for s in OPTIONS["size"] for c in OPTIONS["colour"]]
DIGITS = np.indices((2, 3), dtype=np.int16).reshape(2, 6)


@pytest.mark.parametrize(
    ("written", "met_by"),
    [
        ({"size": "large"}, {("large", c) for c in OPTIONS["colour"]}),
        ({"colour": ["red", "blue"]}, {p for p in ALL if p[1] != "green"}),
        ({"size": "small", "colour": "red"}, {("small", "red")}),
        ({"not": {"size": "small", "colour": "red"}}, set(ALL) - {("small", "red")}),
        (
            {"any": [{"size": "small"}, {"colour": "red"}]},
            {p for p in ALL if p[0] == "small" or p[1] == "red"},
        ),
        ({"all": [{"size": "small"}, {"colour": "red"}]}, {("small", "red")}),
        ({"all": [{"colour": "red"}, {"colour": "blue"}]}, set()),
        (
            {"size": "small", "not": {"colour": "red"}},
            {("small", "green"), ("small", "blue")},
        ),
    ],
)
def test_a_condition_is_met_by_these_packages(
    written: dict[str, object], met_by: set[tuple[str, str]]
) -> None:
    test = compile_condition(Condition.model_validate(written), ISSUES, OPTIONS)
    assert {p for p, met in zip(ALL, holds(test, DIGITS), strict=True) if met} == met_by


@given(cases_with_a_condition())
def test_any_condition_is_met_as_the_oracle_says(drawn: tuple[Case, Condition]) -> None:
    case, condition = drawn
    space = compile_case(case)
    options = dict(zip(space.issues, space.options, strict=True))
    test = compile_condition(condition, space.issues, options)
    met = np.concatenate([holds(test, block.digits) for block in blocks(space)])
    assert met.tolist() == [meets(condition, package) for package in packages(case)]
