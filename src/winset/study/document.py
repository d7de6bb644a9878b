"""A Study: everything one analysis found, as plain data that a report, a page or a program shows.

Values are points on an actor's 0..100 scale unless said otherwise; gains are points above the
reservation value; chances and shares run 0..1; `interval` is [low, high] of a 95 % interval.
"""

from __future__ import annotations

from datetime import date as Date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

Real = Annotated[float, AfterValidator(lambda value: round(value, 9) + 0.0)]
"""A float rounded to nine decimals: the last bits of a sum differ between machines."""

Interval = tuple[Real, Real]

Target = Literal["ratification", "lambda"]
"""What a swing is of: whether a package is ratified, or an issue's lambda."""


class Part(BaseModel):
    """Common manners of every part of a study."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid",
        frozen=True,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        ser_json_inf_nan="constants",
    )


class Provenance(Part):
    """What produced the study: enough to make the same bytes again."""

    case_id: str
    case_hash: str = Field(description="SHA-256 of the case in canonical JSON.")
    as_of: Date
    method: str = Field(description="How the packages were searched, and whether that is exact.")
    exact: bool
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
    unlocks: Real = Field(description="lambda: share of the other issues settled because of it.")
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
    reservation_range: tuple[Real, Real, Real]


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


class SpaceSummary(Part):
    """What there is to choose from."""

    packages: int = Field(description="Packages that no hard linkage forbids.")
    combinations: int = Field(description="All combinations of offered options.")
    both_gain: int = Field(description="Packages at or above every principal's reservation (mid).")
    both_gain_share: Real


class WinSet(Part):
    """The packages a party would ratify."""

    party: str
    packages: int
    share: Real = Field(description="Of the packages of the space.")


class Zone(Part):
    """The intersection of the win-sets."""

    packages: int
    share: Real
    chance: Real = Field(description="Share of worlds in which it is not empty.")
    interval: Interval
    deal_chance: Real = Field(description="Share of worlds in which it moves some issue.")
    deal_interval: Interval


class PointValues(Part):
    """A package with its value to each side."""

    package: dict[str, str] = Field(description="Issue id to option id.")
    values: dict[str, Real] = Field(description="By party: value to its principal.")
    gains: dict[str, Real]


class Solutions(Part):
    """The four bargaining solutions over the zone, each with all its ties, the chosen one first."""

    disagreement: dict[str, Real] = Field(description="Value of no agreement by party.")
    tie_break: str
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
    lambda_: Real = Field(alias="lambda")
    interval: Interval
    mid: Real = Field(description="lambda at the mid numbers.")
    rank_first: Real = Field(description="Bootstrap probability that its mean lambda is largest.")
    first_in_worlds: Real = Field(description="Share of worlds in which its lambda is largest.")
    own_worth: Real = Field(
        description="Joint value of settling it alone over settling nothing, in points."
    )
    own_worth_interval: Interval
    shapley: Real = Field(description="Its Shapley share of the joint value, in points.")
    shapley_interval: Interval
    criticality: Real = Field(description="Share of worlds where no deal is left without it.")
    criticality_interval: Interval
    settle_first: Real
    settle_first_interval: Interval
    chip_effect: Real = Field(description="settle_first minus lambda.")
    chip_effect_interval: Interval
    bridge_cost: Real | None = Field(description="Points that make it alone ratifiable (mid).")


class Linchpin(Part):
    """Which issue, if any, unlocks the others."""

    verdict: str = Field(description="One sentence.")
    issue: str | None = Field(description="The linchpin, or null.")
    tied: tuple[str, ...] = Field(description="If none: issues that cannot be told apart.")
    issues: tuple[LinchpinIssue, ...] = Field(description="Largest lambda first.")


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
    zone_packages: int
    zone_change: int
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


class CalendarStrip(Part):
    """Dates as known on the as-of date."""

    deadlines: tuple[DeadlineLine, ...]
    windows: tuple[WindowLine, ...]
    rounds: tuple[RoundLine, ...]
    releases: tuple[tuple[Date, str], ...]


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
    solutions: Solutions
    ratification: tuple[Ratification, ...]
    pivotal: tuple[PivotalActor, ...]
    linchpin: Linchpin
    pairs: tuple[Pair, ...]
    trades: tuple[Trade, ...]
    leverage: tuple[Leverage, ...]
    sensitivity: tuple[Swing, ...]
    will_map: WillMap
    deal_map: DealMap
    calendar: CalendarStrip
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
