"""Analyses in the background: asked for, heard from, cancelled, lost, frozen on record."""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Callable, Generator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from room.house import House
from winset.case.document import Case
from winset.room.acts.act import Refused
from winset.room.analysis.apart import analysed_apart
from winset.room.analysis.jobs import Job, Jobs
from winset.room.analysis.tables import job
from winset.room.perform import Forbidden
from winset.room.store.store import stamp
from winset.study.analyse import analyse

Said = Generator[tuple[str, Any]]


class Script:
    """An analysis that says what it is told to say, and waits where it is told to wait."""

    def __init__(self, *said: tuple[str, Any] | Callable[[], object]) -> None:
        self.said = said
        self.ended = threading.Event()

    def __call__(self, case: Case, worlds: int, seed: int) -> Said:
        """Say it all; calls are made, not said."""
        del case, worlds, seed
        try:
            for one in self.said:
                if callable(one):
                    one()
                else:
                    yield one
        finally:
            self.ended.set()


def ask(
    here: House, jobs: Jobs, handle: str = "n-analyst", *, worlds: int = 2, seed: int = 1
) -> str:
    """Ask for an analysis as somebody; the id of the job."""
    seat = here.rooms.seat(here.room, here.people[handle].id)
    state = here.state(seat.delegation)
    case = here.rooms.case(state, seat.delegation)
    return jobs.ask(state, seat, case, worlds, seed)


def cancel(here: House, jobs: Jobs, name: str, handle: str = "n-analyst") -> None:
    """Cancel an analysis as somebody."""
    seat = here.rooms.seat(here.room, here.people[handle].id)
    jobs.cancel(here.state(seat.delegation), seat, name)


def ended(here: House, jobs: Jobs) -> Job:
    """Return North's newest analysis once it is over."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        (found, *_) = jobs.of(here.room, "north")
        if found.state not in ("queued", "running"):
            return found
        time.sleep(0.01)
    raise AssertionError(found)


def frozen(here: House) -> list[str]:
    """Return the titles of North's frozen studies."""
    return [study.title for study in here.state("north").studies]


def test_a_study_is_frozen_with_the_hash_of_the_record_and_is_that_of_the_case(
    here: House,
) -> None:
    before = here.state("north")
    jobs = Jobs(here.rooms)
    ask(here, jobs, worlds=3, seed=7)
    done = ended(here, jobs)
    assert ("done", "") == (done.state, done.message)
    (study,) = here.state("north").studies
    assert (before.seq, before.hash, 3, 7) == (study.seq, study.hash, study.worlds, study.seed)
    kept = here.store.document(here.room, study.document, frozenset(("north",)))
    case = here.rooms.case(before, "north")
    assert kept is not None
    assert case is not None
    assert analyse(case, worlds=3, seed=7, workers=1).to_json() == kept.body.decode()
    assert () == here.state("south").studies
    assert here.store.document(here.room, study.document, frozenset(("south", "table"))) is None


def test_an_analysis_that_is_cancelled_is_killed(here: House) -> None:
    case = here.rooms.case(here.state("north"), "north")
    assert case is not None
    before = set(multiprocessing.active_children())  # of other tests
    told = analysed_apart(case, 20_000, 1)
    assert "still" == next(told)[0]
    (process,) = set(multiprocessing.active_children()) - before
    told.close()
    assert process not in multiprocessing.active_children()


def test_each_step_is_counted(here: House) -> None:
    jobs = Jobs(here.rooms, Script(("step", (2, 10)), ("step", (3, 10)), ("refused", "No zone")))
    ask(here, jobs)
    over = ended(here, jobs)
    assert ("failed", 5, 10, "No zone") == (over.state, over.done, over.total, over.message)
    assert [] == frozen(here)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ((), "the analysis ended without a result"),
        ((lambda: int("x"),), "ValueError: invalid literal for int() with base 10: 'x'"),
    ],
)
def test_an_analysis_that_breaks_has_failed_and_the_next_one_runs(
    here: House, said: tuple[Any, ...], message: str
) -> None:
    jobs = Jobs(here.rooms, Script(*said))
    ask(here, jobs)
    assert ("failed", message) == (ended(here, jobs).state, ended(here, jobs).message)
    ask(here, jobs)
    assert 2 == len([one for one in jobs.of(here.room, "north") if one.id])


def test_what_is_cancelled_stops_and_leaves_nothing_on_record(here: House) -> None:
    started, go = threading.Event(), threading.Event()
    script = Script(started.set, go.wait, ("still", None), ("study", "{}"))
    jobs = Jobs(here.rooms, script)
    name = ask(here, jobs)
    assert started.wait(10)
    cancel(here, jobs, name)
    go.set()
    assert script.ended.wait(10)
    assert "cancelled" == ended(here, jobs).state
    assert [] == frozen(here)


def test_what_is_cancelled_at_the_moment_it_ends_is_not_frozen(here: House) -> None:
    at_its_end, go = threading.Event(), threading.Event()
    script = Script(("step", (1, 1)), at_its_end.set, go.wait, ("study", "{}"))
    jobs = Jobs(here.rooms, script)
    name = ask(here, jobs)
    assert at_its_end.wait(10)
    cancel(here, jobs, name)
    go.set()
    assert script.ended.wait(10)
    assert "cancelled" == ended(here, jobs).state
    assert [] == frozen(here)


