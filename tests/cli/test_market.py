"""`winset market`: a case and prices in, how ordinary the day was out."""

from __future__ import annotations

import json
from datetime import date as Date
from pathlib import Path

import numpy as np
import pytest

from command import Run, calls
from prices import csv_of, from_returns


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return calls("market", capsys)


@pytest.fixture
def prices(tmp_path: Path) -> str:
    """Return the path of made-up prices that end on the day of Madrid."""
    returns = np.random.default_rng(2).normal(0, 0.01, 179)
    returns[-1] = 0.0047
    path = tmp_path / "prices.csv"
    series = from_returns(returns.tolist(), start=Date(2025, 1, 7))
    path.write_text(csv_of(series, "observation_date,SP500"), encoding="utf-8")
    return str(path)


EVENTS = """date,label,direction
2025-08-12,Truce extended,deescalation
2025-08-20,New tariffs,escalation
2025-08-27,"Talks, again",deescalation
2025-09-02,Threats,escalation
2025-12-01,Later,escalation
"""


def words(text: str) -> str:
    """Return a text on one line, whatever the width of the screen."""
    return " ".join(text.split())


def test_the_first_line_of_the_answer_says_how_ordinary_the_day_was(run: Run, prices: str) -> None:
    result = run("madrid-2025", "--prices", prices)
    assert (0, "") == (result.exit_code, result.stderr)
    answer = next(line for line in result.stdout.splitlines()[2:] if line.strip())
    assert answer.startswith("S&P 500 rose 0.47 %; it moved as much on ")
    assert answer.endswith(" % of ordinary days.")


def test_then_come_the_tests_and_the_other_news(run: Run, prices: str) -> None:
    said = words(run("madrid-2025", "--prices", prices).stdout)
    for text in ("Events and prices", "Rank test (Corrado 1989)", "Alphabet passes 3 trillion"):
        assert text in said


def test_a_list_of_events_is_pooled_by_kind(run: Run, prices: str, tmp_path: Path) -> None:
    events = tmp_path / "events.csv"
    events.write_text(EVENTS, encoding="utf-8")
    said = words(run("madrid-2025", "--prices", prices, "--events", str(events)).stdout)
    for text in (
        "S&P 500 moved on",
        "of 4 events",
        "de-escalation",
        "picked after the fact",
        "After the as-of date, and not used: 2025-12-01: Later",
    ):
        assert text in said


def test_without_prices_it_says_what_is_missing(run: Run) -> None:
    result = run("madrid-2025")
    assert (2, "") == (result.exit_code, result.stdout)
    assert "needs daily closes from about 2025-03-02 on: give a file with --prices" in result.stderr


def test_a_mistake_in_a_file_is_told_at_its_row(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "prices.csv"
    path.write_text("date,close\n2025-01-02,1\n2025-01-03,0\n", encoding="utf-8")
    result = run("madrid-2025", "--prices", str(path))
    assert (2, "") == (result.exit_code, result.stdout)
    assert f"{path}:3:12: close: a price of 0, not above 0" in result.stderr


def test_the_study_is_printed_and_written_as_json(run: Run, prices: str, tmp_path: Path) -> None:
    output = tmp_path / "study.json"
    arguments = ("madrid-2025", "--prices", prices, "--window", "-1", "0", "--gap", "5")
    printed = run(*arguments, "--json")
    quiet = run(*arguments, "--quiet", "--output", str(output))
    assert (printed.stdout, "") == (output.read_text(encoding="utf-8"), quiet.stdout)
    study = json.loads(printed.stdout)
    assert (1, [-1, 0], 5) == (study["market"], study["window"], study["gap"])
    assert 0 == run(*arguments, "--quiet", "--output", str(output)).exit_code


def test_a_file_of_somebody_else_is_not_replaced(run: Run, prices: str, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("my own", encoding="utf-8")
    result = run("madrid-2025", "--prices", prices, "--output", str(notes))
    assert (2, "my own") == (result.exit_code, notes.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--model", "market"), "needs the prices of the market: name its series"),
        (("--series", "dax"), "there is no series `dax`; there are: S&P 500"),
        (("--window", "1", "0"), "the window ends on day 0, before day 1"),
        (("--window", "0", "1"), "the prices of S&P 500 end on 2025-09-15"),
        (("--estimation", "170"), "has only 179 of the 181 trading days before it"),
    ],
)
def test_a_study_that_cannot_be_made_says_why(
    run: Run, prices: str, arguments: tuple[str, ...], message: str
) -> None:
    result = run("madrid-2025", "--prices", prices, *arguments)
    assert (2, "") == (result.exit_code, result.stdout)
    assert message in result.stderr
