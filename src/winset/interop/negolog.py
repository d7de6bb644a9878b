"""NegoLog JSON: two profiles; the order of the issues is that of the weights.

Utility = sum of weight x value; the reservation value is a number. There is no discount.
"""

from __future__ import annotations

from winset.interop.entries import Entry
from winset.interop.scenario import MOST_OPTIONS, Profile, Scenario, Topic

_KEYS = ("reservationValue", "issueWeights", "issues")


def is_profile(entry: Entry) -> bool:
    """Return whether a file has the keys by which a profile is known."""
    return {"issueWeights", "issues"} <= set(entry.keys)


def scenario(name: str, profiles: list[tuple[str, Entry]]) -> Scenario:
    """Return the scenario of two named profiles. Raises NotUnderstood for what is not known."""
    first = profiles[0][1]
    topics = tuple(
        Topic(issue, first.at("issues").at(issue).keys) for issue in first.at("issueWeights").keys
    )
    for issue in topics:
        if not 0 < len(issue.options) <= MOST_OPTIONS:
            raise (
                first.at("issues")
                .at(issue.name)
                .wrong(f"has {len(issue.options)} values; a case holds 1 to {MOST_OPTIONS}")
            )
    if not topics:
        raise first.at("issueWeights").wrong("is empty")
    return Scenario(
        name, "negolog", topics, tuple(_profile(title, each, topics) for title, each in profiles)
    )


def _profile(name: str, entry: Entry, topics: tuple[Topic, ...]) -> Profile:
    entry.only(_KEYS)
    names = [issue.name for issue in topics]
    weights, tables = entry.at("issueWeights"), entry.at("issues")
    weights.only(names)
    tables.only(names)
    for issue in topics:
        tables.at(issue.name).only(issue.options)
    return Profile(
        name,
        tuple(weights.at(issue).number() for issue in names),
        tuple(
            tuple(tables.at(issue.name).at(label).number() for label in issue.options)
            for issue in topics
        ),
        reservation=entry.at("reservationValue").number(),
    )
