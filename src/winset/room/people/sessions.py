"""Sign-in and sessions, kept by the server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from sqlalchemy import Connection, func, select

from winset.case.errors import WinsetError
from winset.room.people.accounts import Person, called, find, folded
from winset.room.people.passwords import Passwords
from winset.room.people.secret import drawn, kept
from winset.room.people.tables import attempt, person, session
from winset.room.store.store import Store, stamp

IDLE = timedelta(hours=8)
"""A session not used for so long is over."""

LIFE = timedelta(days=7)
"""A session is over after so long, used or not."""

TOUCHED = timedelta(minutes=5)
"""How stale `seen` may be: it is not written at every look."""

WINDOW = timedelta(minutes=15)
MOST = {"handle": 10, "address": 50}
"""Failures within WINDOW after which a sign-in name, or an address, has to wait."""


class SignInRefused(WinsetError):  # noqa: N818  what was tried is refused
    """Wrong name or password, or too many tries."""

    exit_code: ClassVar[int] = 1


class TooManyTries(SignInRefused):
    """So many failures that a sign-in name or an address has to wait; `wait` in seconds."""

    def __init__(self, wait: int) -> None:
        super().__init__(f"too many failed tries; try again in {max(1, round(wait / 60))} min")
        self.wait = wait


@dataclass(frozen=True)
class Session:
    """Somebody signed in; `csrf` proves that a form was ours."""

    person: Person
    csrf: str
    secret: str
    """The hash by which the session is kept, not the secret of the cookie."""


def sign_in(
    store: Store, passwords: Passwords, *, handle: str, password: str, address: str, agent: str
) -> str:
    """Return the secret of a new session.

    Raises TooManyTries, or SignInRefused: the same for a wrong name and a wrong password, after the
    same time.
    """
    at = store.now()
    # by its hash: people type passwords there, and names longer than any account's
    keys = {"handle": f"handle:{kept(folded(handle))}", "address": f"address:{address[:64]}"}
    with store.reading() as connection:
        for kind, key in keys.items():
            _refuse_if_many(connection, key, MOST[kind], at)
        found = called(connection, handle)
    # outside the transaction: argon2 takes its time, and others want to write
    matches = passwords.matches(password, None if found is None else found[1])
    if found is None or not matches or found[0].disabled:
        with store.changing() as connection:
            for key in keys.values():
                connection.execute(attempt.insert().values(key=key, at=stamp(at)))
        raise SignInRefused("this sign-in name and password do not go together")
    who, hashed = found
    with store.changing() as connection:
        connection.execute(attempt.delete().where(attempt.c.key == keys["handle"]))
        connection.execute(attempt.delete().where(attempt.c.at < stamp(at - WINDOW)))
        if hashed is not None and passwords.outdated(hashed):
            better = passwords.rehashed(password)
            connection.execute(person.update().where(person.c.id == who.id).values(password=better))
        return begin(connection, who, at, agent)


def begin(connection: Connection, who: Person, at: datetime, agent: str) -> str:
    """Return the secret of a new session of somebody whose identity is beyond doubt."""
    secret = drawn()
    connection.execute(
        session.insert().values(
            secret=kept(secret),
            person=who.id,
            csrf=drawn(),
            created=stamp(at),
            seen=stamp(at),
            agent=agent[:200],
        )
    )
    return secret


def session_of(store: Store, secret: str) -> Session | None:
    """Return the session of a cookie's secret, or None if there is none or it is over."""
    at, key = store.now(), kept(secret)
    with store.reading() as connection:
        row = connection.execute(select(session).where(session.c.secret == key)).first()
        who = None if row is None else find(connection, row.person)
    if row is None or who is None or who.disabled:
        return None
    if row.seen < stamp(at - IDLE) or row.created < stamp(at - LIFE):
        end(store, key)
        return None
    if row.seen < stamp(at - TOUCHED):
        with store.changing() as connection:
            connection.execute(
                session.update().where(session.c.secret == key).values(seen=stamp(at))
            )
    return Session(who, row.csrf, key)


def end(store: Store, key: str) -> None:
    """End a session, by the hash under which it is kept."""
    with store.changing() as connection:
        connection.execute(session.delete().where(session.c.secret == key))


def end_others(store: Store, mine: Session) -> int:
    """End every other session of a person; how many there were."""
    with store.changing() as connection:
        done = connection.execute(
            session.delete().where(
                session.c.person == mine.person.id, session.c.secret != mine.secret
            )
        )
        return done.rowcount


def others(store: Store, mine: Session) -> list[tuple[str, str]]:
    """Return (browser, last seen) of a person's other sessions, latest first."""
    query = (
        select(session.c.agent, session.c.seen)
        .where(session.c.person == mine.person.id, session.c.secret != mine.secret)
        .order_by(session.c.seen.desc())
    )
    with store.reading() as connection:
        return [(row.agent, row.seen) for row in connection.execute(query)]


def _refuse_if_many(connection: Connection, key: str, most: int, at: datetime) -> None:
    query = select(func.count(), func.min(attempt.c.at)).where(
        attempt.c.key == key, attempt.c.at >= stamp(at - WINDOW)
    )
    count, first = connection.execute(query).one()
    if count >= most:
        over = datetime.fromisoformat(first) + WINDOW
        raise TooManyTries(max(1, round((over - at).total_seconds())))
