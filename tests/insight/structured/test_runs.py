"""By structure the same numbers as by enumeration, to the last digit."""

from __future__ import annotations

from dataclasses import fields
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings

from strategies import cases
from toys import linchpin_toy
from winset.case.document import Case
from winset.case.rules import Rule as Written
from winset.home.linked.regions import zone_diagram
from winset.home.rules import Rule, compile_rules
from winset.home.zone import drawn_luck
from winset.insight.runs import UNKNOWN, Runs, run_part
from winset.insight.structured import plain
from winset.insight.structured.deals import Deal
from winset.insight.structured.linked import Batch
from winset.insight.structured.plan import Measures, Plan
from winset.insight.structured.runs import gap_sentence, plan, run_structured
from winset.space.compile import compile_case
from winset.space.diagram.compilation import TooWide
from winset.space.diagram.diagram import Diagram
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


@settings(max_examples=40)
@given(cases())
def test_agendas_searched_one_by_one_give_the_same_numbers(case: Case) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("winset.insight.structured.linked.known_deals", lambda *_: Batch())
        assert told(structured(case)) == told(run_part(*laid(case)))


@settings(max_examples=40)
@given(cases())
def test_what_is_given_up_together_is_searched_with_the_same_numbers(case: Case) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("winset.insight.structured.linked.CAPS", (2, 4))
        assert told(structured(case)) == told(run_part(*laid(case)))


def test_a_world_in_which_rules_hold_in_too_many_ways_is_not_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("winset.home.linked.coalitions.MOST", 0)
    found = structured(linchpin_toy())
    assert set(found.nash.tolist()) == {UNKNOWN}
    assert np.isnan(found.unlocks).all()
    assert found.own_worth.tolist() == run_part(*laid(linchpin_toy())).own_worth.tolist()


def test_where_another_package_than_that_at_rest_cannot_be_asked_for_it_is_not_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = linchpin_toy()
    space = laid(case)[0]

    def narrow(asked: Space) -> Diagram:
        if asked.forbidden != space.forbidden:
            raise TooWide(1, 1, 1, 1)
        return zone_diagram(asked)

    monkeypatch.setattr("winset.insight.structured.runs.zone_diagram", narrow)
    found, every = structured(case), run_part(*laid(case))
    known = ~np.isnan(found.deal)
    assert found.deal[known].tolist() == every.deal[known].tolist()
    assert found.nash.tolist() == every.nash.tolist()


def plain_case(case: Case) -> Case:
    """Return a case without what touches a deal beyond the principals' own options."""
    parties = {
        name: party.model_copy(
            update={"ratification": Written.model_validate(case.principal(name)), "red_lines": {}}
        )
        for name, party in case.parties.items()
    }
    return case.model_copy(update={"linkages": {}, "moves": {}, "parties": parties})


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


DRAWN = Measures(agendas=True, settle_first=True, pairs=True, shapley="drawn", orders=3)


@settings(max_examples=20)
@given(cases().map(plain_case))
def test_drawn_orders_are_the_same_in_the_batch_and_one_by_one(case: Case) -> None:
    batched = structured(case, DRAWN)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("winset.insight.structured.runs.is_plain", lambda *_: False)
        together = structured(case, DRAWN)
        patch.setattr("winset.insight.structured.linked.known_deals", lambda *_: Batch())
        searched = structured(case, DRAWN)
    assert batched.shapley.tolist() == together.shapley.tolist() == searched.shapley.tolist()
    assert batched.sampling.tolist() == together.sampling.tolist() == searched.sampling.tolist()


def test_a_world_is_the_same_whoever_runs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = structured(linchpin_toy(), DRAWN, worlds=5)
    monkeypatch.setattr("winset.insight.structured.runs._A_TASK", 2)
    parts = structured(linchpin_toy(), DRAWN, worlds=5)
    assert told(parts) == told(whole)
    assert len({tuple(row) for row in whole.sampling.tolist()}) > 1


