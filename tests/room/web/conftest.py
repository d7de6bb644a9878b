"""One house for all tests of a file that send bad requests; after them its record must hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from room.house import House, house
from room.web.untouched import SENDERS, signed_in
from winset.room.verdict import verified


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Yield the house."""
    here = house(Path(tmp_path_factory.mktemp("bad")))
    yield here
    assert [] == verified(here.store, here.room)


@pytest.fixture(scope="module")
def browsers(full: House) -> dict[str, TestClient]:
    """Return a browser of each of some people, which proves its forms by itself."""
    return {handle: signed_in(full, handle) for handle in SENDERS}
