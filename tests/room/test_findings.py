"""What the last frozen study found, beside other things."""

from __future__ import annotations

import time

from room.house import House
from winset.room.analysis.findings import linchpin_found
from winset.room.analysis.jobs import Jobs
from winset.study.document import Study


def frozen(here: House, worlds: int) -> None:
    """Let North's analyst freeze a study, and wait until it is there."""
    jobs = Jobs(here.rooms)
    state = here.state("north")
    seat = state.seats[here.people["n-analyst"].id]
    jobs.ask(state, seat, here.rooms.case(state, "north"), worlds, 1)
    for _ in range(600):
        (job, *_rest) = jobs.of(here.room, "north")
        if job.state not in ("queued", "running"):
            break
        time.sleep(0.1)
    assert "done" == job.state, job.message


def test_without_a_study_nothing_is_found(here: House) -> None:
    assert None is linchpin_found(here.store, here.state("north"), "north")


def test_the_last_study_says_which_issue_is_the_linchpin(here: House) -> None:
    frozen(here, 20)
    state = here.state("north")
    found = linchpin_found(here.store, state, "north")
    kept = here.store.document(here.room, state.studies[-1].document, frozenset(("north",)))
    assert found
    assert kept
    assert Study.model_validate_json(kept.body).linchpin == found.linchpin
    assert found.linchpin.verdict in here.browser("n-observer").get(
        f"/rooms/{here.room}/board"
    ).text.replace("&#39;", "'")
    assert None is linchpin_found(here.store, here.state("south"), "south")
