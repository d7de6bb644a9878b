"""GeniusWeb JSON: a domain and linear additive profiles, in the spellings of Java and of Python.

Utility = sum of weight x utility of the value. The reservation is a bid and worth its utility;
without one there is none. There is no discount.
"""

from __future__ import annotations

from fractions import Fraction

from winset.interop.entries import Entry
from winset.interop.exact import exact, shown
from winset.interop.scenario import MOST_OPTIONS, Profile, Scenario, Topic

SPACE = "LinearAdditiveUtilitySpace"

_TABLES = ("discreteutils", "DiscreteValueSetUtilities")
_LINES = ("numberutils", "NumberValueSetUtilities")
_ENDS = ("lowValue", "lowUtility", "highValue", "highUtility")


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
    title, topics = _domain(domain, name)
    return Scenario(
        title, "geniusweb", topics, tuple(_profile(label, each, topics) for label, each in profiles)
    )


def _domain(entry: Entry, name: str) -> tuple[str, tuple[Topic, ...]]:
    entry.only(("name", "issuesValues"))
    given, issues = entry.get("name"), entry.at("issuesValues")
    if not issues.keys:
        raise issues.wrong("is empty")
    topics = tuple(Topic(issue, _options(issues.at(issue))) for issue in issues.keys)
    return given.text() if given else name, topics


def _options(entry: Entry) -> tuple[str, ...]:
    entry.only(("values", "range"))
    if len(entry.keys) != 1:
        raise entry.wrong("should have either `values` or `range`")
    if "range" in entry.keys:
        return _range(entry.at("range"))
    values = entry.at("values").items()
    labels = [value.text() for value in values]
    for place, value in enumerate(values):
        if labels[place] in labels[:place]:
            raise value.wrong(f"is a second “{labels[place]}”")
    if not 0 < len(labels) <= MOST_OPTIONS:
        raise entry.wrong(f"has {len(labels)} values; a case holds 1 to {MOST_OPTIONS}")
    return tuple(labels)


def _range(entry: Entry) -> tuple[str, ...]:
    """Return the numbers low, low + step, ... up to high."""
    entry.only(("low", "high", "step"))
    low, high, step = (_number(entry.at(key)) for key in ("low", "high", "step"))
    if step <= 0 or high < low:
        raise entry.wrong("should rise from `low` to `high` by a `step` above 0")
    count = (high - low) // step + 1
    if count > MOST_OPTIONS:
        raise entry.wrong(f"has {count} numbers; a case holds up to {MOST_OPTIONS}")
    return tuple(shown(low + step * n) for n in range(count))


def _number(entry: Entry) -> Fraction:
    """Return a number that may stand in quotes, as GeniusWeb writes decimals."""
    value = entry.node.value
    number = exact(value) if isinstance(value, str) else None
    if number is None:
        raise entry.wrong("should be a number")
    return number


def _profile(name: str, entry: Entry, topics: tuple[Topic, ...]) -> Profile:
    entry.only((SPACE,))
    space = entry.at(SPACE)
    space.only(("name", "domain", "issueWeights", "issueUtilities", "reservationBid"))
    names = [issue.name for issue in topics]
    repeated = space.get("domain")
    if repeated and dict(_pairs(_domain(repeated, "")[1])) != dict(_pairs(topics)):
        raise repeated.wrong("differs from the domain file")
    given, tables = space.at("issueWeights"), space.at("issueUtilities")
    given.only(names)
    tables.only(names)
    weights = tuple(_number(given.at(issue)) for issue in names)
    rows = tuple(_values(tables.at(issue.name), issue) for issue in topics)
    bid = space.get("reservationBid")
    reservation = _worth(bid, topics, weights, rows) if bid else None
    return Profile(name, weights, rows, reservation=reservation, stated=bid is not None)


def _pairs(topics: tuple[Topic, ...]) -> list[tuple[str, tuple[str, ...]]]:
    return [(issue.name, tuple(sorted(issue.options))) for issue in topics]


def _values(entry: Entry, issue: Topic) -> tuple[Fraction, ...]:
    entry.only((*_TABLES, *_LINES))
    if len(entry.keys) != 1:
        raise entry.wrong("should have one entry, the kind of its utilities")
    (kind,) = entry.keys
    inner = entry.at(kind)
    if kind in _TABLES:
        inner.only(("valueUtilities",))
        table = inner.at("valueUtilities")
        table.only(issue.options)
        return tuple(_number(table.at(label)) for label in issue.options)
    inner.only(_ENDS)
    low, at_low, high, at_high = (_number(inner.at(key)) for key in _ENDS)
    numbers = [exact(label) for label in issue.options]
    if low >= high or any(number is None or not low <= number <= high for number in numbers):
        raise inner.wrong(f"does not cover the numbers of issue “{issue.name}”")
    return tuple(
        at_low + (at_high - at_low) * (number - low) / (high - low)
        for number in numbers
        if number is not None
    )


def _worth(
    bid: Entry,
    topics: tuple[Topic, ...],
    weights: tuple[Fraction, ...],
    rows: tuple[tuple[Fraction, ...], ...],
) -> Fraction:
    """Return the utility of the reservation bid, which must have a value on every issue."""
    bid.only(("issuevalues",))
    chosen = bid.at("issuevalues")
    chosen.only([issue.name for issue in topics])
    total = Fraction(0)
    for k, issue in enumerate(topics):
        value = chosen.at(issue.name)
        if value.text() not in issue.options:
            raise value.wrong(f"is no value of issue “{issue.name}”")
        total += weights[k] * rows[k][issue.options.index(value.text())]
    return total
