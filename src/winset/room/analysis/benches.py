"""Benches kept warm: a delegation's case laid out for questions, until the case changes."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from winset.case.document import Case
from winset.room.kept import Kept
from winset.study.what_if import Bench, lay_bench

KEPT = 8
"""Benches that stay in memory, one a delegation, some 30 MB each on a case like Madrid's."""


class Benches:
    """The benches of a server. Safe to share between threads."""

    def __init__(self) -> None:
        self._kept: Kept[tuple[str, str], _Place] = Kept(KEPT)

    def bench(self, room: str, delegation: str, case: Case) -> Bench:
        """Return the bench of a delegation's case as it stands; laid anew if the case changed.

        Raises LeakError, TooLarge or TooManyIssues as `lay_bench` does.
        """
        place = self._kept.get((room, delegation), _Place)
        with place.lock:  # whoever asks while it is laid waits for it
            if place.bench is None or place.bench.ground.case != case:
                place.bench = lay_bench(case)
            return place.bench


@dataclass
class _Place:
    """Where the bench of a delegation stands."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    bench: Bench | None = None
