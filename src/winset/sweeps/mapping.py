"""One map over an executor: this machine's cores by loky, or a cluster by Dask, through joblib."""

from __future__ import annotations

import logging
import os
import re
import sys
import warnings
from collections.abc import Callable, Hashable, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import AbstractContextManager, contextmanager
from typing import Any, TypeVar

from joblib import Parallel, delayed, parallel_config
from joblib.externals.loky.process_executor import BrokenProcessPool

from winset.case.errors import CannotRun, WinsetError
from winset.sweeps.edition import edition

TRIES = 3
"""Times that work is given out again after processes have died, without anything done between."""

WAIT = 10
"""Seconds until a scheduler must have answered and a worker be there."""

LAST_PORT = 65535

_ADDRESS = re.compile(r"dask://(?P<place>[^/\s:]+:(?P<port>[0-9]{1,5}))/?")

Name = TypeVar("Name", bound=Hashable)
Result = TypeVar("Result")


class NoCluster(CannotRun):
    """A cluster that cannot be reached, or computes with another winset."""


def mapped(
    function: Callable[..., Result],
    items: Mapping[Name, tuple[Any, ...]],
    *,
    workers: int | None = None,
    cluster: str | None = None,
) -> Iterator[tuple[Name, Result]]:
    """Yield (name, function(*arguments)) for each item, in the order in which they are done.

    `workers`: processes of this machine (all cores if None; with 1, this process); `cluster`: the
    address of a Dask scheduler, dask://host:port, whose workers then do it. joblib gives out as
    many items at once as take 0.2 s. Each is done with one thread. `function` must be one of a
    module, and give the same whenever it is called with the same: items of a process that died are
    given out again.

    Raises NoCluster if the cluster cannot be used, and CannotRun where processes keep dying.
    """
    if not items:  # a cluster that has gone since is not missed
        return
    if cluster is None and (workers or os.cpu_count() or 1) == 1:
        for name, arguments in items.items():
            yield name, function(*arguments)
        return
    where = _here(workers) if cluster is None else _there(cluster)
    left, tries = dict(items), 0
    with where as jobs:
        while left:
            before = len(left)
            tasks = [
                delayed(_done)(edition(), function, name, arguments)
                for name, arguments in left.items()
            ]
            done = Parallel(n_jobs=jobs, return_as="generator_unordered")(tasks)
            try:
                for name, result in done:
                    left.pop(name)
                    yield name, result
            except BrokenProcessPool:
                tries = 0 if len(left) < before else tries + 1
                if tries == TRIES:
                    raise CannotRun(
                        "the processes that compute keep dying, most often for want of memory; "
                        "what is done is kept. Take fewer at once, with --workers 1."
                    ) from None
            finally:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # joblib tells who stops early of work undone
                    done.close()


def _done(
    asker: str, function: Callable[..., Result], name: Name, arguments: tuple[Any, ...]
) -> tuple[Name, Result]:
    if edition() != asker:
        raise NoCluster(_differs({"a worker": edition()}))
    os.environ.setdefault("NUMBA_NUM_THREADS", "1")  # a worker may load it only now
    if "numba" in sys.modules:
        sys.modules["numba"].set_num_threads(1)
    return name, function(*arguments)


@contextmanager
def _here(workers: int | None) -> Iterator[int]:
    with parallel_config(backend="loky", inner_max_num_threads=1):
        yield workers or -1


def _there(address: str) -> AbstractContextManager[int]:
    """Return the context in which joblib works on the cluster at `address`."""
    found = _ADDRESS.fullmatch(address)
    if not found or int(found["port"]) > LAST_PORT:
        raise WinsetError(
            f"`{address}` is no address of a cluster: write dask://HOST:PORT, that of a Dask "
            "scheduler (`dask scheduler` prints it as tcp://HOST:PORT)"
        )
    try:
        import distributed  # noqa: PLC0415  an extra
    except ImportError:
        raise CannotRun(
            "--cluster needs the package `distributed`: pip install 'winset[cluster]'"
        ) from None
    return _on_dask(distributed, address, f"tcp://{found['place']}")


@contextmanager
def _on_dask(distributed: Any, address: str, scheduler: str) -> Iterator[int]:
    try:
        client = distributed.Client(scheduler, timeout=WAIT, set_as_default=False)
    except (OSError, TimeoutError) as error:
        raise NoCluster(f"no scheduler answers at {address}: {error}") from None
    with client, _unlogged("distributed.client"):
        try:
            client.wait_for_workers(1, timeout=WAIT)
        except TimeoutError:
            raise NoCluster(
                f"the scheduler at {address} has no worker: start some, as "
                f"`dask worker {scheduler} --nthreads 1`"
            ) from None
        _refuse_others(client.run(_edition, on_error="return"))
        try:
            with parallel_config(backend=_dask(client)):
                yield -1
        except (CancelledError, distributed.KilledWorker) as error:
            raise NoCluster(
                f"the cluster at {address} was lost: {error}\n"
                "What is done is kept; the same call goes on from there."
            ) from None


@contextmanager
def _unlogged(name: str) -> Iterator[None]:
    """Keep a logger quiet about what is told as an error of ours."""
    logger = logging.getLogger(name)
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)


def _dask(client: Any) -> Any:
    """Return joblib's backend of a cluster, with one trap less.

    Where joblib counts one core, as before the second worker has come, it would do all of the work
    in this process and leave the cluster idle; so it always counts two.
    """
    from joblib._dask import DaskDistributedBackend  # noqa: PLC0415  imports Dask

    class Cluster(DaskDistributedBackend):  # type: ignore[misc]
        def effective_n_jobs(self, n_jobs: int) -> int:
            cores: int = super().effective_n_jobs(n_jobs)
            return max(2, cores)

    return Cluster(client=client)


def _edition() -> str:
    return edition()


def _refuse_others(editions: Mapping[str, Any]) -> None:
    others = {place: found for place, found in editions.items() if found != edition()}
    if others:
        raise NoCluster(_differs(others))


def _differs(others: Mapping[str, Any]) -> str:
    lines = "\n".join(f"  {place}: {found}" for place, found in others.items())
    return (
        f"workers compute with another winset than this one, {edition()}:\n{lines}\n"
        "Install the same winset and libraries there: else numbers might differ by where they "
        "were computed."
    )


def refuse_cluster(address: str) -> None:
    """Raise WinsetError or CannotRun if `address` is none, or the extra is missing."""
    _there(address)
