"""Benches kept warm: a delegation's case laid out for questions, until the case changes."""

from __future__ import annotations

import threading
from collections import OrderedDict

from winset.case.document import Case
from winset.study.what_if import Bench, lay_bench

KEPT = 8
"""Benches that stay in memory, one a delegation, some 30 MB each on a case like Madrid's."""


class Benches:
    """The benches of a server. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, str], Bench] = OrderedDict()

    def bench(self, room: str, delegation: str, case: Case) -> Bench:
        """Return the bench of a delegation's case as it stands; laid anew if the case changed.

        Raises LeakError, TooLarge or TooManyIssues as `lay_bench` does.
        """
        key = (room, delegation)
        with self._lock:
            kept = self._kept.get(key)
        if kept is not None and kept.ground.case == case:
            return kept
        laid = lay_bench(case)
        with self._lock:
            self._kept[key] = laid
            self._kept.move_to_end(key)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return laid
