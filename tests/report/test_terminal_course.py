"""What `simulate` and `forecast` print."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO

import pytest
from rich.console import Console

from studies import bare, madrid
from winset.report.terminal_course import course_summary, deadline_outlook
from winset.report.wording import NBSP, names
from winset.study.document import Study

STUDIES = [madrid, bare]
SCREENS = [course_summary, deadline_outlook]


def printed(screen: Callable[..., None], study: Study, width: int = 100) -> str:
    out = StringIO()
    console = Console(file=out, width=width, markup=False, emoji=False, highlight=False)
    screen(study.title, study.provenance.as_of, names(study), study.course, console)
    return out.getvalue().replace(NBSP, " ")


def line_of(text: str, start: str) -> str:
    return next(line for line in text.splitlines() if line.startswith(start))


@pytest.mark.parametrize("width", [80, 100])
@pytest.mark.parametrize("make", STUDIES)
@pytest.mark.parametrize("screen", SCREENS)
def test_no_line_is_longer_than_the_screen(
    screen: Callable[..., None], make: Callable[[], Study], width: int
) -> None:
    assert width >= max(map(len, printed(screen, make(), width).splitlines()))


def test_the_ladder_says_where_an_issue_stands_and_who_has_not_signed() -> None:
    line = line_of(printed(course_summary, madrid()), "TikTok")
    for part in ("Agreed ad referendum, Madrid", "President Trump", "61 % (56 to 66)"):
        assert part in line


def test_the_curve_runs_from_the_first_date_to_the_last() -> None:
    text = printed(course_summary, madrid())
    assert "0 % (0 to 5)" in line_of(text, "15 Sep 2025")
    assert "57 % (52 to 62)" in line_of(text, "9 Nov 2026")


def test_stages_and_issues_that_hold_up_have_intervals() -> None:
    text = printed(course_summary, madrid())
    assert "14 % (10 to 18)" in line_of(text, "Leaders sign off")
    assert "46 % (42 to 50)   60 % (55 to 65)" in text


def test_orders_stand_between_the_package_deal_and_parallel_tracks() -> None:
    text = printed(course_summary, madrid())
    assert "31.0 (29.9 to 32.1)" in line_of(text, "The whole as one package")
    assert "24.7 (23.6 to 25.8)" in line_of(text, "All groups in parallel")


def test_a_deadline_has_its_odds_in_both_views_and_together() -> None:
    text = printed(deadline_outlook, madrid())
    for view, chance in (("The record ", "75 %"), ("Its owner's", "88 %"), ("Together", "82 %")):
        assert f"{chance} (" in line_of(text, view)


def test_a_record_that_does_not_beat_the_base_rate_says_so_before_the_odds() -> None:
    text = printed(deadline_outlook, madrid())
    assert text.index("does not beat the base rate") < text.index("Act against TikTok")


def test_prerequisites_are_met_or_open_with_their_odds() -> None:
    text = printed(deadline_outlook, madrid())
    assert "37 % (32 to 42)" in line_of(text, "open    Economic and trade talks")
    assert "Call of the leaders" in line_of(text, "met ")


def test_the_next_round_has_a_date_and_an_agenda() -> None:
    text = printed(deadline_outlook, madrid())
    assert "As likely before as after 29 October 2025" in text
    assert "86 % (78 to 94)" in line_of(text, "Rare earths and magnets")


def test_an_empty_course_says_why_part_by_part() -> None:
    assert "The case has no stages" in printed(course_summary, bare())
    assert "The case names no deadline that lies ahead." in printed(deadline_outlook, bare())


def test_why_a_part_is_empty_is_said_once() -> None:
    study = bare()
    why = "The case has no stages, so the way to a signature is not simulated."
    course = study.course.model_copy(update={"notes": (why, "Something else.")})
    text = printed(course_summary, study.model_copy(update={"course": course}))
    assert text.count(why) == 2  # under each of the two parts that need stages
    assert text.count("Something else.") == 1


def test_brackets_in_a_text_are_not_taken_for_styles() -> None:
    assert "[red]" in printed(course_summary, madrid(title="A [red] case"))
