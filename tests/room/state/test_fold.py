"""From events to a state: each kind has its effect, and what is not known is not guessed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from room.house import House
from winset.room.acts.registry import ACTS
from winset.room.record.events import TABLE, Draft, recorded
from winset.room.state.fold import EFFECTS, UnknownAct, fold, step, visible
from winset.room.state.state import State


def test_every_act_has_an_effect() -> None:
    assert {act.kind for act in ACTS.values()} <= EFFECTS.keys()


def test_an_act_of_a_later_version_is_refused_by_name(here: House) -> None:
    draft = Draft("song.sung", "p_1", "A person", None, "owner", TABLE)
    event = recorded(draft, room=here.room, seq=1, at="2025-03-03T09:00:00.000000Z", prev="0" * 64)
    with pytest.raises(UnknownAct, match=r"is a `song\.sung`, which this version"):
        fold(State(here.room), [event])


def test_a_delegation_sees_what_was_tabled_and_its_own(here: House) -> None:
    here.do("n-principal", "comment", on="room", text="Ours")
    here.do("s-principal", "comment", on="room", text="Theirs")
    here.do("s-principal", "comment", on="room", text="To all", tabled=True)
    events = here.store.events(here.room)
    assert [["Ours", "To all"], ["Theirs", "To all"], ["To all"], ["To all"]] == [
        [e.act.data["text"] for e in visible(events, side) if e.act.kind == "comment.made"]
        for side in ("north", "south", "mediator", None)
    ]


def test_a_state_remembers_who_touched_a_subject_last(here: House) -> None:
    here.do("n-technical", "initial", issue="fish", option="quota")
    here.do("n-technical", "bracket", issue="port", options=["lease"], text="x")
    touched = here.state("south").touched
    assert ["Person n-technical"] * 2 == [touched[f"issue:{i}"].name for i in ("fish", "port")]
    assert touched["issue:fish"].seq + 1 == touched["issue:port"].seq


def test_a_step_changes_nothing_of_the_state_before(here: House) -> None:
    before = here.state("north")
    copy = replace(before)
    event = here.do("n-technical", "initial", issue="fish", option="quota").event
    after = step(before, event)
    assert copy == before
    assert {} == before.issues["fish"].initials
    assert ["north"] == list(after.issues["fish"].initials)


def test_a_state_kept_warm_is_that_of_a_server_just_started(here: House) -> None:
    here.state("north")
    here.do("n-technical", "initial", issue="fish", option="quota")
    here.do("s-technical", "draft", id="p", name="x", options={"port": "sale"})
    fresh = type(here.rooms)(here.store, here.clock)
    for side in ("north", "south", None):
        assert fresh.state(here.room, side) == here.state(side)
