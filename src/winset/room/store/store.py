"""The store: rooms with their records, kept in a database."""

from __future__ import annotations

import hashlib
import json
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, select

from winset.case.errors import WinsetError
from winset.room.record.chain import Head
from winset.room.record.events import (
    START,
    Draft,
    Event,
    canonical,
    content,
    draft_of,
    parsed,
    recorded,
)
from winset.room.state.state import Seat
from winset.room.store.tables import document, event, room, seat


class NoRoom(WinsetError):  # noqa: N818  what was named is none
    """There is no room of that id."""


@dataclass(frozen=True)
class Document:
    """A body of bytes beside the record, and the audience that may see it."""

    audience: str
    body: bytes


@dataclass(frozen=True)
class Store:
    """The rooms of one database. Safe to share between threads; other processes may write too."""

    engine: Engine
    now: Callable[[], datetime]
    _turn: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    @property
    def _sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that sees one state of the database, whoever writes meanwhile."""
        one_state = (
            {}
            if self._sqlite
            else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        )
        with self.engine.connect().execution_options(**one_state) as connection, connection.begin():
            yield connection

    @contextmanager
    def changing(self, what: str | None = None) -> Iterator[Connection]:
        """Yield a connection whose changes are kept when the block ends without an exception.

        One at a time over all threads and processes, among those who change the same `what`; on
        SQLite one at a time whatever it is.
        """
        # SQLite lets one write at a time and the others look again now and then; in this process
        # they take turns instead, so that each goes on the moment the one before is done
        turn = self._turn if self._sqlite else nullcontext()
        with (
            turn,
            self.engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            if what is not None and not self._sqlite:
                key = func.hashtextextended(what, 0)
                connection.execute(select(func.pg_advisory_xact_lock(key)))
            yield connection

    @contextmanager
    def writing(self, room_id: str) -> Iterator[Pen]:
        """Yield the Pen of a room: one at a time, over all threads and processes.

        What it wrote is kept when the block ends, and nothing of it if an exception leaves the
        block. Raises NoRoom.
        """
        with self.changing(room_id) as connection:
            yield Pen(connection, room_id, _head(connection, room_id), self.now)

    @contextmanager
    def opening(self, title: str) -> Iterator[Pen]:
        """Yield the Pen of a new room, which is there when the block ends: all of it, or none."""
        room_id = f"r_{secrets.token_hex(6)}"
        with self.changing(room_id) as connection:
            connection.execute(
                room.insert().values(
                    id=room_id, title=title, created=stamp(self.now()), head_seq=0, head_hash=START
                )
            )
            yield Pen(connection, room_id, Head(0, START), self.now)

    def rooms(self) -> list[tuple[str, str]]:
        """Return the id and title of every room, oldest first."""
        with self.reading() as connection:
            rows = connection.execute(
                select(room.c.id, room.c.title).order_by(room.c.created, room.c.id)
            )
            return [(row.id, row.title) for row in rows]

    def head(self, room_id: str) -> Head:
        """Return the last event of a room. Raises NoRoom."""
        with self.reading() as connection:
            return _head(connection, room_id)

    def events(self, room_id: str, after: int = 0, most: int | None = None) -> list[Event]:
        """Return a room's events with a number above `after`, in order, at most so many."""
        with self.reading() as connection:
            return _events(connection, room_id, after, most)

    def record(self, room_id: str, after: int = 0) -> tuple[list[Event], Head]:
        """Return the events above `after`, and the head of the same moment. Raises NoRoom."""
        with self.reading() as connection:
            return _events(connection, room_id, after), _head(connection, room_id)

    def latest(self, room_id: str, before: int, most: int) -> list[Event]:
        """Return the last `most` events with a number below `before`, the last one first."""
        query = (
            select(event)
            .where(event.c.room == room_id, event.c.seq < before)
            .order_by(event.c.seq.desc())
            .limit(most)
        )
        with self.reading() as connection:
            return [event_of(row) for row in connection.execute(query)]

    def document(self, room_id: str, sha256: str, audiences: frozenset[str]) -> Document | None:
        """Return the document of that hash if one of `audiences` may see it."""
        with self.reading() as connection:
            return _document(connection, room_id, sha256, audiences)

    def seat(self, room_id: str, person: str) -> Seat | None:
        """Return a person's seat in a room, or None."""
        with self.reading() as connection:
            return _seat_of(connection, room_id, person)

    def seats_of(self, person: str) -> list[tuple[str, str, Seat]]:
        """Return (room id, title, seat) of every room in which a person sits, oldest first."""
        query = (
            select(seat, room.c.title)
            .join(room, room.c.id == seat.c.room)
            .where(seat.c.person == person)
            .order_by(room.c.created, room.c.id)
        )
        with self.reading() as connection:
            return [(row.room, row.title, _seat(row)) for row in connection.execute(query)]


