"""A Study: everything one analysis found, as plain data that a report, a page or a program shows.

Values are points on an actor's 0..100 scale unless said otherwise; gains are points above the
reservation value; chances and shares run 0..1; `interval` is [low, high] of a 95 % interval.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from winset.study.course import Course
from winset.study.market import MarketStudy
from winset.study.part import Interval, Part, Real
from winset.study.setting import (
    CalendarStrip,
    FactLine,
    IssueLine,
    MarketNote,
    Number,
    PartyLine,
    Provenance,
)

Target = Literal["ratification", "lambda"]
"""What a swing is of: whether a package is ratified, or an issue's lambda."""


class SpaceSummary(Part):
    """What there is to choose from."""

    packages: int = Field(
        description="Packages that no hard linkage forbids; at most so many if not `counted`."
    )
    counted: bool = True
    combinations: int = Field(description="All combinations of offered options.")
    both_gain: int = Field(description="Packages at or above every principal's reservation (mid).")
    both_gain_at_most: int | None = Field(
        default=None, description="Where they are not counted: there are `both_gain` to so many."
    )
    both_gain_share: Real
    both_gain_interval: Interval | None = Field(
        default=None, description="Of the share, where it is that of a sample of packages."
    )


class WinSet(Part):
    """The packages a party would ratify."""

    party: str
    packages: int
    at_most: int | None = Field(
        default=None, description="Where they are not counted: there are `packages` to so many."
    )
    share: Real = Field(description="Of the packages of the space.")
    share_interval: Interval | None = Field(
        default=None, description="Where the share is that of a sample of packages."
    )


class Zone(Part):
    """The intersection of the win-sets."""

    packages: int
    at_most: int | None = Field(
        default=None, description="Where they are not counted: there are `packages` to so many."
    )
    share: Real
    share_interval: Interval | None = Field(
        default=None, description="Where the share is that of a sample of packages."
    )
    chance: Real = Field(
        description="Share of worlds in which it is not empty: at least so much where some are "
        "`unsettled`."
    )
    interval: Interval
    deal_chance: Real = Field(
        description="Share of worlds in which it moves some issue: at least so much likewise."
    )
    deal_interval: Interval
    unsettled: Real = Field(
        default=0.0,
        description="Share of worlds in which no package was found that passes and moves an issue, "
        "nor proved that there is none. The upper ends of both intervals count them as if there "
        "were.",
    )


class PointValues(Part):
    """A package with its value to each side."""

    package: dict[str, str] = Field(description="Issue id to option id.")
    values: dict[str, Real] = Field(description="By party: value to its principal.")
    gains: dict[str, Real]


class Solutions(Part):
    """The four bargaining solutions over the zone, each with all its ties, the chosen one first."""

    disagreement: dict[str, Real] = Field(description="Value of no agreement by party.")
    tie_break: str
    gaps: dict[str, Real] = Field(
        default={},
        description="By rule, where a search was cut off: the share of the best that a package "
        "better than the one given may have. Proved where a rule is not named.",
    )
    nash: tuple[PointValues, ...]
    kalai_smorodinsky: tuple[PointValues, ...]
    egalitarian: tuple[PointValues, ...]
    utilitarian: tuple[PointValues, ...]


class Blame(Part):
    """A minimal set of refusals or demands that by itself keeps a deal from passing."""

    party: str | None
    members: tuple[str, ...] = Field(description="Actor ids, red lines (`red line x`), or demands.")
    text: str


class Bridge(Part):
    """The least compensation that would carry a package home."""

    total: Real | None = Field(description="Points; null if no compensation can (a red line).")
    by_party: dict[str, Real | None]
    payments: dict[str, Real] = Field(description="Points by actor.")


