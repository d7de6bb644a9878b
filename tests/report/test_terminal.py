"""The summary on one screen of a terminal."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO

import pytest
from rich.console import Console

from studies import bare, empty_zone, madrid
from winset.report.terminal import console, summary
from winset.study.document import Study

STUDIES = [madrid, lambda: madrid(third=True), empty_zone, bare]


def printed(study: Study, width: int = 100) -> str:
    out = StringIO()
    summary(study, Console(file=out, width=width, markup=False, emoji=False, highlight=False))
    return out.getvalue()


@pytest.mark.parametrize("width", [80, 100])
@pytest.mark.parametrize("make", STUDIES)
def test_the_summary_fits_one_screen(make: Callable[[], Study], width: int) -> None:
    lines = printed(make(), width).splitlines()
    assert len(lines) <= 45
    assert max(map(len, lines)) <= width


def test_it_says_the_zone_the_linchpin_and_where_the_rest_is() -> None:
    text = printed(madrid())
    for part in ("18,200 of 104,976 packages", "No single linchpin", "--report FILE", "--json"):
        assert part in text


def test_packages_stand_with_values_and_the_chance_of_ratification() -> None:
    line = next(x for x in printed(madrid()).splitlines() if x.startswith("N "))
    for part in ("68.4", "61.2", "46\u00a0% (44 to 48)"):
        assert part in line


def test_the_course_takes_a_line_a_deadline_and_two_for_the_signature() -> None:
    text = printed(madrid()).replace("\u00a0", " ")
    for part in (
        "17 Sep 2025: extended 82 %, agreed 14 %, lapsed 4 %: Act against TikTok",
        "by 9 Nov 2026: 57 % (52 to 62), half within 131 days, barring what is not in the file",
        "longest, 88 %: Deputies, regulators and firms write the text",
    ):
        assert part in text


def test_options_are_named_in_words() -> None:
    assert "Another 90 days" in printed(madrid())


def test_brackets_in_a_text_are_not_taken_for_styles() -> None:
    assert "[red]" in printed(madrid(title="A [red] case"))


def test_a_pipe_gets_no_colour(capsys: pytest.CaptureFixture[str]) -> None:
    summary(madrid(), console())
    assert "\x1b" not in capsys.readouterr().out


def test_no_trade_is_no_claim_that_nothing_better_exists_for_all() -> None:
    assert "no concession on one issue is worth paying for on another" in printed(madrid(trades=()))