@pytest.mark.parametrize(
    ("act", "fields", "message"),
    [
        ("unseat", {}, "who asked for it has left the delegation"),
        ("seat", {"role": "observer"}, "is now seated as observer"),
    ],
)
def test_who_lost_the_right_meanwhile_freezes_nothing(
    here: House, act: str, fields: dict[str, str], message: str
) -> None:
    person = here.people["n-analyst"].id

    def lose() -> None:
        here.do("n-principal", act, person=person, **fields)

    jobs = Jobs(here.rooms, Script(lose, ("study", "{}")))
    ask(here, jobs)
    over = ended(here, jobs)
    assert "failed" == over.state
    assert message in over.message
    assert [] == frozen(here)


def test_a_delegation_has_one_analysis_under_way(here: House) -> None:
    go = threading.Event()
    jobs = Jobs(here.rooms, Script(go.wait, ("refused", "x")))
    ask(here, jobs)
    with pytest.raises(Refused, match="has an analysis under way"):
        ask(here, jobs, "n-principal")
    go.set()
    ended(here, jobs)
    ask(here, jobs, "n-principal")


def test_of_many_who_ask_at_once_one_is_first(here: House) -> None:
    go, start = threading.Event(), threading.Barrier(8)
    jobs = Jobs(here.rooms, Script(go.wait, ("refused", "x")))
    refusals: list[str] = []

    def try_() -> None:
        start.wait()
        try:
            ask(here, jobs)
        except Refused as error:
            refusals.append(str(error))

    threads = [threading.Thread(target=try_) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    go.set()
    assert (7, 1) == (len(refusals), len(jobs.of(here.room, "north")))


@pytest.mark.parametrize(
    ("fields", "words"),
    [((0, 1), "choose 1 to 20,000 worlds"), ((1, -1), "a seed is a whole number")],
)
def test_worlds_and_seed_are_in_range(here: House, fields: tuple[int, int], words: str) -> None:
    worlds, seed = fields
    with pytest.raises(Refused, match=words):
        ask(here, Jobs(here.rooms, Script()), worlds=worlds, seed=seed)


def test_it_takes_the_right_and_a_case(here: House) -> None:
    jobs = Jobs(here.rooms, Script())
    with pytest.raises(Forbidden):
        ask(here, jobs, "n-technical")
    with pytest.raises(Refused, match="bring a case file first"):
        ask(here, jobs, "s-analyst")


def test_another_delegation_sees_no_analysis_and_cancels_none(here: House) -> None:
    go = threading.Event()
    jobs = Jobs(here.rooms, Script(go.wait, ("refused", "x")))
    name = ask(here, jobs)
    assert [] == jobs.of(here.room, "south")
    cancel(here, jobs, name, "s-analyst")
    assert jobs.of(here.room, "north")[0].state in ("queued", "running")
    go.set()


def left_behind(here: House, name: str, alive: timedelta) -> None:
    """Put an analysis of some other server on the table, last heard of `alive` ago."""
    with here.store.changing() as connection:
        connection.execute(
            insert(job).values(
                id=name,
                room=here.room,
                delegation="north",
                person=here.people["n-analyst"].id,
                title="x",
                worlds=1,
                seed=1,
                at_seq=1,
                at_hash="0" * 64,
                state="running",
                done=0,
                total=0,
                message="",
                asked=stamp(here.clock()),
                alive=stamp(here.clock() - alive),
            )
        )


def test_the_analysis_of_another_server_that_lives_goes_on_when_a_server_starts(
    here: House,
) -> None:
    left_behind(here, "j_other", timedelta(seconds=5))
    here.visitor().get("/sign-in")  # the application of this house is another server
    with pytest.raises(Refused, match="has an analysis under way"):
        ask(here, Jobs(here.rooms, Script()))
    assert "running" == Jobs(here.rooms).of(here.room, "north")[0].state


def test_the_analysis_of_a_server_that_stopped_has_failed(here: House) -> None:
    left_behind(here, "j_other", timedelta(minutes=5))
    found = Jobs(here.rooms).of(here.room, "north")[0]
    assert ("failed", "the server stopped") == (found.state, found.message)
    ask(here, Jobs(here.rooms, Script()))


def test_a_server_gives_signs_of_life_for_what_it_has(
    here: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("winset.room.analysis.jobs.BEAT", 0.0)
    go = threading.Event()

    def pass_time() -> None:
        here.clock.at += timedelta(hours=1)

    jobs = Jobs(here.rooms, Script(pass_time, ("still", None), go.wait, ("refused", "x")))
    ask(here, jobs)
    until = time.monotonic() + 10
    while jobs.of(here.room, "north")[0].alive < "2025-03-03T10" and time.monotonic() < until:
        time.sleep(0.01)
    assert "running" == jobs.of(here.room, "north")[0].state
    go.set()
