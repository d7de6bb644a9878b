"""A sweep is the same bytes on one core and on two, at once and in pieces."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import winset
from sweepfile import SLOW, TEXT, put, spoiled
from winset.case.errors import CannotRun, CaseError, WinsetError
from winset.sweeps import run as running
from winset.sweeps.answer import Answer
from winset.sweeps.run import Swept, sweep
from winset.sweeps.tables import TABLES

DIFFERENT = 24
"""Points of the small sweep file with numbers of their own: one combination is the base."""


@pytest.fixture
def once(tmp_path: Path) -> Swept:
    """Return the small sweep, run at once on one core."""
    return sweep(put(tmp_path), tmp_path / "once", workers=1)


def tables(folder: Path) -> dict[str, bytes]:
    """Return every table of a sweep as its bytes."""
    found = {path.stem: path.read_bytes() for path in folder.glob("*.parquet")}
    assert found.keys() == TABLES.keys()
    return found


def points(folder: Path) -> dict[str, bytes]:
    """Return every point that is kept, as its bytes."""
    return {path.name: path.read_bytes() for path in folder.rglob("*.json")}


def test_two_cores_give_the_same_bytes_as_one(once: Swept, tmp_path: Path) -> None:
    twice = sweep(tmp_path / "sweep.yaml", tmp_path / "twice", workers=2)
    assert tables(once.folder) == tables(twice.folder)
    assert points(once.folder) == points(twice.folder)


def test_points_of_the_same_case_under_two_names_are_computed_once(once: Swept) -> None:
    assert (27, 0, DIFFERENT) == (len(once.points), once.found, once.computed)
    assert DIFFERENT == len(points(once.folder))


def test_a_second_run_computes_nothing_and_says_so(once: Swept, tmp_path: Path) -> None:
    before = tables(once.folder)
    again = sweep(tmp_path / "sweep.yaml", once.folder, workers=1)
    assert (DIFFERENT, 0) == (again.found, again.computed)
    assert before == tables(once.folder)


def test_progress_tells_what_was_there_then_each_point(once: Swept, tmp_path: Path) -> None:
    for path in list(once.folder.rglob("*.json"))[:2]:
        path.unlink()
    told: list[tuple[int, int]] = []
    sweep(
        tmp_path / "sweep.yaml",
        once.folder,
        workers=1,
        progress=lambda done, total: told.append((done, total)),
    )
    assert [(DIFFERENT - 2, DIFFERENT), (1, DIFFERENT), (1, DIFFERENT)] == told


def test_an_interrupted_sweep_goes_on_from_what_is_done(once: Swept, tmp_path: Path) -> None:
    folder, done = tmp_path / "pieces", 0

    def stop(more: int, _: int) -> None:
        nonlocal done
        done += more
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sweep(tmp_path / "sweep.yaml", folder, workers=1, progress=stop)
    assert (5, []) == (len(points(folder)), list(folder.glob("*.parquet")))
    rest = sweep(tmp_path / "sweep.yaml", folder, workers=2)
    assert (5, DIFFERENT - 5) == (rest.found, rest.computed)
    assert tables(once.folder) == tables(folder)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_killed_sweep_loses_at_most_the_points_in_flight(workers: str, tmp_path: Path) -> None:
    path, folder = put(tmp_path, SLOW), tmp_path / "killed"
    call = (
        "import sys; from winset.sweeps.run import sweep; "
        "sweep(*sys.argv[1:3], workers=int(sys.argv[3]))"
    )
    killed = subprocess.Popen(
        [sys.executable, "-c", call, path, folder, workers],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        start_new_session=True,
    )
    while len(points(folder)) < 2:
        assert killed.poll() is None
        time.sleep(0.01)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait()
    before = points(folder)
    assert 2 <= len(before) < 12
    rest = sweep(path, folder, workers=2)
    assert (len(before), 12 - len(before)) == (rest.found, rest.computed)
    whole = sweep(path, tmp_path / "whole", workers=1)
    assert tables(whole.folder) == tables(folder)
    assert points(whole.folder) == points(folder)
    assert before.items() <= points(folder).items()


def test_a_longer_sweep_computes_only_what_is_new(once: Swept, tmp_path: Path) -> None:
    longer = sweep(put(tmp_path, spoiled("1-3", "1-4")), once.folder, workers=1)
    assert (DIFFERENT, DIFFERENT // 3) == (longer.found, longer.computed)


def test_a_damaged_point_is_computed_anew(once: Swept, tmp_path: Path) -> None:
    before = points(once.folder)
    next(once.folder.rglob("*.json")).write_bytes(b"{")
    again = sweep(tmp_path / "sweep.yaml", once.folder, workers=1)
    assert (1, before) == (again.computed, points(once.folder))


def test_a_case_that_cannot_be_analysed_is_a_row_with_its_error(tmp_path: Path) -> None:
    text = spoiled("actors.us_senate.reservation: [50, 55, 60]", "as_of: 2025-09-01")
    swept = sweep(put(tmp_path, text), tmp_path / "out", workers=1)
    rows = pq.read_table(swept.folder / "points.parquet").to_pylist()
    failed = [row for row in rows if row["status"] == "failed"]
    assert [("wary", seed) for seed in (1, 2, 3)] == [
        (row["assumption"], row["seed"]) for row in failed
    ]
    assert all(row["error"].startswith("as of 2025-09-01") for row in failed)
    assert 3 == len(swept.failed)
    assert 0 == sweep(tmp_path / "sweep.yaml", swept.folder, workers=1).computed


def test_a_mistake_of_ours_is_a_row_and_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = put(tmp_path, TEXT.split("assumptions:", maxsplit=1)[0])
    broken = Answer(point="", edition="", error="unexpected", lasting=False).model_dump_json()
    monkeypatch.setattr(running, "answered", lambda *_: broken)
    assert 3 == len(sweep(path, tmp_path / "out", workers=1).failed)
    monkeypatch.undo()
    again = sweep(path, tmp_path / "out", workers=1)
    assert (0, 3, ()) == (again.found, again.computed, again.failed)


def test_nothing_is_made_of_a_file_with_mistakes(tmp_path: Path) -> None:
    with pytest.raises(CaseError):
        sweep(put(tmp_path, spoiled("sweep: 1", "sweep: 2")), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_without_pyarrow_it_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("winset.sweeps.tables.find_spec", lambda _: None)
    with pytest.raises(CannotRun, match=r"winset\[sweep\]"):
        sweep(put(tmp_path), tmp_path / "out")


def test_it_is_a_public_name() -> None:
    assert winset.sweep is sweep


def test_the_tables_hold_what_the_study_of_a_point_says(once: Swept, tmp_path: Path) -> None:
    study = winset.analyse(winset.load(tmp_path / "case.yaml"), worlds=20, seed=2, workers=1)
    at = {"case": "case.yaml", "assumption": "base", "seed": 2}
    found = {
        name: [
            row
            for row in pq.read_table(once.folder / f"{name}.parquet").to_pylist()
            if row.items() >= at.items()
        ]
        for name in ("points", "solutions", "ratification", "linchpin")
    }
    (point,) = found["points"]
    assert (20, "done", None, study.provenance.case_hash, "small", winset.__version__) == tuple(
        point[name] for name in ("worlds", "status", "error", "case_hash", "case_id", "version")
    )
    assert (study.zone.share, study.zone.chance, *study.zone.interval) == tuple(
        point[name] for name in ("zone_share", "zone_chance", "zone_chance_low", "zone_chance_high")
    )
    assert (study.linchpin.verdict, study.linchpin.issue, list(study.linchpin.tied)) == tuple(
        point[name] for name in ("linchpin_verdict", "linchpin", "linchpin_tied")
    )
    assert [("nash", party, study.solutions.nash[0].values[party]) for party in ("us", "cn")] == [
        (row["rule"], row["party"], row["value"])
        for row in found["solutions"]
        if row["rule"] == "nash"
    ]
    offer = next(line for line in study.ratification if line.id == "offer")
    assert [
        (None, offer.both, *offer.interval),
        *((party, offer.chance[party], *offer.chance_interval[party]) for party in ("us", "cn")),
    ] == [
        (row["party"], row["chance"], row["chance_low"], row["chance_high"])
        for row in found["ratification"]
        if row["package"] == "offer"
    ]
    assert {
        line.issue: (line.lambda_, *(line.interval or ())) for line in study.linchpin.issues
    } == {
        row["issue"]: (row["lambda"], row["lambda_low"], row["lambda_high"])
        for row in found["linchpin"]
    }


def test_a_point_that_was_taken_away_is_missed_by_name(once: Swept) -> None:
    next(once.folder.rglob("*.json")).unlink()
    with pytest.raises(WinsetError, match="run the same sweep again"):
        once.effects  # noqa: B018


def test_a_long_sweep_is_written_in_pieces_of_one_size(
    once: Swept, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = once.tables()
    monkeypatch.setattr("winset.sweeps.tables.CHUNK", 10)
    again = sweep(tmp_path / "sweep.yaml", once.folder, workers=1)
    pieces = pq.ParquetFile(once.folder / "points.parquet").metadata.num_row_groups
    assert (3, before) == (pieces, again.tables())


def test_a_space_too_large_to_enumerate_is_swept_too(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = put(tmp_path, "sweep: 1\ncases: [harbour-ferry]\nworlds: 20\n")
    counted = sweep(path, tmp_path / "counted", workers=1).points[0].found()
    monkeypatch.setattr("winset.study.ground.ENUMERABLE", 80)
    found = sweep(path, tmp_path / "searched", workers=1).points[0].found()
    assert counted
    assert found
    assert "structure" == found.provenance.route
    assert (counted.zone, counted.deals, counted.packages, 20) == (
        found.zone,
        found.deals,
        found.packages,
        found.searched,
    )
