"""Sign-in and sessions, kept by the server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from winset.room.people import attempts
from winset.room.people.accounts import Person, called, find
from winset.room.people.attempts import SignInRefused
from winset.room.people.passwords import Passwords
from winset.room.people.secret import drawn, kept
from winset.room.people.tables import person, session
from winset.room.store.store import Store, stamp

IDLE = timedelta(hours=8)
"""A session not used for so long is over."""

LIFE = timedelta(days=7)
"""A session is over after so long, used or not."""

TOUCHED = timedelta(minutes=5)
"""How stale `seen` may be: it is not written at every look."""


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
    at, one = store.now(), attempts.trying(handle, address)
    with store.reading() as connection:
        attempts.refuse_if_many(connection, one, at)
        found = called(connection, handle)
    # outside the transaction: argon2 takes its time, and others want to write
    matches = passwords.matches(password, None if found is None else found[1])
    if found is None or not matches or found[0].disabled:
        with store.changing() as connection:
            attempts.failed(connection, one, at)
        raise SignInRefused("this sign-in name and password do not go together")
    who, hashed = found
    with store.changing() as connection:
        attempts.passed(connection, one, at)
        if hashed is not None and passwords.outdated(hashed):
            better = passwords.rehashed(password)
            connection.execute(person.update().where(person.c.id == who.id).values(password=better))
        return begin(connection, who, at, agent)


def prove(store: Store, passwords: Passwords, who: Person, password: str) -> None:
    """Raise SignInRefused unless `password` is that of somebody signed in; tries are counted.

    A session left open, or stolen, must not become a place to guess the password at leisure.
    """
    at, one = store.now(), attempts.trying(who.handle, f"session of {who.id}")
    with store.reading() as connection:
        attempts.refuse_if_many(connection, one, at)
        found = called(connection, who.handle)
    if found is None or not passwords.matches(password, found[1]):
        with store.changing() as connection:
            attempts.failed(connection, one, at)
        raise SignInRefused("the present password is not that")


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
            agent="".join(c for c in agent[:200] if c.isprintable()),
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
