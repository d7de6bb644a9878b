"""The tables of people and of what lets them in; secrets are kept as their SHA-256 alone."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Table, Text

from winset.room.store.metadata import metadata

person = Table(
    "person",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("handle", String(64), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("password", Text),
    Column("owner", Boolean, nullable=False, default=False),
    Column("disabled", Boolean, nullable=False, default=False),
    Column("created", String(27), nullable=False),
)
"""Who can sign in; no password: not before an invitation is taken up."""

session = Table(
    "session",
    metadata,
    Column("secret", String(64), primary_key=True),
    Column("person", String(32), ForeignKey("person.id"), nullable=False, index=True),
    Column("csrf", String(64), nullable=False),
    Column("created", String(27), nullable=False),
    Column("seen", String(27), nullable=False),
    Column("agent", String(200), nullable=False),
)
"""Who is signed in, in which browser."""

attempt = Table(
    "attempt",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(100), nullable=False, index=True),
    Column("at", String(27), nullable=False),
)
"""Failures to sign in, by handle and by address; forgotten after a while."""

token = Table(
    "token",
    metadata,
    Column("secret", String(64), primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("person", String(32), ForeignKey("person.id"), nullable=False, index=True),
    Column("label", Text, nullable=False),
    Column("scopes", Text, nullable=False),
    Column("room", String(32)),
    Column("created", String(27), nullable=False),
    Column("expires", String(27), nullable=False),
    Column("used", String(27)),
    Column("revoked", Boolean, nullable=False, default=False),
)
"""Keys for programs: they act for a person, within scopes, in one room or in all."""

invitation = Table(
    "invitation",
    metadata,
    Column("secret", String(64), primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("room", String(32), ForeignKey("room.id"), nullable=False, index=True),
    Column("delegation", String(64), nullable=False),
    Column("role", String(16), nullable=False),
    Column("tracks", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("by", String(32), nullable=False),
    Column("created", String(27), nullable=False),
    Column("expires", String(27), nullable=False),
    Column("used", Boolean, nullable=False, default=False),
)
"""Seats held free for people to come."""

feed = Table(
    "feed",
    metadata,
    Column("secret", String(64), primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("person", String(32), ForeignKey("person.id"), nullable=False, index=True),
    Column("room", String(32), ForeignKey("room.id"), nullable=False),
    Column("created", String(27), nullable=False),
    Column("revoked", Boolean, nullable=False, default=False),
)
"""Secret addresses of calendars."""
