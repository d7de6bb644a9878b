"""The three lines of the README, and a study in a notebook."""

from __future__ import annotations

from pathlib import Path

import pytest

import winset


@pytest.fixture(scope="module")
def study() -> winset.Study:
    return winset.analyse(winset.load("harbour-ferry"), worlds=50, workers=1)


def test_load_analyse_report(study: winset.Study, tmp_path: Path) -> None:
    path = study.report(tmp_path / "ferry.html")
    assert path.read_text("utf-8").startswith("<!doctype html>")


def test_a_study_shows_itself_in_a_notebook(study: winset.Study) -> None:
    shown = study._repr_html_()
    assert "Subsidy" in shown
    assert "<script" not in shown


def test_tables_become_data_frames(study: winset.Study) -> None:
    pytest.importorskip("pandas", reason="the extra `frames` is not installed")
    tables = study.tables()
    frame = tables["ratification"].to_frame()
    assert len(frame) == len(study.ratification)


def test_a_study_comes_back_from_json_as_what_it_was(study: winset.Study) -> None:
    again = winset.Study.from_json(study.to_json())
    assert isinstance(again, winset.Study)
    assert again.to_json() == study.to_json()
