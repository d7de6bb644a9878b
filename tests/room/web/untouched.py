"""What is stored, counted and hashed, so that a test can say that nothing was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import func, select
from starlette.testclient import TestClient

from room.house import House
from winset.room.store.metadata import metadata

SENDERS = ("n-principal", "n-technical", "n-leader", "n-analyst", "m-principal")
"""Those in whose name bad requests are sent."""

LEFT = {"attempt"}
"""Failures to sign in are counted on purpose."""


def stored(here: House) -> dict[str, object]:
    """Return the head of the room's record, and the rows of every table."""
    with here.store.reading() as connection:
        rows = {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
            if table.name not in LEFT
        }
    return {"head": here.store.head(here.room), **rows}


@contextmanager
def nothing_stored(here: House) -> Iterator[None]:
    """Hold that what happens inside leaves nothing behind."""
    before = stored(here)
    yield
    assert before == stored(here)


def signed_in(here: House, handle: str) -> TestClient:
    """Return a browser in which somebody is signed in, with a header that proves its forms."""
    browser = here.browser(handle)
    page = browser.get("/account").text
    browser.headers["X-CSRF-Token"] = page.split('name="csrf" value="')[1].split('"')[0]
    return browser


def refused(answer: Any, *codes: int) -> None:
    """Hold that an answer is a refusal in words, without anything of the inside."""
    assert answer.status_code in (codes or range(400, 500)), answer.text[:500]
    assert "Traceback" not in answer.text
    assert "sqlalchemy" not in answer.text.lower()
    assert len(answer.text) > 20
