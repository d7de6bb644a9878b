"""Backups made while people write, and put into a new database."""

from __future__ import annotations

import stat
import threading
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from room.house import House
from room.lived_in import lived_in
from room.postgres import Cluster
from winset.case.errors import WinsetError
from winset.room.archive import NotWhole, Occupied, exported
from winset.room.backup import LEFT, backed_up, restored
from winset.room.store.engine import NoDatabase
from winset.room.store.metadata import metadata
from winset.room.store.opened import open_store
from winset.room.store.store import Store
from winset.room.verdict import verified


def test_a_backup_comes_back_with_rooms_and_people_in_either_kind(
    any_house: House, tmp_path: Path, cluster: Cluster
) -> None:
    here = lived_in(any_house)
    here.token("n-leader", "read")
    assert 1 == backed_up(here.store, tmp_path / "backup.db")
    for database in (tmp_path / "other.db", cluster.fresh()):
        other = open_store(database, here.clock)
        assert 1 == restored(tmp_path / "backup.db", other)
        assert exported(here.store, here.room) == exported(other, here.room)
        for table in metadata.sorted_tables:
            if table.name not in LEFT:
                assert rows(here.store, table.name) == rows(other, table.name)
        other.engine.dispose()


def rows(store: Store, table: str) -> list[tuple[object, ...]]:
    """Return all of a table, sorted."""
    with store.reading() as connection:
        return sorted(tuple(row) for row in connection.execute(metadata.tables[table].select()))


def test_every_table_of_a_database_is_in_a_backup_or_left_out_by_name(any_store: Store) -> None:
    with any_store.reading() as connection:
        there = set(inspect(connection).get_table_names()) - {"alembic_version"}
    assert there == set(metadata.tables)
    assert there >= LEFT


def test_a_backup_made_while_people_write_is_of_one_moment(
    any_house: House, tmp_path: Path
) -> None:
    here, over = any_house, threading.Event()

    def write(handle: str) -> None:
        while not over.is_set():
            here.do(handle, "comment", on="issue:port", text="Another remark")

    writers = [threading.Thread(target=write, args=(f"{side}-leader",)) for side in "nsm"]
    for writer in writers:
        writer.start()
    before = here.store.head(here.room).seq
    for number in range(3):
        backed_up(here.store, tmp_path / f"backup-{number}.db")
    over.set()
    for writer in writers:
        writer.join()
    for number in range(3):
        other = open_store(tmp_path / f"other-{number}.db")
        assert 1 == restored(tmp_path / f"backup-{number}.db", other)
        assert [] == verified(other, here.room)
        head = other.head(here.room)
        assert here.store.events(here.room)[head.seq - 1].hash == head.hash
        assert before <= head.seq
        before = head.seq


def test_a_backup_is_one_file_for_its_owner_alone(here: House, tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    backed_up(here.store, tmp_path / "backups" / "monday.db")
    made = list((tmp_path / "backups").iterdir())
    assert ["monday.db"] == [path.name for path in made]
    assert 0o600 == stat.S_IMODE(made[0].stat().st_mode)


def test_a_backup_holds_no_session(here: House, tmp_path: Path) -> None:
    here.browser("n-leader")
    backed_up(here.store, tmp_path / "backup.db")
    with open_store(tmp_path / "backup.db").reading() as connection:
        assert [] == connection.execute(text("SELECT * FROM session")).all()


def test_a_backup_never_writes_over_a_file(here: House, tmp_path: Path) -> None:
    (tmp_path / "backup.db").write_text("mine")
    with pytest.raises(Occupied, match="never writes over"):
        backed_up(here.store, tmp_path / "backup.db")
    assert "mine" == (tmp_path / "backup.db").read_text()


def test_a_backup_needs_a_folder(here: House, tmp_path: Path) -> None:
    with pytest.raises(WinsetError, match="there is no folder"):
        backed_up(here.store, tmp_path / "nowhere" / "backup.db")


def test_a_broken_room_is_not_backed_up_and_no_file_is_left(
    any_house: House, tmp_path: Path
) -> None:
    with any_house.store.changing() as connection:
        connection.execute(text("DELETE FROM event WHERE seq = 2"))
    (tmp_path / "backups").mkdir()
    with pytest.raises(NotWhole, match="event 2: it is missing"):
        backed_up(any_house.store, tmp_path / "backups" / "monday.db")
    assert [] == list((tmp_path / "backups").iterdir())


def test_a_restore_refuses_a_database_in_use(any_house: House, tmp_path: Path) -> None:
    backed_up(any_house.store, tmp_path / "backup.db")
    before = any_house.store.head(any_house.room)
    with pytest.raises(Occupied, match="into a new one"):
        restored(tmp_path / "backup.db", any_house.store)
    assert before == any_house.store.head(any_house.room)


def test_a_broken_backup_is_refused_and_nothing_is_written(
    here: House, any_store: Store, tmp_path: Path
) -> None:
    backed_up(here.store, tmp_path / "backup.db")
    broken = open_store(tmp_path / "backup.db")
    with broken.changing() as connection:
        connection.execute(text("DELETE FROM event WHERE seq = 2"))
    with pytest.raises(NotWhole, match="event 2: it is missing"):
        restored(tmp_path / "backup.db", any_store)
    assert [] == rows(any_store, "room") + rows(any_store, "person")


@pytest.mark.parametrize(
    ("content", "match"),
    [(None, "no such file"), (b"", "no rooms of winset"), (b"mine" * 500, "no database of winset")],
)
def test_what_is_no_backup_is_refused(
    tmp_path: Path, any_store: Store, content: bytes | None, match: str
) -> None:
    if content is not None:
        (tmp_path / "backup.db").write_bytes(content)
    with pytest.raises(NoDatabase, match=match):
        restored(tmp_path / "backup.db", any_store)
