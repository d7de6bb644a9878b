"""All rooms and people of a store, at one moment, as a file; and that file put into a new store."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import DataError

from winset.case.errors import WinsetError
from winset.room.analysis import tables as analysis
from winset.room.archive import NotWhole, Occupied
from winset.room.people import tables as people
from winset.room.store.metadata import metadata
from winset.room.store.opened import open_store
from winset.room.store.store import Store
from winset.room.store.tables import room
from winset.room.verdict import breaks_in, rooms_in

LEFT = frozenset({people.session.name, people.attempt.name, analysis.job.name})
"""Tables that no backup holds: who is signed in, who failed to, and what was under way."""


def backed_up(store: Store, target: Path) -> int:
    """Write a backup of all rooms and people to a new file, while people write; rooms in it.

    The file is itself a database (SQLite), of one moment of the source. It appears whole and
    verified, or not at all. Raises Occupied if it is there; NotWhole if a record does not hold.
    """
    if target.exists():
        raise Occupied(f"{target} is there already; a backup never writes over one")
    if not target.parent.is_dir():
        raise WinsetError(f"{target}: there is no folder {target.parent}")
    with tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as folder:
        half = Path(folder) / "backup.db"
        copy = open_store(half, store.now)
        try:
            rooms = _copied(store, copy, str(target))
        finally:
            copy.engine.dispose()  # the last one out folds SQLite's log into the file
        _to_disk(half)
        try:
            target.touch(mode=0o600, exist_ok=False)  # the name is ours, or somebody was first
        except FileExistsError:
            raise Occupied(f"{target} is there already; a backup never writes over one") from None
        half.replace(target)
        _to_disk(target.parent)
    return rooms


def restored(backup: Path, store: Store) -> int:
    """Put a backup into an empty store; how many rooms.

    Raises Occupied if the store has people or rooms; NoDatabase if the file is no backup; NotWhole
    if a record of the backup does not hold.
    """
    source = open_store(backup, store.now, new=False)
    try:
        return _copied(source, store, str(backup))
    except DataError as error:
        raise WinsetError(f"{backup}: this does not fit the database: {error.orig}") from None
    finally:
        source.engine.dispose()


def _copied(source: Store, target: Store, where: str) -> int:
    """Copy every table as it was at one moment, if all records hold here and there; rooms."""
    with source.reading() as connection, target.changing("restore") as into:
        for table in (room, people.person):
            if into.execute(select(func.count()).select_from(table)).scalar_one():
                raise Occupied("this database has people or rooms in it; restore into a new one")
        _refuse_broken(connection, where)
        for table in metadata.sorted_tables:
            if table.name in LEFT:
                continue
            for rows in connection.execute(select(table)).mappings().partitions(500):
                into.execute(table.insert(), [dict(row) for row in rows])
        return _refuse_broken(into, where)


def _refuse_broken(connection: Connection, where: str) -> int:
    rooms = rooms_in(connection)
    for room_id in rooms:
        breaks = breaks_in(connection, room_id)
        if breaks:
            raise NotWhole(f"{where}, room {room_id}", breaks)
    return len(rooms)


def _to_disk(path: Path) -> None:
    if os.name != "posix":  # elsewhere a folder cannot be opened
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
