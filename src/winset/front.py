"""What a person holds at a prompt or in a notebook: a Study that can show itself, and packages.

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
from winset.study import packages as rows

if TYPE_CHECKING:
    import pyarrow as pa

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


class Packages(rows.Packages):
    """The packages of a case, or its frontier: batches, one table, or a file."""

    def write(self, path: str | Path) -> Path:
        """Write a file whose name ends in .csv, .parquet or .arrow, batch by batch.

        An existing file is replaced. Raises ValueError for another name, ImportError if Parquet or
        Arrow is asked for and pyarrow is not installed, OSError if the file cannot be written.
        """
        from winset.report.package_files import WRITERS, kind_of, write  # noqa: PLC0415

        target = Path(path)
        kind = kind_of(target)
        if kind is None:
            raise ValueError(f"{target}: the name must end in one of {', '.join(WRITERS)}")
        with target.open("wb") as file:
            write(self, kind, file)
        return target

    def to_arrow(self) -> pa.Table:
        """Return one pyarrow Table in memory; ImportError if pyarrow is not installed."""
        from winset.report.package_files import to_arrow  # noqa: PLC0415

        return to_arrow(self)

    def to_frame(self) -> Any:
        """Return one pandas DataFrame in memory; ImportError if pandas is not installed."""
        from winset.report.package_files import to_frame  # noqa: PLC0415

        return to_frame(self)


def packages(
    case: Case,
    *,
    frontier: bool = False,
    as_of: date | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Packages:
    """Return the packages of a case; see `winset.study.packages.packages` for the arguments."""
    found = rows.packages(case, frontier=frontier, as_of=as_of, progress=progress)
    return Packages(**vars(found))


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
