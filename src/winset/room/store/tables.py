"""The tables of the record: rooms, events, documents, and the seats that events gave."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from winset.room.store.metadata import metadata

room = Table(
    "room",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("title", Text, nullable=False),
    Column("created", String(27), nullable=False),
    Column("head_seq", Integer, nullable=False, default=0),
    Column("head_hash", String(64), nullable=False),
)
"""A negotiation. The head repeats the last event, so that a record cut short is noticed."""

event = Table(
    "event",
    metadata,
    Column("room", String(32), ForeignKey("room.id"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String(27), nullable=False),
    Column("content", Text, nullable=False),
    Column("salt", String(32), nullable=False),
    Column("prev", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    UniqueConstraint("room", "prev"),
)
"""The append-only record; `content` is the act as canonical JSON. No two follow the same one."""

document = Table(
    "document",
    metadata,
    Column("room", String(32), ForeignKey("room.id"), primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("audience", String(64), primary_key=True),
    Column("body", LargeBinary, nullable=False),
)
"""Case files and studies, called by their hash; an audience of its own each."""

seat = Table(
    "seat",
    metadata,
    Column("room", String(32), ForeignKey("room.id"), primary_key=True),
    Column("person", String(32), primary_key=True, index=True),
    Column("name", Text, nullable=False),
    Column("delegation", String(64), nullable=False),
    Column("role", String(16), nullable=False),
    Column("tracks", Text, nullable=False),
)
"""Who sits where: what the record says, kept at hand in the same transaction."""
