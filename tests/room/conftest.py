"""What the tests of the room share."""

from __future__ import annotations

from pathlib import Path

import pytest

from room.house import House, house


@pytest.fixture
def here(tmp_path: Path) -> House:
    """Return a fresh house of one's own."""
    return house(tmp_path)
