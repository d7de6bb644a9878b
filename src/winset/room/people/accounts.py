"""Accounts: who there is, and the first of them, the owner."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Connection, Row, func, select
from sqlalchemy.exc import IntegrityError

from winset.case.errors import WinsetError
from winset.room.people.passwords import Passwords
from winset.room.people.secret import short
from winset.room.people.tables import person, session
from winset.room.store.store import stamp

LONGEST_NAME = 200


class BadAccount(WinsetError):  # noqa: N818  what was asked is refused
    """An account that cannot be made or changed as asked."""

    exit_code: ClassVar[int] = 2


@dataclass(frozen=True)
class Person:
    """Somebody who can sign in; the owner opens rooms and seats the first people."""

    id: str
    handle: str
    name: str
    owner: bool
    disabled: bool


def find(connection: Connection, person_id: str) -> Person | None:
    """Return the person of that id, or None."""
    row = connection.execute(select(person).where(person.c.id == person_id)).first()
    return None if row is None else _person(row)


def called(connection: Connection, handle: str) -> tuple[Person, str | None] | None:
    """Return the person who signs in as `handle` and the hash of the password, or None."""
    wanted = folded(handle)
    if not wanted.isprintable():  # PostgreSQL takes no such text, not even to look for it
        return None
    query = select(person).where(person.c.handle == wanted)
    row = connection.execute(query).first()
    return None if row is None else (_person(row), row.password)


def everybody(connection: Connection) -> list[Person]:
    """Return all people, by handle."""
    return [_person(row) for row in connection.execute(select(person).order_by(person.c.handle))]


def has_owner(connection: Connection) -> bool:
    """Whether the first-run set-up is done."""
    query = select(func.count()).select_from(person).where(person.c.owner)
    return bool(connection.execute(query).scalar_one())


@dataclass(frozen=True)
class Applicant:
    """Somebody about to get an account; `password` is the hash already."""

    handle: str
    name: str
    password: str


def applicant(passwords: Passwords, *, handle: str, name: str, password: str) -> Applicant:
    """Return an applicant whose names and password will do. Raises BadAccount or WeakPassword.

    Hashing takes its time: do it before anything is locked.
    """
    handle, name = fit(handle), tidy(name)
    return Applicant(handle, name, passwords.hashed(password, handle=handle, name=name))


def create(
    connection: Connection, wanted: Applicant, *, at: datetime, owner: bool = False
) -> Person:
    """Make an account. Raises BadAccount if the sign-in name is taken."""
    handle = wanted.handle
    made = Person(f"p_{short()}", handle, wanted.name, owner, disabled=False)
    values = {
        "id": made.id,
        "handle": handle,
        "name": wanted.name,
        "password": wanted.password,
        "owner": owner,
        "disabled": False,
        "created": stamp(at),
    }
    try:
        with connection.begin_nested():
            connection.execute(person.insert().values(**values))
    except IntegrityError:
        raise BadAccount(f"the sign-in name `{handle}` is taken") from None
    return made


def change_password(connection: Connection, who: Person, hashed: str) -> None:
    """Set a new password, by its hash, and end every session of the person."""
    connection.execute(person.update().where(person.c.id == who.id).values(password=hashed))
    connection.execute(session.delete().where(session.c.person == who.id))


def change_handle(connection: Connection, who: Person, handle: str) -> None:
    """Set a new sign-in name. Raises BadAccount if it is taken or will not do."""
    handle = fit(handle)
    try:
        with connection.begin_nested():
            connection.execute(person.update().where(person.c.id == who.id).values(handle=handle))
    except IntegrityError:
        raise BadAccount(f"the sign-in name `{handle}` is taken") from None


def fit(handle: str) -> str:
    """Return a sign-in name, folded. Raises BadAccount if it will not do."""
    handle = folded(handle)
    if not re.fullmatch(r"[\w][\w.@-]{1,63}", handle):
        raise BadAccount(
            "a sign-in name has 2 to 64 letters, digits, or . @ _ - and starts with a letter or "
            "digit"
        )
    return handle


def folded(handle: str) -> str:
    """Return a sign-in name in the one spelling that stands for it."""
    return unicodedata.normalize("NFKC", handle).strip().casefold()


def tidy(name: str) -> str:
    """Return a name without blanks at its ends. Raises BadAccount if it cannot be shown."""
    name = unicodedata.normalize("NFC", name).strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise BadAccount(f"a name has 1 to {LONGEST_NAME} printable characters")
    return name


def _person(row: Row[Any]) -> Person:
    return Person(row.id, row.handle, row.name, row.owner, row.disabled)
