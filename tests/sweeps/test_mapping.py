"""One map, wherever it runs; processes that die lose nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from odd_work import always_deadly, deadly, doubled, threads
from winset.case.errors import CannotRun, WinsetError
from winset.sweeps.mapping import NoCluster, mapped, refuse_cluster

ITEMS = {f"item {n}": (n,) for n in range(20)}
DOUBLED = {f"item {n}": 2 * n for n in range(20)}


@pytest.mark.parametrize("workers", [1, 2])
def test_every_item_is_done_once_under_its_name(workers: int) -> None:
    found = list(mapped(doubled, ITEMS, workers=workers))
    assert (20, DOUBLED) == (len(found), dict(found))


@pytest.mark.parametrize("cluster", [None, "dask://127.0.0.1:1"])
def test_nothing_to_do_is_done_at_once(cluster: str | None) -> None:
    assert [] == list(mapped(doubled, {}, cluster=cluster))


def test_what_a_killed_process_had_is_done_again(tmp_path: Path) -> None:
    mark = tmp_path / "killed"
    items = {name: (n, str(mark)) for name, (n,) in ITEMS.items()}
    found = list(mapped(deadly, items, workers=2))
    assert mark.exists()
    assert (20, DOUBLED) == (len(found), dict(found))


def test_processes_that_keep_dying_end_it_with_advice() -> None:
    with pytest.raises(CannotRun, match="--workers 1"):
        list(mapped(always_deadly, ITEMS, workers=2))


def test_each_process_computes_with_one_thread() -> None:
    assert {"1"} == {found for _, found in mapped(threads, ITEMS, workers=2)}


# loky's own thread may meet a task that was just taken back; its processes have ended by then
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_who_stops_early_hears_no_warning() -> None:
    work = mapped(doubled, ITEMS, workers=2)
    next(work)
    work.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "address", ["ray://host:1", "tcp://host:1", "dask://host", "dask://:1", "dask://h:99999", "x"]
)
def test_another_address_than_that_of_a_dask_scheduler_is_refused(address: str) -> None:
    with pytest.raises(WinsetError, match="write dask://HOST:PORT"):
        refuse_cluster(address)


def test_without_the_extra_a_cluster_cannot_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(CannotRun, match=r"winset\[cluster\]"):
        refuse_cluster("dask://host:1")


def test_a_scheduler_that_does_not_answer_is_an_error_in_seconds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    monkeypatch.setattr("winset.sweeps.mapping.WAIT", 1)
    with pytest.raises(NoCluster, match=r"no scheduler answers at dask://127\.0\.0\.1:1"):
        list(mapped(doubled, ITEMS, cluster="dask://127.0.0.1:1"))
