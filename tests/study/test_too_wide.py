"""A study of a case whose linkages no diagram can hold: an answer with its gap, and what is not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rich.console import Console

from large import large
from winset.report.page import render
from winset.report.terminal import summary
from winset.space.diagram.compilation import TooWide
from winset.space.diagram.diagram import Diagram
from winset.space.space import Space
from winset.study import ground, sentences
from winset.study.advise import advise
from winset.study.analyse import analyse
from winset.study.document import Study
from winset.study.packages import packages
from winset.study.talks import talks


@pytest.fixture(scope="module", autouse=True)
def _no_room() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ground, "zone_diagram", _too_wide)
        yield


def _too_wide(_: Space) -> Diagram:
    raise TooWide(1, 1, 1, 1)


@pytest.fixture(scope="module")
def study() -> Study:
    return analyse(large(), worlds=20, workers=1)


def test_it_says_by_which_route_and_within_what_gap(study: Study) -> None:
    assert study.provenance.route == "programme"
    assert not study.provenance.exact
    assert all(0 < gap < 1e-4 for gap in study.solutions.gaps.values())
    assert set(study.solutions.gaps) == {"nash", "kalai_smorodinsky", "egalitarian", "utilitarian"}


def test_its_solutions_and_frontier_pass_at_home(study: Study) -> None:
    assert all(line.in_zone for line in study.ratification)
    assert study.frontier
    assert study.frontier_gap > 0


def test_what_takes_a_diagram_is_left_out_and_said_so(study: Study) -> None:
    assert study.linchpin.issues == ()
    assert "No linchpin can be announced" in study.linchpin.verdict
    notes = " ".join(study.provenance.notes)
    assert "mixed-integer programs searched" in notes
    assert "nor what issues unlock" in notes


def test_it_is_the_same_on_two_processes_and_reads_back(study: Study) -> None:
    assert study == analyse(large(), worlds=20, workers=2)
    assert study == Study.from_json(study.to_json())


def test_page_and_terminal_tell_the_gap(study: Study) -> None:
    screen = Console(record=True, width=100)
    summary(study, screen)
    for shown in (render(study), screen.export_text()):
        assert "exact but for a gap" in shown


def test_a_world_in_which_no_known_package_passes_is_not_counted_as_one_without_a_deal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("winset.insight.structured.pool.SEARCHED", 0)
    study = analyse(large(), worlds=20, workers=1)
    zone = study.zone
    assert (zone.chance, zone.deal_chance, zone.unsettled) == (0.0, 0.0, 1.0)
    assert zone.deal_interval[0] == 0.0
    assert zone.deal_interval[1] == pytest.approx(1.0)
    seen = zone.model_copy(update={"packages": 0, "share": 0.0, "share_interval": (0.0, 0.0002)})
    assert "95 % interval 0.00 to 0.02 %" in sentences.of_all(study.space, seen)
    assert "at least 0 % of worlds" in sentences.of_worlds(0.0, zone.interval, zone.unsettled)


def test_its_frontier_can_be_had_as_a_table() -> None:
    found = packages(large(), frontier=True)
    (batch,) = list(found)
    assert batch["zone"].all()
    assert "found by mixed-integer programs" in found.about["frontier"]
    assert "for every package of the zone there is a point found" in found.about["epsilon"]


def test_advice_and_talks_say_what_was_not_looked_at() -> None:
    assert talks(large(), worlds=20, workers=1).course.staged is None
    found = advise(large(), "l", "nash", worlds=20)
    assert found.proposal.in_zone
    assert "were not all looked at" in found.verdict
