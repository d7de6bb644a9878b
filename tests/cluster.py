"""A real Dask scheduler and its workers, processes of their own that speak over TCP."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from distributed import Client


@dataclass(frozen=True)
class Cluster:
    """The address as `winset sweep` takes it, and the processes."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: tuple[subprocess.Popen[bytes], ...]


@contextmanager
def running(folder: Path, workers: int = 2, path: str = "") -> Iterator[Cluster]:
    """Yield a Cluster on free ports of this machine, until the end; its files go to `folder`.

    `path` is a folder in which its processes look for modules first.
    """
    file = folder / "scheduler.json"
    with ExitStack() as ends:
        scheduler = ends.enter_context(
            _process(
                path, "scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", file
            )
        )
        while not file.exists() or not file.read_text(encoding="utf-8"):
            assert scheduler.poll() is None
            time.sleep(0.05)
        address = json.loads(file.read_text(encoding="utf-8"))["address"]
        each = ("--nthreads", "1", "--no-nanny", "--local-directory", folder)
        started = tuple(
            ends.enter_context(_process(path, "worker", address, *each)) for _ in range(workers)
        )
        if workers:
            with Client(address, set_as_default=False) as client:  # type: ignore[no-untyped-call]
                client.wait_for_workers(workers)
        yield Cluster(address.replace("tcp://", "dask://"), scheduler, started)


@contextmanager
def _process(path: str, *words: str | Path) -> Iterator[subprocess.Popen[bytes]]:
    """Yield a process of the `dask` command, which is killed at the end."""
    call = [sys.executable, "-m", "dask", *words, "--no-dashboard"]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([path, *sys.path])}
    with subprocess.Popen(call, env=env, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.kill()
