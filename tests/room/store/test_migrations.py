"""The steps of the schema make what the tables say."""

from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from winset.room.analysis import tables as analysis
from winset.room.people import tables as people
from winset.room.store import tables
from winset.room.store.metadata import metadata
from winset.room.store.opened import open_store


def test_the_steps_make_exactly_the_tables_of_this_version(tmp_path: Path) -> None:
    assert {tables.event.name, people.person.name, analysis.job.name} <= metadata.tables.keys()
    store = open_store(tmp_path / "room.db")
    with store.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_database_is_opened_again_as_it_was(tmp_path: Path) -> None:
    with open_store(tmp_path / "room.db").opening("A room") as pen:
        room = pen.room
    assert open_store(tmp_path / "room.db").rooms() == [(room, "A room")]
