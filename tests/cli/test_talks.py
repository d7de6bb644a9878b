"""`winset simulate` and `winset forecast`: the course of the talks on a screen and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from winset.case.loading import find
from winset.cli.main import main
from winset.study.course import Talks

QUICK = ("--worlds", "10")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Return the exit code of a call of the command, its output and its complaints."""
    with pytest.raises(SystemExit) as ended:
        main([*arguments])
    shown = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, shown.out, shown.err


def test_simulate_tells_the_ladder_the_curve_and_what_holds_it_up(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, shown, _ = run(capsys, "simulate", "three-coasts", *QUICK)
    assert 0 == code
    for part in ("The ladder to signature", "When will it be signed?", "What holds it up"):
        assert part in shown


def test_forecast_tells_both_views_of_a_deadline(capsys: pytest.CaptureFixture[str]) -> None:
    code, shown, _ = run(capsys, "forecast", "three-coasts", *QUICK)
    assert 0 == code
    for part in ("The record", "Its owner", "Together", "The next round"):
        assert part in shown


@pytest.mark.parametrize("command", ["simulate", "forecast"])
def test_json_is_the_same_bytes_each_time_and_reads_back(
    capsys: pytest.CaptureFixture[str], command: str
) -> None:
    first = run(capsys, command, "harbour-ferry", *QUICK, "--json")[1]
    assert first == run(capsys, command, "harbour-ferry", *QUICK, "--json")[1]
    assert first == Talks.model_validate_json(first).to_json() + "\n"


def test_a_case_without_stages_says_that_nothing_is_simulated(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, shown, _ = run(capsys, "simulate", "harbour-ferry", *QUICK)
    assert 0 == code
    assert "The case has no stages, so the way to a signature is not simulated." in shown


def test_output_is_written_and_an_alien_file_is_not_replaced(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    target = tmp_path / "talks.json"
    for _ in range(2):  # its own result may be replaced
        code = run(capsys, "forecast", "harbour-ferry", *QUICK, "--quiet", "--output", str(target))[
            0
        ]
        assert 0 == code
    assert 1 == json.loads(target.read_text())["talks"]
    target.write_text("mine")
    code, _, complaint = run(capsys, "simulate", "harbour-ferry", *QUICK, "--output", str(target))
    assert (2, "mine") == (code, target.read_text())
    assert "is not an earlier winset result" in complaint


def test_a_leak_stops_it_with_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, complaint = run(capsys, "simulate", "madrid-2025", "--as-of", "2025-09-01")
    assert 1 == code
    assert "known by" in complaint


def test_talks_that_the_calendar_cannot_follow_are_refused(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, _, complaint = run(capsys, "simulate", "three-coasts", "--as-of", "9999-12-31", *QUICK)
    assert (2, "choose an earlier date") == (code, complaint.strip().rstrip(".")[-22:])


def test_a_mistake_in_the_file_is_told_at_its_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(find("three-coasts").text.replace("held_by: [norland,", "held_by: [norwand,"))
    code, _, complaint = run(capsys, "forecast", str(path))
    assert 2 == code
    assert "did you mean `norland`?" in complaint
