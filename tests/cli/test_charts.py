"""`winset charts`: the charts of a study as files."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from studies import madrid
from winset.cli.main import main
from winset.report.charts import charts


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as left:
        main([str(argument) for argument in arguments])
    return int(left.value.code or 0)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "study.json"
    path.write_text(madrid().to_json(), encoding="utf-8")
    return path


@pytest.mark.parametrize(("kind", "start"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("json", b"{")])
def test_every_chart_is_a_file_of_the_wanted_format(
    study: Path, tmp_path: Path, kind: str, start: bytes
) -> None:
    assert 0 == run("charts", study, tmp_path / "out", "--format", kind)
    written = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert {f"{name}.{kind}" for name in charts(madrid())} == set(written)
    assert all(data.startswith(start) for data in written.values())


def test_a_file_that_is_there_is_not_overwritten(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = tmp_path / "worth.json"
    there.write_text("mine")
    assert 2 == run("charts", study, tmp_path, "--format", "json")
    assert "mine" == there.read_text()
    assert "worth.json" in capsys.readouterr().err
    assert 1 == len(list(tmp_path.glob("*.json"))) - 1


def test_a_folder_below_a_file_is_refused_before_the_analysis(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("winset.cli.charts._study", pytest.fail)
    (tmp_path / "notes").write_text("my notes", encoding="utf-8")
    assert run("charts", "harbour-ferry", tmp_path / "notes" / "charts") == 2
    assert "cannot write here" in capsys.readouterr().err


def test_force_replaces_it(study: Path, tmp_path: Path) -> None:
    there = tmp_path / "worth.json"
    there.write_text("mine")
    assert 0 == run("charts", study, tmp_path, "--format", "json", "--force")
    assert charts(madrid())["worth"] == json.loads(there.read_text(encoding="utf-8"))


def test_without_the_extra_it_says_what_to_install(
    study: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    assert 3 == run("charts", study, tmp_path / "out")
    assert "winset[charts]" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_study_of_another_version_is_an_error_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "old.json"
    path.write_text('{"study": 0}')
    assert 2 == run("charts", path, tmp_path / "out")
    assert "analyse the case again" in capsys.readouterr().err
