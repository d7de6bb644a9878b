"""A room full of people: the Madrid room, fifty delegates in it, and a record of any length."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import cycle, islice

from winset.case.loading import find
from winset.room.acts.act import Act
from winset.room.acts.drafting import DraftProposal, MakeComment, PlaceBracket
from winset.room.acts.values import BringCase
from winset.room.demo import CASE, fill
from winset.room.opening import Owner, seat
from winset.room.people import tokens
from winset.room.people.accounts import Applicant, create
from winset.room.people.passwords import Passwords
from winset.room.perform import Rooms
from winset.room.state.state import Role, Seat
from winset.room.store.opened import open_store
from winset.room.store.store import utc_now

SIDES: tuple[tuple[str, tuple[Role, ...], int], ...] = (
    ("us", ("technical", "principal", "analyst", "technical", "leader", "observer"), 22),
    ("cn", ("technical", "principal", "analyst", "technical", "leader", "observer"), 22),
    ("es", ("technical", "observer"), 6),
)
"""Delegation, the roles that its members take in turn, and how many there are: fifty in all."""


@dataclass(frozen=True)
class Delegate:
    """Somebody to be, in a browser or by a program: `token` is for the API."""

    id: str
    handle: str
    password: str
    token: str
    delegation: str
    role: Role


@dataclass(frozen=True)
class Full:
    """A room with everybody in it: `options` by issue, `seq` of the last event."""

    room: str
    seq: int
    options: dict[str, list[str]]
    people: list[Delegate]

    def to_json(self) -> str:
        """Return it as JSON, for the process that plays the people."""
        return json.dumps(asdict(self))


def full_room(database: str, events: int) -> Full:
    """Open the Madrid room in an empty database; both sides have a case; `events` at least."""
    store = open_store(database)
    rooms, passwords = Rooms(store, utc_now), Passwords()
    room, _ = fill(rooms, passwords)
    people = _seated(rooms, passwords, room)
    analyst = next(p for p in people if (p.delegation, p.role) == ("cn", "analyst"))
    rooms.perform(room, analyst.id, BringCase(text=find(CASE).text))
    state = rooms.state(room, None)
    options = {
        name: list(issue.options)
        for name, issue in state.issues.items()
        if not issue.parked and not issue.signed
    }
    free = {name: of for name, of in options.items() if not state.issues[name].initials}
    writers = [p for p in people if p.role == "technical"]
    missing = max(0, events - store.head(room).seq)
    for writer, act in islice(zip(cycle(writers), _history(free), strict=False), missing):
        rooms.perform(room, writer.id, act)
    seq = store.head(room).seq
    store.engine.dispose()
    return Full(room, seq, options, people)


def _seated(rooms: Rooms, passwords: Passwords, room: str) -> list[Delegate]:
    store, password = rooms.store, secrets.token_urlsafe(12)
    hashed = passwords.hashed(password, handle="-", name="-")  # one for all: only sign-in costs
    people = []
    with store.changing() as connection:
        host = create(connection, Applicant("seater", "Who seats people", hashed), at=rooms.now())
    for side, roles, count in SIDES:
        for n, role in enumerate(islice(cycle(roles), count)):
            handle = f"{side}-{n:02}"
            with store.changing() as connection:
                who = create(
                    connection, Applicant(handle, f"Delegate {handle}", hashed), at=rooms.now()
                )
            seat(rooms, room, Owner(host.id, host.name), Seat(who.id, who.name, side, role))
            token = tokens.make(store, who, label="load", scopes=("read", "act"), room=None, days=1)
            people.append(Delegate(who.id, handle, password, token, side, role))
    return people


def _history(options: dict[str, list[str]]) -> Iterator[Act]:
    """Yield acts that a technical team of any side may do, as varied as a long negotiation's."""
    issues = cycle(options)
    for n in range(10**9):
        issue = next(issues)
        match n % 10:
            case 0 | 1:
                yield PlaceBracket(issue=issue, options=tuple(options[issue][:2]), text=f"Text {n}")
            case 2:
                farm = options["farm"][n % 3]
                yield DraftProposal(id=f"d{n % 7}", name=f"Draft {n}", options={"farm": farm})
            case _:
                said = f"Remark {n}: we need to see the terms before we can say more on this."
                yield MakeComment(on=f"issue:{issue}", text=said, tabled=n % 2 == 0)
