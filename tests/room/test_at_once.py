"""Several people, threads and servers at once: one order, one winner, no lost update."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from httpx2 import Response

from room.house import House
from winset.room.acts.act import Refused
from winset.room.acts.registry import ACTS
from winset.room.people import set_up
from winset.room.people.accounts import BadAccount, everybody
from winset.room.perform import Overtaken
from winset.room.record.events import TABLE, Draft
from winset.room.store.opened import open_store
from winset.room.store.store import Store
from winset.room.verdict import verified

WRITERS = 8
EACH = 12

WRITE = """
import sys, threading
from winset.room.perform import Rooms
from winset.room.acts.drafting import MakeComment
from winset.room.store.opened import open_store
from winset.room.store.store import utc_now
database, room, count, *people = sys.argv[1:]
rooms = Rooms(open_store(database), utc_now)

def write(person):
    for number in range(int(count)):
        act = MakeComment(on="issue:port", text=f"{person} {number}")
        done = rooms.perform(room, person, act)
        sys.stdout.write(f"{done.event.seq} {done.event.hash}\\n")

print("ready", flush=True)
sys.stdin.readline()
threads = [threading.Thread(target=write, args=(person,)) for person in people]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"""

T = TypeVar("T")


def together(*calls: Callable[[], T]) -> list[T | Refused]:
    """Call all at once; return what each returned, or the refusal it met."""
    start = threading.Barrier(len(calls))
    told: dict[int, T | Refused] = {}

    def run(at: int, call: Callable[[], T]) -> None:
        start.wait()
        try:
            told[at] = call()
        except Refused as error:
            told[at] = error

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [told[at] for at in range(len(calls))]


def test_eight_writers_in_two_processes_write_one_chain(
    any_house: House, any_database: str
) -> None:
    here = any_house
    before = here.store.head(here.room).seq
    people = [
        here.people[f"{side}-{role}"].id
        for side in "ns"
        for role in ("principal", "technical", "leader", "analyst")
    ]
    assert WRITERS == len(people)
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITE, any_database, here.room, str(EACH), *some],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for some in (people[:4], people[4:])
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert "ready\n" == writer.stdout.readline()
    acknowledged = "".join(writer.communicate("go\n")[0] for writer in writers).splitlines()
    events = here.store.events(here.room, before)
    assert WRITERS * EACH == len(events)
    assert [f"{event.seq} {event.hash}" for event in events] == sorted(acknowledged, key=_number)
    assert [] == verified(here.store, here.room)


def _number(line: str) -> int:
    return int(line.split(maxsplit=1)[0])


def test_as_many_writers_as_a_server_has_threads_and_more_all_get_through(
    any_house: House,
) -> None:
    here = any_house
    before = here.store.head(here.room).seq
    crowd = 45
    told = together(
        *(lambda: here.do("n-leader", "comment", on="issue:port", text="I") for _ in range(crowd))
    )
    assert not [one for one in told if isinstance(one, Refused)]
    assert before + crowd == here.store.head(here.room).seq
    assert [] == verified(here.store, here.room)


def test_of_two_who_act_on_one_thing_one_wins_and_one_is_told_who_was_first(
    any_house: House,
) -> None:
    here = any_house

    def bracket(side: str, option: str, seen: int) -> Response:
        act = {"issue": "port", "options": [option], "text": option}
        answer: Response = here.program(f"{side}-technical").post(
            f"/api/v1/rooms/{here.room}/acts/bracket", json={"act": act, "seen": seen}
        )
        return answer

    for _ in range(5):
        seen = here.store.head(here.room).seq
        north, south = together(
            partial(bracket, "n", "lease", seen), partial(bracket, "s", "sale", seen)
        )
        assert isinstance(north, Response)
        assert isinstance(south, Response)
        assert [201, 409] == sorted((north.status_code, south.status_code))
        side, option, refusal = (
            ("n", "lease", south.json())
            if north.status_code == 201
            else ("s", "sale", north.json())
        )
        assert "Somebody was first" == refusal["title"]
        assert f"Person {side}-technical was first" in refusal["detail"]
        assert "Nothing of yours was recorded" in refusal["detail"]
        recorded = here.store.events(here.room, seen)
        assert [(f"Person {side}-technical", option)] == [
            (event.act.name, event.act.data["text"]) for event in recorded
        ]


def test_who_looks_again_can_act_again(any_house: House) -> None:
    here = any_house
    seen = here.store.head(here.room).seq
    act = {"issue": "port", "options": ["lease"], "text": ""}
    for side, told in (("n", 201), ("s", 409)):
        program = here.program(f"{side}-technical")
        address = f"/api/v1/rooms/{here.room}/acts/bracket"
        assert told == program.post(address, json={"act": act, "seen": seen}).status_code
    again = {"act": act, "seen": seen + 1}
    assert 201 == program.post(address, json=again).status_code


def test_two_mandates_at_once_leave_one_in_force_and_both_people_knowing(any_house: House) -> None:
    here = any_house
    seen = here.store.head(here.room).seq

    def give(note: str) -> object:
        act = {"allowed": {"port": {"lease": "free"}}, "note": note}
        return here.rooms.perform(
            here.room, here.people["n-principal"].id, ACTS["mandate"].model_validate(act), seen=seen
        )

    told = together(lambda: give("one"), lambda: give("two"))
    assert 1 == len([one for one in told if isinstance(one, Overtaken)])
    assert 1 == len(here.store.events(here.room, seen))


def test_a_server_that_starts_twice_at_once_on_an_empty_database(any_database: str) -> None:
    code = (
        "import sys; from winset.room.store.opened import open_store\n"
        "print('ready', flush=True); sys.stdin.readline(); open_store(sys.argv[1])"
    )
    servers = [
        subprocess.Popen(
            [sys.executable, "-c", code, any_database],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for server in servers:
        assert server.stdout is not None
        server.stdout.readline()
    told = [server.communicate("go\n")[1] for server in servers]
    assert ["", ""] == told
    assert [0, 0] == [server.returncode for server in servers]
    store = open_store(any_database)
    assert [] == store.rooms()
    store.engine.dispose()


def test_of_two_who_claim_a_new_server_one_owns_it(any_store: Store, here: House) -> None:
    text, code = set_up.new_code()

    def claim(handle: str) -> object:
        try:
            return set_up.claim(
                any_store,
                here.passwords,
                code,
                text,
                handle=handle,
                name=handle,
                password="a password of the tests",  # noqa: S106  it opens nothing else
            )
        except BadAccount as error:
            return error

    told = together(lambda: claim("ada"), lambda: claim("bob"))
    assert 1 == len([one for one in told if isinstance(one, BadAccount)])
    with any_store.reading() as connection:
        assert [True] == [person.owner for person in everybody(connection)]


def test_a_seat_taken_away_while_one_waits_is_no_seat(any_house: House) -> None:
    here = any_house
    technical = here.people["n-technical"].id
    draft = Draft(
        "member.left", "p", "Host", None, "owner", TABLE, {"person": technical, "subject": "seat"}
    )
    waiting: list[object] = []
    with here.store.writing(here.room) as pen:
        here.rooms.record(pen, draft)
        act = {"on": "issue:port", "text": "Too late"}
        other = threading.Thread(
            target=lambda: waiting.extend(
                together(lambda: here.do("n-technical", "comment", **act))
            )
        )
        other.start()
    other.join()
    assert "you have no seat in it" in str(waiting[0])
    assert draft.kind == here.store.events(here.room)[-1].act.kind
