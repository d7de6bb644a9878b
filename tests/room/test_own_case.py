"""A delegation's case, with what the room changed."""

from __future__ import annotations

from datetime import date as Date

from room.house import House
from winset.case.document import Case


def case_of(here: House) -> Case:
    """Return North's case as it stands."""
    found = here.rooms.case(here.state("north"), "north")
    assert found is not None
    return found


def test_a_case_just_brought_comes_back_as_it_was_written(here: House) -> None:
    assert Date(2025, 3, 1) == case_of(here).as_of
    assert () == case_of(here).calendar.deadlines["lease_ends"].history


def test_a_move_of_a_deadline_stands_at_the_day_of_the_room_and_moves_the_as_of_date(
    here: House,
) -> None:
    here.do("n-principal", "clock", day="2025-03-10")
    here.do("n-principal", "extend", why="More time", deadline="lease_ends", date=Date(2025, 4, 30))
    deadline = case_of(here).calendar.deadlines["lease_ends"]
    assert Date(2025, 4, 30) == deadline.date
    assert [Date(2025, 3, 10)] == [move.set_on for move in deadline.history]
    assert Date(2025, 3, 10) == case_of(here).as_of


def test_without_a_day_of_its_own_the_room_takes_that_of_the_clock(here: House) -> None:
    here.do("n-principal", "extend", why="More time", deadline="lease_ends", date=Date(2025, 4, 30))
    assert Date(2025, 3, 3) == case_of(here).as_of
