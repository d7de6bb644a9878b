"""Work for processes that die, and for processes that count: functions that a worker can import."""

from __future__ import annotations

import os
import signal
from pathlib import Path


def doubled(number: int) -> int:
    """Return twice a number."""
    return 2 * number


def deadly(number: int, mark: str) -> int:
    """Return twice a number; whoever is first to be asked for 3 is killed."""
    if number == 3 and not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def always_deadly(number: int) -> int:
    """Never return."""
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def process(number: int) -> int:
    """Return the process that is asked."""
    del number
    return os.getpid()


def threads(number: int) -> str:
    """Return how many threads numerical libraries may start here."""
    del number
    return os.environ.get("OMP_NUM_THREADS", "")
