"""A room with everybody in it: two delegations with all five roles, and a mediator's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from fastapi import FastAPI
from starlette.testclient import TestClient

from winset.room.acts.registry import ACTS
from winset.room.opening import Owner, open_room, seat
from winset.room.people import tokens
from winset.room.people.accounts import Applicant, Person, create
from winset.room.people.passwords import Passwords
from winset.room.perform import Done, Rooms
from winset.room.state.state import ROLES, Delegation, Seat, State
from winset.room.store.opened import open_store
from winset.room.store.store import Store
from winset.room.web.app import application
from winset.room.web.services import Config, Services

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""As weak as argon2 can be: these tests are about everything else."""

PASSWORD = "a password of the tests"  # noqa: S105  it opens nothing else

CASE = """
winset: 1
id: harbour
title: A harbour shared
as_of: 2025-03-01
facts:
  F1:
    date: 2025-02-01
    known_by: 2025-02-01
    statement: SECRET-fact
    source: SECRET-source
    confidence: primary
parties:
  north:
    name: North
    ratification: n_lead
    red_lines:
      no_sale: {never: {port: sale}, says: SECRET-line}
  south: {name: South, ratification: s_lead}
issues:
  port:
    name: The port
    status_quo: shared
    track: trade_team
    options:
      shared: {label: Shared as now}
      lease: {label: Leased for thirty years}
      sale: {label: Sold}
  fish:
    name: Fishing
    status_quo: open
    track: sea_team
    options:
      open: {label: Open to both}
      quota: {label: Quotas}
      ban: {label: Nobody fishes}
  patrol:
    name: Patrols
    status_quo: apart
    track: sea_team
    options: {apart: {label: Each its own}, joint: {label: Joint patrols}}
actors:
  n_lead:
    name: Lead of North
    party: north
    level: principal
    why: SECRET-why
    views:
      port: {weight: 50, scores: {shared: 20, lease: 80, sale: 0}}
      fish: {weight: 30, scores: {open: 40, quota: 70, ban: 0}}
      patrol: {weight: 20, scores: {apart: 10, joint: 60}}
  s_lead:
    name: Lead of South
    party: south
    level: principal
    why: SECRET-why
    views:
      port: {weight: 40, scores: {shared: 30, lease: 60, sale: 90}}
      fish: {weight: 40, scores: {open: 60, quota: 50, ban: 20}}
      patrol: {weight: 20, scores: {apart: 30, joint: 50}}
linkages:
  L1:
    kind: excludes
    between: [{port: lease}, {fish: ban}]
    says: SECRET-linkage
tracks:
  trade_team: {name: Trade team, issues: [port]}
  sea_team: {name: Sea team, issues: [fish, patrol]}
stages:
  - {id: heads, name: Heads set the frame}
  - {id: teams, name: Teams write}
  - id: leaders
    name: Leaders sign
    signs: [n_lead, s_lead]
    on_refusal: {to: teams, chance: 1}
calendar:
  deadlines:
    lease_ends: {date: 2025-03-31, what: The lease ends, issue: port, owner: [North]}
"""


class Clock:
    """A clock that the tests move; each look at it is a millisecond later."""

    def __init__(self) -> None:
        self.at = datetime(2025, 3, 3, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the time, a little later at each look."""
        self.at += timedelta(milliseconds=1)
        return self.at


@dataclass(frozen=True)
class House:
    """A room, its people by handle (`n-principal`, `m-analyst`), and its application."""

    store: Store
    rooms: Rooms
    room: str
    people: dict[str, Person]
    clock: Clock
    app: FastAPI
    passwords: Passwords

    def do(self, handle: str, name: str, /, why: str = "", **fields: Any) -> Done:
        """Perform an act as somebody."""
        act = ACTS[name].model_validate(fields)
        return self.rooms.perform(self.room, self.people[handle].id, act, why=why)

    def state(self, delegation: str | None) -> State:
        """Return where the room stands for a delegation."""
        return self.rooms.state(self.room, delegation)

    def token(self, handle: str, *scopes: str) -> str:
        """Return a token of somebody, with all scopes unless some are named."""
        return tokens.make(
            self.store,
            self.people[handle],
            label="test",
            scopes=scopes or tokens.SCOPES,
            room=None,
            days=1,
        )

    def program(self, handle: str, *scopes: str) -> TestClient:
        """Return a client of the API as somebody."""
        headers = {"Authorization": f"Bearer {self.token(handle, *scopes)}"}
        return TestClient(self.app, headers=headers, follow_redirects=False)

    def visitor(self) -> TestClient:
        """Return a browser in which nobody is signed in."""
        return TestClient(self.app, follow_redirects=False)

    def browser(self, handle: str) -> TestClient:
        """Return a browser in which somebody is signed in."""
        client = self.visitor()
        answer = client.post("/sign-in", data={"handle": handle, "password": PASSWORD})
        assert answer.status_code == 303, answer.text
        return client


def house(folder: Path, store: Store | None = None, case: str | None = None) -> House:
    """Return a fresh house; the case is North's alone."""
    clock = Clock()
    store = store or open_store(folder / "room.db", clock)
    rooms = Rooms(store, clock)
    passwords = Passwords(CHEAP)
    hashed = CHEAP.hash(PASSWORD)
    handles = ["owner", *(f"{side}-{role}" for side in "nsm" for role in ROLES)]
    with store.changing() as connection:
        people = {
            handle: create(
                connection,
                Applicant(handle, f"Person {handle}", hashed),
                at=clock(),
                owner=handle == "owner",
            )
            for handle in handles
        }
    owner = Owner(people["owner"].id, people["owner"].name)
    places = [
        Delegation("north", "The North", "north"),
        Delegation("south", "The South", "south"),
        Delegation("mediator", "The mediator", None),
    ]
    room = open_room(rooms, owner, case or CASE, places, case_of="north")
    for side, delegation in zip("nsm", ("north", "south", "mediator"), strict=True):
        for role in ROLES:
            person = people[f"{side}-{role}"]
            seat(rooms, room, owner, Seat(person.id, person.name, delegation, role))
    config = Config(hosts=("testserver", "localhost"))
    app = application(Services(store, rooms, passwords, clock, config))
    return House(store, rooms, room, people, clock, app, passwords)
