"""Whether a room is whole: its chain, and all that stands beside it, as the record gives it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Row, select, union

from winset.room.perform import seat_of
from winset.room.record.chain import Break, Head, checked
from winset.room.record.events import Event, Sealed
from winset.room.record.file import named_documents
from winset.room.state.state import Seat
from winset.room.store.store import NoRoom, Store, event_of, row_of, row_of_seat
from winset.room.store.tables import document, event, room, seat


def verified(store: Store, room_id: str) -> list[Break]:
    """Return every place at which a room does not hold, at one moment, whoever writes meanwhile.

    Raises NoRoom where nothing of such a room is there.
    """
    with store.reading() as connection:
        return breaks_in(connection, room_id)


def rooms_in(connection: Connection) -> list[str]:
    """Return the id of every room of which anything is there, oldest first."""
    rows = connection.execute(select(room.c.id).order_by(room.c.created, room.c.id))
    listed = [row.id for row in rows]
    parts = union(*(select(table.c.room) for table in (event, document, seat)))
    strays = {row.room for row in connection.execute(parts)} - set(listed)
    return [*listed, *sorted(strays)]


def size(connection: Connection, room_id: str) -> tuple[int, str]:
    """Return number and hash of a room's last event, by its head; 0 and nothing without one."""
    query = select(room.c.head_seq, room.c.head_hash).where(room.c.id == room_id)
    row = connection.execute(query).first()
    return (0, "") if row is None else (row.head_seq, row.head_hash)


def breaks_in(connection: Connection, room_id: str) -> list[Break]:
    """Return every place at which a room does not hold, as a transaction sees it.

    First the chain. What stands beside it (title and time of the room, documents, seats) is held to
    what the events say, as far as these are whole: nobody can tell what a broken one said.
    """
    with _whatever_is_there(connection):
        row = connection.execute(select(room).where(room.c.id == room_id)).first()
        rows = connection.execute(
            select(event).where(event.c.room == room_id).order_by(event.c.seq)
        ).all()
        papers = connection.execute(select(document).where(document.c.room == room_id)).all()
        seats = connection.execute(select(seat).where(seat.c.room == room_id)).all()
    if row is None and not (rows or papers or seats):
        raise NoRoom(f"there is no room `{room_id}`")
    links, breaks = _links(rows)
    if row is None:
        last = links[-1] if links else None
        breaks.append(Break(0, "the room's own row, with its head, is missing"))
        head = Head(last.seq, last.hash) if last else Head(0, "")
    else:
        head = Head(row.head_seq if isinstance(row.head_seq, int) else -1, row.head_hash)
    breaks += [found for found in checked(links, head) if found.seq not in _numbers(breaks)]
    broken = _numbers(breaks)
    whole = [link for link in links if isinstance(link, Event) and link.seq not in broken]
    breaks += _opening(row, whole, links)
    breaks += _documents(papers, whole, complete=not broken)
    if not broken:
        breaks += _seats(seats, whole)
    return sorted(breaks, key=lambda found: found.seq)


def seats_in(events: Iterable[Event]) -> dict[str, tuple[Seat | None, int]]:
    """Return the seat that a record gives each person (None: taken away), and by which event."""
    seats: dict[str, tuple[Seat | None, int]] = {}
    for given in events:
        found = seat_of(given.act)
        if found is not None:
            seats[found.person] = (found, given.seq)
        elif given.act.kind == "member.left":
            seats[given.act.data["person"]] = (None, given.seq)
    return seats


def _links(rows: Sequence[Row[Any]]) -> tuple[list[Event | Sealed], list[Break]]:
    """Return the events as links of the chain; one that cannot be read has its hashes alone."""
    links: list[Event | Sealed] = []
    breaks: list[Break] = []
    for row in rows:
        if not isinstance(row.seq, int):  # SQLite takes anything for a number
            breaks.append(Break(0, f"an event is numbered {row.seq!r}"))
            continue
        try:
            found = event_of(row)
            same = row_of(found) == dict(row._mapping) and isinstance(row.at, str)  # noqa: SLF001
        except (TypeError, ValueError):
            same = False
        if same:
            links.append(found)
        else:
            links.append(Sealed(row.room, row.seq, str(row.digest), str(row.hash)))
            breaks.append(Break(row.seq, "its content is not in our spelling: somebody changed it"))
    return links, breaks


def _opening(
    row: Row[Any] | None, whole: Sequence[Event], links: Sequence[Event | Sealed]
) -> list[Break]:
    if not links:
        return [Break(1, "it is missing: every room begins with its opening")]
    if row is None or not whole or whole[0].seq != 1:
        return []
    opening = whole[0]
    found = []
    if row.title != opening.act.data.get("title"):
        found.append(Break(1, "the title of the room is not the one that it gives"))
    if row.created != opening.at:
        found.append(Break(1, "the time at which the room was made is not its own"))
    return found


def _documents(
    papers: Sequence[Row[Any]], events: Sequence[Event], *, complete: bool
) -> list[Break]:
    named = named_documents(events)
    there = {(row.sha256, row.audience): row.body for row in papers}
    found = []
    for key, seq in named.items():
        if key not in there:
            found.append(Break(seq, f"the document {key[0]} that it names is missing"))
        elif hashlib.sha256(_bytes(there[key])).hexdigest() != key[0]:
            found.append(Break(seq, f"the document {key[0]} that it names is not what it was"))
    if complete:
        for sha256, audience in there.keys() - named.keys():
            what = f"the document {sha256} for {audience} is one that no event names"
            found.append(Break(0, what))
    return found


def _seats(rows: Sequence[Row[Any]], events: Sequence[Event]) -> list[Break]:
    given = seats_in(events)
    there = {row.person: dict(row._mapping) for row in rows}  # noqa: SLF001  its public name
    found = []
    for person, (sat, seq) in given.items():
        expected = None if sat is None else row_of_seat(events[0].room, sat)
        if there.get(person) != expected:
            found.append(Break(seq, f"the seat at hand of {person} is not the one that it gives"))
    found += [
        Break(0, f"the seat of {person} is one that no event gives")
        for person in there.keys() - given.keys()
    ]
    return found


def _numbers(breaks: Sequence[Break]) -> set[int]:
    return {found.seq for found in breaks}


def _bytes(body: bytes | str) -> bytes:
    """Return the bytes of a document, whatever somebody put in their place."""
    return body.encode() if isinstance(body, str) else body


@contextmanager
def _whatever_is_there(connection: Connection) -> Iterator[None]:
    """Let SQLite read a text that is not UTF-8, which can only have come there by hand."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.dbapi_connection
    driver.text_factory = lambda text: text.decode(errors="replace")
    try:
        yield
    finally:
        driver.text_factory = str
