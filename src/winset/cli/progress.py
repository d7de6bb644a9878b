"""A progress bar while long work is done, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")

Step = Callable[[int, int], None]
"""Told how many worlds, or points, were done since the last call, and how many there are in all."""


def watched(work: Callable[[Step | None], Result], what: str = "Running worlds") -> Result:
    """Return what `work` makes, with a bar on stderr if that is a terminal; silent in a pipe."""
    if not sys.stderr.isatty():
        return work(None)
    from rich.console import Console  # noqa: PLC0415  costs start-up time
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)

        def step(done: int, total: int) -> None:
            bar.update(task, total=total, advance=done)

        return work(step)
