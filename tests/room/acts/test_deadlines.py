"""Deadlines: set, extended by whom they are for, met, lapsed; the private ones kept apart."""

from __future__ import annotations

from datetime import date as Date
from pathlib import Path
from typing import Any

import pytest

from room import house as house_module
from room.acts.refusals import refused
from room.house import House, house

NEW: dict[str, Any] = {"what": "A draft is due", "date": "2025-04-10", "owner": ["North"]}


def test_a_deadline_is_seen_by_all_and_a_private_one_by_its_own(here: House) -> None:
    here.do("n-principal", "deadline", id="a", **NEW)
    here.do("n-principal", "deadline", id="b", private=True, **NEW)
    assert ["lease_ends", "a", "north.b"] == list(here.state("north").deadlines)
    assert ["lease_ends", "a"] == list(here.state("south").deadlines)


def test_a_private_deadline_is_not_lost_when_another_side_sets_one_of_its_name(
    here: House,
) -> None:
    here.do("n-principal", "deadline", id="a", private=True, **NEW)
    here.do("s-principal", "deadline", id="a", **{**NEW, "what": "Theirs"})
    deadlines = here.state("north").deadlines
    assert ["A draft is due", "Theirs"] == [deadlines[key].what for key in ("north.a", "a")]
    assert [["A draft is due"], ["Theirs"]] == [
        [one.what for name, one in case_deadlines(here).items() if name == key]
        for key in ("north-a", "a")
    ]


def test_what_is_done_to_a_private_deadline_stays_private(here: House) -> None:
    here.do("n-principal", "deadline", id="a", private=True, **NEW)
    here.do("n-principal", "extend", why="Late", deadline="north.a", date="2025-04-20")
    here.do("n-principal", "meet", deadline="north.a")
    assert here.state("north").deadlines["north.a"].met is not None
    assert ["lease_ends"] == list(here.state("south").deadlines)
    with refused(here, "there is no deadline `north.a`"):
        here.do("s-principal", "meet", deadline="north.a")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"id": "lease_ends"}, "there is a deadline `lease_ends` already"),
        ({"id": "a", "issue": "air"}, "no issue `air`"),
        ({"id": "a", "date": "2025-03-02"}, "2025-03-02 is over: the room stands at 2025-03-03"),
    ],
)
def test_a_deadline_is_new_ahead_and_on_an_issue_of_the_agenda(
    here: House, fields: dict[str, str], words: str
) -> None:
    with refused(here, words):
        here.do("n-principal", "deadline", **{**NEW, **fields})


def test_an_extension_keeps_the_history_with_who_and_why(here: House) -> None:
    here.do("n-principal", "extend", why="More time", deadline="lease_ends", date="2025-04-30")
    deadline = here.state("south").deadlines["lease_ends"]
    (move,) = deadline.moved
    assert (Date(2025, 3, 31), Date(2025, 4, 30), Date(2025, 3, 3), "More time") == (
        move.old,
        move.new,
        move.day,
        move.mark.why,
    )


def test_an_extension_ends_later_and_has_a_reason(here: House) -> None:
    with refused(here, "an extension ends after 2025-03-31"):
        here.do("n-principal", "extend", why="x", deadline="lease_ends", date="2025-03-31")
    with refused(here, "give a reason"):
        here.do("n-principal", "extend", deadline="lease_ends", date="2025-04-30")


def test_a_hard_deadline_is_moved_by_nobody(here: House) -> None:
    here.do("n-principal", "deadline", id="a", hard=True, **NEW)
    with refused(here, "nobody can move it"):
        here.do("n-principal", "extend", why="x", deadline="a", date="2025-05-01")


def test_a_deadline_lapses_once_its_day_is_over(here: House) -> None:
    with refused(here, "it has not lapsed"):
        here.do("n-principal", "lapse", deadline="lease_ends")
    here.do("n-principal", "clock", day="2025-04-01")
    here.do("n-principal", "lapse", deadline="lease_ends")
    for name in ("lapse", "meet"):
        with refused(here, "was recorded as lapsed"):
            here.do("s-principal", name, deadline="lease_ends")
    here.do("n-principal", "extend", why="Revived", deadline="lease_ends", date="2025-05-01")
    assert here.state("south").deadlines["lease_ends"].lapsed is None


def test_what_was_met_is_over(here: House) -> None:
    here.do("n-principal", "meet", deadline="lease_ends")
    with refused(here, "was met; there is nothing to extend"):
        here.do("n-principal", "extend", why="x", deadline="lease_ends", date="2025-05-01")
    here.do("n-principal", "clock", day="2025-04-01")
    with refused(here, "was recorded as met"):
        here.do("n-principal", "lapse", deadline="lease_ends")


def test_a_deadline_that_one_side_holds_is_moved_by_that_side_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = house_module.CASE.replace("owner: [North]", "owner: [North], held_by: [north]")
    monkeypatch.setattr(house_module, "CASE", held)
    here = house(tmp_path)
    for handle in ("s-principal", "m-principal"):
        with refused(here, "“The lease ends” is moved by North alone"):
            here.do(handle, "extend", why="x", deadline="lease_ends", date="2025-04-30")
    here.do("n-principal", "extend", why="x", deadline="lease_ends", date="2025-04-30")


def case_deadlines(here: House) -> Any:
    """Return the deadlines of North's case as it stands."""
    case = here.rooms.case(here.state("north"), "north")
    assert case is not None
    return case.calendar.deadlines
