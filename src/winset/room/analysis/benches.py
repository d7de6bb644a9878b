"""Benches kept warm: a delegation's case laid out for questions, until the case changes."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from winset.case.document import Case
from winset.room.kept import Kept
from winset.study.document import Ratification
from winset.study.what_if import Bench, Step, compare, lay_bench, one_step

KEPT = 8
"""Benches that stay in memory, one a delegation, some 30 MB each on a case like Madrid's."""


PACKAGES = 200
"""Packages whose numbers stay with their bench."""

STEPS = 3
"""Changes of one option that are offered where a package would not pass."""

Weighed = tuple[Ratification, tuple[Step, ...]]

Packages = Kept[frozenset[tuple[str, str]], Weighed]


class Benches:
    """The benches of a server. Safe to share between threads."""

    def __init__(self) -> None:
        self._kept: Kept[tuple[str, str], _Place] = Kept(KEPT)

    def bench(self, room: str, delegation: str, case: Case) -> Bench:
        """Return the bench of a delegation's case as it stands; laid anew if the case changed.

        Raises LeakError as `lay_bench` does.
        """
        return self._place(room, delegation, case)[0]

    def weighed(
        self, room: str, delegation: str, case: Case, options: Mapping[str, str]
    ) -> Weighed:
        """Return what a package is worth by a delegation's case, and the best three steps to pass.

        Raises as `bench` does, and BadQuestion for an issue or option that the case has not.
        """
        bench, kept = self._place(room, delegation, case)

        def weigh() -> Weighed:
            line = compare(bench, {"package": options})["package"]
            return line, () if line.in_zone else one_step(bench, options)[:STEPS]

        return kept.get(frozenset(options.items()), weigh)

    def _place(self, room: str, delegation: str, case: Case) -> tuple[Bench, Packages]:
        place = self._kept.get((room, delegation), _Place)
        with place.lock:  # whoever asks while it is laid waits for it
            if place.laid is None or place.laid[0].ground.case != case:
                place.laid = lay_bench(case), Kept(PACKAGES)
            return place.laid


@dataclass
class _Place:
    """Where the bench of a delegation stands."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    laid: tuple[Bench, Packages] | None = None
