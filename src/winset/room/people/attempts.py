"""Failures to prove who one is: counted, so that nobody can guess for long.

Three counts bound guessing: of one name from one address, from one address whatever the name, and
of one name from anywhere. The last would let a stranger shut somebody out by failing in their name;
so it is not asked of an address from which that person came in during the last weeks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from sqlalchemy import Connection, func, select

from winset.case.errors import WinsetError
from winset.room.people.accounts import folded
from winset.room.people.secret import kept
from winset.room.people.tables import attempt
from winset.room.store.store import stamp

WINDOW = timedelta(minutes=15)
"""How long a failure counts."""

MOST = {"pair": 10, "address": 50, "name": 100}
"""Failures within WINDOW after which a sign-in has to wait."""

KNOWN = timedelta(days=30)
"""How long an address from which somebody came in stays known."""


class SignInRefused(WinsetError):  # noqa: N818  what was tried is refused
    """Wrong name or password, or too many tries."""

    exit_code: ClassVar[int] = 1


class TooManyTries(SignInRefused):
    """So many failures that a sign-in name or an address has to wait; `wait` in seconds."""

    def __init__(self, wait: int) -> None:
        super().__init__(f"too many failed tries; try again in {max(1, -(-wait // 60))} min")
        self.wait = wait


@dataclass(frozen=True)
class Try:
    """One try to prove who one is, by the keys under which it is counted: hashes, no names."""

    pair: str
    address: str
    name: str
    known: str


def trying(handle: str, address: str) -> Try:
    """Return the keys of a try; spellings that sign in as one person count as one name."""
    name = folded(handle)
    pair = kept(f"{name}\n{address}")
    return Try(f"pair:{pair}", f"address:{kept(address)}", f"name:{kept(name)}", f"known:{pair}")


def refuse_if_many(connection: Connection, one: Try, at: datetime) -> None:
    """Raise TooManyTries if a try has to wait."""
    known = connection.execute(
        select(func.count()).where(attempt.c.key == one.known, attempt.c.at >= stamp(at - KNOWN))
    ).scalar_one()
    for kind, most in MOST.items():
        if kind != "pair" and known:
            continue
        query = (
            select(attempt.c.at)
            .where(attempt.c.key == getattr(one, kind), attempt.c.at >= stamp(at - WINDOW))
            .order_by(attempt.c.at.desc())
            .limit(most)
        )
        failures = connection.execute(query).scalars().all()
        if len(failures) == most:
            over = datetime.fromisoformat(failures[-1]) + WINDOW
            raise TooManyTries(max(1, round((over - at).total_seconds())))


def failed(connection: Connection, one: Try, at: datetime) -> None:
    """Count a failure, and forget those that count no more."""
    for key in (one.pair, one.address, one.name):
        connection.execute(attempt.insert().values(key=key, at=stamp(at)))
    old = attempt.c.at < stamp(at - WINDOW)
    connection.execute(attempt.delete().where(old, attempt.c.key.not_like("known:%")))
    connection.execute(attempt.delete().where(attempt.c.at < stamp(at - KNOWN)))


def passed(connection: Connection, one: Try, at: datetime) -> None:
    """Forget the failures of a name from an address, and know the address from now."""
    connection.execute(attempt.delete().where(attempt.c.key.in_((one.pair, one.known))))
    connection.execute(attempt.insert().values(key=one.known, at=stamp(at)))
