"""Numbers, dates and names of a study in words, the same everywhere that they are shown."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Date

from winset.study.course import Talks
from winset.study.document import Study
from winset.study.part import Interval
from winset.study.sentences import READABLE, whole_count

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
DASH = "\N{EM DASH}"


def decimal(value: float, places: int = 1) -> str:
    """Return a number with `places` decimals, a typographic minus sign and never minus nought."""
    text = f"{value:,.{places}f}"
    if text.strip("-0.,") == "":
        return text.lstrip("-")
    return text.replace("-", MINUS)


def signed(value: float, places: int = 1) -> str:
    """Return a change with its sign, a plus or a true minus; nought has none."""
    text = decimal(value, places)
    nought = text.strip("0.,") == ""
    return text if nought or text.startswith(MINUS) else f"+{text}"


def trimmed(value: float, places: int) -> str:
    """Return a number with at most `places` decimals, none that are nought at its end."""
    text = decimal(value, places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def count(value: int) -> str:
    """Return a whole number with its thousands marked; of a huge one its power of ten."""
    return decimal(value, 0) if value < READABLE else whole_count(value)


def proved(study: Study) -> str:
    """Return what of the solutions and the frontier is exact, and within what the rest is."""
    gaps = [f"{rule.replace('_', '-')} {_gap(g)}" for rule, g in study.solutions.gaps.items()]
    solutions = (
        f"Solutions are exact but for a gap, the most that a better one may have: {listed(gaps)}"
        if gaps
        else "The solutions are exact"
    )
    edge = (
        f"the frontier is within {decimal(study.frontier_gap, 2)} points of the whole one"
        if study.frontier_gap
        else "so is the frontier"
        if not gaps
        else "the frontier is exact"
    )
    return f"{solutions} at the given numbers; {edge}."


def _gap(share: float) -> str:
    """Return a gap in percent, to one digit and rounded up; of what nothing bounds, in words."""
    if share >= 1:
        return "not known"
    digits = max(0, -math.floor(math.log10(100 * share)))
    return f"{trimmed(math.ceil(100 * share * 10**digits) / 10**digits, digits)}{NBSP}%"


def percent(share: float) -> str:
    """Return a share of 0..1 as whole percent; never 0 % or 100 % for what is not."""
    if 0 < share <= 0.005:  # noqa: PLR2004  rounds to 0 %
        return f"under 1{NBSP}%"
    if 0.995 <= share < 1:  # noqa: PLR2004  rounds to 100 %
        return f"over 99{NBSP}%"
    return f"{decimal(100 * share, 0)}{NBSP}%"


def percent_change(share: float) -> str:
    """Return a difference of two shares as percentage points with a sign."""
    return f"{signed(100 * share, 0)}{NBSP}pp"


def span(interval: Interval, places: int = 0, scale: float = 100) -> str:
    """Return an interval as `44 to 49`, its ends multiplied by `scale`.

    Where rounding would hide that it has a width, it gets more decimals: 18.8 to 19.4.
    """
    for more in range(4):
        low, high = (decimal(scale * end, places + more) for end in interval)
        if low != high:
            return f"{low} to {high}"
    low, high = (decimal(scale * end, places) for end in interval)
    return f"{low} to {high}"


def estimate(share: float, interval: Interval) -> str:
    """Return a chance with its interval: 46 % (44 to 49)."""
    return f"{percent(share)} ({span(interval)})"


def day(date: Date) -> str:
    """Return 15 September 2025 for a date."""
    return f"{date.day}{NBSP}{date:%B}{NBSP}{date.year}"


def short_day(date: Date) -> str:
    """Return 15 Sep 2025 for a date."""
    return f"{date.day}{NBSP}{date:%b}{NBSP}{date.year}"


def listed(items: list[str]) -> str:
    """Return `a, b and c`."""
    if len(items) < 2:  # noqa: PLR2004  nothing to join
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


@dataclass(frozen=True)
class Names:
    """What the ids of a study are called; an unknown id is its own name."""

    issues: Mapping[str, str]
    options: Mapping[tuple[str, str], str]
    actors: Mapping[str, str]
    parties: Mapping[str, str]
    shorts: Mapping[str, str]

    def issue(self, issue: str) -> str:
        """Return the name of an issue."""
        return self.issues.get(issue, issue)

    def option(self, issue: str, option: str) -> str:
        """Return the label of an option."""
        return self.options.get((issue, option), option)

    def actor(self, actor: str) -> str:
        """Return the name of an actor."""
        return self.actors.get(actor, actor)

    def party(self, party: str) -> str:
        """Return the name of a party."""
        return self.parties.get(party, party)

    def short(self, party: str) -> str:
        """Return the short name of a party, for headings."""
        return self.shorts.get(party, party)


def names(source: Study | Talks) -> Names:
    """Return the Names of a study, or of talks by themselves."""
    if isinstance(source, Talks):
        return Names(
            issues=source.issues,
            options={
                (issue, option): label
                for issue, options in source.options.items()
                for option, label in options.items()
            },
            actors=source.actors,
            parties=source.parties,
            shorts=source.parties,
        )
    return Names(
        issues={issue.id: issue.name for issue in source.issues},
        options={
            (issue.id, option.id): option.label
            for issue in source.issues
            for option in issue.options
        },
        actors=source.actors,
        parties={party.id: party.name for party in source.parties},
        shorts={party.id: party.short for party in source.parties},
    )
