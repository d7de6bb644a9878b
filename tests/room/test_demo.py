"""The exercise: who there is to be, and what there is to see."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from room.house import CHEAP
from winset.room.demo import NOTICE, Cast, fill
from winset.room.people.passwords import Passwords
from winset.room.perform import Rooms
from winset.room.state.state import State
from winset.room.store.opened import open_store
from winset.room.verdict import verified


@pytest.fixture(scope="module")
def exercise(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Rooms, str, list[Cast]]]:
    """Return the exercise, filled once."""
    store = open_store(tmp_path_factory.mktemp("demo") / "room.db")
    rooms = Rooms(store, store.now)
    room, cast = fill(rooms, Passwords(CHEAP))
    yield rooms, room, cast
    store.engine.dispose()


def state_of(exercise: tuple[Rooms, str, list[Cast]], delegation: str) -> State:
    """Return where the exercise stands for a delegation."""
    rooms, room, _ = exercise
    return rooms.state(room, delegation)


def test_either_side_has_a_principal_a_technical_team_and_a_leader_and_one_an_analyst(
    exercise: tuple[Rooms, str, list[Cast]],
) -> None:
    _, _, cast = exercise
    either = {
        (side, role) for side in ("us", "cn") for role in ("principal", "technical", "leader")
    }
    assert either | {("us", "analyst")} == {(one.delegation, one.role) for one in cast}
    assert len(cast) == len({one.password for one in cast})


def test_it_says_that_it_is_an_exercise() -> None:
    assert NOTICE.startswith("An exercise.")


def test_its_record_verifies(exercise: tuple[Rooms, str, list[Cast]]) -> None:
    rooms, room, _ = exercise
    assert [] == verified(rooms.store, room)


def test_there_is_something_of_every_kind_to_see(
    exercise: tuple[Rooms, str, list[Cast]],
) -> None:
    state = state_of(exercise, "us")
    states = {issue.state(state.parties) for issue in state.issues.values()}
    assert {"open", "bracketed", "ad_referendum"} <= states
    assert ["tabled"] == [proposal.status for proposal in state.proposals.values()]
    assert {"us", "table"} == {remark.audience for remark in state.comments}


def test_what_is_agreed_and_tabled_is_inside_the_mandate_of_who_did_it(
    exercise: tuple[Rooms, str, list[Cast]],
) -> None:
    for delegation, party in (("us", "US"), ("cn", "CN")):
        state = state_of(exercise, delegation)
        assert state.mandate is not None
        agreed = [
            (issue.id, issue.initials[party].option)
            for issue in state.issues.values()
            if party in issue.initials
        ]
        tabled = [
            pair
            for proposal in state.proposals.values()
            if proposal.delegation == delegation
            for pair in proposal.options.items()
        ]
        assert {"inside"} >= {state.mandate.place(*pair) for pair in (*agreed, *tabled)}


def test_the_case_is_that_of_one_side_alone(exercise: tuple[Rooms, str, list[Cast]]) -> None:
    assert state_of(exercise, "us").case is not None
    assert [None, None] == [state_of(exercise, side).case for side in ("cn", "es")]
