"""A preview on the terminal before a long search; standard output does not know of it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from command import Result, Run, calls
from winset.study import ground

CASE = "harbour-ferry"
WORLDS = ("--worlds", "10")


@pytest.fixture
def by_structure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every case be one that takes long."""
    monkeypatch.setattr(ground, "ENUMERABLE", 1)


@pytest.fixture
def analyse(capsys: pytest.CaptureFixture[str]) -> Run:
    return calls("analyse", capsys)


@pytest.fixture
def packages(capsys: pytest.CaptureFixture[str]) -> Run:
    return calls("packages", capsys)


def on_a_terminal(run: Run, *arguments: str) -> Result:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sys.stderr, "isatty", lambda: True)
        patched.setenv("TERM", "xterm")
        patched.setenv("NO_COLOR", "1")
        return run(*arguments)


@pytest.mark.usefixtures("by_structure")
def test_a_person_who_waits_for_an_analysis_sees_one_and_the_answer_is_the_same(
    analyse: Run,
) -> None:
    watched = on_a_terminal(analyse, CASE, *WORLDS, "--json")
    silent = analyse(CASE, *WORLDS, "--json")
    assert "7 deals at which no side can have more unless another has less" in watched.stderr
    assert "Best for Island" in watched.stderr
    assert "" == silent.stderr
    assert (silent.exit_code, silent.stdout) == (watched.exit_code, watched.stdout)


@pytest.mark.usefixtures("by_structure")
def test_who_wants_quiet_sees_none(analyse: Run) -> None:
    assert "Preview" not in on_a_terminal(analyse, CASE, *WORLDS, "--quiet").stderr


def test_a_case_that_is_soon_analysed_has_none(analyse: Run) -> None:
    assert "Preview" not in on_a_terminal(analyse, CASE, *WORLDS).stderr


@pytest.mark.usefixtures("by_structure")
def test_a_frontier_to_write_has_one_and_the_file_is_the_same(
    packages: Run, tmp_path: Path
) -> None:
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    watched = on_a_terminal(packages, CASE, str(one), "--frontier")
    silent = packages(CASE, str(other), "--frontier")
    assert "Preview, before the search" in watched.stderr
    assert (0, "") == (silent.exit_code, silent.stderr)
    assert f"{one}\n{one}.json\n" == watched.stdout
    assert one.read_bytes() == other.read_bytes()
