"""The first run: a code shown on the terminal makes the one who holds it the owner."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from winset.room.people.accounts import BadAccount, Person, applicant, create, has_owner
from winset.room.people.passwords import Passwords
from winset.room.people.secret import drawn, kept
from winset.room.store.store import Store


@dataclass(frozen=True)
class SetUpCode:
    """What is kept of the code of this run, in memory alone: its hash."""

    hash: str


def needed(store: Store) -> bool:
    """Whether nobody owns this server yet."""
    with store.reading() as connection:
        return not has_owner(connection)


def new_code() -> tuple[str, SetUpCode]:
    """Return a fresh code, to be shown once on the terminal, and what is kept of it."""
    code = drawn()[:16]
    return code, SetUpCode(kept(code))


def claim(
    store: Store,
    passwords: Passwords,
    held: SetUpCode | None,
    code: str,
    *,
    handle: str,
    name: str,
    password: str,
) -> Person:
    """Make the owner. Raises BadAccount for a wrong code, or if somebody was first."""
    if held is None or not hmac.compare_digest(held.hash, kept(code.strip())):
        raise BadAccount("this is not the set-up code that `winset serve` printed on the terminal")
    wanted = applicant(passwords, handle=handle, name=name, password=password)
    with store.changing("owner") as connection:
        if has_owner(connection):
            raise BadAccount("this server has an owner already; sign in, or ask for an invitation")
        return create(connection, wanted, at=store.now(), owner=True)
