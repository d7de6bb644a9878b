"""The linchpin part where worlds are too dear for all of its measures."""

from __future__ import annotations

import pytest

from toys import linchpin_toy
from winset.home.rules import compile_rules
from winset.home.zone import drawn_luck, mid_luck
from winset.insight.linchpin import Verdict
from winset.insight.runs import Runs
from winset.insight.structured.plan import Measures, Plan
from winset.insight.structured.runs import run_structured
from winset.space.compile import compile_case
from winset.space.worlds import drawn, mid
from winset.study.document import Linchpin
from winset.study.linchpin import linchpin_part

ALONE = Measures(agendas=True)
SHARES = Measures(agendas=True, shapley="drawn", orders=3)


def part(over_worlds: Measures, at_mid: Measures) -> tuple[Linchpin, Runs, Runs]:
    case = linchpin_toy()
    space = compile_case(case)
    rules = compile_rules([p.ratification for p in case.parties.values()], space.actors)
    runs, middle = (
        run_structured(
            space, rules, worlds, luck, Plan(worlds.count, worlds.count, measures, ()), seed=1
        )
        for worlds, luck, measures in (
            (drawn(space, 3, 1), drawn_luck(rules, 3, 1), over_worlds),
            (mid(space), mid_luck(rules), at_mid),
        )
    )
    bridge: list[float | None] = [None] * len(space.issues)
    return linchpin_part(space, runs, middle, Verdict(None, (), ""), bridge, 1), runs, middle


def test_shapley_values_that_no_world_has_are_those_at_the_middle_numbers() -> None:
    found, _, middle = part(ALONE, SHARES)
    names = compile_case(linchpin_toy()).issues
    lines = {line.issue: line for line in found.issues}
    shares = [lines[name].shapley for name in names]
    assert shares == pytest.approx(middle.shapley[0].tolist(), abs=1e-8)
    errors = [lines[name].shapley_error for name in names]
    assert errors == pytest.approx(middle.sampling[0].tolist(), abs=1e-8)
    assert all(line.shapley_interval is None for line in found.issues)


def test_shapley_values_over_worlds_come_before_those_at_the_middle_numbers() -> None:
    found, runs, _ = part(SHARES, SHARES)
    names = compile_case(linchpin_toy()).issues
    lines = {line.issue: line for line in found.issues}
    shares = [lines[name].shapley for name in names]
    assert shares == pytest.approx(runs.shapley.mean(axis=0).tolist(), abs=1e-8)
    assert all(line.shapley_interval is not None for line in found.issues)


def test_shapley_values_that_nobody_sought_are_not_known() -> None:
    found, *_ = part(ALONE, ALONE)
    assert {line.shapley for line in found.issues} == {None}
    assert {line.shapley_error for line in found.issues} == {0.0}
