"""What an event study found, in sentences that a sceptic would sign."""

from __future__ import annotations

from collections.abc import Sequence

from winset.study.market import Reading

NOTICEABLE = 0.05
"""A move is more than ordinary if no greater share of ordinary stretches moved as much."""


SHOWN = 5
"""Events or pairs that a note names."""


def reading_sentence(
    series: str, change: float, interval: tuple[float, float], stretches: int, days: int
) -> str:
    """Return what a series did, and how often it does as much without the news."""
    did = moved(change)
    if not stretches:
        return f"{series} {did}; no ordinary day is left to compare it with."
    of = "ordinary days" if days == 1 else f"ordinary stretches of {days} days"
    preposition = "on" if days == 1 else "in"
    return f"{series} {did}; it moved as much {preposition} {span(interval)} of {of}."


def answer(readings: Sequence[Reading], series: Sequence[str], days: int) -> str:
    """Return the first line: the reading itself if there is one, else how many stood out."""
    if len(readings) == 1:
        return readings[0].sentence
    said = []
    for name in series:
        mine = [line for line in readings if line.series == name]
        if len(mine) == 1:
            said.append(mine[0].sentence)
            continue
        far = sum(line.ordinary is not None and line.ordinary <= NOTICEABLE for line in mine)
        stretches = "days" if days == 1 else f"stretches of {days} days"
        said.append(
            f"{name} moved on {far} of {len(mine)} events as it does on at most 5 % of ordinary "
            f"{stretches}; without any news that would be about {_by_chance(mine):.1f}."
        )
    return " ".join(said)


def _by_chance(readings: Sequence[Reading]) -> float:
    """Return how many of these would move as much without news, each being one more ordinary day.

    The event is as likely as any of the stretches side by side to be the largest, the second ...
    """
    return sum(
        (int(NOTICEABLE * line.apart) + 1) / (line.apart + 1) for line in readings if line.stretches
    )


def contrast_text(
    series: str, period: str | None, mean: float, interval: tuple[float, float] | None
) -> str:
    """Return how far escalation lies from de-escalation."""
    where = "" if period is None else f" in {period}"
    side, turn = ("below", -1) if mean < 0 else ("above", 1)
    said = (
        f"{series}{where}: the mean move beyond the ordinary on escalation was "
        f"{100 * abs(mean):.2f} percentage points {side} that on de-escalation"
    )
    if interval is None:
        return f"{said}; too few days for an interval."
    low, high = sorted(100 * turn * end for end in interval)
    ends = f"{low:.2f} to {high:.2f}".replace("-", "\N{MINUS SIGN}")
    return f"{said} (95 % interval {ends})."


def moved_note(moved: Sequence[str], events: int) -> list[str]:
    """Return which events count on another day than their own."""
    if not moved:
        return []
    more = f"; and {len(moved) - SHOWN} more" if len(moved) > SHOWN else ""
    which = f"{'; '.join(moved[:SHOWN])}{more}"
    return [f"{len(moved)} of {events} events count on another day than their own: {which}."]


def overlap_notes(
    pairs: Sequence[tuple[str, str]], busy: Sequence[tuple[int, str]], estimation: int
) -> list[str]:
    """Return what must be known of windows that share days."""
    notes = []
    if pairs:
        shown = "; ".join(f"{one} and {other}" for one, other in pairs[:SHOWN])
        more = f"; and {len(pairs) - SHOWN} more pairs" if len(pairs) > SHOWN else ""
        notes.append(
            f"Windows that share a trading day, so that each holds the other: {shown}{more}. Tests "
            "and intervals over events take them as independent, and are too sure."
        )
    if busy:
        most, event = max(busy, key=lambda item: item[0])
        notes.append(
            f"{len(busy)} estimation windows of {estimation} days hold days of listed events (at "
            f"most {most}, that of {event}): these count in the deviation, but not as ordinary."
        )
    return notes


def moved(change: float) -> str:
    """Return rose 0.47 %, fell 2.71 %, or did not move."""
    if round(abs(change), 4) == 0:
        return "did not move"
    return f"{'rose' if change > 0 else 'fell'} {size(abs(change))}"


def size(share: float) -> str:
    """Return a share as percent with two decimals."""
    return f"{100 * share:.2f} %"


def span(interval: tuple[float, float]) -> str:
    """Return an interval of shares: 42 to 54 %."""
    low, high = (f"{100 * end:.0f}" for end in interval)
    if low == high:
        low, high = (f"{100 * end:.1f}" for end in interval)
    return f"{low} to {high} %"
