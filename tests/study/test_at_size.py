"""A study of a case that nobody can enumerate: what it proves, and what it says it cannot."""

from __future__ import annotations

import pytest
from rich.console import Console

from large import ISSUES, OPTIONS, large
from winset.report.page import render
from winset.report.terminal import summary
from winset.study.advise import advise
from winset.study.analyse import analyse
from winset.study.document import Study, WinSet, Zone
from winset.study.talks import talks


@pytest.fixture(scope="module")
def study() -> Study:
    return analyse(large(), worlds=20, workers=1)


def test_it_says_by_which_route_and_that_it_is_exact(study: Study) -> None:
    assert study.provenance.route == "structure"
    assert study.provenance.exact
    assert study.space.combinations == OPTIONS**ISSUES
    assert study.space.packages == OPTIONS**ISSUES * 15 // 16 * 14 // 16


def test_solutions_lie_on_the_frontier_and_pass_at_home(study: Study) -> None:
    points = {tuple(point.gains.values()) for point in study.frontier}
    for rule in ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian"):
        (found, *_) = getattr(study.solutions, rule)
        assert tuple(found.gains.values()) in points
    assert all(line.in_zone for line in study.ratification)


def test_counts_are_exact_or_shares_with_an_interval(study: Study) -> None:
    amounts: list[Zone | WinSet] = [study.zone, *study.win_sets]
    for amount in amounts:
        if amount.at_most is None:
            assert amount.share == pytest.approx(amount.packages / study.space.packages, abs=1e-9)
        else:
            assert amount.packages <= amount.at_most
            assert amount.share_interval is not None


def test_what_needs_every_package_is_left_out_and_said_so(study: Study) -> None:
    assert study.will_map is None
    assert study.course.agenda_orders is None
    notes = " ".join(study.provenance.notes)
    assert "Left out, since all packages would have to be looked at" in notes
    assert "were not compared" in " ".join(study.course.notes)


def test_it_is_the_same_on_two_processes(study: Study) -> None:
    assert study == analyse(large(), worlds=20, workers=2)


def test_it_reads_back_from_json(study: Study) -> None:
    assert study == Study.from_json(study.to_json())


def test_page_and_terminal_tell_how_sure_it_is(study: Study) -> None:
    sentence = "The solutions are exact at the given numbers; so is the frontier."
    assert sentence in render(study)
    screen = Console(record=True, width=100)
    summary(study, screen)
    assert sentence in screen.export_text()


def test_advice_says_where_not_everything_was_looked_at() -> None:
    found = advise(large(), "l", "nash", worlds=20)
    assert found.proposal.in_zone
    assert found.efficient in {True, None}
    if found.efficient is None:
        assert "were not all looked at" in found.verdict


def test_the_talks_say_what_was_not_run() -> None:
    assert talks(large(), worlds=20, workers=1).course.staged is None
