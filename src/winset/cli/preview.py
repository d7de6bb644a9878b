"""A preview before a long search, on a terminal only."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from winset.case.document import Case


def tell_before(case: Case, as_of: date | None) -> None:
    """Print on stderr what can be said of a large case at once; silent in a pipe, as the bar is.

    Raises LeakError as the search does.
    """
    if not sys.stderr.isatty():
        return
    from rich.console import Console  # noqa: PLC0415  costs start-up time

    from winset.report.terminal import WIDTH  # noqa: PLC0415
    from winset.report.terminal_preview import preview_summary  # noqa: PLC0415
    from winset.study.preview import preview, takes_long  # noqa: PLC0415

    if takes_long(case):
        console = Console(stderr=True, highlight=False, markup=False, emoji=False)
        console.width = min(WIDTH, console.width)
        preview_summary(preview(case, as_of=as_of), console)
