"""What is made once for each key."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from winset.room.kept import Kept


def test_a_value_is_made_once_for_all_who_ask_at_the_same_time() -> None:
    kept: Kept[str, int] = Kept(4)
    gate, made = threading.Event(), []

    def make() -> int:
        gate.wait(5)
        made.append(1)
        return 7

    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(kept.get, "a", make) for _ in range(8)]
        gate.set()
        assert [7] * 8 == [one.result() for one in asked]
    assert [1] == made


def test_the_key_that_was_asked_for_longest_ago_goes_first() -> None:
    kept: Kept[str, int] = Kept(2)
    kept.get("a", lambda: 1)
    kept.get("b", lambda: 2)
    kept.get("a", lambda: 3)
    kept.get("c", lambda: 4)
    assert (1, 5) == (kept.get("a", lambda: 5), kept.get("b", lambda: 5))


def test_what_failed_is_tried_anew() -> None:
    kept: Kept[str, int] = Kept(2)
    with pytest.raises(ZeroDivisionError):
        kept.get("a", lambda: 1 // 0)
    assert 1 == kept.get("a", lambda: 1)
