"""Writers of one process take turns, and a listener answers without delay."""

from __future__ import annotations

import socket
import threading
from concurrent.futures import ThreadPoolExecutor

from room.house import House
from winset.cli.serve import _listener


def test_writers_take_turns_and_lose_nothing(here: House) -> None:
    before, start = here.store.head(here.room).seq, threading.Barrier(8)

    def say(n: int) -> int:
        start.wait(5)
        return here.do("n-technical", "comment", on="issue:fish", text=f"{n}").event.seq

    with ThreadPoolExecutor(8) as pool:
        assert list(range(before + 1, before + 9)) == sorted(pool.map(say, range(8)))


def test_the_record_and_its_head_are_of_one_moment(here: House) -> None:
    events, head = here.store.record(here.room, after=2)
    assert (3, head.seq, head.hash) == (events[0].seq, events[-1].seq, events[-1].hash)


def test_answers_leave_at_once_as_the_protocol_is_named() -> None:
    with _listener("127.0.0.1", 0) as listener:
        assert socket.IPPROTO_TCP == listener.proto
