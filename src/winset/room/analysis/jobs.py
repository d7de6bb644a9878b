"""Analyses in the background: one at a time, in a process of its own, that can be cancelled."""

from __future__ import annotations

import hashlib
import queue
import threading
import time
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Row, select

from winset.case.document import Case
from winset.room.acts.act import Refused
from winset.room.acts.rights import may
from winset.room.analysis.apart import analysed_apart
from winset.room.analysis.tables import job
from winset.room.people.secret import short
from winset.room.perform import Forbidden, Rooms
from winset.room.record.events import Draft
from winset.room.state.state import Seat, State
from winset.room.store.store import stamp

BEAT = 5.0
"""Seconds between the signs of life that a server gives for the analyses it has."""

LOST = timedelta(seconds=30)
"""Without a sign of life for so long, an analysis has failed: its server stopped."""

UNDER_WAY = ("queued", "running")

Analysis = Callable[[Case, int, int], Generator[tuple[str, Any]]]
"""How an analysis is made and heard from; see `analysed_apart`."""

MOST_WORLDS = 20_000


@dataclass(frozen=True)
class Job:
    """An analysis that was asked for; `done` of `total` steps, `at_seq`: of the record."""

    id: str
    room: str
    delegation: str
    person: str
    title: str
    worlds: int
    seed: int
    at_seq: int
    at_hash: str
    state: str
    done: int
    total: int
    message: str
    document: str | None
    asked: str
    alive: str
    ended: str | None


