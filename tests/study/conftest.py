"""One study of the small shipped case, made once: many tests read it."""

from __future__ import annotations

import pytest

from winset.case.loading import load
from winset.study.analyse import analyse
from winset.study.document import Study


@pytest.fixture(scope="session")
def ferry() -> Study:
    return analyse(load("harbour-ferry"), worlds=200, seed=1, workers=1)