class Pen:
    """The one who may write to a room until the transaction ends."""

    def __init__(
        self, connection: Connection, room_id: str, head: Head, now: Callable[[], datetime]
    ) -> None:
        self.connection = connection
        self.room = room_id
        self.head = head
        self._now = now

    def events(self, after: int = 0) -> list[Event]:
        """Return the events with a number above `after`, those just written too."""
        return _events(self.connection, self.room, after)

    def seated(self, person: str) -> Seat | None:
        """Return a person's seat, or None."""
        return _seat_of(self.connection, self.room, person)

    def document(self, sha256: str, audiences: frozenset[str]) -> Document | None:
        """Return the document of that hash if one of `audiences` may see it."""
        return _document(self.connection, self.room, sha256, audiences)

    def append(self, draft: Draft) -> Event:
        """Append an act to the record and return its event; a room is as old as its first."""
        new = recorded(
            draft,
            room=self.room,
            seq=self.head.seq + 1,
            at=stamp(self._now()),
            prev=self.head.hash,
        )
        self.connection.execute(event.insert().values(**row_of(new)))
        self.head = Head(new.seq, new.hash)
        row = {"head_seq": new.seq, "head_hash": new.hash}
        if new.prev == START:
            row["created"] = new.at
        self.connection.execute(room.update().where(room.c.id == self.room).values(**row))
        return new

    def put_document(self, body: bytes, audience: str) -> str:
        """Keep a body for an audience and return its SHA-256; what is there already stays."""
        name = hashlib.sha256(body).hexdigest()
        key = {"room": self.room, "sha256": name, "audience": audience}
        known = select(document.c.sha256).filter_by(**key)
        if self.connection.execute(known).first() is None:
            self.connection.execute(document.insert().values(**key, body=body))
        return name

    def seat(self, given: Seat) -> None:
        """Keep at hand that a person has this seat."""
        self.unseat(given.person)
        self.connection.execute(seat.insert().values(**row_of_seat(self.room, given)))

    def unseat(self, person: str) -> None:
        """Keep at hand that a person has no seat."""
        self.connection.execute(
            seat.delete().where(seat.c.room == self.room, seat.c.person == person)
        )


def utc_now() -> datetime:
    """Return the real time, in UTC."""
    return datetime.now(UTC)


def stamp(at: datetime) -> str:
    """Return a time as it stands in a record: UTC, ISO 8601, microseconds, Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def row_of(given: Event) -> dict[str, Any]:
    """Return an event as a row of its table."""
    return {
        "room": given.room,
        "seq": given.seq,
        "at": given.at,
        "content": canonical(content(given.act)).decode(),
        "salt": given.salt,
        "prev": given.prev,
        "digest": given.digest,
        "hash": given.hash,
    }


def row_of_seat(room_id: str, given: Seat) -> dict[str, Any]:
    """Return a seat as a row of its table."""
    return {
        "room": room_id,
        "person": given.person,
        "name": given.name,
        "delegation": given.delegation,
        "role": given.role,
        "tracks": json.dumps(given.tracks),
    }


def event_of(row: Row[Any]) -> Event:
    """Return the event in a row, as it stands there. Raises ValueError if it holds no act."""
    return Event(
        room=row.room,
        seq=row.seq,
        at=row.at,
        act=draft_of(parsed(row.content)),
        salt=row.salt,
        prev=row.prev,
        digest=row.digest,
        hash=row.hash,
    )


def _events(
    connection: Connection, room_id: str, after: int, most: int | None = None
) -> list[Event]:
    query = select(event).where(event.c.room == room_id, event.c.seq > after).order_by(event.c.seq)
    return [event_of(row) for row in connection.execute(query.limit(most))]


def _head(connection: Connection, room_id: str) -> Head:
    row = connection.execute(
        select(room.c.head_seq, room.c.head_hash).where(room.c.id == room_id)
    ).first()
    if row is None:
        raise NoRoom(f"there is no room `{room_id}`")
    return Head(row.head_seq, row.head_hash)


def _document(
    connection: Connection, room_id: str, sha256: str, audiences: frozenset[str]
) -> Document | None:
    query = select(document.c.audience, document.c.body).where(
        document.c.room == room_id,
        document.c.sha256 == sha256,
        document.c.audience.in_(audiences),
    )
    row = connection.execute(query).first()
    return None if row is None else Document(row.audience, row.body)


def _seat_of(connection: Connection, room_id: str, person: str) -> Seat | None:
    query = select(seat).where(seat.c.room == room_id, seat.c.person == person)
    row = connection.execute(query).first()
    return None if row is None else _seat(row)


def _seat(row: Row[Any]) -> Seat:
    return Seat(row.person, row.name, row.delegation, row.role, tuple(json.loads(row.tracks)))
