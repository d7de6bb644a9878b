"""The course of the talks in words, the same on the page and on the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal

from winset.report.wording import (
    NBSP,
    Names,
    count,
    day,
    decimal,
    estimate,
    listed,
    percent,
    short_day,
)
from winset.study.course import (
    AgendaOrders,
    Backtest,
    Course,
    DeadlineOutlook,
    NewDate,
    NextRound,
    Odds,
    OrderLine,
    Readiness,
    Staged,
)

Outcome = Literal["agreed", "extended", "lapsed"]

OUTCOMES: tuple[Outcome, ...] = ("agreed", "extended", "lapsed")
"""The ways for a deadline to go."""

VIEWS: Mapping[str, str] = MappingProxyType(
    {"record": "The record", "structure": "Its owner's view", "combined": "Together"}
)
"""The views of a deadline, by field, as they are called."""

STATES: Mapping[str, str] = MappingProxyType(
    {
        "parked": "Parked",
        "open": "Open",
        "bracketed": "Bracketed",
        "ad_referendum": "Agreed ad referendum",
        "settled": "Settled",
        "signed": "Signed",
    }
)
"""The rungs of the ladder to signature, lowest first, as they are called."""

_ENDINGS: Mapping[str, str] = MappingProxyType(
    {
        "completed": "past the last stage",
        "refused": "refused at home",
        "no_package": "no package inside the mandates",
        "lapsed": "ended by a deadline that lapsed",
        "horizon": "still under way",
    }
)

BEST = 3
"""Orders of the agenda shown from the top; the table has more."""

NOTHING: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "deadlines": ("is left out", "The case names no deadline that lies ahead."),
        "stages": ("no stages", "The case describes no stages, so no way to a signature was run."),
        "orders": ("groups of issues", "The orders of the agenda were not compared."),
        "events": ("coming event", "The case names no coming event that waits for others."),
        "round": ("next round", "No round was held yet, so nothing can be said of the next."),
        "record": ("record of deadlines", "The record of past deadlines was not put to the test."),
    }
)
"""By part of a course: words by which notes on it are known, and what is said without one."""


def note_on(course: Course, part: str) -> str:
    """Return why a part of NOTHING is empty: the course's notes on it, or what is said without."""
    words, otherwise = NOTHING[part]
    found = [opened(note) for note in course.notes if words in note]
    return " ".join(found) or otherwise


def other_notes(course: Course, parts: Iterable[str]) -> list[str]:
    """Return the notes of a course that are not the reason why one of `parts` is empty."""
    told = [NOTHING[part][0] for part in parts]
    return [note for note in course.notes if not any(words in note for words in told)]


def odds(outcomes: Odds) -> str:
    """Return the three chances in words, the likeliest first."""
    order = sorted(OUTCOMES, key=lambda way: -chance(outcomes, way))
    return ", ".join(f"{way} {estimate(*chance_and_interval(outcomes, way))}" for way in order)


def shares(outcomes: Odds) -> str:
    """Return the three chances in words without their intervals, the likeliest first."""
    order = sorted(OUTCOMES, key=lambda way: -chance(outcomes, way))
    return ", ".join(f"{way} {percent(chance(outcomes, way))}" for way in order)


def chance(outcomes: Odds, way: Outcome) -> float:
    """Return the chance of an outcome."""
    return chance_and_interval(outcomes, way)[0]


def chance_and_interval(outcomes: Odds, way: Outcome) -> tuple[float, tuple[float, float]]:
    """Return the chance of an outcome with its interval."""
    return getattr(outcomes, way), getattr(outcomes, f"{way}_interval")


def time_left(days: int) -> str:
    """Return `in 2 days`."""
    if days < 0:
        return f"{-days}{NBSP}day{'' if days == -1 else 's'} ago"
    return ("today", "tomorrow")[days] if days < 2 else f"in {days}{NBSP}days"  # noqa: PLR2004


def times(number: int) -> str:
    """Return `moved 3 times so far`."""
    return (
        ("never moved so far", "moved once so far", "moved twice so far")[number]
        if (
            number < 3  # noqa: PLR2004
        )
        else f"moved {number} times so far"
    )


def deadline(line: DeadlineOutlook) -> str:
    """Return when a deadline falls, how often it was moved, and its odds in both views together."""
    return (
        f"{day(line.date)}, {time_left(line.days_left)}, {times(line.extensions)}: "
        f"{odds(line.combined)}."
    )


def new_date(new: NewDate) -> str:
    """Return to when a deadline is moved, if it is."""
    low, _, middle, _, high = new.quantiles
    undated = (
        f"; with a chance of {percent(new.undated)} no new date is named" if new.undated else ""
    )
    return (
        f"If it is extended: as likely before as after {day(middle)} "
        f"(90{NBSP}% between {short_day(low)} and {short_day(high)}){undated}."
    )


def signing(staged: Staged) -> str:
    """Return the chance of a signature by the horizon, and how long it takes."""
    found = (
        f"The leaders have signed by {day(staged.horizon)} in "
        f"{estimate(staged.signed, staged.interval)} of {count(staged.worlds)} worlds, in which "
        "nothing breaks the talks that the case does not state."
    )
    if staged.days is None:
        return found
    low, middle, high = staged.days
    spread = "" if staged.median_interval is None else _days_between(staged.median_interval)
    return (
        f"{found} Where they sign, half do so within {decimal(middle, 0)} days{spread}, and nine "
        f"in ten between {decimal(low, 0)} and {decimal(high, 0)} days."
    )


def run(staged: Staged) -> str:
    """Return how the worlds were run, and where they start."""
    return f"They start at: {staged.start.rstrip('.')}. {staged.method}"


