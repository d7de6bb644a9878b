"""Tokens: keys for programs, which act for a person within scopes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from sqlalchemy import Row, select

from winset.room.people.accounts import BadAccount, Person, find, tidy
from winset.room.people.secret import drawn, kept, short
from winset.room.people.tables import token
from winset.room.store.store import Store, stamp

Scope = Literal["read", "act", "analyse", "export", "host"]

SCOPES: dict[Scope, str] = {
    "read": "read what the person may read",
    "act": "do what the person may do in a room",
    "analyse": "ask what if, and run analyses",
    "export": "take case files, studies and extracts out",
    "host": "open rooms and hold seats, if the person owns the server",
}
"""What a token may be used for; never more than its person may."""

PREFIX = "winset_"
LONGEST_DAYS = 366


@dataclass(frozen=True)
class Token:
    """A token as its person sees it; the secret itself is kept nowhere."""

    id: str
    label: str
    scopes: frozenset[Scope]
    room: str | None
    created: str
    expires: str
    used: str | None


def make(
    store: Store, who: Person, *, label: str, scopes: Iterable[str], room: str | None, days: int
) -> str:
    """Return the secret of a new token, to be shown once; `room`: for that one alone.

    Raises BadAccount for unknown scopes, days out of range, or a room without a seat.
    """
    wanted = sorted(set(scopes))
    if not wanted or not set(wanted) <= SCOPES.keys():
        raise BadAccount(f"choose at least one of the scopes {', '.join(SCOPES)}")
    if not 1 <= days <= LONGEST_DAYS:
        raise BadAccount(f"a token lasts 1 to {LONGEST_DAYS} days")
    if room is not None and store.seat(room, who.id) is None:
        raise BadAccount("you have no seat in that room")
    secret, at = PREFIX + drawn(), store.now()
    with store.changing() as connection:
        connection.execute(
            token.insert().values(
                secret=kept(secret),
                id=f"t_{short()}",
                person=who.id,
                label=tidy(label),
                scopes=json.dumps(wanted),
                room=room,
                created=stamp(at),
                expires=stamp(at + timedelta(days=days)),
                revoked=False,
            )
        )
    return secret


def bearer(store: Store, secret: str) -> tuple[Person, Token] | None:
    """Return whose token this is, or None if there is none, or it is over or revoked."""
    at, key = stamp(store.now()), kept(secret)
    with store.reading() as connection:
        row = connection.execute(select(token).where(token.c.secret == key)).first()
        who = None if row is None else find(connection, row.person)
    if row is None or row.revoked or row.expires <= at or who is None or who.disabled:
        return None
    if row.used is None or row.used[:16] != at[:16]:  # to the minute is enough
        with store.changing() as connection:
            connection.execute(token.update().where(token.c.secret == key).values(used=at))
    return who, _token(row)


def of(store: Store, who: Person) -> list[Token]:
    """Return a person's tokens that are in force, newest first."""
    query = (
        select(token)
        .where(token.c.person == who.id, token.c.revoked.is_(False))
        .where(token.c.expires > stamp(store.now()))
        .order_by(token.c.created.desc())
    )
    with store.reading() as connection:
        return [_token(row) for row in connection.execute(query)]


def revoke(store: Store, who: Person, token_id: str) -> bool:
    """Make one of a person's tokens void; False if the person has none of that id in force."""
    with store.changing() as connection:
        done = connection.execute(
            token.update()
            .where(token.c.person == who.id, token.c.id == token_id, token.c.revoked.is_(False))
            .values(revoked=True)
        )
        return done.rowcount == 1


def _token(row: Row[Any]) -> Token:
    return Token(
        id=row.id,
        label=row.label,
        scopes=frozenset(json.loads(row.scopes)),
        room=row.room,
        created=row.created,
        expires=row.expires,
        used=row.used,
    )
