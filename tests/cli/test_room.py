"""`winset room`: what each subcommand prints, writes and refuses, and how it ends."""

from __future__ import annotations

import importlib.util
import io
import json
import sqlite3
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from command import Run, calls
from room.house import CHEAP, PASSWORD, Clock, House, house
from room.lived_in import lived_in
from room.postgres import running
from winset.room.people.passwords import Passwords
from winset.room.store.opened import open_store


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Yield the name of an empty database, in which one house comes to stand."""
    if request.param == "sqlite":
        yield str(tmp_path_factory.mktemp("here") / "room.db")
        return
    with running() as server:
        yield server.fresh()


@pytest.fixture(scope="module")
def here(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Yield a house that is lived in."""
    store = open_store(database, Clock())
    yield lived_in(house(tmp_path_factory.mktemp("house"), store))
    store.engine.dispose()


@pytest.fixture
def room(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a call of `winset room`."""
    return calls("room", capsys)


def test_list_tells_the_rooms(room: Run, here: House, database: str) -> None:
    done = room("list", "--database", database)
    seq = here.store.head(here.room).seq
    assert (0, f"{here.room}  {seq:6} events  A harbour shared\n") == (done.exit_code, done.stdout)
    told = json.loads(room("list", "--database", database, "--json").stdout)
    assert {"rooms": [{"id": here.room, "title": "A harbour shared", "events": seq}]} == told


def test_verify_says_that_a_record_is_whole(room: Run, here: House, database: str) -> None:
    head = here.store.head(here.room)
    line = f"{here.room}: whole, {head.seq} events, hash {head.hash}\n"
    for named in ([], [here.room]):
        done = room("verify", *named, "--database", database)
        assert (0, line) == (done.exit_code, done.stdout)
    told = json.loads(room("verify", "--database", database, "--json").stdout)
    whole = {"room": here.room, "events": head.seq, "hash": head.hash, "breaks": []}
    assert {"rooms": [whole]} == told


def test_verify_names_the_event_that_was_changed_and_ends_with_1(
    room: Run, here: House, database: str
) -> None:
    def salted(salt: str) -> None:
        with here.store.changing() as connection:
            connection.execute(text("UPDATE event SET salt = :salt WHERE seq = 7"), {"salt": salt})

    before = here.store.events(here.room)[6].salt
    salted("0" * 32)
    done = room("verify", "--database", database)
    told = json.loads(room("verify", "--database", database, "--json").stdout)
    refused = room("export", here.room, "never.room", "--database", database)
    salted(before)
    what = "its content is not what was recorded: somebody changed it"
    assert 1 == done.exit_code
    assert f"{here.room}: does not hold" in done.stdout
    assert f"  event 7: {what}\n" in done.stdout
    assert [{"event": 7, "what": what}] == told["rooms"][0]["breaks"]
    assert (1, False) == (refused.exit_code, Path("never.room").exists())


def test_a_room_goes_out_and_into_a_new_database_and_out_again(
    room: Run, here: House, database: str, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.room", tmp_path / "second.room"
    other = str(tmp_path / "other.db")
    assert 0 == room("export", here.room, str(first), "--database", database).exit_code
    assert 0o600 == stat.S_IMODE(first.stat().st_mode)
    assert f"{here.room}\n" == room("import", str(first), "--database", other).stdout
    assert 0 == room("export", here.room, str(second), "--database", other).exit_code
    assert first.read_bytes() == second.read_bytes()
    again = room("import", str(first), "--database", other)
    assert (2, True) == (again.exit_code, "is in this database already" in again.stderr)


def test_an_extract_is_verified_by_its_file(
    room: Run, here: House, database: str, tmp_path: Path
) -> None:
    extract, head = tmp_path / "south.room", here.store.head(here.room)
    room("export", here.room, str(extract), "--for", "south", "--database", database)
    done = room("verify", "--extract", str(extract))
    line = f"{here.room}: whole, {head.seq} events, hash {head.hash}\n"
    assert (0, line) == (done.exit_code, done.stdout)
    extract.write_bytes(extract.read_bytes().replace(b"SOUTH-ONLY", b"SOUTH-ALSO"))
    changed = room("verify", "--extract", str(extract))
    assert (1, True) == (changed.exit_code, "does not hold at event 2" in changed.stderr)
    extract.write_bytes(b"a letter\n")
    assert 2 == room("verify", "--extract", str(extract)).exit_code
    both = room("verify", here.room, "--extract", str(extract))
    assert (2, True) == (both.exit_code, "not both" in both.stderr)


def test_an_export_writes_over_an_earlier_one_and_over_nothing_else(
    room: Run, here: House, database: str, tmp_path: Path
) -> None:
    target = tmp_path / "a.room"
    for _ in range(2):
        assert 0 == room("export", here.room, str(target), "--database", database).exit_code
    target.write_text("a letter")
    refused = room("export", here.room, str(target), "--database", database)
    assert (2, "a letter") == (refused.exit_code, target.read_text())
    assert "not an earlier winset result" in refused.stderr


def test_a_backup_goes_into_a_new_database_and_no_other(
    room: Run, here: House, database: str, tmp_path: Path
) -> None:
    backup, other = str(tmp_path / "monday.db"), str(tmp_path / "new.db")
    made = room("backup", backup, "--database", database)
    assert (0, f"1 room in {backup}\n") == (made.exit_code, made.stdout)
    put = room("restore", backup, "--database", other)
    assert (0, f"1 room from {backup}\n") == (put.exit_code, put.stdout)
    told = [room("verify", "--database", name).stdout for name in (database, other)]
    assert told[0] == told[1]
    again = room("restore", backup, "--database", other)
    assert (2, True) == (again.exit_code, "restore into a new one" in again.stderr)
    over = room("backup", backup, "--database", database)
    assert (2, True) == (over.exit_code, "never writes over one" in over.stderr)
    assert here.room in told[0]


def test_a_password_is_set_by_sign_in_name(
    room: Run, here: House, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Passwords, "__init__", _cheap)
    monkeypatch.setattr(sys, "stdin", io.StringIO("another password of the tests\n"))
    done = room("password", "s-observer", "--sign-in-name", "ada", "--database", database)
    assert (0, "", "") == (done.exit_code, done.stdout, done.stderr)
    visitor = here.visitor()
    for handle, password, status in (
        ("ada", "another password of the tests", 303),
        ("ada", PASSWORD, 403),
        ("s-observer", "another password of the tests", 403),
    ):
        form = {"handle": handle, "password": password}
        assert status == visitor.post("/sign-in", data=form).status_code


def _cheap(passwords: Passwords) -> None:
    passwords._hasher, passwords._nobody = CHEAP, CHEAP.hash("nobody")


@pytest.mark.parametrize(
    ("arguments", "typed", "says"),
    [
        (["s-leader"], "short", "at least 12 characters"),
        (["s-leader"], "", "at least 12 characters"),
        (["nobody-here"], "a password of the tests", "there is no account `nobody-here`"),
        (["s-leader", "--sign-in-name", "n-leader"], "a password of the tests", "is taken"),
        (["s-leader", "--sign-in-name", "!"], "a password of the tests", "2 to 64 letters"),
    ],
)
def test_a_password_that_cannot_be_set_changes_nothing(
    room: Run,
    here: House,
    database: str,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    typed: str,
    says: str,
) -> None:
    monkeypatch.setattr(Passwords, "__init__", _cheap)
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{typed}\n"))
    done = room("password", *arguments, "--database", database)
    assert (2, True) == (done.exit_code, says in done.stderr)
    assert (
        303
        == here.visitor()
        .post("/sign-in", data={"handle": "s-leader", "password": PASSWORD})
        .status_code
    )


@pytest.mark.parametrize(
    "arguments",
    [["verify", "r_000000000000"], ["export", "r_000000000000", "never.room"]],
)
def test_a_room_that_is_not_there_is_said_so(
    room: Run, here: House, database: str, arguments: list[str]
) -> None:
    done = room(*arguments, "--database", database)
    assert here.room != arguments[1]
    assert (2, "there is no room `r_000000000000`\n") == (done.exit_code, done.stderr)


def test_an_export_for_nobody_names_the_delegations(
    room: Run, here: House, database: str, tmp_path: Path
) -> None:
    target = tmp_path / "a.room"
    done = room("export", here.room, str(target), "--for", "nroth", "--database", database)
    assert (2, False) == (done.exit_code, target.exists())
    assert "delegations: north, south, mediator" in done.stderr


READING = (
    ["list"],
    ["verify"],
    ["export", "r_000000000000", "never.room"],
    ["backup", "never.db"],
    ["password", "ada"],
)


@pytest.mark.parametrize("arguments", READING, ids=lambda arguments: arguments[0])
def test_a_database_that_is_not_there_is_none_and_is_not_made(
    room: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    done = room(*arguments, "--database", "talsk.db")
    assert (3, "talsk.db: there is no such file; name another --database\n") == (
        done.exit_code,
        done.stderr,
    )
    assert [] == list(tmp_path.iterdir())


def test_an_empty_postgresql_database_holds_no_rooms(room: Run) -> None:
    with running() as server:
        done = room("verify", "--database", server.fresh())
    assert (3, True) == (done.exit_code, "there are no rooms of winset here" in done.stderr)


def test_a_file_that_is_no_database_is_left_as_it_is(room: Run, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("a letter\n" * 200)
    done = room("verify", "--database", str(letter))
    assert (3, True) == (done.exit_code, "this is no database of winset" in done.stderr)
    assert "a letter\n" * 200 == letter.read_text()


def test_another_programs_database_is_left_as_it_is(room: Run, tmp_path: Path) -> None:
    path = tmp_path / "theirs.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE song (name TEXT)")
    connection.close()
    done = room("verify", "--database", str(path))
    assert (3, True) == (done.exit_code, "there are no rooms of winset here" in done.stderr)


def test_a_database_of_a_later_version_is_refused(room: Run, tmp_path: Path) -> None:
    store = open_store(tmp_path / "room.db")
    with store.changing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.engine.dispose()
    done = room("verify", "--database", str(tmp_path / "room.db"))
    assert (3, True) == (done.exit_code, "written by a later version of winset" in done.stderr)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("mysql://db.example/talks", "mysql: is no kind of database"),
        ("nowhere/room.db", "there is no folder nowhere"),
        ("postgresql://winset:hunter2@127.0.0.1:1/talks", "this database cannot be used"),
    ],
)
def test_what_cannot_be_reached_is_said_without_its_password(
    room: Run, name: str, says: str
) -> None:
    done = room("verify", "--database", name)
    assert (3, True) == (done.exit_code, says in done.stderr)
    assert "hunter2" not in done.stderr


def test_a_database_that_is_damaged_on_the_disk_is_no_traceback(room: Run, tmp_path: Path) -> None:
    path = tmp_path / "room.db"
    store = lived_in(house(tmp_path)).store
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    store.engine.dispose()
    damaged = bytearray(path.read_bytes())
    for at in range(4096, len(damaged)):
        damaged[at] ^= 0xFF
    path.write_bytes(damaged)
    done = room("verify", "--database", str(path))
    assert (3, True) == (done.exit_code, "room.db: this " in done.stderr)


def test_a_room_needs_the_extra(room: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("winset.cli.serve.NEEDED", ("sqlalchemy", "no_such_package"))
    done = room("list")
    assert (3, True) == (done.exit_code, "needs no_such_package" in done.stderr)


def test_postgresql_needs_its_driver(room: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(
        "winset.room.store.engine.importlib.util.find_spec",
        lambda name: None if name == "psycopg" else found(name),
    )
    done = room("list", "--database", "postgresql://db.example/talks")
    assert (3, True) == (done.exit_code, "pip install 'winset[postgres]'" in done.stderr)
