"""What a study says of prices: did they take notice of the news, or was it an ordinary day?

Moves are shares (0.0047 is 0.47 %), log returns unless said otherwise; z and p are two-sided.
"""

from __future__ import annotations

from datetime import date as Date
from typing import Literal

from pydantic import Field

from winset.study.part import Interval, Part, Real


class SeriesLine(Part):
    """A price series as it was read."""

    name: str
    source: str
    first: Date
    last: Date
    days: int
    blanks: int = Field(description="Days listed without a price: holidays, as a rule.")
    gaps: tuple[tuple[Date, Date], ...] = Field(
        description="Neighbouring prices more than five calendar days apart."
    )


class DayMove(Part):
    """One day of an event's window."""

    day: int = Field(description="Trading days from the event; the event's own is 0.")
    date: Date
    abnormal: Real
    z: Real
    p: Real


class Bin(Part):
    """How many ordinary stretches moved so much."""

    low: Real
    high: Real
    count: int


class TestLine(Part):
    """A test of the move over the window; null where the sample is too small for it."""

    __test__ = False  # not a test, whatever pytest thinks of the name

    test: str
    says: str
    statistic: Real | None
    p: Real | None
    by_day: tuple[tuple[Real | None, Real | None], ...] = Field(
        description="Statistic and p of each day of the window."
    )


class Reading(Part):
    """One event in one price series."""

    event: str
    label: str
    date: Date
    trading_day: Date
    moved: str | None = Field(
        description="Why it counts on another day than its own; null: it does not."
    )
    group: str | None
    series: str
    sentence: str
    close_before: Real
    close: Real
    change: Real = Field(description="Simple return over the window.")
    abnormal: Real = Field(description="What the model does not expect, summed over the window.")
    z: Real
    p: Real
    rank_z: Real
    rank_p: Real
    ordinary: Real | None = Field(
        description="Share of ordinary stretches that moved as much; null: there is none."
    )
    ordinary_interval: Interval = Field(description="Wilson, 95 %, of stretches side by side.")
    hits: int
    stretches: int
    apart: int = Field(description="Stretches that fit side by side: the count for the interval.")
    days: tuple[DayMove, ...]
    confounders: tuple[str, ...] = Field(description="Other news of the window.")
    path: tuple[tuple[Date, Real], ...] = Field(description="Closes around the event, for a chart.")
    placebo: tuple[Bin, ...] = Field(description="Moves of ordinary stretches, for a chart.")


class Across(Part):
    """The tests of several events or series together."""

    of: Literal["event", "series", "all"]
    name: str = Field(description="The event's label over all series, the series over all events.")
    units: int
    abnormal: Real = Field(description="Mean over the units.")
    tests: tuple[TestLine, ...]


class PoolLine(Part):
    """The events of one kind together."""

    series: str
    period: str | None = Field(description="Null: of all periods.")
    kind: str
    events: int
    days: int
    mean: Real
    interval: Interval | None = Field(description="By days drawn whole; null with under three.")


class ContrastLine(Part):
    """Escalation less de-escalation."""

    series: str
    period: str | None
    mean: Real
    interval: Interval | None
    text: str


class ReleaseLine(Part):
    """A release of figures; without them if it was not out by the as-of date."""

    date: Date
    what: str
    actual: Real | None
    expected: Real | None
    surprise: Real | None
    presses: str | None
    out: bool


class MarketStudy(Part):
    """Did the market take notice?"""

    market: Literal[1] = 1
    title: str
    case_id: str | None
    as_of: Date | None
    model: str
    convention: str
    estimation: int
    gap: int
    window: tuple[int, int]
    index: str | None = Field(description="The series of the market that the model uses.")
    seed: int
    version: str
    answer: str
    series: tuple[SeriesLine, ...]
    readings: tuple[Reading, ...]
    across: tuple[Across, ...]
    pools: tuple[PoolLine, ...]
    contrasts: tuple[ContrastLine, ...]
    selection: str | None = Field(description="What pools of picked days cannot say.")
    releases: tuple[ReleaseLine, ...]
    kept_back: tuple[str, ...] = Field(description="Events after the as-of date, not used.")
    notes: tuple[str, ...]

    def to_json(self) -> str:
        """Return it as JSON text: keys in order, two spaces, same study same bytes."""
        return self.model_dump_json(indent=2)
