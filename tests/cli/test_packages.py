"""`winset packages`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from command import Run, calls


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return calls("packages", capsys)


def test_csv_has_beside_it_what_its_numbers_are(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "new" / "ferry.csv"
    result = run("harbour-ferry", str(file))
    assert (0, f"{file}\n{file}.json\n") == (result.exit_code, result.stdout)
    about = json.loads(file.with_name("ferry.csv.json").read_text())
    assert "harbour-ferry" == about["case"]
    assert about["columns"].keys() == set(file.read_text().splitlines()[0].split(","))


def test_the_frontier_alone_is_part_of_all(tmp_path: Path, run: Run) -> None:
    assert 0 == run("harbour-ferry", str(tmp_path / "all.csv")).exit_code
    assert 0 == run("harbour-ferry", str(tmp_path / "best.csv"), "--frontier").exit_code
    every, best = (
        set((tmp_path / name).read_text().splitlines()) for name in ("all.csv", "best.csv")
    )
    assert 1 < len(best) < len(every)
    assert best < every


@pytest.mark.parametrize("there", ["ferry.csv", "ferry.csv.json"])
def test_no_file_is_replaced(tmp_path: Path, run: Run, there: str) -> None:
    (tmp_path / there).write_text("mine")
    result = run("harbour-ferry", str(tmp_path / "ferry.csv"))
    assert (2, "mine") == (result.exit_code, (tmp_path / there).read_text())
    assert [there] == [path.name for path in tmp_path.iterdir()]


def test_a_file_of_no_known_kind_is_refused(tmp_path: Path, run: Run) -> None:
    result = run("harbour-ferry", str(tmp_path / "ferry.xlsx"))
    assert (2, []) == (result.exit_code, list(tmp_path.iterdir()))
    assert ".csv, .arrow, .parquet" in result.stderr


def test_without_pyarrow_the_extra_is_named_and_nothing_is_written(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    result = run("harbour-ferry", str(tmp_path / "ferry.parquet"))
    assert (3, []) == (result.exit_code, list(tmp_path.iterdir()))
    assert "pip install 'winset[arrow]'" in result.stderr


def test_a_date_before_the_facts_is_refused(tmp_path: Path, run: Run) -> None:
    result = run("madrid-2025", str(tmp_path / "m.csv"), "--as-of", "2025-01-01")
    assert (1, []) == (result.exit_code, list(tmp_path.iterdir()))
