"""Packages in files: what comes back is what was written, and the same bytes twice."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import winset
from winset.case.numbers import Judged
from winset.front import Packages
from winset.report.package_files import WRITERS, NeedsArrow


@pytest.fixture(scope="module")
def found() -> Packages:
    return winset.packages(winset.load("harbour-ferry"))


def rows_of(found: Packages) -> list[dict[str, Any]]:
    """Return every row, options by their ids."""
    rows: list[dict[str, Any]] = []
    for batch in found:
        cells = {
            c.name: [c.options[code] for code in batch[c.name]]
            if c.kind == "option"
            else batch[c.name].tolist()
            for c in found.columns
        }
        rows += [dict(zip(cells, row, strict=True)) for row in zip(*cells.values(), strict=True)]
    return rows


def test_csv_reads_back(found: Packages, tmp_path: Path) -> None:
    read = {
        "count": int,
        "option": str,
        "points": float,
        "flag": {"true": True, "false": False}.__getitem__,
    }
    with found.write(tmp_path / "ferry.csv").open(newline="") as file:
        back = [
            {c.name: read[c.kind](row[c.name]) for c in found.columns}  # type: ignore[operator]  # by kind
            for row in csv.DictReader(file)
        ]
    assert rows_of(found) == back


@pytest.fixture
def vast(monkeypatch: pytest.MonkeyPatch) -> Packages:
    """The frontier of a case whose packages' numbers 64 bits are taken not to hold."""
    monkeypatch.setattr("winset.study.packages.ENUMERABLE", 3)
    monkeypatch.setattr("winset.space.packages._WIDE", 3)
    return winset.packages(winset.load("harbour-ferry"), frontier=True)


def test_numbers_beyond_64_bits_are_written_as_digits(
    found: Packages, vast: Packages, tmp_path: Path
) -> None:
    numbers = {str(row["package"]) for row in rows_of(found)}
    with vast.write(tmp_path / "best.csv").open(newline="") as file:
        assert {row["package"] for row in csv.DictReader(file)} <= numbers


def test_digits_read_back_from_parquet(vast: Packages, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet", reason="the extra `arrow` is not installed")
    assert rows_of(vast) == pq.read_table(vast.write(tmp_path / "best.parquet")).to_pylist()


def test_parquet_reads_back_with_what_it_says(found: Packages, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet", reason="the extra `arrow` is not installed")
    table = pq.read_table(found.write(tmp_path / "ferry.parquet"))
    assert rows_of(found) == table.to_pylist()
    said = {name.decode(): text.decode() for name, text in table.schema.metadata.items()}
    assert found.about["case_hash"] == said["winset.case_hash"]
    assert found.about["definitions"] == json.loads(said["winset.definitions"])
    assert b"in the zone of agreement" == table.schema.field("zone").metadata[b"says"]


def test_arrow_reads_back(found: Packages, tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow", reason="the extra `arrow` is not installed")
    with pa.OSFile(str(found.write(tmp_path / "ferry.arrow"))) as file:
        table = pa.ipc.open_file(file).read_all()
    assert rows_of(found) == table.to_pylist()
    assert found.to_arrow().equals(table)


def test_a_frame_has_options_as_categories(found: Packages) -> None:
    pytest.importorskip("pandas", reason="the extra `frames` is not installed")
    frame = found.to_frame()
    assert rows_of(found) == frame.to_dict("records")
    assert found.about == frame.attrs
    options = [column.name for column in found.columns if column.kind == "option"]
    assert {"category"} == {str(frame[name].dtype) for name in options}


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("frontier", [False, True])
def test_the_same_case_gives_the_same_bytes(tmp_path: Path, suffix: str, *, frontier: bool) -> None:
    if suffix != ".csv":
        pytest.importorskip("pyarrow", reason="the extra `arrow` is not installed")
    first, second = (
        winset.packages(winset.load("harbour-ferry"), frontier=frontier)
        .write(tmp_path / f"{n}{suffix}")
        .read_bytes()
        for n in range(2)
    )
    assert first == second


def test_a_name_of_no_known_kind_is_refused(found: Packages, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"must end in one of \.csv, \.arrow, \.parquet"):
        found.write(tmp_path / "ferry.xlsx")


def test_without_pyarrow_csv_is_written_and_the_extra_is_named(
    found: Packages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert found.write(tmp_path / "ferry.csv").exists()
    with pytest.raises(NeedsArrow, match=r"pip install 'winset\[arrow\]'"):
        found.to_arrow()


def test_an_empty_frontier_is_a_table_without_rows(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="the extra `arrow` is not installed")
    case = winset.load("harbour-ferry")
    never = {"margin": Judged.model_validate({"value": 100})}
    actors = {name: actor.model_copy(update=never) for name, actor in case.actors.items()}
    none = winset.packages(case.model_copy(update={"actors": actors}), frontier=True)
    assert 0 == none.to_arrow().num_rows
    assert 1 == len(none.write(tmp_path / "none.csv").read_text().splitlines())
    assert np.int64 == next(iter(none))["package"].dtype
