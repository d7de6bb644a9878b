"""`winset sweep`: a sweep file in, tables and a summary out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from command import Run, calls
from sweepfile import TEXT, put, spoiled
from winset.cli import sweep as command
from winset.cli.progress import Step


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return calls("sweep", capsys)


@pytest.fixture
def file(tmp_path: Path) -> str:
    return str(put(tmp_path))


@pytest.fixture
def out(tmp_path: Path) -> str:
    return str(tmp_path / "out")


def test_it_says_what_was_done_and_what_changes_the_answer_most(
    run: Run, file: str, out: str
) -> None:
    result = run(file, "--out", out, "--workers", "1")
    assert 0 == result.exit_code
    assert (
        "27 points, 24 of them different: 0 there already, 24 computed, 0 failed" in result.stdout
    )
    assert "case.yaml: what changes the answer most" in result.stdout
    for name in ("wary", "free", "longer", "keener", "senate=firm, line=none"):
        assert name.split(",")[0] in result.stdout
    assert f"Tables: {out}/*.parquet" in result.stdout.replace("\n", "")


def test_in_a_pipe_it_says_in_lines_how_far_it_is(run: Run, file: str, out: str) -> None:
    result = run(file, "--out", out, "--workers", "1")
    assert "0 of 24 points there already\n" == result.stderr


def test_long_work_is_told_now_and_then(
    run: Run, file: str, out: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "EVERY", 0.0)
    lines = run(file, "--out", out, "--workers", "1").stderr.splitlines()
    assert ["0 of 24 points there already", "1 of 24 points done"] == lines[:2]
    assert "24 of 24 points done" == lines[-1]


def test_a_second_run_finds_everything_there(run: Run, file: str, out: str) -> None:
    run(file, "--out", out, "--workers", "1")
    result = run(file, "--out", out, "--workers", "1")
    assert "24 there already, 0 computed" in result.stdout


def test_quiet_prints_nothing(run: Run, file: str, out: str) -> None:
    result = run(file, "--out", out, "--workers", "1", "--quiet")
    assert (0, "", "") == (result.exit_code, result.stdout, result.stderr)


def test_json_is_the_summary_as_one_object(run: Run, file: str, out: str) -> None:
    found: dict[str, Any] = json.loads(run(file, "--out", out, "--workers", "1", "--json").stdout)
    assert (1, 27, 0, 24, []) == tuple(
        found[name] for name in ("sweep", "points", "found", "computed", "failed")
    )
    assert 8 == len(found["effects"])
    assert {"case", "assumption", "deal", "passing", "size"} <= found["effects"][0].keys()


def test_seeds_and_worlds_of_the_call_go_before_those_of_the_file(
    run: Run, file: str, out: str
) -> None:
    seeds = ("--seeds", "1-2,7", "--worlds", "10", "--workers", "1", "--json")
    assert 27 == json.loads(run(file, "--out", out, *seeds).stdout)["points"]


def test_points_that_cannot_be_analysed_are_exit_code_1(run: Run, tmp_path: Path, out: str) -> None:
    text = spoiled("actors.us_senate.reservation: [50, 55, 60]", "as_of: 2025-09-01")
    result = run(str(put(tmp_path, text)), "--out", out, "--workers", "1")
    said = " ".join(result.stdout.split())
    assert 1 == result.exit_code
    assert "3 failed" in said
    assert "FAILED case.yaml, wary: as of 2025-09-01, 2 citations" in said


def test_mistakes_in_the_file_are_exit_code_2_and_nothing_is_made(
    run: Run, tmp_path: Path, out: str
) -> None:
    file = put(tmp_path, TEXT.replace("sweep: 1", "sweep: 2").replace("worlds: 20", "worlds: 2"))
    result = run(str(file), "--out", out)
    assert (2, "") == (result.exit_code, result.stdout)
    assert f"{file}:1:8: `sweep` cannot be 2" in result.stderr
    assert f"{file}:4:9: `worlds` should be 10 or more; this is 2" in result.stderr
    assert not Path(out).exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--seeds", "9-3"), "9-3 runs backwards: write 3-9"),
        (("--cluster", "ray://x:1"), "write dask://HOST:PORT"),
        (("--cluster", "dask://x:1", "--workers", "2"), "it does not go with --cluster"),
        (("--worlds", "3"), "3 is not in the range"),
    ],
)
def test_a_mistake_in_the_call_is_exit_code_2(
    words: tuple[str, ...], said: str, run: Run, file: str, out: str
) -> None:
    result = run(file, "--out", out, *words)
    assert 2 == result.exit_code
    assert said in result.stderr


def test_ctrl_c_keeps_what_is_done_and_says_how_to_go_on(
    run: Run, file: str, out: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = command._Far.told

    def stopping(far: command._Far, step: Step | None) -> Step:
        tell = told(far, step)

        def stop(done: int, total: int) -> None:
            tell(done, total)
            if far.done == 5:
                raise KeyboardInterrupt

        return stop

    monkeypatch.setattr(command._Far, "told", stopping)
    result = run(file, "--out", out, "--workers", "1")
    said = f"interrupted: 5 of 24 points are kept in {out}; the same command goes on from there\n"
    assert 130 == result.exit_code
    assert result.stderr.endswith(said)
    assert 5 == len(list(Path(out).rglob("*.json")))
