"""Context series: dated releases of figures, what was expected, and by how much they surprised.

Inflation, jobs, interest rates: they press on a side, and they move prices on days of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date
from decimal import Decimal, InvalidOperation
from itertools import count
from pathlib import Path

from winset.case import path as calendar
from winset.case.document import Case, Fact
from winset.market.sheet import MarketError, Sheet, column, read_sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A release of figures. One that was not out by the as-of date has no figures, only a date."""

    date: Date
    what: str
    actual: Decimal | None = None
    expected: Decimal | None = None
    presses: str | None = None
    out: bool
    place: str

    @property
    def surprise(self) -> Decimal | None:
        """The figure less what was expected; None if either is unknown."""
        if self.actual is None or self.expected is None:
            return None
        return self.actual - self.expected


def releases_of(case: Case, as_of: Date) -> tuple[Release, ...]:
    """Return the releases on a case's calendar, in order of date.

    Of one that was not out by `as_of`, or rests on facts known later, only its name is told: what
    stands before a colon.
    """
    found = []
    for number, entry in enumerate(case.calendar.releases):
        known = max([entry.date, *(case.facts[fact].known_by for fact in entry.facts)])
        found.append(
            Release(
                date=entry.date,
                what=entry.what if known <= as_of else _name(entry.what),
                presses=entry.presses,
                out=known <= as_of,
                place=f"case {case.id}, calendar.releases.{number}",
            )
        )
    return tuple(sorted(found, key=lambda release: release.date))


def read_releases(path: str | Path, as_of: Date) -> tuple[Release, ...]:
    """Return the releases of a CSV file, in order of date.

    Columns: `date` and `what`; and `actual`, `expected` (numbers in one unit) and `presses` where
    they are known. Of a release after `as_of` only the name is used, as in `releases_of`. Raises
    MarketError, with every mistake at its line and column.
    """
    sheet = read_sheet(Path(path))
    places = {name: column(sheet, name) for name in ("date", "what", "actual", "expected")}
    for name in ("date", "what"):
        if places[name] is None:
            sheet.wrong(1, 0, f"no column `{name}`", "releases have date,what,actual,expected")
    sheet.refuse()
    presses = column(sheet, "presses")
    found = []
    for line, cells in sheet.rows:
        day = sheet.day(line, places["date"] or 0, cells[places["date"] or 0])
        what = cells[places["what"] or 0]
        if not what:
            sheet.wrong(line, places["what"] or 0, "what: this cell is empty", "name the figure")
        actual, expected = (_number(sheet, line, cells, places[n]) for n in ("actual", "expected"))
        if day is None:
            continue
        out = day <= as_of
        found.append(
            Release(
                date=day,
                what=what if out else _name(what),
                actual=actual if out else None,
                expected=expected if out else None,
                presses=None if presses is None else cells[presses] or None,
                out=out,
                place=f"{sheet.source.name}:{line}",
            )
        )
    sheet.refuse()
    return tuple(sorted(found, key=lambda release: release.date))


def attached(case: Case, releases: Sequence[Release]) -> Case:
    """Return the case with releases on its calendar, each out already resting on a fact of its own.

    The facts are called release_1, release_2, ..., where the case has none of that name; a claim,
    since nobody has checked the figures. Raises MarketError if one presses on a party that the case
    does not have.
    """
    strange = [each for each in releases if each.presses and each.presses not in case.parties]
    if strange:
        parties = ", ".join(case.parties)
        raise MarketError(
            *(
                f"{each.place}: presses: `{each.presses}` is not one of {parties}"
                for each in strange
            )
        )
    facts, entries = dict(case.facts), list(case.calendar.releases)
    free = (name for n in count(1) if (name := f"release_{n}") not in case.facts)
    for release in releases:
        names: tuple[str, ...] = ()
        if release.out:
            name = next(free)
            facts[name] = Fact(
                date=release.date,
                known_by=release.date,
                category="release",
                statement=in_words(release),
                source=release.place,
                confidence="claim",
            )
            names = (name,)
        entries.append(
            calendar.Release(
                date=release.date,
                what=in_words(release),
                presses=release.presses,
                facts=names,
            )
        )
    dates = case.calendar.model_copy(update={"releases": tuple(entries)})
    return case.model_copy(update={"facts": facts, "calendar": dates})


def in_words(release: Release) -> str:
    """Return the name of a release with its figures: U.S. inflation: 2.9 (expected 2.8)."""
    if release.actual is None:
        return release.what
    expected = "" if release.expected is None else f" (expected {release.expected})"
    return f"{release.what}: {release.actual}{expected}"


def _name(what: str) -> str:
    return what.partition(":")[0]


def _number(sheet: Sheet, line: int, cells: list[str], place: int | None) -> Decimal | None:
    if place is None or not cells[place]:
        return None
    try:
        value = Decimal(cells[place])
        if value.is_finite():
            return value
    except InvalidOperation:
        pass
    said = f"{sheet.header[place]}: `{cells[place]}` is not a number"
    sheet.wrong(line, place, said, "write 2.9, with the unit in the name of the figure")
    return None
