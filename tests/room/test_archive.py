"""Rooms taken out and put back: byte for byte, verified, never over something."""

from __future__ import annotations

import threading
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import text

from room.house import House
from room.lived_in import lived_in
from room.postgres import Cluster
from winset.case.errors import WinsetError
from winset.room.acts.drafting import MakeComment
from winset.room.archive import NotWhole, Occupied, exported, imported
from winset.room.perform import Rooms
from winset.room.record.chain import Head
from winset.room.record.events import TABLE, Draft, Event, bound
from winset.room.record.file import BadRoomFile, RoomFile, read, spelled
from winset.room.store.opened import open_store
from winset.room.store.store import Store
from winset.room.verdict import verified


@pytest.fixture
def other(tmp_path: Path) -> Store:
    """Return another store, in which nothing is."""
    return open_store(tmp_path / "other.db")


def test_a_room_goes_from_any_database_to_the_other_kind_and_back_byte_for_byte(
    any_house: House, other: Store, cluster: Cluster
) -> None:
    body = exported(lived_in(any_house).store, any_house.room)
    url = cluster.fresh()
    between = open_store(url)
    assert any_house.room == imported(between, BytesIO(body))
    assert body == exported(between, any_house.room)
    imported(other, BytesIO(exported(between, any_house.room)))
    assert body == exported(other, any_house.room)
    assert [] == verified(between, any_house.room) + verified(other, any_house.room)
    for delegation in (None, "north", "south", "mediator"):
        states = {
            repr(Rooms(store, any_house.clock).state(any_house.room, delegation))
            for store in (any_house.store, between, other)
        }
        assert 1 == len(states)
    between.engine.dispose()
    cluster.give_back(url)


def test_work_goes_on_in_an_imported_room(here: House, other: Store) -> None:
    imported(other, BytesIO(exported(lived_in(here).store, here.room)))
    rooms = Rooms(other, here.clock)
    leader = here.people["n-leader"].id
    rooms.perform(here.room, leader, MakeComment(on="issue:port", text="Here again"))
    assert [] == verified(other, here.room)
    assert other.seat(here.room, here.people["n-observer"].id) is None


def test_an_import_never_writes_over_a_room(any_house: House) -> None:
    body = exported(any_house.store, any_house.room)
    with pytest.raises(Occupied, match="already"):
        imported(any_house.store, BytesIO(body))


def test_of_two_who_import_at_once_one_is_told_that_it_is_there(
    here: House, any_store: Store
) -> None:
    body = exported(here.store, here.room)
    told: list[str] = []

    def put() -> None:
        try:
            told.append(imported(any_store, BytesIO(body)))
        except Occupied:
            told.append("occupied")

    both = [threading.Thread(target=put) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert ["occupied", here.room] == sorted(told)


def test_a_room_is_exported_whole_while_people_write(any_house: House) -> None:
    over = threading.Event()

    def write() -> None:
        while not over.is_set():
            any_house.do("n-leader", "comment", on="issue:port", text="Another remark")

    writer = threading.Thread(target=write)
    writer.start()
    files = [read(BytesIO(exported(any_house.store, any_house.room))) for _ in range(5)]
    over.set()
    writer.join()
    assert all(file.head.seq == file.events[-1].seq for file in files)


def test_a_changed_file_is_refused_by_its_line_and_nothing_is_written(
    here: House, other: Store
) -> None:
    body = exported(lived_in(here).store, here.room)
    line = next(n for n, line in enumerate(body.splitlines(), 1) if b"NORTH-ONLY" in line)
    lines = body.splitlines(keepends=True)
    for changed, match in (
        (body.replace(b"NORTH-ONLY", b"NORTH-ALSO"), rf"line {line}: .*not what was recorded"),
        (b"".join(lines[:-1]), "cut short"),
        (body[:-30], "cut short"),
        (b"", "line 1: this is no room file"),
        (body.replace(b"A harbour shared", b"A harbour stolen", 1), r"line 1: title and time"),
        (body.replace(b"SECRET-fact", b"SECRET-lie", 1), "document .* is missing, or was changed"),
        (b"".join([*lines[:2], *lines[3:]]), "document .* is missing, or was changed"),
        (body + b"\n", rf"line {len(lines) + 1}: "),
        (body.replace(b"\n", b"\r\n"), "line 1: this is no line that winset wrote"),
    ):
        with pytest.raises(BadRoomFile, match=match):
            imported(other, BytesIO(changed))
    assert [] == other.rooms()


def test_what_is_chained_well_and_means_nothing_is_refused(here: House, other: Store) -> None:
    given = read(BytesIO(exported(here.store, here.room)))
    first = given.events[0]
    assert isinstance(first, Event)
    nonsense = Draft("proposal.tabled", "p_1", "Somebody", "north", "principal", TABLE, {"id": 5})
    for draft, match in (
        (nonsense, "line 3: nothing follows from event 2"),
        (Draft("moon.landed", "p_1", "Somebody", None, "owner", TABLE), "does not know"),
    ):
        event = bound(draft, room=given.room, seq=2, at=first.at, prev=first.hash, salt="0" * 32)
        events = (first, event)
        head = Head(event.seq, event.hash)
        made = RoomFile(given.room, given.title, given.created, (), events, head)
        with pytest.raises(BadRoomFile, match=match):
            imported(other, BytesIO(b"".join(spelled(made))))
    assert [] == other.rooms()


def test_an_extract_seals_what_the_delegation_may_not_see_and_still_holds(here: House) -> None:
    body = exported(lived_in(here).store, here.room, "south")
    assert b"NORTH-ONLY" not in body
    assert b"SECRET" not in body
    assert b"SOUTH-ONLY" in body
    assert read(BytesIO(body)).head == here.store.head(here.room)


def test_an_extract_is_for_a_delegation_of_the_room(here: House) -> None:
    with pytest.raises(WinsetError, match="delegations: north, south, mediator"):
        exported(here.store, here.room, "nroth")


def test_an_extract_cannot_be_imported_as_the_room(here: House, other: Store) -> None:
    body = exported(here.store, here.room, "south")
    with pytest.raises(Occupied, match="extract"):
        imported(other, BytesIO(body))


def test_a_broken_room_is_not_exported(any_house: House) -> None:
    with any_house.store.changing() as connection:
        connection.execute(text("UPDATE event SET hash = digest WHERE seq = 5"))
    with pytest.raises(NotWhole, match="event 5"):
        exported(any_house.store, any_house.room)
