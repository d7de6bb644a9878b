"""An act done: by whom, in which order, with one winner and nothing lost."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from sqlalchemy import event

from room.acts.refusals import agree, put, refused
from room.house import House
from winset.room.acts.act import Refused
from winset.room.acts.registry import ACTS
from winset.room.perform import Done, Forbidden, NoSeat, Overtaken


def seen(here: House, handle: str, name: str, at: int, /, **fields: Any) -> Done:
    """Perform an act as somebody whose page is of event `at`."""
    act = ACTS[name].model_validate(fields)
    return here.rooms.perform(here.room, here.people[handle].id, act, why="A reason", seen=at)


def test_an_act_is_an_event_with_who_when_and_why(here: House) -> None:
    done = here.do("n-technical", "initial", why="As told", issue="fish", option="quota")
    act = done.event.act
    assert ("agreement.initialled", "Person n-technical", "north", "technical", "As told") == (
        act.kind,
        act.name,
        act.delegation,
        act.role,
        act.why,
    )
    assert here.store.head(here.room).seq == done.event.seq == done.state.seq


def test_a_role_without_the_right_is_refused_by_name(here: House) -> None:
    with pytest.raises(Forbidden, match="a seat as observer does not carry the right to initial"):
        here.do("n-observer", "initial", issue="fish", option="quota")


def test_a_stranger_has_no_seat(here: House) -> None:
    with pytest.raises(NoSeat):
        here.do("owner", "comment", on="room", text="x")


def test_of_two_on_the_same_thing_one_wins_and_the_other_is_told_who(here: House) -> None:
    page = here.state("north").seq
    seen(here, "n-technical", "initial", page, issue="fish", option="quota")
    before = here.store.head(here.room)
    with pytest.raises(Overtaken, match=r"Person n-technical was first, at 09:00 UTC"):
        seen(here, "s-technical", "initial", page, issue="fish", option="open")
    assert before == here.store.head(here.room)


def test_acts_on_different_things_do_not_collide(here: House) -> None:
    page = here.state("north").seq
    seen(here, "n-technical", "initial", page, issue="fish", option="quota")
    seen(here, "n-principal", "initial", page, issue="port", option="lease")
    seen(here, "n-principal", "comment", page, on="issue:fish", text="Seen")


def test_what_the_other_side_does_in_private_overtakes_nobody(here: House) -> None:
    page = here.state("north").seq
    seen(here, "n-technical", "draft", page, id="p", name="x", options={"port": "lease"})
    seen(here, "n-principal", "deadline", page, **PRIVATE)
    seen(here, "n-principal", "mandate", page, allowed={"port": {"lease": "free"}})
    seen(here, "s-technical", "draft", page, id="p", name="x", options={"port": "lease"})
    seen(here, "s-principal", "deadline", page, **{**PRIVATE, "private": False})
    seen(here, "s-principal", "mandate", page, allowed={"port": {"lease": "free"}})


def test_two_who_sign_and_refuse_at_once_have_one_winner(here: House) -> None:
    agree(here, port="lease")
    put(here, "port")
    line = {"text": "text1", "stage": "leaders"}
    page = here.state("north").seq
    seen(here, "n-leader", "sign", page, actor="n_lead", **line)
    with pytest.raises(Overtaken):
        seen(here, "s-leader", "refuse", page, actor="s_lead", **line)


def test_of_many_who_act_at_once_one_wins_and_the_rest_are_told(here: House) -> None:
    page, start = here.state("north").seq, threading.Barrier(8)
    told: list[str] = []

    def act(option: str) -> None:
        start.wait()
        try:
            seen(here, "n-principal", "initial", page, issue="fish", option=option)
            told.append("won")
        except Overtaken:
            told.append("overtaken")

    threads = [threading.Thread(target=act, args=(o,)) for o in ("open", "quota") * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ["overtaken"] * 7 + ["won"] == sorted(told)
    assert page + 1 == here.store.head(here.room).seq


def test_an_act_holds_one_connection_so_that_writers_who_wait_block_nobody(here: House) -> None:
    here.do("n-principal", "comment", on="room", text="x")
    held, most = 0, 0

    @event.listens_for(here.store.engine, "checkout")
    def _taken(*_: object) -> None:
        nonlocal held, most
        held += 1
        most = max(most, held)

    @event.listens_for(here.store.engine, "checkin")
    def _given_back(*_: object) -> None:
        nonlocal held
        held -= 1

    fresh = type(here.rooms)(here.store, here.clock)  # nothing is at hand: the case is read too
    fresh.perform(
        here.room,
        here.people["n-principal"].id,
        ACTS["initial"].model_validate({"issue": "fish", "option": "quota"}),
    )
    assert 1 == most


def test_a_seat_taken_away_ends_the_rights_that_came_with_it(here: House) -> None:
    here.do("n-principal", "unseat", person=here.people["n-technical"].id)
    with pytest.raises(NoSeat):
        here.do("n-technical", "initial", issue="fish", option="quota")


def test_a_refusal_changes_nothing(here: House) -> None:
    before = here.state("north")
    with refused(here, "no option `x`"):
        here.do("n-principal", "initial", issue="fish", option="x")
    assert before == here.state("north")


def test_a_reason_of_blanks_is_none(here: House) -> None:
    with pytest.raises(Refused, match="give a reason"):
        here.do("n-principal", "escalate", why="  ", issue="fish")


PRIVATE = {
    "id": "d",
    "what": "A draft is due",
    "date": "2025-04-10",
    "owner": ["North"],
    "private": True,
}
