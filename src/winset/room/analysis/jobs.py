"""Analyses in the background: one at a time, in a process of its own, that can be cancelled."""

from __future__ import annotations

import multiprocessing
import queue
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection as Pipe
from typing import Any

from sqlalchemy import Row, select

from winset.case.document import Case
from winset.case.errors import WinsetError
from winset.case.writing import written
from winset.room.acts.act import Refused
from winset.room.acts.rights import may
from winset.room.acts.values import read_case
from winset.room.analysis.tables import job
from winset.room.people.secret import short
from winset.room.perform import Forbidden, Rooms
from winset.room.record.events import Draft
from winset.room.state.state import Seat, State
from winset.room.store.store import stamp
from winset.study.analyse import analyse

WATCH = 0.2
"""Seconds between looks at whether somebody cancelled."""

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
    ended: str | None


class Jobs:
    """The background analyses of a server. Safe to share between threads."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._queue: queue.Queue[tuple[str, Case]] = queue.Queue()
        self._worker: threading.Thread | None = None
        self._lock = threading.Lock()

    def recover(self) -> None:
        """Mark as failed what a server that stopped has left behind."""
        with self._rooms.store.changing() as connection:
            connection.execute(
                job.update()
                .where(job.c.state.in_(("queued", "running")))
                .values(state="failed", message="the server stopped", ended=self._now())
            )

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
        if any(one.state in ("queued", "running") for one in self.of(state.room, seat.delegation)):
            raise Refused("your delegation has an analysis under way; wait for it, or cancel it")
        name = f"j_{short()}"
        with self._rooms.store.changing() as connection:
            connection.execute(
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
                    asked=self._now(),
                )
            )
        self._queue.put((name, case))
        with self._lock:
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="analyses", daemon=True)
                self._worker.start()
        return name

    def of(self, room: str, delegation: str) -> list[Job]:
        """Return a delegation's analyses, newest first."""
        query = (
            select(job)
            .where(job.c.room == room, job.c.delegation == delegation)
            .order_by(job.c.asked.desc(), job.c.id)
        )
        with self._rooms.store.reading() as connection:
            return [_job(row) for row in connection.execute(query)]

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
                    job.c.state.in_(("queued", "running")),
                )
                .values(state="cancelled", ended=self._now())
            )

    def _work(self) -> None:
        while True:
            name, case = self._queue.get()
            try:
                self._run(name, case)
            except Exception as error:  # noqa: BLE001  the next analysis must not wait for ever
                self._end(name, "failed", f"{type(error).__name__}: {error}")

    def _run(self, name: str, case: Case) -> None:
        if not self._set(name, "queued", state="running"):
            return  # cancelled while it waited
        asked = self._found(name)
        context = multiprocessing.get_context("spawn")  # threads of ours hold locks: no fork
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(
            target=_analysed, args=(written(case), asked.worlds, asked.seed, theirs), daemon=True
        )
        process.start()
        theirs.close()
        try:
            for kind, what in _told(ours):
                if kind in ("still", "step"):
                    done, total = what if kind == "step" else (0, 0)
                    values = {"done": job.c.done + done, "total": total} if total else {}
                    if not self._set(name, "running", **values):
                        return
                elif kind == "study":
                    self._freeze(asked, what)
                    return
                else:
                    self._end(name, "failed", what)
                    return
            self._end(name, "failed", "the analysis ended without a result")
        finally:
            process.kill()
            process.join()

    def _freeze(self, asked: Job, body: str) -> None:
        """Keep the study and put it on record, as the act of who asked for it."""
        seat = self._rooms.store.seat(asked.room, asked.person)
        if seat is None or seat.delegation != asked.delegation:
            self._end(asked.id, "failed", "who asked for it has left the delegation")
            return
        with self._rooms.store.writing(asked.room) as pen:
            document = pen.put_document(body.encode(), asked.delegation)
            draft = Draft(
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
            self._rooms.record(pen, draft)
            pen.connection.execute(
                job.update()
                .where(job.c.id == asked.id, job.c.state == "running")
                .values(state="done", document=document, done=job.c.total, ended=self._now())
            )

    def _set(self, name: str, before: str, **values: Any) -> bool:
        """Change a job that is in the state `before`; False if it is not."""
        with self._rooms.store.changing() as connection:
            done = connection.execute(
                job.update()
                .where(job.c.id == name, job.c.state == before)
                .values(**(values or {"state": before}))
            )
            return done.rowcount == 1

    def _end(self, name: str, state: str, message: str) -> None:
        self._set(name, "running", state=state, message=message[:2000], ended=self._now())

    def _found(self, name: str) -> Job:
        with self._rooms.store.reading() as connection:
            return _job(connection.execute(select(job).where(job.c.id == name)).one())

    def _now(self) -> str:
        return stamp(self._rooms.now())


def _told(ours: Pipe) -> Iterator[tuple[str, Any]]:
    """Yield what the process says, and "still" when it says nothing for a while; ends with it."""
    while True:
        try:
            yield ours.recv() if ours.poll(WATCH) else ("still", None)
        except EOFError:
            return


def _analysed(text: str, worlds: int, seed: int, theirs: Pipe) -> None:
    """Analyse a case, in a process of its own, and say how far it is."""
    try:
        study = analyse(
            read_case("the case", text),
            worlds=worlds,
            seed=seed,
            workers=1,
            progress=lambda done, total: theirs.send(("step", (done, total))),
        )
        theirs.send(("study", study.to_json()))
    except WinsetError as error:
        theirs.send(("refused", str(error)))
    finally:
        theirs.close()


def _job(row: Row[Any]) -> Job:
    return Job(**row._mapping)  # noqa: SLF001  SQLAlchemy's public name for it
