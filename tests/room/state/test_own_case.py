"""A delegation's case, with what the room changed."""

from __future__ import annotations

from datetime import date as Date
from typing import Any

import pytest

from room.acts.refusals import agenda, agree, put, refused, sign
from room.house import CASE, House
from winset.case.document import Case
from winset.case.writing import written
from winset.room.acts.values import read_case
from winset.room.state.own_case import Gap, own_case
from winset.study.analyse import analyse


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


def test_what_was_signed_is_settled_in_the_case(here: House) -> None:
    agree(here, port="lease")
    put(here, "port")
    for side in "ns":
        sign(here, side)
    port = case_of(here).issues["port"]
    assert ("settled", "lease", "lease") == (port.state, port.status_quo, port.reversion)


def test_what_is_parked_and_taken_up_in_the_room_is_so_in_the_case(here: House) -> None:
    for parked, state in ((True, "parked"), (False, "open")):
        here.do("n-principal", "agenda", issues=agenda(here, fish={"parked": parked}))
        assert state == case_of(here).issues["fish"].state


def test_a_red_line_on_what_the_case_does_not_know_is_left_out_of_it(here: House) -> None:
    new = {"name": "Salvage", "options": {"none": "None", "half": "Half each"}}
    here.do("n-principal", "agenda", issues=agenda(here, salvage=new))
    line = {"never": {"salvage": "half"}, "says_who": "Never"}
    here.do("n-principal", "red-line", why="x", id="r", **line)
    assert ["no_sale"] == list(case_of(here).parties["north"].red_lines)
    with refused(here, "crosses the red line `r`"):
        here.do("n-principal", "initial", issue="salvage", option="half")


def test_a_deadline_set_in_the_room_is_in_the_case(here: House) -> None:
    day: dict[str, Any] = {
        "what": "A draft is due",
        "date": "2025-04-10",
        "owner": ["North"],
        "issue": "fish",
    }
    here.do("s-principal", "deadline", id="a", **day)
    made = case_of(here).calendar.deadlines["a"]
    assert ("A draft is due", Date(2025, 4, 10), "fish") == (made.what, made.date, made.issue)


def test_a_deadline_that_the_own_case_leaves_out_stays_out_until_it_is_moved(here: House) -> None:
    here.do("s-principal", "case", text=CASE[: CASE.index("calendar:")])
    assert {} == south(here).calendar.deadlines
    here.do("n-principal", "extend", why="x", deadline="lease_ends", date="2025-04-30")
    assert Date(2025, 4, 30) == south(here).calendar.deadlines["lease_ends"].date


def test_a_move_is_in_a_case_that_tells_another_history(here: House) -> None:
    told = "owner: [North], history: [{set_on: 2025-02-10, old: 2025-02-28, new: 2025-03-31}]}"
    here.do("s-principal", "case", text=CASE.replace("owner: [North]}", told))
    here.do("n-principal", "extend", why="x", deadline="lease_ends", date="2025-04-30")
    deadline = south(here).calendar.deadlines["lease_ends"]
    assert [Date(2025, 3, 31), Date(2025, 4, 30)] == [move.new for move in deadline.history]
    assert Date(2025, 4, 30) == deadline.date


def test_a_move_that_the_case_tells_already_is_not_told_twice(here: House) -> None:
    here.do("n-principal", "extend", why="x", deadline="lease_ends", date="2025-04-30")
    before = case_of(here)
    here.do("n-principal", "case", text=written(before))
    assert before == case_of(here)


def test_a_clock_set_back_does_not_turn_the_history_of_a_deadline(here: House) -> None:
    for day, new in (("2025-03-20", "2025-04-30"), ("2025-03-05", "2025-05-31")):
        here.do("n-principal", "clock", day=day)
        here.do("n-principal", "extend", why="x", deadline="lease_ends", date=new)
    history = case_of(here).calendar.deadlines["lease_ends"].history
    assert [Date(2025, 3, 20)] * 2 == [move.set_on for move in history]


def test_a_case_that_lacks_what_was_signed_says_so(here: House) -> None:
    here.do("m-principal", "case", text=CASE)
    port = {"options": {**here.state(None).issues["port"].options, "swap": "Swapped"}}
    here.do("s-principal", "agenda", issues=agenda(here, port=port))
    sold = "sale: {label: Sold}"
    swap = CASE.replace(sold, f"{sold}\n      swap: {{label: Swapped}}")
    for score in ("sale: 0", "sale: 90"):
        swap = swap.replace(f"{score}}}", f"{score}, swap: 5}}")
    here.do("n-principal", "case", text=swap)
    agree(here, port="swap")
    put(here, "port")
    for side in "ns":
        sign(here, side)
    assert "swap" == case_of(here).issues["port"].status_quo
    assert here.rooms.case(here.state("mediator"), "mediator") is None
    with pytest.raises(Gap, match="was signed as `swap`, which this case does not have"):
        own_case(read_case("case", CASE), here.state("mediator"), None)
    here.do("m-principal", "case", text=swap)
    assert here.rooms.case(here.state("mediator"), "mediator") is not None


def test_a_case_taken_out_after_acts_reads_back_and_analyses_to_the_same_study(
    here: House,
) -> None:
    here.do("n-principal", "clock", day="2025-03-10")
    here.do("n-principal", "red-line", why="x", id="r", never={"fish": "ban"}, says_who="No ban")
    here.do("n-principal", "extend", why="More time", deadline="lease_ends", date="2025-04-30")
    number = {"issue": "port", "option": "lease", "low": 60, "mid": "70.5", "high": 80}
    here.do("n-analyst", "values", why="Asked him", actor="n_lead", numbers=[number])
    agree(here, patrol="joint")
    put(here, "patrol")
    for side in "ns":
        sign(here, side)
    case = case_of(here)
    back = read_case("the case", written(case))
    assert case == back
    assert (
        analyse(case, worlds=4, workers=1).to_json() == analyse(back, worlds=4, workers=1).to_json()
    )


def south(here: House) -> Case:
    """Return South's case as it stands."""
    found = here.rooms.case(here.state("south"), "south")
    assert found is not None
    return found
