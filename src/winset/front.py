"""What a person holds at a prompt or in a notebook: a Study that can show itself.

A study itself is plain data and knows nothing of pages; this door stands above both.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from winset.case.document import Case
from winset.study import analyse as analysis
from winset.study import document

if TYPE_CHECKING:
    from winset.report.tables.table import Table


class Study(document.Study):
    """A study with its report, its tables, and its look in a notebook."""

    def report(self, path: str | Path) -> Path:
        """Write the HTML report, one file that opens from disk, and return its path.

        An existing file is replaced. Raises OSError if the file cannot be written.
        """
        from winset.report.page import render  # noqa: PLC0415  costs start-up time

        target = Path(path)
        target.write_text(render(self), encoding="utf-8")
        return target

    def tables(self) -> dict[str, Table]:
        """Return the study's tables by name; each shows itself in a notebook, `to_frame()` too."""
        from winset.report.tables import tables  # noqa: PLC0415

        return tables(self)

    def _repr_html_(self) -> str:
        from winset.report.notebook import html  # noqa: PLC0415

        return html(self)


def analyse(
    case: Case,
    *,
    worlds: int | None = None,
    seed: int = 1,
    as_of: date | None = None,
    prices: Any = None,
    releases: str | Path | None = None,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Study:
    """Analyse a case; see `winset.study.analyse.analyse` for the arguments and what it raises."""
    study = analysis.analyse(
        case,
        worlds=worlds,
        seed=seed,
        as_of=as_of,
        prices=prices,
        releases=releases,
        workers=workers,
        progress=progress,
    )
    return Study.model_construct(**dict(study))
