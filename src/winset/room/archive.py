"""A room taken out as one file, and put back: verified first, byte for byte."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO, ClassVar

from sqlalchemy import Connection, select
from sqlalchemy.exc import DataError

from winset.case.errors import WinsetError
from winset.room.people import tables as people
from winset.room.record.chain import Break, Head
from winset.room.record.events import TABLE, Event, sealed
from winset.room.record.file import BadRoomFile, Paper, RoomFile, read, spelled
from winset.room.state.fold import UnknownAct, step, visible
from winset.room.state.state import State
from winset.room.store.store import Store, event_of, row_of, row_of_seat
from winset.room.store.tables import document, event, room, seat
from winset.room.verdict import breaks_in, seats_in


class Occupied(WinsetError):  # noqa: N818  says what is in the way
    """Something is there already that must not be written over."""


class NotWhole(WinsetError):  # noqa: N818  says what is wrong
    """A record that does not hold."""

    exit_code: ClassVar[int] = 1

    def __init__(self, where: str, breaks: Sequence[Break]) -> None:
        lines = "\n".join(
            f"  event {found.seq}: {found.what}" if found.seq else f"  {found.what}"
            for found in breaks
        )
        super().__init__(f"{where}: the record does not hold, and nothing was written:\n{lines}")


def exported(store: Store, room_id: str, delegation: str | None = None) -> bytes:
    """Return a room as one file; for one `delegation`, with what it may not see sealed.

    Raises NoRoom; NotWhole if the record does not hold; WinsetError for a delegation that the room
    does not have.
    """
    with store.reading() as connection:
        breaks = breaks_in(connection, room_id)
        if breaks:
            raise NotWhole(f"room {room_id}", breaks)
        row = connection.execute(select(room).where(room.c.id == room_id)).one()
        rows = connection.execute(
            select(event).where(event.c.room == room_id).order_by(event.c.seq)
        )
        events = [event_of(row) for row in rows]
        _refuse_unknown(events, delegation)
        papers = _papers(connection, room_id, delegation)
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
        head=Head(row.head_seq, row.head_hash),
    )
    return b"".join(spelled(whole))


def imported(store: Store, file: BinaryIO) -> str:
    """Put the room in a file into a store, and return its id.

    People whom the store does not know get accounts that nobody can sign in to before
    `winset room password` has set one. Raises BadRoomFile; Occupied if the room is there.
    """
    given = read(file)
    events = [one for one in given.events if isinstance(one, Event)]
    if len(events) < len(given.events):
        raise Occupied("this is an extract for one delegation: it can be verified, not imported")
    _refuse_senseless(events, line=2 + len(given.papers))
    try:
        with store.changing(given.room) as connection:
            _put(connection, given, events)
    except DataError:
        raise BadRoomFile(1, "something in this room is longer than a database keeps") from None
    return given.room


def _put(connection: Connection, given: RoomFile, events: Sequence[Event]) -> None:
    there = select(room.c.id).where(room.c.id == given.room)
    if connection.execute(there).first() is not None:
        raise Occupied(f"room {given.room} is in this database already; nothing was written")
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
    for who, _ in seats_in(events).values():
        if who is None:
            continue
        known = select(people.person.c.id).where(people.person.c.id == who.person)
        if connection.execute(known).first() is None:
            connection.execute(
                people.person.insert().values(
                    id=who.person,
                    handle=who.person,
                    name=who.name,
                    owner=False,
                    disabled=False,
                    created=given.created,
                )
            )
        connection.execute(seat.insert().values(**row_of_seat(given.room, who)))


def _refuse_senseless(events: Sequence[Event], line: int) -> None:
    """Raise BadRoomFile at the first event from which no state follows.

    Its hashes may hold all the same: anybody can chain nonsense.
    """
    for delegation in (None, *sorted({one.act.audience for one in events} - {TABLE})):
        state = State(events[0].room)
        for given in visible(events, delegation):
            at = line + given.seq - 1
            try:
                state = step(state, given)
                seats_in([given])
            except UnknownAct as error:
                raise BadRoomFile(at, str(error)) from None
            except Exception:  # noqa: BLE001  whatever nonsense leads to
                raise BadRoomFile(at, f"nothing follows from event {given.seq}") from None


def _refuse_unknown(events: Sequence[Event], delegation: str | None) -> None:
    there = [one.act.data["id"] for one in events if one.act.kind == "delegation.seated"]
    if delegation is not None and delegation not in there:
        raise WinsetError(
            f"this room has no delegation `{delegation}`; delegations: {', '.join(there)}"
        )


def _papers(connection: Connection, room_id: str, delegation: str | None) -> list[Paper]:
    query = select(document.c.audience, document.c.body).where(document.c.room == room_id)
    if delegation is not None:
        query = query.where(document.c.audience.in_((TABLE, delegation)))
    return [Paper(row.audience, row.body) for row in connection.execute(query)]
