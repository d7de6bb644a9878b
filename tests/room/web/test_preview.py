"""A preview on the page of reports, for whoever waits for the analysis of a large case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import insert

from room.house import House
from winset.room.analysis.tables import job
from winset.room.store.store import stamp
from winset.study import ground

HEADING = "Preview of our own case as it stands"


@pytest.fixture
def by_structure() -> Iterator[None]:
    """Let every case be one that takes long."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(ground, "ENUMERABLE", 1)
        yield


def under_way(here: House, delegation: str, state: str = "running") -> None:
    """Put an analysis of another server on the table."""
    with here.store.changing() as connection:
        connection.execute(
            insert(job).values(
                id=f"j_{delegation}",
                room=here.room,
                delegation=delegation,
                person=here.people["n-analyst"].id,
                title="x",
                worlds=1,
                seed=1,
                at_seq=1,
                at_hash="0" * 64,
                state=state,
                done=0,
                total=0,
                message="",
                asked=stamp(here.clock()),
                alive=stamp(here.clock() - timedelta(seconds=1)),
            )
        )


def reports(here: House, handle: str) -> str:
    return here.browser(handle).get(f"/rooms/{here.room}/reports").text


@pytest.mark.usefixtures("by_structure")
def test_who_waits_sees_deals_and_who_would_ratify_them(here: House) -> None:
    under_way(here, "north")
    page = reports(here, "n-analyst")
    assert HEADING in page
    assert "deals at which no side can have more unless another has less" in page
    assert "1 red line counted in" in page
    assert "Best for South" in page


@pytest.mark.usefixtures("by_structure")
def test_who_does_not_wait_sees_none(here: House) -> None:
    assert HEADING not in reports(here, "n-analyst")
    under_way(here, "north", "failed")
    assert HEADING not in reports(here, "n-analyst")


def test_a_case_that_is_soon_analysed_has_none(here: House) -> None:
    under_way(here, "north")
    assert HEADING not in reports(here, "n-analyst")


@pytest.mark.usefixtures("by_structure")
def test_nobody_sees_that_of_another_delegation(here: House) -> None:
    under_way(here, "north")
    under_way(here, "south")  # which has brought no case
    assert HEADING not in reports(here, "s-analyst")