class Jobs:
    """The background analyses of a server. Safe to share between threads.

    Several servers may share a database: each gives signs of life for its own analyses, and whether
    one is lost is computed from the clock.
    """

    def __init__(self, rooms: Rooms, analysis: Analysis = analysed_apart) -> None:
        self._rooms = rooms
        self._analysis = analysis
        self._mine: set[str] = set()
        self._beaten = 0.0
        self._queue: queue.Queue[tuple[str, Case]] = queue.Queue()
        self._worker: threading.Thread | None = None
        self._lock = threading.Lock()

    def ask(self, state: State, seat: Seat, case: Case | None, worlds: int, seed: int) -> str:
        """Ask for the analysis of a delegation's case as it stands; the id of the job.

        Raises Forbidden without the right; Refused without a case, for worlds out of range, or if
        the delegation waits for one already.
        """
        if not may(seat.role, "analyse"):
            raise Forbidden(seat, "analyse")
        if case is None:
            raise Refused("an analysis needs your own case; bring a case file first")
        if not 1 <= worlds <= MOST_WORLDS:
            raise Refused(f"choose 1 to {MOST_WORLDS:,} worlds")
        if not 0 <= seed < 2**31:
            raise Refused("a seed is a whole number from 0 to 2,147,483,647")
        name = f"j_{short()}"
        with self._rooms.store.writing(state.room) as pen:  # two who ask at once: one is first
            others = self._of(pen.connection, state.room, seat.delegation)
            if any(one.state in UNDER_WAY for one in others):
                raise Refused(
                    "your delegation has an analysis under way; wait for it, or cancel it"
                )
            now = self._now()
            pen.connection.execute(
                job.insert().values(
                    id=name,
                    room=state.room,
                    delegation=seat.delegation,
                    person=seat.person,
                    title=case.title,
                    worlds=worlds,
                    seed=seed,
                    at_seq=state.seq,
                    at_hash=state.hash,
                    state="queued",
                    done=0,
                    total=0,
                    message="",
                    asked=now,
                    alive=now,
                )
            )
        with self._lock:
            self._mine.add(name)
        self._queue.put((name, case))
        with self._lock:
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="analyses", daemon=True)
                self._worker.start()
        return name

    def of(self, room: str, delegation: str) -> list[Job]:
        """Return a delegation's analyses, newest first; those that were lost have failed."""
        with self._rooms.store.reading() as connection:
            return self._of(connection, room, delegation)

    def _of(self, connection: Connection, room: str, delegation: str) -> list[Job]:
        query = (
            select(job)
            .where(job.c.room == room, job.c.delegation == delegation)
            .order_by(job.c.asked.desc(), job.c.id)
        )
        long_ago = stamp(self._rooms.now() - LOST)
        return [_as_it_is(_job(row), long_ago) for row in connection.execute(query)]

    def cancel(self, state: State, seat: Seat, name: str) -> None:
        """Cancel an analysis that waits or runs; it stops within a second. Raises Forbidden."""
        if not may(seat.role, "analyse"):
            raise Forbidden(seat, "analyse")
        with self._rooms.store.changing() as connection:
            connection.execute(
                job.update()
                .where(
                    job.c.id == name,
                    job.c.room == state.room,
                    job.c.delegation == seat.delegation,
                    job.c.state.in_(UNDER_WAY),
                )
                .values(state="cancelled", ended=self._now())
            )

    def _work(self) -> None:
        while True:
            name, case = self._queue.get()
            try:
                self._run(name, case)
            except Exception as error:  # noqa: BLE001  the next analysis must not wait for ever
                self._end(name, f"{type(error).__name__}: {error}")
            finally:
                with self._lock:
                    self._mine.discard(name)

    def _run(self, name: str, case: Case) -> None:
        if not self._set(name, "queued", state="running"):
            return  # cancelled while it waited
        asked = self._found(name)
        with closing(self._analysis(case, asked.worlds, asked.seed)) as told:
            for kind, what in told:
                self._beat()
                match kind:
                    case "step":
                        done, total = what
                        if not self._set(name, "running", done=job.c.done + done, total=total):
                            return
                    case "still":
                        if self._found(name).state != "running":
                            return
                    case "study":
                        self._freeze(asked, what)
                        return
                    case _:
                        self._end(name, what)
                        return
        self._end(name, "the analysis ended without a result")

    def _beat(self) -> None:
        """Give a sign of life for the analysis that runs and those that wait for it."""
        now = time.monotonic()
        if now - self._beaten < BEAT:
            return
        self._beaten = now
        with self._lock:
            mine = sorted(self._mine)
        with self._rooms.store.changing() as connection:
            connection.execute(job.update().where(job.c.id.in_(mine)).values(alive=self._now()))

    def _freeze(self, asked: Job, body: str) -> None:
        """Keep the study and put it on record, as the act of who asked for it, unless cancelled."""
        with self._rooms.store.writing(asked.room) as pen:
            seat = pen.seated(asked.person)
            doubt = None
            if seat is None or seat.delegation != asked.delegation:
                doubt = "who asked for it has left the delegation"
            elif not may(seat.role, "analyse"):
                doubt = f"who asked for it is now seated as {seat.role}, and cannot freeze a study"
            if seat is None or doubt is not None:
                _change(pen.connection, asked.id, "running", self._failed(doubt or ""))
                return
            sha = hashlib.sha256(body.encode()).hexdigest()
            done = {"state": "done", "document": sha, "done": job.c.total, "ended": self._now()}
            if _change(pen.connection, asked.id, "running", done):
                self._rooms.record(pen, _frozen(asked, seat, sha), (body.encode(),))

    def _set(self, name: str, before: str, **values: Any) -> bool:
        """Change a job that is in the state `before`; False if it is not."""
        with self._rooms.store.changing() as connection:
            return _change(connection, name, before, values)

    def _end(self, name: str, message: str) -> None:
        self._set(name, "running", **self._failed(message))

    def _failed(self, message: str) -> dict[str, Any]:
        return {"state": "failed", "message": message[:2000], "ended": self._now()}

    def _found(self, name: str) -> Job:
        with self._rooms.store.reading() as connection:
            return _job(connection.execute(select(job).where(job.c.id == name)).one())

    def _now(self) -> str:
        return stamp(self._rooms.now())


def _frozen(asked: Job, seat: Seat, document: str) -> Draft:
    return Draft(
        kind="study.frozen",
        who=seat.person,
        name=seat.name,
        delegation=seat.delegation,
        role=seat.role,
        audience=asked.delegation,
        data={
            "document": document,
            "title": asked.title,
            "at_seq": asked.at_seq,
            "at_hash": asked.at_hash,
            "worlds": asked.worlds,
            "seed": asked.seed,
        },
    )


def _change(connection: Connection, name: str, before: str, values: dict[str, Any]) -> bool:
    done = connection.execute(
        job.update().where(job.c.id == name, job.c.state == before).values(**values)
    )
    return done.rowcount == 1


def _as_it_is(found: Job, long_ago: str) -> Job:
    """Return a job as it is: one without a sign of life since `long_ago` has failed."""
    if found.state in UNDER_WAY and found.alive < long_ago:
        return replace(found, state="failed", message="the server stopped")
    return found


def _job(row: Row[Any]) -> Job:
    return Job(**row._mapping)  # noqa: SLF001  SQLAlchemy's public name for it
