"""Invitations: seats held for people to come, each behind a secret address."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Row, select

from winset.room.people.secret import drawn, kept, short
from winset.room.people.tables import invitation
from winset.room.state.state import Role
from winset.room.store.store import Store, stamp

LIFE = timedelta(days=14)
"""An invitation not taken up by then is void."""


@dataclass(frozen=True)
class Invitation:
    """A seat held: in which room and delegation, as what, for whom, by whom."""

    id: str
    room: str
    delegation: str
    role: Role
    tracks: tuple[str, ...]
    name: str
    by: str
    expires: str


def invite(
    store: Store,
    *,
    room: str,
    delegation: str,
    role: Role,
    tracks: tuple[str, ...],
    name: str,
    by: str,
) -> str:
    """Hold a seat, and return the secret of its address, to be shown once."""
    secret, at = drawn(), store.now()
    with store.changing() as connection:
        connection.execute(
            invitation.insert().values(
                secret=kept(secret),
                id=f"i_{short()}",
                room=room,
                delegation=delegation,
                role=role,
                tracks=json.dumps(tracks),
                name=name,
                by=by,
                created=stamp(at),
                expires=stamp(at + LIFE),
                used=False,
            )
        )
    return secret


def held(connection: Connection, secret: str, at: str) -> Invitation | None:
    """Return the invitation of a secret address, or None if it is void or taken up."""
    query = select(invitation).where(
        invitation.c.secret == kept(secret),
        invitation.c.used.is_(False),
        invitation.c.expires > at,
    )
    row = connection.execute(query).first()
    return None if row is None else _invitation(row)


def take_up(connection: Connection, given: Invitation) -> bool:
    """Mark an invitation as taken up; False if somebody was first."""
    done = connection.execute(
        invitation.update()
        .where(invitation.c.id == given.id, invitation.c.used.is_(False))
        .values(used=True)
    )
    return done.rowcount == 1


def open_ones(store: Store, room: str, delegation: str | None) -> list[Invitation]:
    """Return the invitations of a room that wait, of one delegation or (None) of all."""
    query = select(invitation).where(
        invitation.c.room == room,
        invitation.c.used.is_(False),
        invitation.c.expires > stamp(store.now()),
    )
    if delegation is not None:
        query = query.where(invitation.c.delegation == delegation)
    with store.reading() as connection:
        rows = connection.execute(query.order_by(invitation.c.created))
        return [_invitation(row) for row in rows]


def withdraw(store: Store, invitation_id: str) -> None:
    """Make an invitation void."""
    with store.changing() as connection:
        connection.execute(invitation.delete().where(invitation.c.id == invitation_id))


def _invitation(row: Row[Any]) -> Invitation:
    return Invitation(
        id=row.id,
        room=row.room,
        delegation=row.delegation,
        role=row.role,
        tracks=tuple(json.loads(row.tracks)),
        name=row.name,
        by=row.by,
        expires=row.expires,
    )
