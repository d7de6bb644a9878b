"""A sweep on a real cluster: the same bytes, also where a worker is killed in the middle."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sweepfile import SLOW, put
from winset.sweeps import mapping
from winset.sweeps.mapping import NoCluster, mapped
from winset.sweeps.run import sweep

pytest.importorskip("distributed", reason="the extra `cluster` is not installed")

from cluster import Cluster, running
from odd_work import doubled, process


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with running(tmp_path_factory.mktemp("cluster")) as found:
        yield found


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the tables and the points of the slow sweep on one core, as bytes by name."""
    folder = tmp_path_factory.mktemp("alone")
    return content(sweep(put(folder, SLOW), folder / "out", workers=1).folder)


def content(folder: Path) -> dict[str, bytes]:
    """Return every file of a sweep by its name."""
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_cluster_gives_the_same_bytes_as_one_core(
    cluster: Cluster, alone: dict[str, bytes], tmp_path: Path
) -> None:
    swept = sweep(put(tmp_path, SLOW), tmp_path / "out", cluster=cluster.address)
    assert (0, 12) == (swept.found, swept.computed)
    assert alone == content(swept.folder)


def test_a_cluster_does_the_work_and_not_this_process(tmp_path: Path) -> None:
    items = {str(n): (n,) for n in range(8)}
    with running(tmp_path, workers=1) as cluster:
        found = {pid for _, pid in mapped(process, items, cluster=cluster.address)}
        assert {cluster.workers[0].pid} == found


def test_another_winset_on_the_workers_is_refused_before_anything_is_done(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mapping, "edition", lambda: "winset 9")
    with pytest.raises(NoCluster, match="another winset than this one, winset 9:\n  tcp://"):
        list(mapped(doubled, {"one": (1,)}, cluster=cluster.address))


def test_a_winset_that_knows_no_sweeps_is_refused_too(tmp_path: Path) -> None:
    (tmp_path / "old" / "winset").mkdir(parents=True)
    (tmp_path / "old" / "winset" / "__init__.py").touch()
    with (
        running(tmp_path, workers=1, path=str(tmp_path / "old")) as cluster,
        pytest.raises(NoCluster, match=r"tcp://.*No module named 'winset\.sweeps'"),
    ):
        list(mapped(doubled, {"one": (1,)}, cluster=cluster.address))


def test_a_worker_refuses_work_of_another_winset() -> None:
    with pytest.raises(NoCluster, match="another winset"):
        mapping._done("winset 9", doubled, "one", (1,))


def test_a_scheduler_without_workers_is_an_error_in_seconds(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(mapping, "WAIT", 3)
    with running(tmp_path, workers=0) as empty, pytest.raises(NoCluster, match="has no worker"):
        list(mapped(doubled, {"one": (1,)}, cluster=empty.address))


def test_a_worker_killed_in_the_middle_loses_nothing(
    alone: dict[str, bytes], tmp_path: Path
) -> None:
    with running(tmp_path) as cluster:
        done = 0

        def kill_one(more: int, _: int) -> None:
            nonlocal done
            done += more
            if done == 3:
                cluster.workers[0].kill()
                cluster.workers[0].wait()

        swept = sweep(
            put(tmp_path, SLOW), tmp_path / "out", cluster=cluster.address, progress=kill_one
        )
        assert cluster.workers[0].poll() is not None
        assert cluster.workers[1].poll() is None
    assert (0, 12, ()) == (swept.found, swept.computed, swept.failed)
    assert alone == content(swept.folder)


def test_a_scheduler_killed_in_the_middle_leaves_what_is_done(
    alone: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(mapping, "WAIT", 3)
    path, folder, done = put(tmp_path, SLOW), tmp_path / "out", 0
    with running(tmp_path) as cluster:

        def kill(more: int, _: int) -> None:
            nonlocal done
            done += more
            if done == 3:
                cluster.scheduler.kill()

        with pytest.raises(NoCluster, match="was lost"):
            sweep(path, folder, cluster=cluster.address, progress=kill)
    rest = sweep(path, folder, workers=1)
    assert 3 <= rest.found < 12
    assert alone == content(folder)
