"""Servers killed in the midst of a storm of writes: no acknowledged act is lost, no chain breaks.

WINSET_STORM sets how often each is killed; `make storm` does it many times.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from room.house import House, house
from room.postgres import Cluster, running
from winset.room.store.opened import open_store
from winset.room.store.store import Store
from winset.room.verdict import verified

RUN = "from winset.cli.main import main; main()"
ROUNDS = int(os.environ.get("WINSET_STORM", "2"))
WRITERS = ("n-principal", "n-leader", "s-technical", "s-analyst")
ENOUGH = 12
"""Acknowledged acts of a round before the kill may come: the storm is well under way."""


class Storm:
    """Writers who act through the API of a server until it is gone, and note what it confirmed."""

    def __init__(self, address: str, here: House, tokens: dict[str, str]) -> None:
        self.acknowledged: list[tuple[int, str]] = []
        self.refused: list[str] = []
        self._host = urlsplit(address).netloc
        self._path = f"/api/v1/rooms/{here.room}/acts/comment"
        self._threads = [
            threading.Thread(target=self._write, args=(token,)) for token in tokens.values()
        ]
        for thread in self._threads:
            thread.start()

    def _write(self, token: str) -> None:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        body = json.dumps({"act": {"on": "issue:port", "text": "In the storm", "tabled": True}})
        connection = http.client.HTTPConnection(self._host, timeout=60)
        with contextlib.suppress(OSError, http.client.HTTPException):
            while True:
                connection.request("POST", self._path, body, headers)
                answer = connection.getresponse()
                said = answer.read()
                if answer.status != 201:
                    self.refused.append(f"{answer.status} {said[:200]!r}")
                    break
                told = json.loads(said)
                self.acknowledged.append((told["seq"], told["hash"]))
        connection.close()

    def wait(self) -> None:
        """Wait until the storm is well under way, and a random moment more."""
        until = time.monotonic() + 60
        while len(self.acknowledged) < ENOUGH and not self.refused:
            assert time.monotonic() < until, "the server answers nobody"
            time.sleep(0.01)
        time.sleep(random.uniform(0, 0.3))  # noqa: S311  not a secret

    def over(self) -> None:
        """Wait until every writer has noticed that nobody answers."""
        for thread in self._threads:
            thread.join()


@contextlib.contextmanager
def serving(database: str, log: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Yield the process and the address of a real server."""
    with log.open("a") as errors:
        server = subprocess.Popen(
            [sys.executable, "-c", RUN, "serve", "--database", database, "--port", "0"],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        assert server.stdout is not None
        try:
            line = server.stdout.readline()
            assert line.startswith("winset room: http://"), (line, log.read_text())
            yield server, line.split()[2]
        finally:
            server.kill()
            server.wait()
            server.stdout.close()


def peopled(database: str, folder: Path) -> tuple[House, dict[str, str]]:
    """Return a house in a database, by the real clock, and tokens of those who will write."""
    here = house(folder, open_store(database))
    return here, {handle: here.token(handle) for handle in WRITERS}


def nothing_lost(store: Store, here: House, acknowledged: list[tuple[int, str]]) -> None:
    """Assert that every act that was confirmed is on record, and that the record holds."""
    kept = {event.seq: event.hash for event in store.events(here.room)}
    assert [] == [told for told in acknowledged if kept.get(told[0]) != told[1]]
    assert [] == verified(store, here.room)


def test_a_server_killed_in_a_storm_loses_no_acknowledged_act(
    any_database: str, tmp_path: Path
) -> None:
    here, tokens = peopled(any_database, tmp_path)
    acknowledged: list[tuple[int, str]] = []
    for _ in range(ROUNDS):
        with serving(any_database, tmp_path / "log") as (server, address):
            storm = Storm(address, here, tokens)
            storm.wait()
            server.kill()
            storm.over()
        assert [] == storm.refused
        acknowledged += storm.acknowledged
        nothing_lost(here.store, here, acknowledged)
    assert ROUNDS * ENOUGH <= len(acknowledged)
    with serving(any_database, tmp_path / "log") as (_, address):  # and it starts again
        storm = Storm(address, here, dict(list(tokens.items())[:1]))
        storm.wait()
        assert [] == storm.refused
    storm.over()
    nothing_lost(here.store, here, acknowledged + storm.acknowledged)
    here.store.engine.dispose()


@pytest.fixture
def own_cluster() -> Iterator[Cluster]:
    """Yield a PostgreSQL server that nobody else is connected to."""
    with running() as server:
        yield server


def test_a_postgresql_server_killed_in_a_storm_loses_no_acknowledged_act(
    own_cluster: Cluster, tmp_path: Path
) -> None:
    database = own_cluster.fresh()
    here, tokens = peopled(database, tmp_path)
    here.store.engine.dispose()
    acknowledged: list[tuple[int, str]] = []
    with serving(database, tmp_path / "log") as (_, address):
        for _ in range(ROUNDS):
            storm = Storm(address, here, tokens)
            storm.wait()
            own_cluster.crash()
            storm.over()
            own_cluster.start()
            acknowledged += storm.acknowledged
            nothing_lost(here.store, here, acknowledged)  # and our server goes on by itself
            here.store.engine.dispose()  # no connection of the test's own is cut
    assert ROUNDS * ENOUGH <= len(acknowledged)
