"""The setting of a study: what made it, and what the case says, laid out to be shown."""

from __future__ import annotations

from datetime import date as Date
from typing import Literal

from pydantic import Field

from winset.study.part import Part, Real


class Provenance(Part):
    """What produced the study: enough to make the same bytes again."""

    case_id: str
    case_hash: str = Field(description="SHA-256 of the case in canonical JSON.")
    as_of: Date
    method: str = Field(description="How the packages were searched, and whether that is exact.")
    route: Literal["enumeration", "structure", "programme"] = "enumeration"
    exact: bool = Field(description="Solutions and frontier are proved at the given numbers.")
    grid: Real = Field(description="Points; values are whole multiples of it.")
    worlds: int
    seed: int
    version: str
    notes: tuple[str, ...] = Field(
        default=(), description="What the reader must know: limits met, numbers not computed."
    )


class OptionLabel(Part):
    """One option in words."""

    id: str
    label: str


class IssueLine(Part):
    """A row of the agenda table."""

    id: str
    name: str
    question: str | None
    group: str | None
    state: Literal["open", "parked", "settled"]
    status_quo: str
    reversion: str
    at_rest: str = Field(description="Option the issue holds while it is off the table.")
    expires: Date | None
    options: tuple[OptionLabel, ...]
    weights: dict[str, tuple[Real, Real, Real]] = Field(
        description="Low, mid and high weight in percent, by party (its principal's)."
    )
    ranks: tuple[int | None, ...] = Field(
        description="Place on the agenda of each round, 1 is first; null where it was not on it."
    )
    trend: Literal["rose", "fell", "same", "new", "gone", "never listed"]
    unlocks: Real | None = Field(
        description="lambda: share of the other issues settled because of it; null if not known."
    )
    ripe: bool = Field(description="Ready to settle: see `ripe_why`.")
    ripe_why: str
    next: int | None = Field(description="Place in the order in which to take the issues up next.")
    next_deadline: Date | None
    next_deadline_what: str | None
    facts: tuple[str, ...]


class PartyLine(Part):
    """A side at the table."""

    id: str
    name: str
    short: str
    principal: str = Field(description="Actor id of its principal.")
    rule: str = Field(description="Its ratification rule in words.")
    reservation: Real = Field(description="Value of no agreement to the principal (mid).")
    reservation_range: tuple[Real, Real, Real] = Field(
        description="Low, mid, high as stated; if derived, its 5 % and 95 % quantiles over worlds."
    )


class Number(Part):
    """One judged number of the case, with what stands behind it."""

    label: str = Field(description='In words: "weight of US President on TikTok".')
    actor: str | None
    issue: str | None
    kind: str = Field(description="weight, score, reservation, margin, penalty, bonus, shift ...")
    low: Real
    mid: Real
    high: Real
    unit: str
    why: str | None
    facts: tuple[str, ...]
    judgement: bool = Field(description="True where no fact stands behind it.")


class FactLine(Part):
    """A fact of the case."""

    id: str
    date: Date
    known_by: Date
    statement: str
    source: str
    confidence: str
    claims: tuple[tuple[str, str], ...] = ()


class DeadlineLine(Part):
    """A deadline with its moves, for the calendar strip."""

    id: str
    date: Date
    what: str
    issue: str | None
    owner: tuple[str, ...]
    moves: tuple[tuple[Date, Date, Date, str], ...] = Field(
        description="Signed on, old date, new date, by whom or why."
    )


class WindowLine(Part):
    """Days on which people can or cannot meet."""

    who: tuple[str, ...]
    start: Date
    end: Date
    busy: bool
    what: str


class RoundLine(Part):
    """A round that was held."""

    id: str
    name: str
    start: Date
    end: Date
    place: str | None


class OwnMove(Part):
    """How a series moved between two closes that the case cites."""

    series: str
    since: Date = Field(description="Day of the last close before the event.")
    day: Date = Field(description="Day of the first close that can show the event.")
    change: Real = Field(description="Simple return between the two, as a share.")


class MarketNote(Part):
    """What the case itself knows of prices around an event: too little to say what is unusual."""

    event: str
    label: str
    date: Date
    moves: tuple[OwnMove, ...]
    confounders: tuple[str, ...] = Field(description="Other news of the event's own day.")


class CalendarStrip(Part):
    """Dates as known on the as-of date."""

    deadlines: tuple[DeadlineLine, ...]
    windows: tuple[WindowLine, ...]
    rounds: tuple[RoundLine, ...]
    releases: tuple[tuple[Date, str], ...]
