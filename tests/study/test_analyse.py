"""A case in, a study out: the same bytes each time, and nothing known too late behind a number."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from prices import wandering
from toys import linchpin_toy
from winset.case.document import Case, Market, MarketEvent
from winset.case.loading import content_hash, load
from winset.market.sheet import MarketError
from winset.study import analyse as module
from winset.study.analyse import analyse
from winset.study.document import Study
from winset.study.event_study import event_study
from winset.study.leaks import LeakError


def with_event(case: Case) -> Case:
    """Return the case with a market event late in the made-up prices."""
    event = MarketEvent(date=wandering(300).days[250].item(), label="News")
    return case.model_copy(update={"market": Market(events={"news": event})})


def test_the_same_case_and_seed_give_the_same_bytes(ferry: Study) -> None:
    again = analyse(load("harbour-ferry"), worlds=200, seed=1, workers=1)
    assert ferry.to_json() == again.to_json()


def test_the_number_of_workers_does_not_change_a_byte(
    ferry: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("winset.space.workers.WORTH_A_POOL", 0.0)
    spread = analyse(load("harbour-ferry"), worlds=200, seed=1, workers=2)
    assert ferry.to_json() == spread.to_json()


def test_another_seed_gives_other_draws(ferry: Study) -> None:
    other = analyse(load("harbour-ferry"), worlds=200, seed=2, workers=1)
    assert ferry.linchpin.issues[0].interval != other.linchpin.issues[0].interval


def test_a_study_comes_back_from_its_json(ferry: Study) -> None:
    assert Study.from_json(ferry.to_json()) == ferry


def test_the_study_says_what_made_it(ferry: Study) -> None:
    case = load("harbour-ferry")
    made = ferry.provenance
    assert made.case_hash == content_hash(case)
    assert (made.as_of, made.worlds, made.seed, made.exact) == (case.as_of, 200, 1, True)
    assert "enumeration of all 81 combinations" in made.method


def test_fewer_worlds_than_usual_are_said(ferry: Study) -> None:
    assert any("200 worlds were drawn" in note for note in ferry.provenance.notes)


def test_a_number_that_rests_on_a_later_fact_stops_the_analysis() -> None:
    with pytest.raises(LeakError, match=r"cites N0[0-9], known by 2025-09-15") as stopped:
        analyse(load("madrid-2025"), as_of=date(2025, 9, 13), worlds=20)
    assert stopped.value.exit_code == 1


def test_later_facts_and_rounds_are_kept_back() -> None:
    case = load("madrid-2025")
    study = analyse(case, worlds=20, workers=1)
    assert max(fact.known_by for fact in study.facts) <= case.as_of
    assert max(line.date for line in study.calendar.deadlines if line.issue == "tiktok") == date(
        2025, 9, 17
    )
    assert [line.id for line in study.ratification if line.hindsight] == ["busan_outcome"]


def test_a_claimed_linchpin_is_answered_with_how_often_the_found_one_leads() -> None:
    study = analyse(load("madrid-2025"), worlds=20, workers=1)
    claim = next(found.text for found in study.findings if found.topic == "the claim")
    top = study.linchpin.issues[0]
    assert "The source article calls TikTok the linchpin" in claim
    assert top.interval is not None
    assert top.first_in_worlds is not None
    assert f"{top.lambda_:+.3f} ({top.interval[0]:+.3f} to {top.interval[1]:+.3f})" in claim
    if study.linchpin.issue is not None:
        assert f"leads in {100 * top.first_in_worlds:.0f} % of single worlds" in study.answer


def test_a_space_too_large_to_enumerate_is_searched_by_its_structure(
    ferry: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("winset.study.ground.ENUMERABLE", 80)
    study = analyse(load("harbour-ferry"), worlds=20, workers=1)
    assert study.provenance.route == "structure"
    assert study.provenance.exact
    assert study.solutions == ferry.solutions
    assert study.win_sets == ferry.win_sets
    assert study.zone.packages == ferry.zone.packages
    assert study.frontier == ferry.frontier


def test_a_cut_exchange_table_says_so(ferry: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not any("exchange table" in note for note in ferry.provenance.notes)
    monkeypatch.setattr("winset.insight.exchange.SHOWN", 1)
    cut = analyse(load("harbour-ferry"), worlds=20, workers=1)
    assert len(cut.trades) == 1
    assert any("keeps the best 1 trades" in note for note in cut.provenance.notes)


def test_worlds_are_cut_to_the_budget_in_a_large_space(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BUDGET", 81 * 30)
    assert analyse(load("harbour-ferry"), workers=1).provenance.worlds == 30


def test_progress_reaches_the_worlds_of_the_deals_and_of_every_order() -> None:
    told: list[tuple[int, int]] = []
    analyse(
        load("harbour-ferry"),
        worlds=120,
        workers=1,
        progress=lambda done, total: told.append((done, total)),
    )
    assert (sum(done for done, _ in told), {total for _, total in told}) == (240, {240})


def test_the_toy_has_its_known_answers() -> None:
    study = analyse(linchpin_toy(), worlds=20, workers=1)
    lines = {line.issue: line for line in study.linchpin.issues}
    assert study.zone.packages == 12
    assert {k: line.lambda_ for k, line in lines.items()} == {
        "TikTok": 0.75,
        "Tariffs": 0.25,
        "Export": 0.25,
        "RareEarth": 0.0,
        "Chips": 0.0,
    }
    assert {k: line.settle_first for k, line in lines.items()} == {
        "TikTok": 0.75,
        "Tariffs": 0.25,
        "Export": 0.0,
        "RareEarth": 0.0,
        "Chips": 0.0,
    }
    assert lines["Export"].chip_effect == -0.25
    assert study.linchpin.issue == "TikTok"
    points = {"TikTok": 1.9171, "Tariffs": 3.9009, "Export": 0.7529, "RareEarth": 0.2826}
    for issue, expected in points.items():
        assert lines[issue].shapley == pytest.approx(4 * expected, abs=2e-4)
    assert lines["TikTok"].bridge_cost == 12.0  # 3 units of gain, 4 points each
    assert {line.criticality for line in lines.values()} == {0.0}


def test_three_parties_get_a_will_map_for_each_pair() -> None:
    study = analyse(load("three-coasts"), worlds=20, workers=1)
    assert study.will_map is not None
    assert len(study.will_map.pairs) == 3
    assert all(len(point.values) == 3 for point in study.frontier)


def test_given_prices_the_study_asks_whether_they_took_notice() -> None:
    case = with_event(load("harbour-ferry"))
    study = analyse(case, worlds=20, workers=1, prices=wandering(300))
    assert study.market is not None
    assert study.market == event_study(case, wandering(300))


def test_without_prices_nothing_is_asked(ferry: Study) -> None:
    assert ferry.market is None


def test_figures_are_on_the_calendar_and_among_the_facts(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_text("date,what,actual,expected\n2020-01-02,Inflation,2.9,2.8\n", "utf-8")
    study = analyse(load("harbour-ferry"), worlds=20, workers=1, releases=path)
    said = "Inflation: 2.9 (expected 2.8)"
    assert (date(2020, 1, 2), said) in study.calendar.releases
    assert said in [fact.statement for fact in study.facts]


def test_prices_that_cannot_be_used_are_refused_before_the_worlds_are_drawn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "lay", pytest.fail)
    with pytest.raises(MarketError, match="has no market events"):
        analyse(load("harbour-ferry"), prices=wandering(300))
