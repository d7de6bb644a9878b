"""Rooms taken out and put back: byte for byte, verified, never over something."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from room.house import House
from winset.room.acts.drafting import MakeComment
from winset.room.archive import (
    NotWhole,
    Occupied,
    backed_up,
    exported,
    imported,
    restored,
    verified,
)
from winset.room.perform import Rooms
from winset.room.record.file import BadRoomFile, read
from winset.room.store.opened import open_store


def lived_in(here: House) -> House:
    """Return the house after a few acts of both sides, private and tabled."""
    here.do("n-principal", "mandate", allowed={"port": {"lease": "free"}}, note="NORTH-ONLY")
    here.do("n-technical", "draft", id="p", name="Draft “é”", options={"port": "lease"})
    here.do("n-principal", "table", id="p")
    here.do("s-technical", "comment", on="issue:port", text="SOUTH-ONLY")
    here.do("n-principal", "unseat", person=here.people["n-observer"].id)
    return here


def edit(here: House, sql: str) -> None:
    with here.store.changing() as connection:
        connection.execute(text(sql), {"room": here.room})


def test_a_room_that_nobody_tampered_with_is_whole(here: House) -> None:
    assert verified(lived_in(here).store, here.room) == []


@pytest.mark.parametrize(
    ("sql", "event"),
    [
        ("UPDATE event SET content = replace(content, 'NORTH', 'south') WHERE room = :room", 21),
        ("UPDATE event SET at = '2025-01-01T00:00:00.000000Z' WHERE room = :room AND seq = 7", 7),
        ("UPDATE event SET salt = prev WHERE room = :room AND seq = 3", 3),
        ("UPDATE event SET digest = prev WHERE room = :room AND seq = 4", 4),
        ("UPDATE event SET hash = digest WHERE room = :room AND seq = 5", 5),
        ("UPDATE event SET prev = digest WHERE room = :room AND seq = 6", 6),
        ("UPDATE event SET content = '{' WHERE room = :room AND seq = 9", 9),
        ("UPDATE event SET content = '{}' WHERE room = :room AND seq = 9", 9),
        ("DELETE FROM event WHERE room = :room AND seq = 8", 9),
        ("DELETE FROM event WHERE room = :room AND seq > 10", 10),
        ("DELETE FROM event WHERE room = :room AND seq < 3", 3),
    ],
)
def test_a_row_edited_by_hand_is_named(here: House, sql: str, event: int) -> None:
    lived_in(here)
    edit(here, sql)
    assert event == verified(here.store, here.room)[0].seq


@pytest.mark.parametrize(
    ("sql", "what"),
    [
        ("UPDATE document SET body = 'x' WHERE room = :room", "is not what it was"),
        ("DELETE FROM document WHERE room = :room", "is missing"),
        ("UPDATE seat SET role = 'leader' WHERE room = :room", "seats"),
        ("DELETE FROM seat WHERE room = :room", "seats"),
    ],
)
def test_what_stands_beside_the_events_is_verified_too(here: House, sql: str, what: str) -> None:
    lived_in(here)
    edit(here, sql)
    assert what in verified(here.store, here.room)[0].what


def test_a_room_goes_out_and_in_byte_for_byte(here: House, tmp_path: Path) -> None:
    body = exported(lived_in(here).store, here.room)
    other = open_store(tmp_path / "other.db")
    assert here.room == imported(other, body)
    assert body == exported(other, here.room)
    assert [] == verified(other, here.room)


def test_work_goes_on_in_an_imported_room(here: House, tmp_path: Path) -> None:
    body = exported(lived_in(here).store, here.room)
    other = open_store(tmp_path / "other.db")
    imported(other, body)
    rooms = Rooms(other, here.clock)
    leader = here.people["n-leader"].id
    rooms.perform(here.room, leader, MakeComment(on="issue:port", text="Here again"))
    assert [] == verified(other, here.room)
    assert other.seat(here.room, here.people["n-observer"].id) is None


def test_an_import_never_writes_over_a_room(here: House) -> None:
    body = exported(here.store, here.room)
    with pytest.raises(Occupied, match="already"):
        imported(here.store, body)


def test_a_changed_file_is_refused_by_its_line_and_nothing_is_written(
    here: House, tmp_path: Path
) -> None:
    body = exported(lived_in(here).store, here.room)
    other = open_store(tmp_path / "other.db")
    line = next(n for n, line in enumerate(body.splitlines(), 1) if b"NORTH-ONLY" in line)
    with pytest.raises(BadRoomFile, match=rf"line {line}: .*content is not what was recorded"):
        imported(other, body.replace(b"NORTH-ONLY", b"NORTH-ALSO"))
    with pytest.raises(BadRoomFile, match="cut short"):
        imported(other, b"\n".join(body.splitlines()[:-1]))
    with pytest.raises(BadRoomFile, match="no JSON text"):
        imported(other, body[:-30])
    with pytest.raises(BadRoomFile, match="document"):
        imported(other, body.replace(b"A harbour shared", b"A harbour stolen", 2))
    assert [] == other.rooms()


def test_an_extract_seals_what_the_delegation_may_not_see_and_still_holds(here: House) -> None:
    body = exported(lived_in(here).store, here.room, "south")
    assert b"NORTH-ONLY" not in body
    assert b"SECRET" not in body
    assert b"SOUTH-ONLY" in body
    assert read(body.splitlines()).head == here.store.head(here.room)


def test_an_extract_cannot_be_imported_as_the_room(here: House, tmp_path: Path) -> None:
    body = exported(here.store, here.room, "south")
    with pytest.raises(Occupied, match="extract"):
        imported(open_store(tmp_path / "other.db"), body)


def test_a_broken_room_is_not_exported(here: House) -> None:
    edit(here, "UPDATE event SET hash = digest WHERE room = :room AND seq = 5")
    with pytest.raises(NotWhole, match="event 5"):
        exported(here.store, here.room)


def test_a_backup_comes_back_with_rooms_and_people(here: House, tmp_path: Path) -> None:
    lived_in(here)
    assert 1 == backed_up(here.store, tmp_path / "backup.db")
    other = open_store(tmp_path / "other.db")
    assert 1 == restored(tmp_path / "backup.db", other)
    assert exported(here.store, here.room) == exported(other, here.room)


def test_a_backup_holds_no_session(here: House, tmp_path: Path) -> None:
    here.browser("n-leader")
    backed_up(here.store, tmp_path / "backup.db")
    with open_store(tmp_path / "backup.db").reading() as connection:
        assert [] == connection.execute(text("SELECT * FROM session")).all()


def test_a_backup_never_writes_over_a_file(here: House, tmp_path: Path) -> None:
    (tmp_path / "backup.db").write_text("mine")
    with pytest.raises(Occupied, match="never writes over"):
        backed_up(here.store, tmp_path / "backup.db")


def test_a_restore_refuses_a_database_in_use_and_a_broken_backup(
    here: House, tmp_path: Path
) -> None:
    backed_up(here.store, tmp_path / "backup.db")
    with pytest.raises(Occupied, match="into a new one"):
        restored(tmp_path / "backup.db", here.store)
    broken = open_store(tmp_path / "backup.db")
    with broken.changing() as connection:
        connection.execute(text("DELETE FROM event WHERE seq = 2"))
    with pytest.raises(NotWhole, match="event 2 before it is missing"):
        restored(tmp_path / "backup.db", open_store(tmp_path / "other.db"))
