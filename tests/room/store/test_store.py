"""The store on SQLite and on PostgreSQL: the same acts give the same record and state."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from room.house import Clock, House, house
from room.postgres import Cluster
from winset.room.store.engine import NoDatabase, engine_of, shown
from winset.room.store.opened import open_store
from winset.room.store.store import Store


def lived_in(here: House) -> House:
    """Return the house after acts of every kind of audience, in words that need Unicode."""
    here.do("n-principal", "mandate", allowed={"port": {"lease": "free"}}, note="Größe, 底线")
    here.do("n-technical", "draft", id="p", name="Draft “é” 🚢", options={"port": "lease"})
    here.do("n-principal", "table", id="p")
    here.do("s-technical", "bracket", issue="port", options=["lease", "sale"], text="thirty years")
    here.do("s-technical", "lift-bracket", issue="port")
    for side in "ns":
        here.do(f"{side}-technical", "initial", issue="port", option="lease")
    here.do("n-principal", "unseat", person=here.people["n-observer"].id)
    return here


def test_the_same_acts_fold_to_the_same_state_on_both(tmp_path: Path, cluster: Cluster) -> None:
    folders = [tmp_path / name for name in ("sqlite", "postgresql")]
    for folder in folders:
        folder.mkdir()
    stores = [open_store(folders[0] / "room.db", Clock()), open_store(cluster.fresh(), Clock())]
    told = []
    for folder, store in zip(folders, stores, strict=True):
        here = lived_in(house(folder, store))
        said = repr([replace(here.state(side), room="", hash="") for side in ("north", "south")])
        said += repr([(event.act, event.at) for event in store.events(here.room)])
        for handle, person in here.people.items():  # ids are drawn
            said = said.replace(person.id, handle)
        told.append(said)
        store.engine.dispose()
    assert told[0] == told[1]


def test_a_room_is_there_with_its_first_events_or_not_at_all(any_store: Store) -> None:
    with pytest.raises(RuntimeError, match="in between"), any_store.opening("A room"):
        raise RuntimeError("in between")
    assert any_store.rooms() == []


def test_a_reader_sees_one_moment_while_others_write(any_house: House) -> None:
    with any_house.store.reading() as connection:
        count = text("SELECT count(*) FROM event")
        before = connection.execute(count).scalar_one()
        any_house.do("n-leader", "comment", on="issue:port", text="In the meantime")
        assert before == connection.execute(count).scalar_one()


def test_an_act_that_is_acknowledged_is_on_the_disk_sqlite(tmp_path: Path) -> None:
    with open_store(tmp_path / "room.db").changing() as connection:
        asked = ("journal_mode", "synchronous", "fullfsync", "foreign_keys")
        told = [connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in asked]
    assert ["wal", 2, 1, 1] == told


def test_an_act_that_is_acknowledged_is_on_the_disk_postgresql(cluster: Cluster) -> None:
    url = cluster.fresh()
    engine = engine_of(url)
    with engine.begin() as connection:
        name = connection.execute(text("SELECT current_database()")).scalar_one()
        connection.execute(text(f"ALTER DATABASE {name} SET synchronous_commit = off"))
    engine.dispose()
    store = open_store(url)
    with store.changing() as connection:
        assert "on" == connection.execute(text("SHOW synchronous_commit")).scalar_one()
        assert "on" == connection.execute(text("SHOW fsync")).scalar_one()
    store.engine.dispose()


def test_a_database_that_cannot_hold_every_name_is_refused(cluster: Cluster) -> None:
    with pytest.raises(NoDatabase, match="text as LATIN1"):
        open_store(cluster.fresh("LATIN1"))


def test_a_database_is_shown_without_its_password() -> None:
    engine = engine_of("postgresql://winset:hunter2@db.example/talks")
    assert "postgresql://winset:***@db.example/talks" == shown(engine)


def test_a_new_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    open_store(tmp_path / "room.db")
    assert 0o600 == stat.S_IMODE((tmp_path / "room.db").stat().st_mode)


@pytest.mark.parametrize("handle", ["ß" * 64, "nul\0nul", "a" * 500], ids=["ß", "nul", "long"])
def test_a_sign_in_with_an_odd_name_is_refused_like_any_other(
    any_house: House, handle: str
) -> None:
    answer = any_house.visitor().post("/sign-in", data={"handle": handle, "password": "x" * 12})
    assert 403 == answer.status_code


def test_an_address_with_a_nul_is_refused_like_any_that_is_not_there(any_house: House) -> None:
    browser = any_house.browser("n-leader")
    assert 400 == browser.get("/rooms/%00/board").status_code
