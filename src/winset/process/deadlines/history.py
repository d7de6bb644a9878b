"""The record of deadlines: which were met, which were moved, which lapsed.

A history is a CSV file, one deadline a row, the rows of one negotiation under one `case`. The
shipped one holds deadlines of real negotiations; a user's own has the same columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date as Date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal, TypeVar, get_args

from winset.case.errors import WinsetError
from winset.case.places import nearest
from winset.case.problems import Problem
from winset.case.sheet import Sheet
from winset.case.source import Source, decoded
from winset.process.deadlines.cells import Cells, HistoryError

Meaning = TypeVar("Meaning")

Outcome = Literal["agreed", "extended", "lapsed"]
"""Settled by the date (or hours late), moved to a later date, or passed with neither."""

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
"""The outcomes, in the order of every row of probabilities."""

COLUMNS = (
    *("case", "deadline_index", "deadline_date", "set_on", "outcome", "new_deadline"),
    *("decided_on", "domain", "deadline_type", "source_note", "confidence", "verification"),
)
"""The columns that a history must have."""

OPTIONAL = ("alone",)
"""Columns that it may have."""

_INDEX = re.compile("[1-9][0-9]{0,3}")
_IN_FILE: dict[str, Outcome] = {"agreement": "agreed", "extended": "extended", "lapsed": "lapsed"}
_ALONE: dict[str, bool | None] = {"": None, "yes": True, "no": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One deadline of the record.

    `index` counts the deadlines of a case from 1. `decided_on` is the day on which the outcome was
    known; it may be after `date`. `new_date` is None unless the deadline was extended to a stated
    date. `alone` says whether one owner could move the deadline alone; None if nobody said.
    `file` and `line` tell where the row was read.
    """

    case: str
    index: int
    date: Date
    set_on: Date | None
    outcome: Outcome
    new_date: Date | None
    decided_on: Date
    domain: str | None
    kind: str | None
    alone: bool | None
    note: str | None
    confidence: str | None
    verification: str | None
    file: str
    line: int

    @property
    def checked(self) -> bool:
        """True if the row was checked against a source; False if it is memory."""
        return (self.verification or "").startswith("checked")

    @property
    def days(self) -> int | None:
        """Days from the old date to the new one; None without a new date."""
        return None if self.new_date is None else (self.new_date - self.date).days


def read(path: str | Path) -> tuple[Row, ...]:
    """Return the rows of a history file, in its order.

    Raises HistoryError, with every mistake at its line and column, or another WinsetError if the
    file cannot be read as text.
    """
    return _rows(Sheet(_source(Path(path))))


def _source(path: Path) -> Source:
    try:
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        msg = f"{path}: this file cannot be read: {reason}"
        raise WinsetError(msg) from None
    return decoded(str(path), content)


@cache
def shipped() -> tuple[Row, ...]:
    """Return the history that comes with winset."""
    content = (files("winset.data") / "deadlines.csv").read_bytes()
    return _rows(Sheet(decoded("deadlines.csv", content)))


def joined(*histories: Sequence[Row]) -> tuple[Row, ...]:
    """Return several histories as one. Raises HistoryError if two hold the same deadline."""
    rows = tuple(row for history in histories for row in history)
    known: dict[tuple[str, int], Row] = {}
    twice = []
    for row in rows:
        first = known.setdefault((row.case, row.index), row)
        if first is not row:
            twice.append(
                Problem(
                    path=row.file,
                    line=row.line,
                    column=1,
                    end_column=2,
                    message=f"deadline {row.index} of `{row.case}` is in {first.file}:{first.line}",
                    hint="give the row a number of its own within the case, or leave it out",
                )
            )
    if twice:
        raise HistoryError(twice)
    return rows


def decided_by(rows: Iterable[Row], as_of: Date) -> tuple[Row, ...]:
    """Return the rows decided by `as_of`: all that a forecast of that day may learn from."""
    return tuple(row for row in rows if row.decided_on <= as_of)


