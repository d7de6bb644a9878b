"""Feeds: secret addresses of calendars, to be made anew or revoked by whoever holds them."""

from __future__ import annotations

from sqlalchemy import select

from winset.room.people.accounts import Person, find
from winset.room.people.secret import drawn, kept, short
from winset.room.people.tables import feed
from winset.room.store.store import Store, stamp


def make(store: Store, who: Person, room: str) -> str:
    """Return the secret of a person's new feed of a room; the one before is void."""
    secret = drawn()
    with store.changing() as connection:
        connection.execute(
            feed.update().where(feed.c.person == who.id, feed.c.room == room).values(revoked=True)
        )
        connection.execute(
            feed.insert().values(
                secret=kept(secret),
                id=f"f_{short()}",
                person=who.id,
                room=room,
                created=stamp(store.now()),
                revoked=False,
            )
        )
    return secret


def revoke(store: Store, who: Person, room: str) -> None:
    """Make a person's feed of a room void."""
    with store.changing() as connection:
        connection.execute(
            feed.update().where(feed.c.person == who.id, feed.c.room == room).values(revoked=True)
        )


def since(store: Store, who: Person, room: str) -> str | None:
    """Return when a person's feed of a room was made, or None if there is none in force."""
    query = select(feed.c.created).where(
        feed.c.person == who.id, feed.c.room == room, feed.c.revoked.is_(False)
    )
    with store.reading() as connection:
        return connection.execute(query).scalar()


def behind(store: Store, secret: str) -> tuple[Person, str] | None:
    """Return the person and the room of a secret address, or None if it is void."""
    query = select(feed.c.person, feed.c.room).where(
        feed.c.secret == kept(secret), feed.c.revoked.is_(False)
    )
    with store.reading() as connection:
        row = connection.execute(query).first()
        who = None if row is None else find(connection, row.person)
    return None if row is None or who is None or who.disabled else (who, row.room)
