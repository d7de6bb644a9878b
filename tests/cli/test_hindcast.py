"""`winset hindcast`: the questions of a case in, answers and scores out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from command import Result, Run, calls
from winset.case.loading import find

QUICK = ("--worlds", "20")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return calls("hindcast", capsys)


@pytest.fixture
def small(tmp_path: Path) -> str:
    """Return the path of a shipped case without stages, with two questions."""
    path = tmp_path / "small.yaml"
    path.write_text(
        find("harbour-ferry").text + "\nquestions:\n"
        "  signed:\n    ask: Is it signed by then?\n    by: 2100-01-01\n"
        "    resolves: Yes if it is.\n    about: {event: signed}\n"
        "    outcome: {answer: 'yes'}\n"
        "  weather:\n    ask: Does it rain?\n    by: 2100-01-01\n"
        "    resolves: Yes if it does.\n    outcome: {answer: 'no'}\n",
        encoding="utf-8",
    )
    return str(path)


def test_the_questions_of_madrid_all_get_an_answer_or_the_words_that_there_is_none(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "madrid.json"
    result = run("madrid-2025", "--output", str(path), *QUICK)
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    silent = [
        line["id"]
        for line in found["questions"]
        if line["chance"] is None
        and line["basis"].startswith("This model does not speak to that: ")
    ]
    spoken = [line["id"] for line in found["questions"] if line["chance"] is not None]
    assert result.exit_code == 0
    assert len(spoken) + len(silent) == len(found["questions"]) == 18
    assert silent == ["readout_approves_tiktok", "sp500_falls", "ieepa_struck_down"]
    assert "Is there a fifth round of the heads of delegation" in result.stdout
    assert found["text"].startswith("15 of 18 questions are answered")
    assert "So few prove little" in result.stdout
    for rival in ("base rate", "always yes", "expert"):
        assert rival in result.stdout


def test_what_no_model_speaks_to_is_shown_as_such(run: Run, small: str) -> None:
    result = run(small, *QUICK)
    assert result.exit_code == 0
    assert "This model does not speak to that" in result.stdout
    assert "nothing is scored" in result.stdout


def test_json_is_the_whole_hindcast(run: Run, small: str) -> None:
    result = run(small, "--json", *QUICK)
    assert [line["id"] for line in json.loads(result.stdout)["questions"]] == ["signed", "weather"]


def test_quiet_prints_nothing(run: Run, small: str) -> None:
    assert run(small, "--quiet", *QUICK) == Result(0, "", "")


def test_only_an_earlier_hindcast_is_replaced(run: Run, small: str, tmp_path: Path) -> None:
    mine = tmp_path / "mine.json"
    mine.write_text("{}", encoding="utf-8")
    refused = run(small, "--output", str(mine), *QUICK)
    assert (refused.exit_code, mine.read_text(encoding="utf-8")) == (2, "{}")
    path = tmp_path / "found.json"
    codes = [run(small, "--quiet", "--output", str(path), *QUICK).exit_code for _ in range(2)]
    assert codes == [0, 0]


def test_a_leak_stops_it_with_the_names_and_code_one(run: Run) -> None:
    result = run("madrid-2025", "--as-of", "2025-06-01", *QUICK)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "known by 2025-" in result.stderr


def test_a_case_without_questions_says_so(run: Run) -> None:
    result = run("harbour-ferry", *QUICK)
    assert result.exit_code == 0
    assert "The case asks no questions." in result.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nowhere.yaml",), "nowhere.yaml"),
        (("madrid-2025", "--as-of", "soon"), "--as-of"),
        (("madrid-2025", "--worlds", "0"), "--worlds"),
    ],
)
def test_a_mistake_in_the_call_is_told_without_a_traceback(
    run: Run, arguments: tuple[str, ...], message: str
) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert "Traceback" not in result.stderr
