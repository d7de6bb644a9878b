"""Runs the steps on the connection that `opened.open_store` hands over."""

from __future__ import annotations

from alembic import context

from winset.room.store.metadata import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a table by making it anew
)
context.run_migrations()
