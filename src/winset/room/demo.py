"""The Madrid negotiation as a room to walk about in: an exercise, with seats on either side."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from winset.case.loading import find, load
from winset.room.acts.act import Act
from winset.room.acts.drafting import (
    DraftProposal,
    Initial,
    MakeComment,
    PlaceBracket,
    TableProposal,
)
from winset.room.acts.stage import GiveMandate, OpenStage
from winset.room.analysis.jobs import Jobs
from winset.room.opening import Owner, open_room, seat
from winset.room.people.accounts import applicant, create
from winset.room.people.passwords import Passwords
from winset.room.perform import Rooms
from winset.room.state.state import Delegation, Role, Seat

CASE = "madrid-2025"

STUDY_WORLDS = 400
"""Draws behind the study that is frozen while one looks around."""

NOTICE = (
    "An exercise. The people and issues are those of the public case; what they write here is made "
    "up by whoever sits in their seat."
)


@dataclass(frozen=True)
class Cast:
    """Somebody to be: `password` is drawn for this run and shown once."""

    handle: str
    name: str
    delegation: str
    role: Role
    password: str


PARTS: tuple[tuple[str, str, str, Role, tuple[str, ...]], ...] = (
    ("bessent", "Scott Bessent", "us", "principal", ()),
    ("us-team", "U.S. technical team", "us", "technical", ()),
    ("trump", "President Trump", "us", "leader", ()),
    ("us-analyst", "U.S. analyst", "us", "analyst", ()),
    ("he", "He Lifeng", "cn", "principal", ()),
    ("cn-team", "Chinese technical team", "cn", "technical", ()),
    ("xi", "President Xi", "cn", "leader", ()),
)
"""Who there is to be: principal, technical team and leader of either side, and an analyst."""


def fill(rooms: Rooms, passwords: Passwords) -> tuple[str, list[Cast]]:
    """Open the Madrid room, seat its people and let them act; the room's id, and who there is."""
    case = load(CASE)
    cast: list[Cast] = []
    ids: dict[str, str] = {}
    words = {handle: secrets.token_urlsafe(12) for handle, *_ in PARTS}
    wanted = [
        applicant(passwords, handle=handle, name=name, password=words[handle])
        for handle, name, *_ in PARTS
    ]
    host = applicant(
        passwords, handle="host", name="Host of the exercise", password=secrets.token_urlsafe(24)
    )
    with rooms.store.changing() as connection:
        owner_account = create(connection, host, at=rooms.now(), owner=True)
        for one in wanted:
            ids[one.handle] = create(connection, one, at=rooms.now()).id
    owner = Owner(owner_account.id, owner_account.name)
    room = open_room(
        rooms,
        owner,
        find(CASE).text,
        [
            Delegation("us", "United States", "US"),
            Delegation("cn", "China", "CN"),
            Delegation("es", "Spain, the host", None),
        ],
        case_of="us",
        day=case.as_of,
    )
    for handle, name, delegation, role, tracks in PARTS:
        seat(rooms, room, owner, Seat(ids[handle], name, delegation, role, tracks))
        cast.append(Cast(handle, name, delegation, role, words[handle]))

    def do(handle: str, act: Act, why: str = "") -> None:
        rooms.perform(room, ids[handle], act, why=why)

    _history(do)
    return room, cast


def ask_for_a_study(jobs: Jobs, rooms: Rooms, room: str) -> None:
    """Let the U.S. principal ask for an analysis, which is frozen a minute or so later."""
    state = rooms.state(room, "us")
    principal = next(seat for seat in state.seats.values() if seat.role == "principal")
    jobs.ask(state, principal, rooms.case(state, "us"), STUDY_WORLDS, 1)


def _history(do: Callable[..., None]) -> None:
    """Let the first day of the talks happen, so that every page has something to show."""
    do(
        "bessent",
        GiveMandate(
            allowed={
                "tiktok": {"licence_jv": "free", "sq_extend": "edge"},
                "truce": {"ext90": "free", "ext365": "edge"},
            },
            note="The framework first; tariffs are not to be spent on it.",
        ),
        "As agreed with the President before the flight.",
    )
    do("he", GiveMandate(allowed={"tiktok": {"sq_extend": "free", "licence_jv": "edge"}}, note=""))
    do("bessent", OpenStage(stage="technical"), "The heads of delegation agree on the agenda.")
    do(
        "cn-team",
        PlaceBracket(
            issue="tiktok",
            options=("licence_jv", "sq_extend"),
            text="The algorithm stays under Chinese export control",
        ),
    )
    do(
        "us-team",
        DraftProposal(
            id="framework",
            name="Licence for a joint venture",
            options={"tiktok": "licence_jv", "truce": "ext90"},
        ),
    )
    do("bessent", TableProposal(id="framework"))
    do("us-team", Initial(issue="truce", option="ext90"))
    do("cn-team", Initial(issue="truce", option="ext90"), "Subject to the leaders.")
    do(
        "he",
        MakeComment(on="issue:tiktok", text="We need to see the licence terms first.", tabled=True),
    )
    do(
        "us-team",
        MakeComment(on="issue:tiktok", text="They will move if ByteDance keeps its stake."),
    )
