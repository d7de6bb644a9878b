"""A record changed by hand: what was changed is named, and nothing else is blamed for it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, delete, insert, select, text, update

from room.house import Clock, House, house
from room.lived_in import lived_in
from room.postgres import Cluster
from winset.room.record.chain import Break
from winset.room.record.events import bound
from winset.room.store.opened import open_store
from winset.room.store.store import NoRoom, event_of, row_of
from winset.room.store.tables import document, event, room, seat
from winset.room.verdict import breaks_in, rooms_in, verified

EDITS: dict[str, list[Any]] = {
    "content": [
        "{}",
        "[]",
        "null",
        "",
        "{",
        "[" * 5000,
        '{"kind":"comment.made"}',
        '{"audience":"table","data":5,"delegation":null,"kind":"","name":"","role":"","who":"","why":""}',
    ],
    "at": ["2025-01-01T00:00:00.000000Z", ""],
    "salt": ["0" * 32, ""],
    "prev": ["f" * 64, ""],
    "digest": ["f" * 64, ""],
    "hash": ["f" * 64, ""],
}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def lived(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """Yield a house in either kind of database after a few acts; nobody changes it for good."""
    folder = tmp_path_factory.mktemp("lived")
    server: Cluster | None = None
    if request.param == "postgresql":
        server = request.getfixturevalue("cluster")
    database = server.fresh() if server else folder / "room.db"
    store = open_store(database, Clock())
    yield lived_in(house(folder, store))
    store.engine.dispose()


@contextmanager
def tampering(here: House) -> Iterator[Connection]:
    """Yield a connection of somebody who can write to the database; nothing of it is kept."""
    with here.store.engine.connect().execution_options(writes=True) as connection:
        keys = "PRAGMA foreign_keys={}"
        driver: Any = connection.connection.dbapi_connection
        if connection.dialect.name == "sqlite":
            driver.execute(keys.format("OFF"))
        with connection.begin() as transaction:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            yield connection
            transaction.rollback()
        if connection.dialect.name == "sqlite":
            driver.execute(keys.format("ON"))


def numbers(here: House) -> range:
    """Return the numbers of the events."""
    return range(1, here.store.head(here.room).seq + 1)


def named(connection: Connection, here: House) -> set[int]:
    """Return the numbers of all events that are blamed."""
    return {found.seq for found in breaks_in(connection, here.room)}


def test_a_room_that_nobody_tampered_with_is_whole(lived: House) -> None:
    assert [] == verified(lived.store, lived.room)


def test_a_room_is_whole_while_people_write(any_house: House) -> None:
    here = lived_in(any_house)
    over = threading.Event()

    def write() -> None:
        while not over.is_set():
            here.do("n-leader", "comment", on="issue:port", text="Another remark")

    writers = [threading.Thread(target=write) for _ in range(3)]
    for writer in writers:
        writer.start()
    told: list[Break] = []
    before = here.store.head(here.room).seq
    while here.store.head(here.room).seq < before + 30:
        told += verified(here.store, here.room)
    over.set()
    for writer in writers:
        writer.join()
    assert [] == told


@pytest.mark.parametrize("column", EDITS)
def test_any_column_of_any_event_changed_names_that_event_alone(lived: House, column: str) -> None:
    for seq in numbers(lived):
        for value in EDITS[column]:
            with tampering(lived) as connection:
                one = (event.c.room == lived.room, event.c.seq == seq)
                connection.execute(update(event).where(*one).values({column: value}))
                assert {seq} == named(connection, lived), (seq, value)


def test_any_character_of_what_was_said_counts(lived: House) -> None:
    for given in lived.store.events(lived.room):
        row = row_of(given)
        for at in range(0, len(row["content"]), 37):
            old = row["content"][at]
            new = f"{row['content'][:at]}{'x' if old != 'x' else 'y'}{row['content'][at + 1 :]}"
            with tampering(lived) as connection:
                one = (event.c.room == lived.room, event.c.seq == given.seq)
                connection.execute(update(event).where(*one).values(content=new))
                assert {given.seq} == named(connection, lived), new


@pytest.mark.parametrize(
    "respelled",
    [
        lambda content: content.replace(":", ": ", 1),
        lambda content: content.replace("{", '{"audience":"everybody",', 1),
        lambda content: content.replace("é", "\\u00e9"),
        lambda content: f"{content}\n",
    ],
    ids=["blank", "twice the same key", "escaped", "line end"],
)
def test_an_event_spelled_otherwise_is_named_though_it_says_the_same(
    lived: House, respelled: Any
) -> None:
    given = next(one for one in lived.store.events(lived.room) if "é" in str(one.act.data))
    with tampering(lived) as connection:
        one = (event.c.room == lived.room, event.c.seq == given.seq)
        content = respelled(row_of(given)["content"])
        connection.execute(update(event).where(*one).values(content=content))
        assert {given.seq} == named(connection, lived)


def test_a_number_changed_names_the_event_that_is_missing(lived: House) -> None:
    last = numbers(lived)[-1]
    for seq in numbers(lived):
        with tampering(lived) as connection:
            one = (event.c.room == lived.room, event.c.seq == seq)
            connection.execute(update(event).where(*one).values(seq=1000))
            gap = set() if seq == last else {last + 1}
            assert {seq, 1000} | gap == named(connection, lived)


def test_any_event_removed_is_named(lived: House) -> None:
    for seq in numbers(lived):
        with tampering(lived) as connection:
            connection.execute(delete(event).where(event.c.room == lived.room, event.c.seq == seq))
            assert {seq} == named(connection, lived)


def test_events_removed_from_the_end_are_named_by_the_first_of_them(lived: House) -> None:
    with tampering(lived) as connection:
        connection.execute(delete(event).where(event.c.room == lived.room, event.c.seq > 10))
        found = breaks_in(connection, lived.room)
    last = numbers(lived)[-1]
    assert [Break(11, f"it is missing, and so are all up to event {last}")] == found


def test_two_events_swapped_are_named_both(lived: House) -> None:
    for first, second in ((1, 2), (5, 6), (3, 20), (numbers(lived)[-2], numbers(lived)[-1])):
        with tampering(lived) as connection:
            for old, new in ((first, -1), (second, first), (-1, second)):
                connection.execute(
                    update(event)
                    .where(event.c.room == lived.room, event.c.seq == old)
                    .values(seq=new)
                )
            assert {first, second} == named(connection, lived)


def test_an_event_forged_with_hashes_of_its_own_breaks_the_chain_after_it(lived: House) -> None:
    given = lived.store.events(lived.room)[6]
    forged = bound(given.act, room=given.room, seq=7, at=given.at, prev=given.prev, salt="0" * 32)
    with tampering(lived) as connection:
        one = (event.c.room == lived.room, event.c.seq == 7)
        connection.execute(update(event).where(*one).values(row_of(forged)))
        found = breaks_in(connection, lived.room)
    what = "it does not follow the event before it: one of the two was changed"
    assert [Break(8, what)] == found


def test_a_chain_forged_whole_is_betrayed_by_a_hash_kept_outside_alone(lived: House) -> None:
    kept = lived.store.head(lived.room)
    with tampering(lived) as connection:
        prev = "0" * 64
        for given in lived.store.events(lived.room):
            forged = bound(
                given.act, room=given.room, seq=given.seq, at=given.at, prev=prev, salt="0" * 32
            )
            one = (event.c.room == lived.room, event.c.seq == given.seq)
            connection.execute(update(event).where(*one).values(row_of(forged)))
            prev = forged.hash
        connection.execute(update(room).where(room.c.id == lived.room).values(head_hash=prev))
        assert [] == breaks_in(connection, lived.room)
        assert kept.hash != prev


def test_an_event_added_by_hand_is_named(lived: House) -> None:
    last = lived.store.events(lived.room)[-1]
    added = bound(
        last.act, room=last.room, seq=last.seq + 1, at=last.at, prev=last.hash, salt="0" * 32
    )
    with tampering(lived) as connection:
        connection.execute(insert(event).values(row_of(added)))
        assert {last.seq + 1} == named(connection, lived)


@pytest.mark.parametrize(("change", "beyond"), [(-1, 0), (1, 1), (-1000, 0)])
def test_a_head_with_another_number_is_named(lived: House, change: int, beyond: int) -> None:
    last = numbers(lived)[-1]
    with tampering(lived) as connection:
        changed = update(room).where(room.c.id == lived.room)
        connection.execute(changed.values(head_seq=last + change))
        assert {last + beyond} == named(connection, lived)


def test_a_head_with_another_hash_is_named(lived: House) -> None:
    with tampering(lived) as connection:
        connection.execute(update(room).where(room.c.id == lived.room).values(head_hash="f" * 64))
        assert {numbers(lived)[-1]} == named(connection, lived)


@pytest.mark.parametrize("column", ["title", "created"])
def test_the_name_and_the_age_of_a_room_are_those_of_its_opening(lived: House, column: str) -> None:
    with tampering(lived) as connection:
        connection.execute(update(room).where(room.c.id == lived.room).values({column: "2020"}))
        assert {1} == named(connection, lived)


def test_a_room_emptied_with_its_head_is_noticed(lived: House) -> None:
    with tampering(lived) as connection:
        connection.execute(delete(event).where(event.c.room == lived.room))
        connection.execute(
            update(room).where(room.c.id == lived.room).values(head_seq=0, head_hash="0" * 64)
        )
        assert 1 in named(connection, lived)


def test_a_room_without_its_row_is_noticed_as_long_as_anything_of_it_is_left(lived: House) -> None:
    with tampering(lived) as connection:
        connection.execute(delete(room).where(room.c.id == lived.room))
        assert [lived.room] == rooms_in(connection)
        assert ["the room's own row, with its head, is missing"] == [
            found.what for found in breaks_in(connection, lived.room)
        ]


def test_a_document_changed_moved_or_removed_names_the_event_that_brought_it(lived: House) -> None:
    brought = {
        one.act.data["document"]: one
        for one in lived.store.events(lived.room)
        if "document" in one.act.data
    }
    assert 2 == len(brought)
    for sha256, one in brought.items():
        mine = (document.c.room == lived.room, document.c.sha256 == sha256)
        for values in ({"body": b"x"}, {"audience": "mediator"}, {"sha256": "f" * 64}):
            with tampering(lived) as connection:
                connection.execute(update(document).where(*mine).values(values))
                assert one.seq in named(connection, lived)
                assert {one.seq, 0} >= named(connection, lived)
        with tampering(lived) as connection:
            connection.execute(delete(document).where(*mine))
            assert {one.seq} == named(connection, lived)


def test_a_document_shown_to_another_delegation_is_noticed(lived: House) -> None:
    with tampering(lived) as connection:
        copied = select(document).where(document.c.audience == "north")
        row = connection.execute(copied).one()
        connection.execute(insert(document).values({**row._mapping, "audience": "south"}))
        found = breaks_in(connection, lived.room)
    assert [Break(0, f"the document {row.sha256} for south is one that no event names")] == found


@pytest.mark.parametrize(
    "values",
    [{"name": "Another"}, {"delegation": "south"}, {"role": "leader"}, {"tracks": "{"}],
    ids=str,
)
def test_a_seat_changed_names_the_event_that_gave_it(lived: House, values: dict[str, str]) -> None:
    given = {
        one.act.data["person"]: one.seq
        for one in lived.store.events(lived.room)
        if one.act.kind == "member.joined"
    }
    for handle in ("n-technical", "m-analyst"):
        person = lived.people[handle].id
        mine = (seat.c.room == lived.room, seat.c.person == person)
        with tampering(lived) as connection:
            connection.execute(update(seat).where(*mine).values(values))
            assert {given[person]} == named(connection, lived)
        with tampering(lived) as connection:
            connection.execute(delete(seat).where(*mine))
            assert {given[person]} == named(connection, lived)


def test_a_seat_taken_by_hand_is_noticed(lived: House) -> None:
    row = {"room": lived.room, "delegation": "north", "role": "leader", "tracks": "[]"}
    with tampering(lived) as connection:
        connection.execute(insert(seat).values(**row, person="p_mallory", name="Mallory"))
        assert {0} == named(connection, lived)
    back = lived.people["n-observer"].id
    left = lived.store.head(lived.room).seq
    with tampering(lived) as connection:  # a seat that was taken away, and came back by itself
        connection.execute(insert(seat).values(**row, person=back, name="Back"))
        assert {left} == named(connection, lived)


def test_what_sqlite_keeps_in_a_column_of_another_kind_is_named(here: House) -> None:
    lived_in(here)
    edits = {
        "content": "CAST(x'ff' AS TEXT)",
        "at": "x'00'",
        "hash": "x'00'",
        "salt": "CAST(x'c0' AS TEXT)",
    }
    for column, value in edits.items():
        with tampering(here) as connection:
            edit = f"UPDATE event SET {column} = {value} WHERE seq = 5"  # noqa: S608  ours
            connection.execute(text(edit))
            assert {5} == named(connection, here), column
    with tampering(here) as connection:
        connection.execute(text("UPDATE event SET seq = 'five' WHERE seq = 5"))
        assert {0, 5} == named(connection, here)
    with tampering(here) as connection:
        connection.execute(text("UPDATE room SET head_seq = 'many'"))
        assert {numbers(here)[-1]} == named(connection, here)


def test_a_room_that_is_not_there_is_no_room(here: House) -> None:
    with pytest.raises(NoRoom, match="no room `r_000000000000`"):
        verified(here.store, "r_000000000000")


def test_events_are_read_as_they_were_written(lived: House) -> None:
    with lived.store.reading() as connection:
        rows = connection.execute(select(event).where(event.c.room == lived.room)).all()
    assert [dict(row._mapping) for row in rows] == [row_of(event_of(row)) for row in rows]
