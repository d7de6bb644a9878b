"""`winset new`: a starter that is right, and never in the place of another file."""

from __future__ import annotations

from pathlib import Path

import pytest

from winset.case.loading import examine
from winset.case.reading import case_of, warnings
from winset.cli.main import main


def new(path: Path) -> int | str | None:
    with pytest.raises(SystemExit) as ended:
        main(["new", str(path)])
    return ended.value.code


def test_the_starter_has_no_errors_and_no_warnings(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    assert new(path) == 0
    reading = examine(path)
    assert (reading.problems, warnings(reading)) == ((), ())


def test_the_starter_shows_both_levels_and_a_linkage(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    new(path)
    case = case_of(examine(path))
    assert {actor.level for actor in case.actors.values()} == {"principal", "ratifier"}
    assert list(case.linkages) == ["roof_for_term"]


def test_a_file_that_is_there_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("precious", encoding="utf-8")
    assert new(path) == 2
    assert path.read_text(encoding="utf-8") == "precious"
    assert capsys.readouterr().err == f"{path}: this is there already; choose another name\n"


def test_nothing_else_is_left_behind(tmp_path: Path) -> None:
    new(tmp_path / "mine.yaml")
    new(tmp_path / "mine.yaml")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.yaml"]


def test_a_missing_directory_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "none" / "mine.yaml"
    assert new(path) == 2
    assert capsys.readouterr().err == f"{path}: there is no directory {tmp_path / 'none'}\n"
