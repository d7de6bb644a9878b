"""One point of a sweep, done: what came of it is on the shelf."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from winset.case.errors import WinsetError
from winset.sweeps.answer import Findings
from winset.sweeps.reading import Variant
from winset.sweeps.shelf import kept


@dataclass(frozen=True)
class Point:
    """A variant with a seed; `key` is that of its answer in the folder `shelf`.

    `error` says why there are no findings, and is None where there are some.
    """

    variant: Variant
    seed: int
    key: str
    shelf: Path
    error: str | None

    def found(self) -> Findings | None:
        """Return the findings, from the shelf: thousands of points would not fit in memory.

        None for a failed point. Raises WinsetError if somebody has taken them away.
        """
        if self.error is not None:
            return None
        answer = kept(self.shelf, self.key)
        if answer is None:
            raise WinsetError(
                f"{self.shelf}: the point {self.key} was there and is gone or damaged; run the "
                "same sweep again, it computes what is missing"
            )
        return answer.found
