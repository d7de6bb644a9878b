"""What the tests of the room share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from room.house import Clock, House, house
from room.postgres import Cluster, running
from winset.room.store.opened import open_store
from winset.room.store.store import Store


@pytest.fixture
def here(tmp_path: Path) -> House:
    """Return a fresh house of one's own."""
    return house(tmp_path)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """Yield a PostgreSQL server that runs as long as the tests."""
    with running() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def any_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Yield the name of an empty database of either kind."""
    if request.param == "sqlite":
        yield str(tmp_path / "any.db")
        return
    server: Cluster = request.getfixturevalue("cluster")
    url = server.fresh()
    yield url
    server.give_back(url)


@pytest.fixture
def any_store(any_database: str) -> Iterator[Store]:
    """Yield a store in a fresh database of either kind."""
    store = open_store(any_database, Clock())
    yield store
    store.engine.dispose()


@pytest.fixture
def any_house(tmp_path: Path, any_store: Store) -> House:
    """Return a fresh house whose record is kept in either kind of database."""
    return house(tmp_path, any_store)
