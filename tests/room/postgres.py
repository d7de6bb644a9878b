"""A PostgreSQL server of the tests' own, and databases in it."""

from __future__ import annotations

import contextlib
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

WAIT = 60
"""Seconds that a server may take to answer on a busy machine."""


class Cluster:
    """A server reached through a socket in a folder of its own, which no port can collide with."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs = programs
        self._folder = folder
        self._names = (f"room_{number}" for number in itertools.count(1))
        self._free: list[str] = []
        self._server: subprocess.Popen[bytes] | None = None
        self._run(
            "initdb", "-D", "data", "-U", "postgres", "-E", "UTF8", "--locale=C", "-A", "trust"
        )

    def _as_somebody(self) -> dict[str, Any]:
        """Return how to start a program of the server, which refuses to be run by root."""
        if os.getuid() != 0:
            return {"cwd": self._folder}
        one = next(
            pwd.getpwnam(name)
            for name in ("postgres", "nobody")
            if any(name == known.pw_name for known in pwd.getpwall())
        )
        os.chown(self._folder, one.pw_uid, one.pw_gid)
        return {"cwd": self._folder, "user": one.pw_uid, "group": one.pw_gid, "extra_groups": []}

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self._programs / program, *arguments],
            **self._as_somebody(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr

    def start(self) -> None:
        """Start the server as it is shipped, and wait until it answers."""
        until = time.monotonic() + WAIT
        while True:
            self._server = subprocess.Popen(
                [
                    *(self._programs / "postgres", "-D", "data", "-k", self._folder),
                    *("-c", "listen_addresses=", "-c", "max_connections=300"),
                ],
                **self._as_somebody(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            while self._server.poll() is None:
                with contextlib.suppress(psycopg.OperationalError):
                    psycopg.connect(self.url("postgres")).close()
                    return
                assert time.monotonic() < until, "the PostgreSQL server does not answer"
                time.sleep(0.05)
            # after a crash the last process of the old server may hold its memory for a moment
            assert time.monotonic() < until, "the PostgreSQL server does not start"
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop the server at once; nothing of it is wanted any more."""
        if self._server is not None:
            self._server.send_signal(signal.SIGQUIT)
            self._server.wait(WAIT)

    def crash(self) -> None:
        """Kill every process of the server at once, as if the power went."""
        assert self._server is not None
        children = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self._server.pid)],  # noqa: S607  wherever it is
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        for process in (self._server.pid, *map(int, children)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self._server.wait()

    def url(self, database: str) -> str:
        """Return the URL of a database of this server."""
        return f"postgresql://postgres@/{database}?host={self._folder}"

    def fresh(self, encoding: str = "UTF8") -> str:
        """Return the URL of an empty database: one given back, or a new one."""
        if self._free and encoding == "UTF8":
            name = self._free.pop()
            with psycopg.connect(self.url(name), autocommit=True) as connection:
                connection.execute("DROP SCHEMA public CASCADE")
                connection.execute("CREATE SCHEMA public")
            return self.url(name)
        name = next(self._names)
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(
                f"CREATE DATABASE {name} TEMPLATE template0 ENCODING '{encoding}'".encode()
            )
        return self.url(name)

    def give_back(self, url: str) -> None:
        """Take back a database, whoever is still connected to it: making one takes a while."""
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            self._free.append(connection.info.dbname)


@contextlib.contextmanager
def running() -> Iterator[Cluster]:
    """Yield a server that runs until the end, from the programs in $WINSET_POSTGRES."""
    programs = os.environ.get("WINSET_POSTGRES")
    assert programs, "WINSET_POSTGRES names no folder of PostgreSQL's programs; see tools/postgres"
    folder = Path(tempfile.mkdtemp(prefix="winset-postgres-"))
    try:
        cluster = Cluster(Path(programs), folder)
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(folder)