def endings(staged: Staged) -> str:
    """Return how the worlds end, the commonest first."""
    often = sorted(staged.endings, key=lambda ending: -ending.share)
    ways = listed([f"{ending(line.way)} {percent(line.share)}" for line in often if line.share])
    if not staged.capped:
        return f"{ways}."
    return (
        f"{ways}. In {percent(staged.capped)} of worlds a stage was visited, or a deadline moved, "
        "too often to be followed further; they count as still under way."
    )


def ending(way: str) -> str:
    """Return a way to end in words."""
    return _ENDINGS.get(way, way)


def holdups(staged: Staged, called: Names) -> list[str]:
    """Return which stage takes the longest, which ends the talks, and which issue stays unsigned.

    Each only where it happens in some world.
    """
    found = []
    slowest = max(staged.stages, key=lambda line: line.longest, default=None)
    if slowest is not None and slowest.longest:
        days = "" if slowest.days is None else f", on average {decimal(slowest.days, 0)} days"
        found.append(
            f"“{slowest.name}” takes the most days in "
            f"{estimate(slowest.longest, slowest.longest_interval)} of worlds{days}."
        )
    last = max(staged.stages, key=lambda line: line.stopped, default=None)
    if last is not None and last.stopped:
        found.append(
            "Talks that end without a signature most often end in "
            f"“{last.name}”: {estimate(last.stopped, last.stopped_interval)} of worlds."
        )
    hardest = max(staged.issues, key=lambda line: line.unsigned, default=None)
    if hardest is not None and hardest.unsigned:
        found.append(
            f"The issue that most often stays unsigned is {called.issue(hardest.issue)}: "
            f"{estimate(hardest.unsigned, hardest.unsigned_interval)} of worlds."
        )
    return found


def left_on_table(staged: Staged) -> str | None:
    """Return what settling by working groups leaves on the table, None where it is not known."""
    package, tracks, left = staged.package_value, staged.tracks_value, staged.left_on_table
    if package is None or tracks is None or left is None:
        return None
    low, high = staged.left_interval or (left, left)
    return (
        "In the simulated talks, where the sides make offers and know the homes only as the "
        f"mandates tell, one package is worth {decimal(package)} points of joint value, and what "
        f"working groups settle in parallel {decimal(tracks)}: that leaves {decimal(left)} points "
        f"on the table ({decimal(low)} to {decimal(high)})."
    )


def order(groups: tuple[str, ...]) -> str:
    """Return an order of groups in words."""
    return ", then ".join(group(one) for one in groups)


def order_label(groups: tuple[str, ...]) -> str:
    """Return an order of groups as a label."""
    return opened(" → ".join(group(one) for one in groups))


def opened(text: str) -> str:
    """Return a text with a capital at its start, the rest as it is."""
    return text[:1].upper() + text[1:]


def group(id_: str) -> str:
    """Return what a group of issues is called."""
    return id_.replace("_", " ")


def orders_to_show(found: AgendaOrders) -> list[tuple[str, OrderLine]]:
    """Return the BEST orders, the best with the test case first and the worst, in order of value.

    Each with its label, which says of the last two what they are.
    """
    lines = list(found.orders[:BEST])
    marks = {"test case first": found.test_first}
    if len(found.orders) > 1:
        marks["the worst"] = found.orders[-1]
    labels = {line.groups: order_label(line.groups) for line in lines}
    for mark, line in marks.items():
        if line is None:
            continue
        if line.groups not in labels:
            lines.append(line)
            labels[line.groups] = order_label(line.groups)
        labels[line.groups] += f" ({mark})"
    lines.sort(key=lambda line: -line.value)
    return [(labels[line.groups], line) for line in lines]


def against_package(orders: AgendaOrders) -> str | None:
    """Return what the best and the worst order are worth beside the package deal's value."""
    if not orders.orders:
        return None
    best, worst = orders.orders[0], orders.orders[-1]
    return (
        f"The best of {count(orders.all_orders)} orders ({order(best.groups)}) leaves "
        f"{decimal(best.left_on_table)} points of the package deal on the table, the worst "
        f"({order(worst.groups)}) {decimal(worst.left_on_table)}."
    )


def readiness(event: Readiness) -> str:
    """Return how many prerequisites are met, and the chance that all are by the date."""
    total = len(event.prerequisites)
    met = sum(one.met for one in event.prerequisites)
    when = "" if event.date is None else f", {day(event.date)}"
    found = f"{event.name}{when}: {met} of {total} prerequisites met"
    if met == total:
        return f"{found}."
    if event.chance is None:
        return f"{found}; the chance that all will be by then is not known."
    odds_ = percent(event.chance)
    if event.interval is not None:
        odds_ = estimate(event.chance, event.interval)
    return f"{found}; all by then: {odds_}."


def next_round(line: NextRound) -> str | None:
    """Return when the next round may be held, None where that is not known."""
    if line.quantiles is None:
        return None
    low, early, middle, late, high = line.quantiles
    return (
        f"As likely before as after {day(middle)}; half of the chance lies between "
        f"{short_day(early)} and {short_day(late)}, 90{NBSP}% between {short_day(low)} and "
        f"{short_day(high)}."
    )


def beaten(backtests: tuple[Backtest, ...]) -> list[str]:
    """Return the verdicts of those backtests in which the record does not beat the base rate."""
    return [line.verdict for line in backtests if not line.beats]


def _days_between(interval: tuple[float, float]) -> str:
    low, high = interval
    return f" ({decimal(low, 0)} to {decimal(high, 0)})"
