"""The course of the talks: what a study says of deadlines, stages, agenda orders and the calendar.

Days are calendar days from the as-of date; intervals are 95 % unless said otherwise.
"""

from __future__ import annotations

from datetime import date as Date
from typing import Literal

from pydantic import Field

from winset.study.part import Interval, Part, Real
from winset.study.setting import Provenance


class Odds(Part):
    """Three ways for a deadline to go; the chances sum to 1."""

    agreed: Real = Field(description="Chance that what it asks for is agreed by it.")
    extended: Real
    lapsed: Real
    agreed_interval: Interval
    extended_interval: Interval
    lapsed_interval: Interval


class NewDate(Part):
    """If it is extended: to when."""

    quantiles: tuple[Date, Date, Date, Date, Date] = Field(
        description="Dates at 5, 25, 50, 75 and 95 %, given that a date is named."
    )
    undated: Real = Field(description="Chance that it is put off without a new date.")


class DeadlineOutlook(Part):
    """What is likely to happen to a deadline, in two views and together."""

    id: str
    what: str
    date: Date
    days_left: int
    issue: str | None
    owner: tuple[str, ...]
    alone: bool | None
    extensions: int = Field(description="How often it was moved before.")
    record: Odds = Field(description="What became of the like in the deadline history.")
    record_basis: str = Field(description="What stands behind the record's view, in a sentence.")
    structure: Odds | None = Field(description="What its owner gains by moving it; null: unknown.")
    structure_basis: str = Field(description="What stands behind it, or why it cannot say.")
    combined: Odds
    combination: str = Field(description="How the two were put together.")
    difference: str = Field(description="Why the two views differ, in a sentence.")
    new_date: NewDate


class Rung(Part):
    """Where an issue stands on the ladder to signature."""

    issue: str
    state: Literal["parked", "open", "bracketed", "ad_referendum", "settled", "signed"]
    since: str | None = Field(description="Name of the round that left it there.")
    stage: str | None = Field(description="Name of the stage whose turn it is.")
    missing: tuple[str, ...] = Field(description="Names of those whose signature is missing.")
    signed: Real = Field(description="Share of worlds in which it is signed by the horizon.")
    interval: Interval


class StageLine(Part):
    """What the worlds say of one stage."""

    id: str
    name: str
    reached: Real = Field(description="Share of worlds that come to it.")
    reached_interval: Interval
    passed: Real | None = Field(description="Share of those that get past it.")
    passed_interval: Interval | None
    days: Real | None = Field(description="Mean days spent in it by worlds that come to it.")
    days_interval: Interval | None
    visits: Real | None = Field(description="Mean visits by worlds that come to it.")
    stopped: Real = Field(description="Share of worlds whose talks end in it without a signature.")
    stopped_interval: Interval
    longest: Real = Field(description="Share of worlds in which it took the most days.")
    longest_interval: Interval
    package: dict[str, str] | None = Field(
        description="The package most often on the table when it was passed, issue to option."
    )
    package_share: Real | None = Field(description="In what share of passes it was that one.")
    worth: dict[str, Real] = Field(
        description="By party: what it is worth to stand before it, in points over no agreement, "
        "solved exactly where the structure allows; else empty."
    )


class IssueHold(Part):
    """How often an issue holds the talks up."""

    issue: str
    unresolved: Real | None = Field(
        description="Share of worlds in which its working group leaves it unresolved; null: none."
    )
    unresolved_interval: Interval | None
    unsigned: Real = Field(description="Share of worlds in which it is never signed.")
    unsigned_interval: Interval


class CurvePoint(Part):
    """A date of the curve of signature."""

    date: Date
    chance: Real = Field(description="Chance that the leaders have signed by this date.")
    interval: Interval = Field(description="Pointwise.")


class Ending(Part):
    """A way in which the talks end."""

    way: str = Field(description="signed, refused, no package, lapsed or horizon.")
    share: Real
    interval: Interval


class Staged(Part):
    """The staged process, run over worlds."""

    worlds: int
    horizon: Date
    start: str = Field(description="Name of the stage at which the worlds start, and why.")
    method: str
    signed: Real = Field(description="Share of worlds signed by the horizon.")
    interval: Interval
    curve: tuple[CurvePoint, ...]
    exact: tuple[CurvePoint, ...] = Field(
        description="The same curve computed exactly, where the structure allows; else empty."
    )
    days: tuple[Real, Real, Real] | None = Field(
        description="Days to signature at 5, 50 and 95 % of the worlds that sign."
    )
    median_interval: Interval | None = Field(description="Of the median days to signature.")
    endings: tuple[Ending, ...]
    capped: Real = Field(
        description="Share of worlds left off: a stage was visited, or a deadline moved, too often."
    )
    stages: tuple[StageLine, ...]
    issues: tuple[IssueHold, ...]
    extensions: dict[str, Real] = Field(description="Mean further extensions by deadline.")
    extensions_interval: dict[str, Interval]
    moves: dict[str, Real] = Field(description="By move: share of worlds in which it is made.")
    moves_interval: dict[str, Interval]
    package_value: Real | None = Field(
        description="Mean joint value in points of settling the whole as one package."
    )
    tracks_value: Real | None = Field(
        description="The same, settled by working groups in parallel."
    )
    left_on_table: Real | None = Field(description="Mean of the difference, in points.")
    left_interval: Interval | None


