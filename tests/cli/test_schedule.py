"""`winset schedule`: a case in, dates or the bounds to blame out."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import icalendar
import pytest

from casefile import spoiled
from command import Run, calls


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return calls("schedule", capsys)


def case(tmp_path: Path, calendar: str) -> str:
    """Return the path of the small file with a calendar."""
    path = tmp_path / "case.yaml"
    text = spoiled("packages:", f"calendar:\n  {calendar}\npackages:")
    path.write_text(text, encoding="utf-8")
    return str(path)


CLASH = """steps:
    talks: {name: Talks, who: [Ann], place: Spain}"""

LATE = """deadlines:
    due: {date: 2025-09-17, what: It lapses, owner: [x]}
  steps:
    talks: {name: Talks, who: [Ann], earliest: 2025-09-19, by: [due]}"""


def words(text: str) -> str:
    """Return a text on one line, whatever the width of the screen."""
    return " ".join(text.split())


def test_the_madrid_round_had_one_start(run: Run) -> None:
    result = run("madrid-2025")
    assert (result.exit_code, result.stderr) == (0, "")
    assert (
        "Round of Madrid: 14 September 2025 was the only start that fitted, as known on "
        "13 September 2025."
    ) in words(result.stdout)
    assert "1: 14 Sep 2025" in words(result.stdout)


def test_two_days_before_it_the_round_is_planned(run: Run) -> None:
    result = run("madrid-2025", "--as-of", "2025-09-12", "--json")
    (planned,) = [s for s in json.loads(result.stdout)["steps"] if s["step"] == "madrid_round"]
    assert (False, ["2025-09-14"]) == (planned["held"], planned["fits"])


def test_a_moved_deadline_is_told_with_its_days_and_price(run: Run, tmp_path: Path) -> None:
    result = run(case(tmp_path, LATE))
    assert result.exit_code == 0
    assert (
        "deadline due (It lapses), by 2 days, from 17 September 2025 to 19 September 2025: "
        "1.02 points"
    ) in words(result.stdout)


def test_where_nothing_fits_the_blame_is_named_and_no_calendar_is_written(
    run: Run, tmp_path: Path
) -> None:
    target = tmp_path / "plan.ics"
    result = run(case(tmp_path, CLASH), "--ics", str(target))
    assert result.exit_code == 1
    assert "Clash 1, no dates meet all of these: no window has Ann in Spain" in words(result.stdout)
    assert not target.exists()
    assert f"no calendar is written to {target}" in result.stderr


def test_the_dates_are_written_as_a_calendar_and_the_schedule_as_json(
    run: Run, tmp_path: Path
) -> None:
    ics, output = tmp_path / "plan.ics", tmp_path / "plan.json"
    arguments = ("madrid-2025", "--ics", str(ics), "--output", str(output), "--quiet")
    result = run(*arguments)
    first = ics.read_bytes(), output.read_bytes()
    assert f"Calendar: {ics}\n" == result.stdout
    assert b"\r\n" in first[0]
    assert 8 == len(icalendar.Calendar.from_ical(first[0]).walk("VEVENT"))
    assert 1 == json.loads(first[1])["schedule"]
    run(*arguments)
    assert first == (ics.read_bytes(), output.read_bytes())


def test_a_file_of_somebody_else_is_not_replaced(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "plan.ics"
    target.write_text("my own notes", encoding="utf-8")
    result = run("madrid-2025", "--ics", str(target))
    assert (2, "my own notes") == (result.exit_code, target.read_text(encoding="utf-8"))
    assert "is not an earlier winset result" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("three-coasts",), "the case has no steps to put on a calendar"),
        (("madrid-2025", "--until", "2025-09-01"), "the plan cannot end on 2025-09-01"),
        (("madrid-2025", "--ics", "a", "--output", "a"), "--output and --ics name the same file"),
        (("madrid-2025", "--ics", "a", "--output", str(Path.cwd() / "a")), "name the same file"),
    ],
)
def test_a_mistake_in_the_call_is_told(run: Run, arguments: tuple[str, ...], message: str) -> None:
    result = run(*arguments)
    assert (2, "") == (result.exit_code, result.stdout)
    assert message in result.stderr


def test_without_the_extra_it_says_what_to_install(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ortools.sat.python", None)
    result = run("madrid-2025")
    assert (3, "") == (result.exit_code, result.stdout)
    assert "pip install 'winset[calendar]'" in result.stderr