class Ratification(Part):
    """Whether a package would pass at home on each side."""

    id: str = Field(description="Name of the package or solution.")
    label: str
    package: dict[str, str]
    values: dict[str, Real]
    value_ranges: dict[str, Interval] = Field(description="90 % of worlds lie inside.")
    in_zone: bool = Field(description="At the mid numbers.")
    chance: dict[str, Real] = Field(description="By party.")
    chance_interval: dict[str, Interval]
    both: Real = Field(description="Chance that every side ratifies.")
    interval: Interval
    refusers: dict[str, Real] = Field(
        description="By actor that matters to a rule: share of worlds in which it refuses."
    )
    pivotal: dict[str, Real] = Field(
        description="By actor: share of worlds in which its own answer decides for its side."
    )
    blockers: tuple[Blame, ...]
    conflicts: tuple[Blame, ...] = Field(
        description="Demands and ratifiers that cannot go together."
    )
    bridge: Bridge
    hindsight: bool = Field(default=False, description="Known only after the as-of date.")


class LinchpinIssue(Part):
    """What one issue does for the others."""

    issue: str
    lambda_: Real = Field(
        alias="lambda", description="Over worlds; at the mid numbers where `interval` is null."
    )
    interval: Interval | None = Field(description="Null where worlds were too dear to search.")
    mid: Real = Field(description="lambda at the mid numbers.")
    rank_first: Real | None = Field(
        description="Bootstrap probability that its mean lambda is largest."
    )
    first_in_worlds: Real | None = Field(
        description="Share of worlds in which its lambda is largest."
    )
    own_worth: Real = Field(
        description="Joint value of settling it alone over settling nothing, in points."
    )
    own_worth_interval: Interval
    shapley: Real | None = Field(description="Its Shapley share of the joint value, in points.")
    shapley_interval: Interval | None = Field(
        description="Null where the share is that at the mid numbers."
    )
    shapley_error: Real = Field(
        default=0.0,
        description="Standard error of the share from drawing orders of the issues, in points; 0 "
        "where every agenda was weighed.",
    )
    criticality: Real | None = Field(
        description="Share of worlds where no deal is left without it."
    )
    criticality_interval: Interval | None
    settle_first: Real | None
    settle_first_interval: Interval | None
    chip_effect: Real | None = Field(description="settle_first minus lambda.")
    chip_effect_interval: Interval | None
    bridge_cost: Real | None = Field(description="Points that make it alone ratifiable (mid).")


class Linchpin(Part):
    """Which issue, if any, unlocks the others."""

    verdict: str = Field(description="One sentence.")
    issue: str | None = Field(description="The linchpin, or null.")
    tied: tuple[str, ...] = Field(description="If none: issues that cannot be told apart.")
    issues: tuple[LinchpinIssue, ...] = Field(
        description="Largest lambda first; none where not even the mid numbers could be searched."
    )


class Pair(Part):
    """What logrolling two issues adds to settling each alone."""

    issues: tuple[str, str]
    adds: Real = Field(
        description="v({i,j}) - v({i}) - v({j}) + v({}), points of joint value (mid)."
    )
    mean: Real
    interval: Interval


class Trade(Part):
    """A concession on one issue paid for on another, from a stated starting package."""

    start: str
    giver: str
    gives_issue: str
    gives_from: str
    gives_to: str
    payer: str
    pays_issue: str
    pays_from: str
    pays_to: str
    cost_to_giver: Real = Field(description="Points the concession alone costs the giver.")
    worth_to_payer: Real = Field(description="Points the concession alone is worth to the payer.")
    net_giver: Real
    net_payer: Real
    passes: bool = Field(description="The package after the trade is in the zone (mid).")
    chance: Real = Field(description="Chance that both sides would ratify it.")
    interval: Interval


class Leverage(Part):
    """What a move or an outside option does to no agreement, the zone and the Nash deal."""

    move: str
    name: str
    by: str
    kind: str
    shifts: dict[str, Real] = Field(description="Change of reservation by party's principal (mid).")
    zone_packages: int | None = Field(description="Null where they are not counted.")
    zone_change: int | None
    zone_chance_change: Real
    zone_chance_interval: Interval
    nash_shift: dict[str, Real | None] = Field(
        description="Mean change of each side's value at the Nash deal, worlds with a deal in both."
    )
    nash_interval: dict[str, Interval | None]
    cost: Real | None = Field(description="Points it costs its owner to carry out (mid).")
    worlds: int
    text: str


