"""`winset serve`: the workspace in the browser."""

from __future__ import annotations

import importlib.util
import socket
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from winset.case.errors import CannotRun

if TYPE_CHECKING:
    from winset.room.demo import Cast

NEEDED = ("alembic", "argon2", "fastapi", "multipart", "sqlalchemy", "uvicorn")


@click.command()
@click.option(
    "--database",
    envvar="WINSET_DATABASE",
    metavar="FILE|URL",
    help="A SQLite file, or postgresql://user@host/name; default winset-room.db here.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    default=8765,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port to listen on; 0 takes a free one.",
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST",
    help="A name by which browsers reach it, besides localhost; may be repeated.",
)
@click.option("--https", is_flag=True, help="A proxy in front speaks https: secure cookies, HSTS.")
@click.option("--demo", is_flag=True, help="Open a room of the Madrid negotiation to walk about.")
def command(
    database: str | None,
    host: str,
    port: int,
    names: tuple[str, ...],
    https: bool,  # noqa: FBT001  click hands flags over by name
    demo: bool,  # noqa: FBT001
) -> None:
    """Open a workspace in the browser: agenda, mandates, proposals, sign-offs, the record."""
    refuse_without_extra()
    listener = _listener(host, port)
    with listener, tempfile.TemporaryDirectory(prefix="winset-demo-") as folder:
        where = database or (str(Path(folder) / "demo.db") if demo else "winset-room.db")
        _serve(listener, where, (host, *names), secure=https, demo=demo)


def refuse_without_extra() -> None:
    """Raise CannotRun if a package of the extra `room` is missing."""
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise CannotRun(
            f"the workspace needs {', '.join(missing)}: pip install 'winset[room]', then again"
        )


def _listener(host: str, port: int) -> socket.socket:
    """Return a socket that listens; raises CannotRun if the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # the protocol by name: asyncio else does not see that this is TCP, leaves small packets to wait
    # for one another, and each page comes 40 ms late
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(2048)
    except OSError as error:
        listener.close()
        raise CannotRun(
            f"{host}:{port} cannot be listened on: {error.strerror}; choose another --port"
        ) from None
    return listener


def _serve(
    listener: socket.socket, database: str, names: tuple[str, ...], *, secure: bool, demo: bool
) -> None:
    import uvicorn  # noqa: PLC0415  heavy; only when the server runs

    from winset.room import demo as madrid  # noqa: PLC0415
    from winset.room.people import set_up  # noqa: PLC0415
    from winset.room.people.passwords import Passwords  # noqa: PLC0415
    from winset.room.perform import Rooms  # noqa: PLC0415
    from winset.room.store.engine import shown  # noqa: PLC0415
    from winset.room.store.opened import open_store  # noqa: PLC0415
    from winset.room.store.store import utc_now  # noqa: PLC0415
    from winset.room.web.app import application  # noqa: PLC0415
    from winset.room.web.services import Config, Services  # noqa: PLC0415

    store = open_store(database)
    if demo and not set_up.needed(store):
        raise CannotRun(
            f"{shown(store.engine)}: the demonstration fills an empty database, and people are in "
            "this one; leave --database or --demo out"
        )
    passwords = Passwords()
    rooms = Rooms(store, utc_now)
    host, port = listener.getsockname()[:2]
    where = f"[{host}]" if ":" in host else host
    kept = shown(store.engine)  # a URL without its password
    click.echo(f"winset room: http://{where}:{port}/  (database {kept}; Ctrl-C stops it)")
    code = None
    room = None
    if demo:
        room, cast = madrid.fill(rooms, passwords)
        _say_who(cast)
    elif set_up.needed(store):
        text, code = set_up.new_code()
        click.echo(f"First run. Open that address; the set-up code is  {text}")
    config = Config(
        secure=secure,
        hosts=("localhost", "127.0.0.1", "[::1]", *names),
        code=code,
        exercise=madrid.NOTICE if demo else None,
    )
    services = Services(store, rooms, passwords, utc_now, config)
    app = application(services)
    if room is not None:
        madrid.ask_for_a_study(services.jobs, rooms, room)
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=secure,  # without a proxy in front, anybody could say who they are
            timeout_graceful_shutdown=5,
        )
    )
    server.run(sockets=[listener])
    store.engine.dispose()


def _say_who(cast: list[Cast]) -> None:
    click.echo(
        "\nThe Madrid negotiation, with three people to be on either side, and an analyst:\n"
    )
    click.echo(f"  {'sign-in name':14}{'password':20}who")
    for one in cast:
        click.echo(f"  {one.handle:14}{one.password:20}{one.name}, {one.role} ({one.delegation})")
    click.echo("\nThese passwords are of this run alone.")
