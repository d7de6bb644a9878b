"""A store opened: the database reached, and brought to the schema of this version."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import DatabaseError, OperationalError

from winset.room.store.engine import NoDatabase, engine_of
from winset.room.store.store import Store, utc_now

MIGRATIONS = Path(__file__).parent / "migrations"


def open_store(database: str | Path, now: Callable[[], datetime] = utc_now) -> Store:
    """Return the store in a database: a path (SQLite), or the URL of a PostgreSQL database.

    What is missing of the schema is made. Raises NoDatabase where the database cannot be reached,
    is no database, or was written by a later version; CannotRun if a driver is missing.
    """
    store = Store(engine_of(database), now)
    shown = store.engine.url.render_as_string(hide_password=True)
    try:
        with store.changing() as connection:
            _brought_up(connection, shown)
    except OperationalError as error:
        raise NoDatabase(f"{shown}: this database cannot be used: {error.orig}") from error
    except DatabaseError as error:
        raise NoDatabase(f"{shown}: this is no database of winset: {error.orig}") from error
    return store


def _brought_up(connection: Connection, shown: str) -> None:
    if connection.dialect.name == "postgresql":  # two servers may start at once
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended("winset", 0))))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    here = MigrationContext.configure(connection).get_current_heads()
    if set(here) - known:
        raise NoDatabase(
            f"{shown}: this database was written by a later version of winset (schema "
            f"{', '.join(here)}); install that version, or restore a backup of this one"
        )
    logging.getLogger("alembic.runtime.migration").setLevel(logging.WARNING)
    command.upgrade(config, "head")