class PivotalActor(Part):
    """How often one actor's answer decides its side's answer, over all packages (mid)."""

    actor: str
    party: str
    share: Real
    interval: Interval | None = Field(
        default=None, description="Where the share is that of a sample of packages."
    )


class Swing(Part):
    """How an answer depends on one uncertain number."""

    target: Target
    of: str = Field(description="Id of the package that is ratified, or of the issue.")
    label: str
    low_value: Real = Field(description="Mean answer over the fifth of worlds where it is lowest.")
    high_value: Real
    swing: Real = Field(description="high_value - low_value.")
    interval: Interval
    clear: bool = Field(description="The interval, widened for many comparisons, excludes zero.")


class WillPair(Part):
    """The political-will map of two sides; the others, if any, ratify by their rules alone."""

    parties: tuple[str, str]
    share: tuple[tuple[Real, ...], ...] = Field(
        description="share[i][j]: share of packages agreed at will i of the first, j of the second."
    )
    chance: tuple[tuple[Real, ...], ...] = Field(
        description="Share of worlds in which some package is agreed."
    )


class WillMap(Part):
    """Where agreement exists as each side's leaders weigh their own view against home pressure."""

    levels: tuple[Real, ...] = Field(description="0: home pressure only; 1: own view only.")
    worlds: int
    pairs: tuple[WillPair, ...]
    text: str


class DealMap(Part):
    """Every package as a density over the first two parties' values (mid numbers), and points."""

    parties: tuple[str, str]
    edges_x: tuple[Real, ...]
    edges_y: tuple[Real, ...]
    counts: tuple[tuple[int, int, int, int], ...] = Field(
        description="Non-empty cells: column, row, packages, packages in the zone."
    )
    sample: tuple[PointValues, ...] = Field(
        default=(), description="Single packages to click; one for each non-empty cell in the zone."
    )
    sampled: int | None = Field(
        default=None, description="How many packages are shown where not all could be."
    )


class Finding(Part):
    """A sentence of the answer, in order of importance."""

    topic: str
    text: str


class Study(Part):
    """One analysis of one case."""

    study: Literal[1] = 1
    title: str
    about: str | None
    bias: str | None
    provenance: Provenance
    answer: str = Field(description="One paragraph for somebody who reads nothing else.")
    findings: tuple[Finding, ...]
    parties: tuple[PartyLine, ...]
    actors: dict[str, str] = Field(description="Actor id to name.")
    issues: tuple[IssueLine, ...]
    space: SpaceSummary
    win_sets: tuple[WinSet, ...]
    zone: Zone
    frontier: tuple[PointValues, ...]
    frontier_gap: Real = Field(
        default=0.0,
        description="Every efficient package is within so many points, for each side, of one on "
        "the frontier; 0 where all are there.",
    )
    solutions: Solutions
    ratification: tuple[Ratification, ...]
    pivotal: tuple[PivotalActor, ...]
    linchpin: Linchpin
    pairs: tuple[Pair, ...]
    trades: tuple[Trade, ...]
    leverage: tuple[Leverage, ...]
    sensitivity: tuple[Swing, ...]
    will_map: WillMap | None = Field(description="Null where packages could not all be judged.")
    deal_map: DealMap
    calendar: CalendarStrip
    course: Course
    market: MarketStudy | None = Field(
        default=None, description="Whether prices took notice; null where no prices were given."
    )
    market_notes: tuple[MarketNote, ...] = Field(
        default=(), description="What the case's own closes show of its market events."
    )
    numbers: tuple[Number, ...]
    facts: tuple[FactLine, ...]

    def to_json(self) -> str:
        """Return the study as JSON text: keys in order, two spaces, same study same bytes."""
        return self.model_dump_json(indent=2)

    @classmethod
    def from_json(cls, text: str) -> Study:
        """Read a study back from JSON text; raises pydantic's ValidationError if it is not one."""
        return cls.model_validate_json(text)

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """Return the JSON Schema of the text that `to_json` writes."""
        return cls.model_json_schema(mode="serialization")