class GroupLine(Part):
    """A group of issues that is taken up together."""

    id: str
    issues: tuple[str, ...]


class OrderLine(Part):
    """An order in which to take up the groups, one after another."""

    groups: tuple[str, ...]
    value: Real = Field(description="Mean joint value of what is settled, in points.")
    interval: Interval
    left_on_table: Real = Field(description="The package deal's mean joint value less this one.")
    left_interval: Interval
    settled: Real = Field(description="Mean share of the issues' weight that is settled.")
    settled_interval: Interval
    best: Real = Field(description="Share of worlds in which no order does better.")


class TestCase(Part):
    """Settling one issue first to learn whether the others keep their word, for one party."""

    __test__ = False  # not a test, whatever pytest thinks of the name

    party: str
    issue: str
    belief: Real = Field(description="Mean belief before that the others keep their word.")
    after: Real = Field(description="Mean belief once they have kept the test.")
    kept: Real = Field(description="Mean chance that the test is kept.")
    information: Real = Field(description="Value of the look at the test, in points.")
    information_interval: Interval
    leverage: Real = Field(description="What settling it first spends, in points.")
    leverage_interval: Interval
    net: Real
    net_interval: Interval


class Keeping(Part):
    """The weight a side must give the future for a deal to keep itself (over 1: it never does)."""

    party: str
    by_group: dict[str, Real | None] = Field(description="Null: it gains nothing there, ever.")
    linked: Real | None = Field(description="If a breach anywhere ends the whole.")


class AgendaOrders(Part):
    """Every order of the agenda against the package deal."""

    worlds: int
    groups: tuple[GroupLine, ...]
    package_value: Real
    package_interval: Interval
    parallel_value: Real
    parallel_interval: Interval
    orders: tuple[OrderLine, ...] = Field(description="Best first; the last is the worst of all.")
    all_orders: int = Field(description="How many were compared.")
    test_first: OrderLine | None = Field(description="Best order that starts with the test case.")
    test_case: tuple[TestCase, ...]
    keeping: tuple[Keeping, ...] = Field(description="At the package deal, middle numbers.")
    text: str


class Prerequisite(Part):
    """Something that a coming event needs."""

    id: str
    name: str
    kind: Literal["track", "step"]
    strength: str
    met: bool
    why: str
    chance: Real | None = Field(description="Chance that it is met by the event; null: unknown.")
    interval: Interval | None


class Readiness(Part):
    """How ready a coming event is."""

    event: str
    name: str
    date: Date | None
    prerequisites: tuple[Prerequisite, ...]
    chance: Real | None = Field(description="Chance that all are met by its date; null: unknown.")
    interval: Interval | None
    next: str = Field(description="What the event needs next, in a sentence.")


class AgendaOdds(Part):
    """Whether an issue will be on the agenda of the next round."""

    issue: str
    chance: Real
    interval: Interval
    why: str


class NextRound(Part):
    """When the next round may be held, and what it will take up."""

    gaps: tuple[int, ...] = Field(description="Days between the rounds so far.")
    quantiles: tuple[Date, Date, Date, Date, Date] | None = Field(
        description="First day at 5, 25, 50, 75 and 95 %; null with fewer than two gaps."
    )
    agenda: tuple[AgendaOdds, ...] = Field(description="Likeliest first.")
    basis: str


class ReliabilityBin(Part):
    """How often it happened where the forecast was so."""

    outcome: Literal["agreed", "extended", "lapsed"]
    low: Real
    high: Real
    forecasts: int
    mean: Real = Field(description="Mean forecast of the bin.")
    observed: Real
    interval: Interval


class Backtest(Part):
    """The record's view put to the deadlines of the history, each case left out in turn."""

    days: int = Field(description="Days before the date at which the forecast was made.")
    rows: int
    cases: int
    dropped: str = Field(description="Which rows drop out, and why.")
    model_log: Real = Field(description="Mean log score in nats; smaller is better.")
    model_brier: Real = Field(description="0 to 2; smaller is better.")
    base_log: Real
    base_brier: Real
    difference_log: Real = Field(description="Model less base rate; negative is better.")
    difference_interval: Interval = Field(description="Clustered by case.")
    beats: bool
    verdict: str
    reliability: tuple[ReliabilityBin, ...]


class Course(Part):
    """How the talks may unfold."""

    deadlines: tuple[DeadlineOutlook, ...]
    ladder: tuple[Rung, ...]
    staged: Staged | None = Field(description="Null where the case has no stages; see notes.")
    agenda_orders: AgendaOrders | None = Field(description="Null where not computed; see notes.")
    readiness: tuple[Readiness, ...]
    next_round: NextRound | None
    backtests: tuple[Backtest, ...]
    notes: tuple[str, ...] = Field(description="What was not computed, and why.")


class Talks(Part):
    """The course of the talks by itself: what `simulate` and `forecast` print."""

    talks: Literal[1] = 1
    title: str
    provenance: Provenance
    parties: dict[str, str] = Field(description="Party id to name.")
    actors: dict[str, str]
    issues: dict[str, str]
    options: dict[str, dict[str, str]] = Field(description="Issue id to option id to label.")
    course: Course

    def to_json(self) -> str:
        """Return it as JSON text: keys in order, two spaces, same talks same bytes."""
        return self.model_dump_json(indent=2)
