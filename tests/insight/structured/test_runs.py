"""By structure the same numbers as by enumeration, to the last digit."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings

from strategies import cases
from winset.case.document import Case
from winset.home.rules import Rule, compile_rules
from winset.home.zone import drawn_luck
from winset.insight.runs import Runs, run_part
from winset.insight.structured import plain
from winset.insight.structured.plan import Measures, Plan
from winset.insight.structured.runs import run_structured
from winset.space.compile import compile_case
from winset.space.space import Space
from winset.space.worlds import Worlds, drawn

WORLDS = 2
WHOLE = Measures(agendas=True, settle_first=True, pairs=True, shapley="all")


def laid(case: Case, worlds: int = WORLDS) -> tuple[Space, tuple[Rule, ...], Worlds, np.ndarray]:
    space = compile_case(case)
    rules = compile_rules([p.ratification for p in case.parties.values()], space.actors)
    return space, rules, drawn(space, worlds, 1), drawn_luck(rules, worlds, 1)


def told(found: Runs) -> dict[str, object]:
    """Return all fields; by structure the zone is only known to have packages."""
    columns = {field.name: getattr(found, field.name).tolist() for field in fields(Runs)}
    return columns | {"zone": (found.zone > 0).tolist()}


def structured(case: Case, measures: Measures = WHOLE, worlds: int = WORLDS) -> Runs:
    wanted = Plan(worlds, worlds, measures, ())
    return run_structured(*laid(case, worlds), wanted, seed=1, workers=1)


@settings(max_examples=80)
@given(cases())
def test_every_field_is_that_of_enumeration(case: Case) -> None:
    assert told(structured(case)) == told(run_part(*laid(case)))


def plain_case(case: Case) -> Case:
    """Return a case without what touches a deal beyond the principals' own options."""
    written = case.model_dump(by_alias=True, exclude_unset=True)
    written["linkages"], written["moves"] = {}, {}
    for name, party in written["parties"].items():
        party["ratification"], party["red_lines"] = case.principal(name), {}
    return Case.model_validate(written)


@settings(max_examples=80)
@given(cases().map(plain_case))
def test_a_plain_case_goes_through_the_batch_with_the_same_numbers(case: Case) -> None:
    space, rules, *_ = laid(case)
    assert plain.is_plain(space, rules)
    assert told(structured(case)) == told(run_part(*laid(case)))


@settings(max_examples=20)
@given(cases().map(plain_case))
def test_what_the_batch_leaves_open_is_searched_with_the_same_numbers(case: Case) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("winset.space.structure.batch.NODES", 1)
        assert told(structured(case)) == told(run_part(*laid(case)))
