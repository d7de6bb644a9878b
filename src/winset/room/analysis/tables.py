"""The table of analyses: asked for, running, done."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from winset.room.store.metadata import metadata

job = Table(
    "job",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("room", String(32), ForeignKey("room.id"), nullable=False, index=True),
    Column("delegation", String(64), nullable=False),
    Column("person", String(32), nullable=False),
    Column("title", Text, nullable=False),
    Column("worlds", Integer, nullable=False),
    Column("seed", Integer, nullable=False),
    Column("at_seq", Integer, nullable=False),
    Column("at_hash", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("message", Text, nullable=False),
    Column("document", String(64)),
    Column("asked", String(27), nullable=False),
    Column("alive", String(27), nullable=False),
    Column("ended", String(27)),
)
"""`state`: queued, running, done, failed or cancelled; `at_seq` and `at_hash`: of the record;
`alive`: the last sign of life of the server that has it."""
