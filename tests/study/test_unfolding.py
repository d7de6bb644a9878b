"""The course of the talks in a study: what process/ finds, told as its parts."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from agenda_twin import two_issues
from staged import EASY, SIGN, staged
from winset.case.loading import find, load
from winset.insight.runs import run
from winset.process.deadlines.owner import Stakes
from winset.study.course import Talks
from winset.study.ground import Ground, lay
from winset.study.talks import talks
from winset.study.unfolding.stakes import stakes


@pytest.fixture(scope="module")
def coasts() -> Talks:
    return talks(load("three-coasts"), worlds=40, seed=1, workers=1)


def madrid(worlds: int) -> Ground:
    """Return the ground of the Madrid case."""
    case = load("madrid-2025")
    return lay(case, as_of=case.as_of, worlds=worlds, seed=1)


def test_the_odds_of_each_deadline_sum_to_one_in_every_view(coasts: Talks) -> None:
    (deadline,) = coasts.course.deadlines
    views = [deadline.record, deadline.combined, deadline.structure]
    for odds in views:
        assert odds is not None
        assert pytest.approx(1) == odds.agreed + odds.extended + odds.lapsed


def test_the_combination_is_the_mean_of_both_views(coasts: Talks) -> None:
    (deadline,) = coasts.course.deadlines
    assert deadline.structure is not None
    mean = (deadline.record.extended + deadline.structure.extended) / 2
    assert pytest.approx(mean, abs=1e-8) == deadline.combined.extended


def test_the_curve_rises_from_nought_to_the_share_signed_by_the_horizon(coasts: Talks) -> None:
    staged = coasts.course.staged
    assert staged is not None
    chances = [point.chance for point in staged.curve]
    assert all(a <= b for a, b in pairwise(chances))
    assert (0.0, staged.signed) == (chances[0], chances[-1])
    assert (coasts.provenance.as_of, staged.horizon) == (
        staged.curve[0].date,
        staged.curve[-1].date,
    )


def test_the_ways_in_which_the_talks_end_are_all_the_worlds(coasts: Talks) -> None:
    staged = coasts.course.staged
    assert staged is not None
    assert pytest.approx(1) == sum(ending.share for ending in staged.endings)


def test_where_no_working_group_sits_nothing_is_said_of_what_it_leaves(coasts: Talks) -> None:
    staged = coasts.course.staged
    assert staged is not None
    assert {(None, None)} == {(h.unresolved, h.unresolved_interval) for h in staged.issues}


STAGES = """
stages:
  - {id: draft, name: Draft, days: 10, chance: 1}
  - id: council
    name: Council
    days: 5
    chance: 0.5
    cost: 1
    on_refusal: {to: draft, chance: 0.5}
  - {id: vote, name: Vote, days: 20, chance: 1, signs: [council]}
"""


def test_where_stages_state_their_chances_the_curve_and_the_worth_are_exact_too(
    tmp_path: Path,
) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(find("harbour-ferry").text + STAGES, encoding="utf-8")
    staged = talks(load(path), worlds=300, seed=1, workers=1).course.staged
    assert staged is not None
    # passed at once with 1/2; sent back with 1/4 and begun anew: 1/2 / (1 - 1/4) = 2/3
    exact, drawn = staged.exact[-1], staged.curve[-1]
    assert pytest.approx(2 / 3, abs=1e-6) == exact.chance
    assert drawn.interval[0] <= exact.chance <= drawn.interval[1]
    first, council, vote = (stage.worth for stage in staged.stages)
    for party, end in vote.items():
        # V = -1 + 1/2 S + 1/2 (1/2 V_draft + 1/2 0), and the draft costs nothing
        assert pytest.approx((-1 + end / 2) / (3 / 4), abs=1e-6) == council[party]
        assert pytest.approx(council[party], abs=1e-6) == first[party]


def test_orders_come_best_first_and_the_worst_last(coasts: Talks) -> None:
    orders = coasts.course.agenda_orders
    assert orders is not None
    assert 720 == orders.all_orders
    values = [line.value for line in orders.orders]
    assert sorted(values, reverse=True) == values


def test_the_same_seed_gives_the_same_talks_whatever_the_workers(coasts: Talks) -> None:
    assert coasts.to_json() == talks(load("three-coasts"), worlds=40, seed=1, workers=2).to_json()


def test_a_deadline_known_only_later_is_left_out_and_named() -> None:
    found = talks(load("madrid-2025"), worlds=10, seed=1, workers=1)
    assert "tiktok_enforcement_4" not in {d.id for d in found.course.deadlines}
    assert any("tiktok_enforcement_4" in note for note in found.course.notes)


def test_a_stage_without_days_is_named() -> None:
    case = staged([{"id": "officials"}, {**SIGN, "id": "leaders"}], EASY)
    notes = talks(case, worlds=10, workers=1).course.notes
    assert ("Stage officials states no `days`, and is taken to take none.",) == notes


def test_the_record_learns_nothing_decided_after_the_as_of_date() -> None:
    early = talks(load("harbour-ferry"), worlds=10, seed=1, as_of=date(2026, 9, 1), workers=1)
    assert () == early.course.backtests  # no deadline ahead: nothing that it could stand behind


def deadline_of_both(one: tuple[int, int], other: tuple[int, int]) -> Stakes:
    """Return what is at stake where A and B hold a deadline, and A enforces it at a cost of 1."""
    case = two_issues(
        one,
        other,
        moves={
            "walk_out": {
                "name": "A walks out",
                "by": "A",
                "kind": "threat",
                "shifts": {"A": -3, "B": -10},
                "cost": 1,
            }
        },
        calendar={
            "deadlines": {
                "end": {
                    "date": "2025-02-01",
                    "what": "The end",
                    "owner": ["A and B"],
                    "held_by": ["B", "A"],
                    "alone": True,
                    "lapse": "walk_out",
                    "cost": 2,
                    "hope": 0.5,
                }
            }
        },
    )
    ground = lay(case, as_of=case.as_of, worlds=2, seed=1)
    runs = run(ground.few, ground.few_rules, ground.few_draws, ground.luck, workers=1)
    return stakes(ground, runs.nash)["end"]


def test_stakes_are_the_holders_deal_and_its_worth_of_enforcing() -> None:
    found = deadline_of_both((5, -2), (-3, 6))
    assert [[54, 52]] * 2 == found.settlement.tolist()
    assert [[40, 46]] * 2 == found.lapse.tolist()
    assert ([2, 2], [0.5, 0.5]) == (found.cost.tolist(), found.hope.tolist())
    assert [True, True] == found.deal.tolist()


def test_where_no_text_gains_all_sides_anything_the_order_is_said_not_to_matter() -> None:
    case = two_issues((5, -20), (-3, 6))
    found = talks(case, worlds=10, seed=1, workers=1).course.agenda_orders
    assert found is not None
    assert "In no world does a package gain every side anything" in found.text


def test_to_change_nothing_is_no_deal() -> None:
    assert [False, False] == deadline_of_both((5, -20), (-3, 6)).deal.tolist()


def test_a_deadline_without_an_owners_numbers_has_no_stakes() -> None:
    ground = madrid(3)
    runs = run(ground.few, ground.few_rules, ground.few_draws, ground.luck, workers=1)
    told = {"tiktok_enforcement", "port_fees", "tariff_truce"}
    assert told == stakes(ground, runs.nash).keys()
