"""`winset room`: the rooms of a database verified, taken out, put back, backed up."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from winset.cli.serve import refuse_without_extra
from winset.cli.writing import refuse_unwritable, write_output

if TYPE_CHECKING:
    from winset.room.store.store import Store

FINDINGS = 1


def _database(function: Any) -> Any:
    return click.option(
        "--database",
        envvar="WINSET_DATABASE",
        default="winset-room.db",
        show_default=True,
        metavar="FILE|URL",
        help="A SQLite file, or postgresql://user@host/name.",
    )(function)


@click.group()
def command() -> None:
    """Verify, export, import, back up and restore the rooms of a database."""
    refuse_without_extra()


@command.command("list")
@_database
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def list_(database: str, as_json: bool) -> None:  # noqa: FBT001  click hands flags over by name
    """List the rooms."""
    with _opened(database) as store:
        rooms = [
            {"id": room, "title": title, "events": store.head(room).seq}
            for room, title in store.rooms()
        ]
    if as_json:
        click.echo(json.dumps({"rooms": rooms}, ensure_ascii=False, indent=2))
        return
    for room in rooms:
        click.echo(f"{room['id']}  {room['events']:6} events  {room['title']}")
    if not rooms:
        click.echo("no rooms", err=True)


@command.command()
@click.argument("room", required=False)
@_database
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
@click.option(
    "--extract",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Verify a file instead.",
)
def verify(
    room: str | None,
    database: str,
    as_json: bool,  # noqa: FBT001
    extract: Path | None,
) -> int:
    """Prove that records are whole: every event as it was recorded, none missing (exit code 1)."""
    if extract is not None and room is not None:
        raise click.UsageError("name a room of the database, or a file with --extract, not both")
    verdicts = _of_database(database, room) if extract is None else [_of_file(extract)]
    if as_json:
        click.echo(json.dumps({"rooms": verdicts}, ensure_ascii=False, indent=2))
    else:
        _say(verdicts)
    return FINDINGS if any(verdict["breaks"] for verdict in verdicts) else 0


def _of_database(database: str, room: str | None) -> list[dict[str, Any]]:
    from winset.room.verdict import breaks_in, rooms_in, size  # noqa: PLC0415

    with _opened(database) as store, store.reading() as connection:
        return [
            _verdict(name, *size(connection, name), breaks_in(connection, name))
            for name in ([room] if room else rooms_in(connection))
        ]


def _of_file(extract: Path) -> dict[str, Any]:
    from winset.room.record.file import read  # noqa: PLC0415

    with extract.open("rb") as file:
        held = read(file)
    return _verdict(held.room, held.head.seq, held.head.hash, [])


def _verdict(room: str, events: int, hash_: str, breaks: list[Any]) -> dict[str, Any]:
    found = [{"event": one.seq, "what": one.what} for one in breaks]
    return {"room": room, "events": events, "hash": hash_, "breaks": found}


def _say(verdicts: list[dict[str, Any]]) -> None:
    for verdict in verdicts:
        whole = "does not hold" if verdict["breaks"] else "whole"
        click.echo(
            f"{verdict['room']}: {whole}, {verdict['events']} events, hash {verdict['hash']}"
        )
        for found in verdict["breaks"]:
            where = f"event {found['event']}" if found["event"] else "beside the events"
            click.echo(f"  {where}: {found['what']}")
    if not verdicts:
        click.echo("no rooms", err=True)


@command.command("export")
@click.argument("room")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_database
@click.option("--for", "delegation", metavar="ID", help="Seal what this delegation may not see.")
def export(room: str, file: Path, database: str, delegation: str | None) -> None:
    """Write a room as one file."""
    from winset.room.archive import exported  # noqa: PLC0415

    refuse_unwritable(file, "", mark='"winset_room"')
    with _opened(database) as store:
        body = exported(store, room, delegation)
    write_output(file, body.decode())
    file.chmod(0o600)  # it holds what one delegation keeps to itself
    click.echo(f"{file}", err=True)


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@_database
def import_(file: Path, database: str) -> None:
    """Put the room in a file into a database, verified first."""
    from winset.room.archive import imported  # noqa: PLC0415

    with _opened(database, new=True) as store, file.open("rb") as body:
        click.echo(imported(store, body))


@command.command()
@click.argument("file", type=click.Path(path_type=Path))
@_database
def backup(file: Path, database: str) -> None:
    """Write a backup of all rooms and people, while people write."""
    from winset.room.backup import backed_up  # noqa: PLC0415

    with _opened(database) as store:
        click.echo(f"{_counted(backed_up(store, file))} in {file}")


@command.command()
@click.argument("file", type=click.Path(path_type=Path))
@_database
def restore(file: Path, database: str) -> None:
    """Put a backup into a new database, verified first."""
    from winset.room.backup import restored  # noqa: PLC0415

    with _opened(database, new=True) as store:
        click.echo(f"{_counted(restored(file, store))} from {file}")


@command.command()
@click.argument("account")
@_database
@click.option("--sign-in-name", "handle", help="A new sign-in name for the account.")
def password(account: str, database: str, handle: str | None) -> None:
    """Set the password of an account, by its sign-in name: for one who forgot, or was imported."""
    from winset.room.people.accounts import (  # noqa: PLC0415
        called,
        change_handle,
        change_password,
    )
    from winset.room.people.passwords import Passwords  # noqa: PLC0415

    with _opened(database) as store:
        with store.reading() as connection:
            found = called(connection, account)
        if found is None:
            raise click.UsageError(f"there is no account `{account}`")
        who = found[0]
        if sys.stdin.isatty():
            text = click.prompt("New password", hide_input=True, confirmation_prompt=True)
        else:
            text = sys.stdin.readline().rstrip("\n")
        hashed = Passwords().hashed(text, handle=handle or who.handle, name=who.name)
        with store.changing() as connection:
            change_password(connection, who, hashed)
            if handle is not None:
                change_handle(connection, who, handle)


def _counted(rooms: int) -> str:
    return "1 room" if rooms == 1 else f"{rooms} rooms"


@contextmanager
def _opened(database: str, *, new: bool = False) -> Iterator[Store]:
    """Yield the store in a database that is there, or in a `new` one."""
    from winset.room.store.engine import shown  # noqa: PLC0415
    from winset.room.store.opened import open_store, reported  # noqa: PLC0415

    store = open_store(database, new=new)
    try:
        with reported(shown(store.engine)):
            yield store
    finally:
        store.engine.dispose()
