"""Any room, after any acts, goes from SQLite to PostgreSQL and back as the same bytes."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from room.house import Clock, house
from room.postgres import Cluster
from room.walks import Move, walk, walks
from winset.room.archive import exported, imported
from winset.room.perform import Rooms
from winset.room.store.opened import open_store
from winset.room.store.store import Store
from winset.room.verdict import verified

few = settings(
    max_examples=int(os.environ.get("WALKS", "12")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=False,
)


@pytest.fixture(scope="module")
def between(cluster: Cluster) -> Iterator[Store]:
    """Yield a store on PostgreSQL through which rooms go."""
    store = open_store(cluster.fresh(), Clock())
    yield store
    store.engine.dispose()


@few
@given(walks)
def test_any_room_comes_back_byte_for_byte_and_folds_the_same(
    between: Store, moves: list[Move]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        here = house(Path(folder))
        walk(here, list(moves))
        back = open_store(Path(folder) / "back.db", here.clock)
        body = exported(here.store, here.room)
        imported(between, BytesIO(body))
        imported(back, BytesIO(exported(between, here.room)))
        assert body == exported(between, here.room) == exported(back, here.room)
        for store in (between, back):
            assert [] == verified(store, here.room)
            for delegation in (None, "north", "south", "mediator"):
                state = Rooms(store, here.clock).state(here.room, delegation)
                assert here.state(delegation) == state
        for store in (here.store, back):
            store.engine.dispose()
