"""How the tests run: properties without a deadline, since no test here is timed."""

from __future__ import annotations

import gc

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_collection_finish() -> None:
    """Keep the garbage collector off what stays to the end anyway: it took a sixth of the time."""
    gc.freeze()
    gc.set_threshold(10_000)
