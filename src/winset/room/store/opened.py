"""A store opened: the database reached, and brought to the schema of this version."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError, OperationalError

from winset.room.store.engine import NoDatabase, engine_of, shown
from winset.room.store.store import Store, utc_now

MIGRATIONS = Path(__file__).parent / "migrations"


def open_store(
    database: str | Path, now: Callable[[], datetime] = utc_now, *, new: bool = True
) -> Store:
    """Return the store in a database: a path (SQLite), or the URL of a PostgreSQL database.

    What is missing of the schema is made; with `new` false, only where there is a schema already,
    so that a name misspelt is no empty database. Raises NoDatabase where the database cannot be
    reached, is no database, or was written by a later version; CannotRun if a driver is missing.
    """
    engine = engine_of(database, new=new)
    store, where = Store(engine, now), shown(engine)
    try:
        with reported(where), store.changing("schema") as connection:
            _brought_up(connection, where, new=new)
    except BaseException:
        engine.dispose()
        raise
    return store


@contextmanager
def reported(where: str) -> Iterator[None]:
    """Turn what a database complains of into NoDatabase."""
    try:
        yield
    except OperationalError as error:
        raise NoDatabase(f"{where}: this database cannot be used: {error.orig}") from error
    except DatabaseError as error:
        raise NoDatabase(f"{where}: this is no database of winset: {error.orig}") from error


def _brought_up(connection: Connection, where: str, *, new: bool) -> None:
    if connection.dialect.name == "postgresql":
        encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
        if encoding != "UTF8":
            raise NoDatabase(
                f"{where}: this database keeps text as {encoding}, which cannot hold every name; "
                "make one with ENCODING 'UTF8'"
            )
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    here = MigrationContext.configure(connection).get_current_heads()
    if not here and not new:
        raise NoDatabase(f"{where}: there are no rooms of winset here; name another --database")
    if set(here) - known:
        raise NoDatabase(
            f"{where}: this database was written by a later version of winset (schema "
            f"{', '.join(here)}); install that version, or restore a backup of this one"
        )
    logging.getLogger("alembic.runtime.migration").setLevel(logging.WARNING)
    command.upgrade(config, "head")