def _rows(sheet: Sheet) -> tuple[Row, ...]:
    records = sheet.records()
    line, header = next(records, (1, []))
    columns = _columns(sheet, line, header)
    rows = []
    if not sheet.problems:
        for at, cells in records:
            if len(cells) != len(header):
                said = f"{len(header)} cells are expected, here are {len(cells)}"
                sheet.wrong(at, min(len(header), len(cells)), said)
                continue
            record = Cells(sheet, at, dict(zip(header, cells, strict=True)), columns)
            row = _row(record)
            if row is not None:
                rows.append((record, row))
    _refuse_repeats(rows)
    if not (rows or sheet.problems):
        sheet.wrong(line, 0, "this history holds no deadline", "add a row under the columns")
    if sheet.problems:
        raise HistoryError(sheet.problems)
    return tuple(row for _, row in rows)


def _columns(sheet: Sheet, line: int, header: list[str]) -> dict[str, int]:
    """Return the place of each column; note those that are missing, unknown or there twice."""
    places: dict[str, int] = {}
    for place, name in enumerate(header):
        if name in places:
            sheet.wrong(line, place, f"column `{name}` is there twice")
        elif name not in (*COLUMNS, *OPTIONAL):
            near = nearest(name, (*COLUMNS, *OPTIONAL))
            hint = f"did you mean `{near}`?" if near else f"columns are {', '.join(COLUMNS)}"
            if ";" in name or "\t" in name:
                hint = "save the file with commas between the cells"
            sheet.wrong(line, place, f"there is no column `{name}`", hint)
        places.setdefault(name, place)
    missing = [name for name in COLUMNS if name not in places]
    if missing:
        what = f"column{'s' * (len(missing) > 1)} {', '.join(missing)}"
        said = f"the first line lacks the {what}" if header else "the file is empty"
        sheet.wrong(line, 0, said, f"the first line names the columns: {','.join(COLUMNS)}")
    return places


def _row(record: Cells) -> Row | None:
    """Return the row in a record; None, with every mistake noted, if there is any."""
    before = len(record.sheet.problems)
    case = record.needed("case")
    index = record.needed("deadline_index")
    if index and not _INDEX.fullmatch(index):
        record.wrong("deadline_index", f"`{index}` is not a count", "count from 1 within the case")
    date = record.date("deadline_date", needed=True)
    set_on, new_date = record.date("set_on"), record.date("new_deadline")
    decided_on = record.date("decided_on", needed=True)
    outcome = _word(record, "outcome", record.needed("outcome"), _IN_FILE)
    alone = _word(record, "alone", record.text("alone") or "", _ALONE)
    if set_on and date and set_on > date:
        record.wrong("set_on", f"{set_on} is after the deadline, {date}")
    if set_on and decided_on and decided_on < set_on:
        record.wrong("decided_on", f"{decided_on} is before the deadline was set, {set_on}")
    if record.texts["new_deadline"] and outcome in {"agreed", "lapsed"}:
        record.wrong("new_deadline", "only an extended deadline has a new date", "leave it empty")
    if new_date and date and new_date <= date:
        record.wrong("new_deadline", f"{new_date} is not after the old date, {date}")
    if len(record.sheet.problems) > before or not (date and decided_on and outcome):
        return None
    return Row(
        case=case,
        index=int(index),
        date=date,
        set_on=set_on,
        outcome=outcome,
        new_date=new_date,
        decided_on=decided_on,
        domain=record.text("domain"),
        kind=record.text("deadline_type"),
        alone=alone,
        note=record.text("source_note"),
        confidence=record.text("confidence"),
        verification=record.text("verification"),
        file=record.sheet.source.name,
        line=record.line,
    )


def _word(record: Cells, column: str, word: str, meanings: dict[str, Meaning]) -> Meaning | None:
    """Return what `word` means; note a mistake if it is none of the words."""
    if word and word not in meanings:
        near = nearest(word, meanings)
        known = ", ".join(f"`{known}`" for known in meanings if known)
        hint = f"did you mean `{near}`?" if near else None
        record.wrong(column, f"`{word}` is not one of {known}", hint)
    return meanings.get(word)


def _refuse_repeats(rows: list[tuple[Cells, Row]]) -> None:
    known: dict[tuple[str, int], Row] = {}
    for record, row in rows:
        first = known.setdefault((row.case, row.index), row)
        if first is not row:
            record.wrong(
                "deadline_index",
                f"deadline {row.index} of `{row.case}` is on line {first.line} already",
                "number the deadlines of a case 1, 2, 3",
            )