def test_what_a_plan_leaves_out_is_not_known() -> None:
    wanted = Plan(3, 1, Measures(agendas=True), ())
    found = run_structured(*laid(linchpin_toy(), 5), wanted, seed=1, workers=1)
    whole = run_part(*laid(linchpin_toy(), 5))
    assert found.nash.tolist() == whole.nash.tolist()[:3]
    assert found.unlocks[0].tolist() == whole.unlocks[0].tolist()
    for name in ("unlocks", "critical"):
        assert np.isnan(getattr(found, name)[1:]).all()
    for name in ("settle_first", "shapley", "sampling", "pairs"):
        assert np.isnan(getattr(found, name)).all()
    assert found.own_worth.tolist() == whole.own_worth.tolist()[:3]


def test_where_the_search_ends_with_a_gap_nothing_that_hangs_on_it_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("winset.insight.structured.linked.known_deals", lambda *_: Batch())
    monkeypatch.setattr(
        "winset.insight.structured.deals.Table.deal", lambda *_, **__: Deal(None, known=False)
    )
    found = structured(linchpin_toy())
    whole = run_part(*laid(linchpin_toy()))
    assert found.nash.tolist() == [UNKNOWN] * WORLDS
    assert gap_sentence(found) == "In 2 of 2 worlds the deal is only known within a gap."
    for name in ("value", "unlocks", "settle_first", "shapley"):
        assert np.isnan(getattr(found, name)).all()
    # what small changes show is known all the same
    assert found.zone.tolist() == [1] * WORLDS
    assert found.deal.tolist() == [1.0] * WORLDS
    assert found.pairs.tolist() == whole.pairs.tolist()
    assert gap_sentence(whole) is None


def test_a_case_that_can_be_searched_is_planned_by_counted_work() -> None:
    found = plan(*laid(linchpin_toy(), 30))
    assert found == plan(*laid(linchpin_toy(), 30))
    assert (found.worlds, found.full, found.measures.shapley) == (30, 30, "all")


def wide_case() -> Case:
    """Two opposed sides and 10^20 packages: their numbers outgrow 64 bits."""
    dice = Random(1)  # noqa: S311  numbers to search, not secrets
    issues, options = [f"i{k}" for k in range(20)], [f"o{n}" for n in range(10)]

    def views(turn: int) -> dict[str, object]:
        return {
            issue: {
                "weight": dice.randint(2, 9),
                "scores": {
                    o: min(100, 11 * (n if turn > 0 else 9 - n) + dice.randint(0, 9))
                    for n, o in enumerate(options)
                },
            }
            for issue in issues
        }

    return Case.model_validate(
        {
            "winset": 1,
            "id": "wide",
            "title": "Wide",
            "as_of": "2026-01-01",
            "issues": {
                issue: {
                    "name": issue,
                    "status_quo": "o0",
                    "options": {option: {"label": option} for option in options},
                }
                for issue in issues
            },
            "actors": {
                name: {
                    "name": name,
                    "party": name,
                    "level": "principal",
                    "views": views(turn),
                    "reservation": 45,
                }
                for name, turn in (("us", 1), ("them", -1))
            },
            "parties": {name: {"name": name, "ratification": name} for name in ("us", "them")},
        }
    )


def test_batch_and_diagram_agree_where_nobody_can_enumerate() -> None:
    measures = Measures(agendas=True, settle_first=True)
    batched = structured(wide_case(), measures, worlds=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("winset.insight.structured.runs.is_plain", lambda *_: False)
        together = structured(wide_case(), measures, worlds=1)
        patch.setattr("winset.insight.structured.linked.known_deals", lambda *_: Batch())
        searched = structured(wide_case(), measures, worlds=1)
    for name in ("nash", "value", "unlocks", "settle_first", "own_worth", "critical"):
        assert getattr(batched, name).tolist() == getattr(searched, name).tolist()
        assert getattr(together, name).tolist() == getattr(searched, name).tolist()
    assert batched.nash[0] > 0
