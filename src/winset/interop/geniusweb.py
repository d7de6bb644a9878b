"""GeniusWeb JSON: a domain and linear additive profiles, in the spellings of Java and of Python.

Utility = sum of weight x utility of the value; of a number, on a line between the utilities of the
ends of its range, rounded half up to eight decimals, as GeniusWeb computes it. The reservation is a
bid and worth its utility, an issue it leaves out being worth 0; without one there is none. There is
no discount.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from winset.interop.entries import Entry
from winset.interop.exact import shown
from winset.interop.scenario import MOST_OPTIONS, NumberLine, Profile, Scenario, Topic

SPACE = "LinearAdditiveUtilitySpace"

_TABLES = ("discreteutils", "DiscreteValueSetUtilities")
_LINES = ("numberutils", "NumberValueSetUtilities")
_ENDS = ("lowValue", "lowUtility", "highValue", "highUtility")

_PLACES = 10**8
"""Utilities of numbers are whole multiples of one part in this many."""

STEPS = (
    "Numbers in even steps: GeniusWeb has none between two of them, so they are options here, and "
    "no range."
)
"""What the note of an issue says that is a set of numbers."""


@dataclass(frozen=True)
class WebIssue:
    """An issue and its labels; of a range of numbers also its two ends."""

    topic: Topic
    ends: tuple[Fraction, Fraction] | None


def is_domain(entry: Entry) -> bool:
    """Return whether a file has the key by which a domain is known."""
    return "issuesValues" in entry.keys


def is_profile(entry: Entry) -> bool:
    """Return whether a file has the key by which a profile is known."""
    return SPACE in entry.keys


def scenario(name: str, domain: Entry, profiles: list[tuple[str, Entry]]) -> Scenario:
    """Return the scenario of a domain and its named profiles; `name` if the domain has none.

    Raises NotUnderstood for what has no known meaning.
    """
    title, issues = _domain(domain, name)
    topics = tuple(issue.topic for issue in issues)
    read = tuple(_profile(label, each, issues) for label, each in profiles)
    return Scenario(title, "geniusweb", topics, read)


def _domain(entry: Entry, name: str) -> tuple[str, tuple[WebIssue, ...]]:
    entry.only(("name", "issuesValues"))
    given, issues = entry.get("name"), entry.at("issuesValues")
    if not issues.keys:
        raise issues.wrong("is empty")
    read = tuple(_issue(issue, issues.at(issue)) for issue in issues.keys)
    return given.text() if given and not given.is_null else name, read


def _issue(name: str, entry: Entry) -> WebIssue:
    entry.only(("values", "range"))
    if len(entry.keys) != 1:
        raise entry.wrong("should have either `values` or `range`")
    if "range" in entry.keys:
        return _range(name, entry.at("range"))
    values = entry.at("values").items()
    labels = [value.text() for value in values]
    for place, value in enumerate(values):
        if labels[place] in labels[:place]:
            raise value.wrong(f"is a second “{labels[place]}”")
    if not 0 < len(labels) <= MOST_OPTIONS:
        raise entry.wrong(f"has {len(labels)} values; a case holds 1 to {MOST_OPTIONS}")
    return WebIssue(Topic(name, tuple(labels)), None)


def _range(name: str, entry: Entry) -> WebIssue:
    """Return an issue of the numbers low, low + step, ... up to high."""
    entry.only(("low", "high", "step"))
    low, high, step = (entry.at(key).number(quoted=True) for key in ("low", "high", "step"))
    if step <= 0 or high < low:
        raise entry.wrong("should rise from `low` to `high` by a `step` above 0")
    count = (high - low) // step + 1
    if count > MOST_OPTIONS:
        raise entry.wrong(f"has {count} numbers; a case holds up to {MOST_OPTIONS}")
    numbers = tuple(low + step * n for n in range(count))
    topic = Topic(name, tuple(map(shown, numbers)))
    if count > 1:
        topic = replace(topic, note=STEPS, numbers=NumberLine(numbers, between=False))
    return WebIssue(topic, (low, high))


def _profile(name: str, entry: Entry, issues: tuple[WebIssue, ...]) -> Profile:
    entry.only((SPACE,))
    space = entry.at(SPACE)
    space.only(("name", "domain", "issueWeights", "issueUtilities", "reservationBid"))
    names = [issue.topic.name for issue in issues]
    repeated = space.get("domain")
    if repeated and _sets(_domain(repeated, "")[1]) != _sets(issues):
        raise repeated.wrong("differs from the domain file")
    given, tables = space.at("issueWeights"), space.at("issueUtilities")
    given.only(names)
    tables.only(names)
    weights = tuple(given.at(issue).number(quoted=True) for issue in names)
    rows = tuple(_values(tables.at(issue.topic.name), issue) for issue in issues)
    bid = space.get("reservationBid")
    stated = bid is not None and not bid.is_null
    reservation = _worth(bid, issues, weights, rows) if bid and stated else None
    notes = _refused(name, weights, rows)
    return Profile(name, weights, rows, reservation=reservation, stated=stated, notes=notes)


def _sets(issues: tuple[WebIssue, ...]) -> dict[str, object]:
    return {issue.topic.name: (sorted(issue.topic.options), issue.ends) for issue in issues}


def _refused(
    name: str, weights: tuple[Fraction, ...], rows: tuple[tuple[Fraction, ...], ...]
) -> tuple[str, ...]:
    """Return notes on what is read as it stands, and what GeniusWeb itself would not load."""
    notes = []
    if sum(weights) != 1:
        total = shown(sum(weights, Fraction(0)))
        notes.append(f"The weights of {name} add up to {total}; GeniusWeb loads only those of 1.")
    if any(not 0 <= value <= 1 for row in rows for value in row):
        notes.append(f"Utilities of {name} leave 0..1; GeniusWeb loads only those within.")
    return tuple(notes)


def _values(entry: Entry, issue: WebIssue) -> tuple[Fraction, ...]:
    entry.only((*_TABLES, *_LINES))
    if len(entry.keys) != 1:
        raise entry.wrong("should have one entry, the kind of its utilities")
    (kind,) = entry.keys
    inner = entry.at(kind)
    if kind in _TABLES:
        inner.only(("valueUtilities",))
        table = inner.at("valueUtilities")
        if issue.ends:
            raise inner.wrong(f"is a table, but issue “{issue.topic.name}” is a range of numbers")
        table.only(issue.topic.options)
        return tuple(table.at(label).number(quoted=True) for label in issue.topic.options)
    inner.only(_ENDS)
    low, at_low, high, at_high = (inner.at(key).number(quoted=True) for key in _ENDS)
    if issue.ends is None:
        raise inner.wrong(f"is a line, but issue “{issue.topic.name}” is no range of numbers")
    if (low, high) != issue.ends or low == high:
        raise inner.wrong(
            f"runs from {shown(low)} to {shown(high)}, but issue “{issue.topic.name}” from "
            f"{shown(issue.ends[0])} to {shown(issue.ends[1])}"
        )
    numbers = tuple(map(Fraction, issue.topic.options))
    return along((low, at_low), (high, at_high), numbers)


def along(
    low: tuple[Fraction, Fraction], high: tuple[Fraction, Fraction], numbers: Sequence[Fraction]
) -> tuple[Fraction, ...]:
    """Return the utilities of numbers on a line through two (number, utility), rounded."""
    slope = (high[1] - low[1]) / (high[0] - low[0])
    return tuple(_rounded(low[1] + slope * (number - low[0])) for number in numbers)


def _rounded(number: Fraction) -> Fraction:
    """Return a utility to eight decimals, halves away from 0."""
    sign = -1 if number < 0 else 1
    return sign * Fraction(int(abs(number) * _PLACES + Fraction(1, 2)), _PLACES)


def _worth(
    bid: Entry,
    issues: tuple[WebIssue, ...],
    weights: tuple[Fraction, ...],
    rows: tuple[tuple[Fraction, ...], ...],
) -> Fraction:
    """Return the utility of the reservation bid; an issue that it leaves out is worth 0."""
    bid.only(("issuevalues",))
    chosen = bid.at("issuevalues")
    chosen.only([issue.topic.name for issue in issues])
    total = Fraction(0)
    for k, issue in enumerate(issues):
        value = chosen.get(issue.topic.name)
        if value is not None:
            label = shown(value.number(quoted=True)) if issue.ends else value.text()
            if label not in issue.topic.options:
                raise value.wrong(f"is no value of issue “{issue.topic.name}”")
            total += weights[k] * rows[k][issue.topic.options.index(label)]
    return total
