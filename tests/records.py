"""Rows of a deadline record for tests, and files of them."""

from __future__ import annotations

from datetime import date as Date
from pathlib import Path

from winset.process.deadlines.history import COLUMNS, Outcome, Row

DAY = Date(2020, 6, 1)

HEADER = ",".join(COLUMNS)
LINE = (
    "Talks,1,2020-06-01,2020-01-01,extended,2020-07-01,2020-05-31,"
    "interstate,self-imposed,,high,memory"
)
"""A good row of a file with `HEADER`, on its second line."""


def a_row(  # noqa: PLR0913  a row has many columns
    case: str = "Talks",
    index: int = 1,
    date: Date = DAY,
    *,
    outcome: Outcome = "agreed",
    set_on: Date | None = None,
    decided_on: Date | None = None,
    new_date: Date | None = None,
    kind: str | None = "self-imposed",
    domain: str | None = "interstate",
    alone: bool | None = None,
) -> Row:
    """Return a row; unless told otherwise it was decided on its date."""
    return Row(
        case=case,
        index=index,
        date=date,
        set_on=set_on,
        outcome=outcome,
        new_date=new_date,
        decided_on=decided_on or date,
        domain=domain,
        kind=kind,
        alone=alone,
        note=None,
        confidence="high",
        verification="memory",
        file="rows.csv",
        line=index + 1,
    )


def a_file(folder: Path, *lines: str, name: str = "rows.csv") -> Path:
    """Write a history file of `HEADER` and `lines`."""
    path = folder / name
    path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return path
