"""Rooms taken out and put back: verified, exported, imported, backed up, restored."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import Connection, func, select

from winset.case.errors import WinsetError
from winset.room.people import tables as people
from winset.room.perform import seat_of
from winset.room.record.chain import Break, Head, checked
from winset.room.record.events import TABLE, Event, Sealed, sealed
from winset.room.record.file import Paper, RoomFile, named_documents, read, spelled
from winset.room.state.fold import visible
from winset.room.state.state import Seat
from winset.room.store.metadata import metadata
from winset.room.store.opened import open_store
from winset.room.store.store import NoRoom, Store, event_of, row_of
from winset.room.store.tables import document, event, room, seat

LEFT = frozenset({people.session.name, people.attempt.name, "job"})
"""Tables that no backup holds: who is signed in, who failed to, and what was under way."""


class Occupied(WinsetError):  # noqa: N818  says what is in the way
    """Something is there already that must not be written over."""


class NotWhole(WinsetError):  # noqa: N818  says what is wrong
    """A record that does not hold."""

    def __init__(self, where: str, breaks: list[Break]) -> None:
        lines = "\n".join(f"  event {found.seq}: {found.what}" for found in breaks)
        super().__init__(f"{where}: the record does not hold, and nothing was written:\n{lines}")


def verified(store: Store, room_id: str) -> list[Break]:
    """Return every place at which a room does not hold: its chain, documents and seats."""
    head = store.head(room_id)
    with store.reading() as connection:
        links, breaks = _links(connection, room_id)
        events = [link for link in links if isinstance(link, Event)]
        breaks = sorted([*breaks, *checked(links, head)], key=lambda found: found.seq)
        rows = connection.execute(select(seat).where(seat.c.room == room_id))
        seats = {
            row.person: Seat(
                row.person, row.name, row.delegation, row.role, tuple(json.loads(row.tracks))
            )
            for row in rows
        }
        papers = connection.execute(select(document).where(document.c.room == room_id)).all()
        breaks += [
            Break(0, f"the document {row.sha256} is not what it was")
            for row in papers
            if hashlib.sha256(_bytes(row.body)).hexdigest() != row.sha256
        ]
    breaks += [
        Break(given.seq, f"the document {given.act.data['document']} that it names is missing")
        for given in events
        if named_documents([given]) - {(row.sha256, row.audience) for row in papers}
    ]
    if seats != seats_in(events):
        breaks.append(Break(0, "the seats at hand are not those that the record gives"))
    return breaks


def _links(connection: Connection, room_id: str) -> tuple[list[Event | Sealed], list[Break]]:
    """Return the events as links of the chain; one that cannot be read has its hashes alone."""
    links: list[Event | Sealed] = []
    breaks: list[Break] = []
    query = select(event).where(event.c.room == room_id).order_by(event.c.seq)
    for row in connection.execute(query):
        try:
            links.append(event_of(row))
        except (TypeError, ValueError):
            links.append(Sealed(row.room, row.seq, row.digest, row.hash))
            breaks.append(Break(row.seq, "its content cannot be read: somebody changed it"))
    return links, breaks


def _bytes(body: bytes | str) -> bytes:
    """Return the bytes of a document, whatever somebody put in their place."""
    return body.encode() if isinstance(body, str) else body


def seats_in(events: Iterable[Event]) -> dict[str, Seat]:
    """Return the seats that a record gives, by person."""
    seats: dict[str, Seat] = {}
    for given in events:
        found = seat_of(given.act)
        if found is not None:
            seats[found.person] = found
        elif given.act.kind == "member.left":
            seats.pop(given.act.data["person"], None)
    return seats


def exported(store: Store, room_id: str, delegation: str | None = None) -> bytes:
    """Return a room as one file; for one `delegation`, with what it may not see sealed.

    Raises NoRoom; NotWhole if the record does not hold.
    """
    breaks = verified(store, room_id)
    if breaks:
        raise NotWhole(f"room {room_id}", breaks)
    with store.reading() as connection:
        row = connection.execute(select(room).where(room.c.id == room_id)).one()
        papers = _papers(connection, room_id, delegation)
    events = store.events(room_id)
    mine = {given.seq for given in visible(events, delegation)}
    shown = [
        given if delegation is None or given.seq in mine else sealed(given) for given in events
    ]
    whole = RoomFile(
        room=row.id,
        title=row.title,
        created=row.created,
        papers=tuple(papers),
        events=tuple(shown),
        head=Head(events[-1].seq, events[-1].hash) if events else Head(0, row.head_hash),
    )
    return b"".join(spelled(whole))


def imported(store: Store, body: bytes) -> str:
    """Put the room in a file into a store, and return its id.

    People whom the store does not know get accounts that nobody can sign in to before
    `winset room password` has set one. Raises BadRoomFile; Occupied if the room is there.
    """
    given = read(body.splitlines())
    events = [one for one in given.events if isinstance(one, Event)]
    if len(events) < len(given.events):
        raise Occupied("this is an extract for one delegation: it can be verified, not imported")
    if given.room in dict(store.rooms()):
        raise Occupied(f"room {given.room} is in this database already; nothing was written")
    with store.changing() as connection:
        connection.execute(
            room.insert().values(
                id=given.room,
                title=given.title,
                created=given.created,
                head_seq=given.head.seq,
                head_hash=given.head.hash,
            )
        )
        for paper in given.papers:
            connection.execute(
                document.insert().values(
                    room=given.room,
                    sha256=paper.sha256,
                    audience=paper.audience,
                    body=paper.body,
                )
            )
        for one in events:
            connection.execute(event.insert().values(**row_of(one)))
        _seat_all(connection, given.room, events, given.created)
    return given.room


def _seat_all(connection: Connection, room_id: str, events: list[Event], created: str) -> None:
    for who in seats_in(events).values():
        known = select(people.person.c.id).where(people.person.c.id == who.person)
        if connection.execute(known).first() is None:
            connection.execute(
                people.person.insert().values(
                    id=who.person,
                    handle=who.person,
                    name=who.name,
                    owner=False,
                    disabled=False,
                    created=created,
                )
            )
        connection.execute(
            seat.insert().values(
                room=room_id,
                person=who.person,
                name=who.name,
                delegation=who.delegation,
                role=who.role,
                tracks=json.dumps(who.tracks),
            )
        )


def backed_up(store: Store, target: Path) -> int:
    """Write a backup of all rooms and people to a new file, while people write; rooms in it.

    The file is itself a database (SQLite), of one moment of the source. Raises Occupied if it is
    there; NotWhole if a record does not hold.
    """
    if target.exists():
        raise Occupied(f"{target} is there already; a backup never writes over one")
    copy = open_store(target, store.now)
    _copied(store, copy)
    return _all_whole(copy, str(target))


def restored(backup: Path, store: Store) -> int:
    """Put a backup into an empty store; how many rooms.

    Raises Occupied if the store has people or rooms; NotWhole if a record of the backup does not
    hold.
    """
    if not backup.is_file():
        raise NoRoom(f"{backup}: there is no such backup")
    source = open_store(backup, store.now)
    with store.reading() as connection:
        for table in (room, people.person):
            if connection.execute(select(func.count()).select_from(table)).scalar_one():
                raise Occupied("this database has people or rooms in it; restore into a new one")
    rooms = _all_whole(source, str(backup))
    _copied(source, store)
    return rooms


def _all_whole(store: Store, where: str) -> int:
    rooms = store.rooms()
    for room_id, _ in rooms:
        breaks = verified(store, room_id)
        if breaks:
            raise NotWhole(f"{where}, room {room_id}", breaks)
    store.engine.dispose()
    return len(rooms)


def _copied(source: Store, target: Store) -> None:
    """Copy every table as it was at one moment."""
    with source.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")  # noqa: PLW2901  the same connection
        with connection.begin(), target.changing() as into:
            for table in metadata.sorted_tables:
                if table.name in LEFT:
                    continue
                for rows in connection.execute(select(table)).mappings().partitions(500):
                    into.execute(table.insert(), [dict(row) for row in rows])


def _papers(connection: Connection, room_id: str, delegation: str | None) -> list[Paper]:
    query = select(document.c.audience, document.c.body).where(document.c.room == room_id)
    if delegation is not None:
        query = query.where(document.c.audience.in_((TABLE, delegation)))
    return [Paper(row.audience, row.body) for row in connection.execute(query)]
