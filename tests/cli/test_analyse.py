"""`winset analyse`: one command, an answer on one screen, a report, a study."""

from __future__ import annotations

import json
import os
from datetime import date as Date
from pathlib import Path
from typing import Any

import pytest

from command import Run, calls
from prices import csv_of, from_returns
from winset.case.document import Case
from winset.study import analyse as analysis
from winset.study.document import Study

QUICK = ("--worlds", "20")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return calls("analyse", capsys)


def test_the_answer_fits_one_screen(run: Run) -> None:
    result = run("harbour-ferry", *QUICK)
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert len(lines) <= 45
    assert max(map(len, lines)) <= 100
    assert "Zone" in result.stdout
    assert "Linchpin" in result.stdout


def test_not_to_know_whether_a_package_would_pass_is_not_to_know_that_none_would(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = analysis.analyse

    def without(most: int | None) -> int:
        def analyse(case: Case, **choices: Any) -> Study:
            study = whole(case, **choices)
            none = {"packages": 0, "at_most": most}
            return study.model_copy(update={"zone": study.zone.model_copy(update=none)})

        monkeypatch.setattr(analysis, "analyse", analyse)
        return run("harbour-ferry", *QUICK, "--quiet").exit_code

    assert (without(None), without(9)) == (1, 3)


def test_json_is_the_study_and_nothing_else(run: Run) -> None:
    result = run("harbour-ferry", *QUICK, "--json")
    study = json.loads(result.stdout)
    assert study["space"]["packages"] == 72
    assert study["provenance"]["worlds"] == 20


def test_the_report_is_written_and_named(run: Run, tmp_path: Path) -> None:
    report = tmp_path / "out" / "ferry.html"
    result = run("harbour-ferry", *QUICK, "--report", str(report))
    assert f"Report: {report}" in result.stdout
    assert report.read_text("utf-8").startswith("<!doctype html>")


def test_an_earlier_report_is_replaced(run: Run, tmp_path: Path) -> None:
    report = tmp_path / "ferry.html"
    for _ in range(2):
        assert run("harbour-ferry", *QUICK, "--report", str(report)).exit_code == 0


def test_a_file_of_somebody_else_is_never_overwritten(run: Run, tmp_path: Path) -> None:
    kept = tmp_path / "notes.html"
    kept.write_text("my notes", encoding="utf-8")
    result = run("harbour-ferry", *QUICK, "--report", str(kept))
    assert (result.exit_code, kept.read_text("utf-8")) == (2, "my notes")
    assert "not an earlier winset result" in result.stderr


def test_the_case_file_is_never_overwritten(
    run: Run, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    case = tmp_path / "case.yaml"
    assert calls("new", capsys)(str(case)).exit_code == 0
    before = case.read_bytes()
    result = run(str(case), *QUICK, "--output", str(case))
    assert (result.exit_code, case.read_bytes()) == (2, before)
    assert "this is the case file" in result.stderr


@pytest.mark.parametrize("option", ["--output", "--report"])
def test_a_target_that_is_no_file_is_refused_before_the_analysis(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    monkeypatch.setattr("winset.cli.analyse._analysed", pytest.fail)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    result = run("harbour-ferry", option, str(pipe))
    assert (result.exit_code, result.stderr) == (
        2,
        f"{pipe}: this is not an ordinary file; choose another name for the result.\n",
    )


def test_a_target_below_a_file_is_refused_before_the_analysis(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("winset.cli.analyse._analysed", pytest.fail)
    (tmp_path / "notes").write_text("my notes", encoding="utf-8")
    result = run("harbour-ferry", "--output", str(tmp_path / "notes" / "study.json"))
    assert (result.exit_code, "cannot write here" in result.stderr) == (2, True)


def test_two_results_are_not_written_to_one_file(run: Run, tmp_path: Path) -> None:
    result = run("harbour-ferry", "--output", str(tmp_path / "x"), "--report", str(tmp_path / "x"))
    assert (result.exit_code, list(tmp_path.iterdir())) == (2, [])
    assert "name the same file" in result.stderr


@pytest.mark.parametrize(
    ("option", "number", "most"),
    [("--worlds", "1000001", "1000000"), ("--seed", str(2**63), str(2**63 - 1))],
)
@pytest.mark.parametrize(
    ("command", "more"), [("analyse", ()), ("advise", ("--for", "board", "--package", "nash"))]
)
def test_a_number_out_of_range_is_a_usage_mistake(
    capsys: pytest.CaptureFixture[str],
    command: str,
    more: tuple[str, ...],
    option: str,
    number: str,
    most: str,
) -> None:
    result = calls(command, capsys)("harbour-ferry", *more, option, number)
    assert result.exit_code == 2
    assert f"<={most}." in result.stderr


def test_output_writes_the_study(run: Run, tmp_path: Path) -> None:
    output = tmp_path / "study.json"
    result = run("harbour-ferry", *QUICK, "--output", str(output), "--quiet")
    assert result.stdout == ""
    assert json.loads(output.read_text("utf-8"))["study"] == 1


def test_a_date_before_the_facts_is_refused_with_their_names(run: Run) -> None:
    result = run("madrid-2025", *QUICK, "--as-of", "2025-09-13")
    assert result.exit_code == 1
    assert "cites N08, known by 2025-09-15" in result.stderr


def test_open_without_a_report_is_a_usage_mistake(run: Run) -> None:
    result = run("harbour-ferry", "--open")
    assert result.exit_code == 2
    assert "--report FILE" in result.stderr


def test_an_unknown_case_is_named_with_the_nearest(run: Run) -> None:
    result = run("madrid-2024")
    assert result.exit_code == 2
    assert "madrid-2025" in result.stderr


def test_no_zone_at_the_middle_numbers_is_exit_code_1(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    case = Path("no-deal.yaml")
    case.write_text(
        """\
winset: 1
id: no-deal
title: Two who cannot agree
as_of: 2026-01-01
parties:
  A: {name: Alpha, ratification: a}
  B: {name: Beta, ratification: b}
issues:
  price:
    name: Price
    status_quo: none
    options: {none: {label: No sale}, low: {label: Low}, high: {label: High}}
actors:
  a:
    name: Alpha's head
    party: A
    level: principal
    views: {price: {weight: 100, scores: {none: 50, low: 0, high: 100}}}
    reservation: {value: 60, why: for the test}
  b:
    name: Beta's head
    party: B
    level: principal
    views: {price: {weight: 100, scores: {none: 50, low: 100, high: 0}}}
    reservation: {value: 60, why: for the test}
""",
        encoding="utf-8",
    )
    result = run(str(case), *QUICK)
    assert result.exit_code == 1
    assert "0 of 3 packages" in result.stdout


def test_a_mistake_in_the_prices_is_told_at_its_row_before_the_analysis(
    run: Run, tmp_path: Path
) -> None:
    prices = tmp_path / "prices.csv"
    prices.write_text("date,close\n2025-01-02,1\n2025-01-03,0\n", encoding="utf-8")
    result = run("madrid-2025", "--prices", str(prices))
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{prices}:3:12: close: a price of 0, not above 0" in result.stderr


def test_given_prices_the_answer_has_a_line_on_the_market(run: Run, tmp_path: Path) -> None:
    prices = tmp_path / "prices.csv"
    series = from_returns([0.01, -0.01] * 100, start=Date(2024, 12, 10))
    prices.write_text(csv_of(series, "date,sp500"), encoding="utf-8")
    said = run("madrid-2025", *QUICK, "--prices", str(prices)).stdout
    assert "Market     S&P 500 " in said
    assert "of ordinary days." in said
