"""A database reached: SQLite in one file, or PostgreSQL by its URL."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from winset.case.errors import CannotRun, WinsetError

WAIT = 30
"""Seconds that a writer waits for another on SQLite before it gives up."""

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "fullfsync=ON", "foreign_keys=ON")
"""Readers never wait; a commit returns once the log is on the disk, on macOS past its cache."""


class NoDatabase(WinsetError):  # noqa: N818  what was named is none
    """What was named as the database cannot be used as one."""

    exit_code: ClassVar[int] = 3


def engine_of(database: str | Path, *, new: bool = True) -> Engine:
    """Return an engine for a path (SQLite) or a URL (`postgresql://…`, `sqlite:///…`).

    A file that is not there is made, unless `new` is false. Raises NoDatabase for another kind of
    URL and for a file that cannot be; CannotRun where PostgreSQL's driver is missing.
    """
    name = str(database)
    if name.startswith(("postgresql:", "postgres:", "postgresql+psycopg:")):
        return _postgresql(name)
    if name.startswith("sqlite:///"):
        name = name.removeprefix("sqlite:///")
    elif "://" in name:
        raise NoDatabase(
            f"{name.split('://')[0]}: is no kind of database that a room can be kept in; name a "
            "file (SQLite), or postgresql://user@host/name"
        )
    return _sqlite(Path(name), new=new)


def shown(engine: Engine) -> str:
    """Return a database as it may be shown: the path of its file, or its URL without a password."""
    if engine.dialect.name == "sqlite":
        return engine.url.database or ""
    return engine.url.set(drivername="postgresql").render_as_string(hide_password=True)


def _postgresql(name: str) -> Engine:
    if importlib.util.find_spec("psycopg") is None:
        raise CannotRun(
            "PostgreSQL needs its driver, which is not installed: pip install 'winset[postgres]'"
        )
    try:
        url = make_url(name).set(drivername="postgresql+psycopg")
    except ArgumentError:
        raise NoDatabase("this is no database URL; expected postgresql://user@host/name") from None
    engine = create_engine(url, pool_size=10, max_overflow=30, pool_pre_ping=True)

    @event.listens_for(engine, "connect")
    def _prepared(connection: Any, record: Any) -> None:
        del record
        connection.autocommit = True
        # a server may be set to acknowledge before it has written; what we acknowledge is on disk
        connection.execute(
            "SELECT set_config('synchronous_commit', 'on', false) "
            "WHERE current_setting('synchronous_commit') = 'off'"
        )
        connection.autocommit = False

    return engine


def _sqlite(path: Path, *, new: bool) -> Engine:
    if not path.parent.is_dir():
        raise NoDatabase(f"{path}: there is no folder {path.parent}")
    if not new and not path.exists():
        raise NoDatabase(f"{path}: there is no such file; name another --database")
    try:
        path.touch(mode=0o600)  # case files are nobody else's business on this computer
    except OSError as error:
        raise NoDatabase(f"{path}: this file cannot be written: {error.strerror}") from None
    engine = create_engine(
        f"sqlite:///{path}", pool_size=10, max_overflow=30, connect_args={"timeout": WAIT}
    )

    @event.listens_for(engine, "connect")
    def _prepared(connection: Any, record: Any) -> None:
        del record
        connection.isolation_level = None  # we say BEGIN ourselves, see below
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        # a transaction that will write takes the lock at once: it would else fail half-way, as
        # SQLite cannot turn a reader that saw an older state into a writer
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
