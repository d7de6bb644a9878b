"""`winset serve`: a real server, its first run, its log, and what keeps it from starting."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from sqlalchemy import text

from command import calls
from room.house import PASSWORD, house
from room.postgres import running
from winset.room.store.opened import open_store

PATIENCE = 60
"""Seconds in which an answer must come, on a machine that has other work as well."""

RUN = "from winset.cli.main import main; main()"


class Server:
    """A server that runs: its address, the lines it printed first, and its log so far."""

    def __init__(self, process: subprocess.Popen[str], lines: list[str], log: Path) -> None:
        self.process = process
        self.lines = lines
        self.address = lines[0].split()[2].rstrip("/")
        self._log = log

    def log(self) -> str:
        """Return all that it wrote to standard error."""
        return self._log.read_text()

    def stopped(self) -> tuple[int, str]:
        """Stop it as Ctrl-C does, once it serves; return its exit code, and what else it printed.

        A signal that Python meets in the midst of collecting garbage is lost, as it may on the way.
        """
        httpx2.get(f"{self.address}/sign-in", timeout=PATIENCE)
        self.process.send_signal(signal.SIGINT)
        rest, _ = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, rest


@contextmanager
def serving(folder: Path, *arguments: str, lines: int) -> Iterator[Server]:
    """Yield a server that has printed so many lines."""
    log = folder / "log"
    with log.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-c", RUN, "serve", "--port", "0", *arguments],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            cwd=folder,
        )
        assert process.stdout is not None
        try:
            said = [process.stdout.readline() for _ in range(lines)]
            assert said[0].startswith("winset room: http://"), log.read_text()
            yield Server(process, said, log)
        finally:
            process.kill()
            process.wait()
            process.stdout.close()


def test_the_first_run_makes_an_owner_by_a_code_that_is_shown_once_and_logged_never(
    tmp_path: Path,
) -> None:
    with serving(tmp_path, lines=2) as server:
        assert "(database winset-room.db; Ctrl-C stops it)" in server.lines[0]
        found = re.fullmatch(
            r"First run\. Open that address; the set-up code is  (\S{16})\n", server.lines[1]
        )
        assert found is not None
        form = {"handle": "ada", "name": "Ada", "password": PASSWORD}
        with httpx2.Client(base_url=server.address, timeout=PATIENCE) as visitor:
            assert "/set-up" == visitor.get("/sign-in").headers["location"]
            for code in ("", "x" * 16, found[1].swapcase(), PASSWORD):
                wrong = visitor.post("/set-up", data={**form, "code": code})
                assert (422, True) == (wrong.status_code, "not the set-up code" in wrong.text)
            right = visitor.post("/set-up", data={**form, "code": found[1]})
            assert (303, "/rooms") == (right.status_code, right.headers["location"])
            assert 200 == visitor.get("/rooms").status_code
        with httpx2.Client(base_url=server.address, timeout=PATIENCE) as another:
            again = another.post("/set-up", data={**form, "handle": "bob", "code": found[1]})
            assert 303 != again.status_code
            sign_in = another.post("/sign-in", data={"handle": "bob", "password": PASSWORD})
            assert 403 == sign_in.status_code
            sign_in = another.post("/sign-in", data={"handle": "ada", "password": PASSWORD})
            assert 303 == sign_in.status_code
        code, rest = server.stopped()
        assert (130, "", "\ninterrupted\n") == (code, rest, server.log())
    database = b"".join(path.read_bytes() for path in tmp_path.glob("winset-room.db*"))
    assert PASSWORD.encode() not in database
    assert found[1].encode() not in database


def test_a_server_with_an_owner_shows_no_code(tmp_path: Path) -> None:
    house(tmp_path).store.engine.dispose()
    with serving(tmp_path, "--database", "room.db", lines=1) as server:
        assert (
            "/sign-in"
            == httpx2.get(f"{server.address}/set-up", timeout=PATIENCE).headers["location"]
        )
        _, rest = server.stopped()
        assert "" == rest


def test_a_demonstration_has_passwords_of_its_own_each_time(tmp_path: Path) -> None:
    words: list[set[str]] = []
    for _ in range(2):
        with serving(tmp_path, "--demo", lines=12) as server:
            rows = [line.split() for line in server.lines[5:11]]
            words.append({row[1] for row in rows})
            form = {"handle": rows[0][0], "password": rows[0][1]}
            signed = httpx2.post(f"{server.address}/sign-in", data=form, timeout=PATIENCE)
            assert 303 == signed.status_code
            assert not [word for word in words[-1] if word in server.log()]
    assert 12 == len(words[0] | words[1])
    assert ["log"] == [path.name for path in tmp_path.iterdir()]


def test_a_demonstration_goes_into_no_database_with_people(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    house(tmp_path).store.engine.dispose()
    database = str(tmp_path / "room.db")
    done = calls("serve", capsys)("--demo", "--port", "0", "--database", database)
    assert (3, True) == (done.exit_code, "people are in this one" in done.stderr)


def test_the_password_of_a_database_is_shown_nowhere(tmp_path: Path) -> None:
    with running() as postgresql:
        url = postgresql.fresh().replace("postgres@", "postgres:hunter2@")
        with serving(tmp_path, "--database", url, lines=2) as server:
            _, rest = server.stopped()
            said = "".join(server.lines) + rest + server.log()
    assert "postgresql://postgres:***@/" in said
    assert "hunter2" not in said


def test_a_port_that_is_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        database = str(tmp_path / "room.db")
        done = calls("serve", capsys)("--port", port, "--database", database)
    assert 3 == done.exit_code
    assert f"127.0.0.1:{port} cannot be listened on: Address already in use" in done.stderr
    assert "choose another --port" in done.stderr
    assert not Path(database).exists()


def test_the_extra_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("winset.cli.serve.NEEDED", ("uvicorn", "no_such_package"))
    done = calls("serve", capsys)("--port", "0")
    assert (3, True) == (done.exit_code, "pip install 'winset[room]'" in done.stderr)


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_a_port_is_a_number_of_a_port(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert 2 == calls("serve", capsys)("--port", port).exit_code


def test_a_database_of_a_later_version_keeps_it_from_starting(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = open_store(tmp_path / "room.db")
    with store.changing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.engine.dispose()
    done = calls("serve", capsys)("--port", "0", "--database", str(tmp_path / "room.db"))
    assert (3, True) == (done.exit_code, "later version of winset" in done.stderr)


def test_a_file_that_is_no_database_keeps_it_from_starting(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter.txt").write_text("a letter\n" * 200)
    done = calls("serve", capsys)("--port", "0", "--database", str(tmp_path / "letter.txt"))
    assert (3, True) == (done.exit_code, "no database of winset" in done.stderr)
