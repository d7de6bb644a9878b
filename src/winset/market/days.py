"""From news to trading days: which day's prices saw an event, and the days around it.

Nothing is dropped in silence: an event that falls on a closed day moves to the next trading day
and says so; one without the days that it needs is refused by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date

import numpy as np
from numpy.typing import NDArray

from winset.market.events import Event
from winset.market.prices import Days, Prices
from winset.market.sheet import MarketError

Places = NDArray[np.int64]

FURTHEST = 5
"""Calendar days after an event by which prices must go on. Most holidays are shorter; for news in a
longer one, as the Golden Week of Shanghai, the trading day must be given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Trading days around an event: `estimation` of them, then `gap`, then the window.

    The window runs from `first` to `last`, in trading days from the event (0), both included.
    """

    estimation: int = 120
    gap: int = 10
    first: int = 0
    last: int = 0

    def __post_init__(self) -> None:
        if self.estimation < FEWEST:
            raise MarketError(
                f"an estimation window of {self.estimation} days is too short: at least {FEWEST} "
                "are needed to tell an ordinary day from another"
            )
        if self.gap < 0:
            raise MarketError(f"the gap is {self.gap} days: 0 or more")
        if self.first > self.last:
            raise MarketError(f"the window ends on day {self.last}, before day {self.first}")

    @property
    def length(self) -> int:
        """Days of the window."""
        return self.last - self.first + 1

    @property
    def before(self) -> int:
        """Trading days with a price that must lie before the event."""
        return self.estimation + self.gap + max(-self.first, 0) + 1

    def estimation_at(self, event: int) -> slice:
        """Return the places of the estimation window of an event on day `event`."""
        end = event + min(self.first, 0) - self.gap
        return slice(end - self.estimation, end)

    def window_at(self, event: int) -> slice:
        """Return the places of its window."""
        return slice(event + self.first, event + self.last + 1)


FEWEST = 20
"""Days of the shortest estimation window."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An event on the trading days of one series: its place, and a word if it was moved."""

    at: int
    day: Date
    moved: str | None


def placed(event: Event, days: Days, cut: Date | None = None) -> Placed:
    """Return the first of `days` [T] whose close can show the event.

    That is its own day, or the next after it if the news came after the close; if that day is no
    trading day, the next one. Raises MarketError if the event lies outside the prices, if they
    break off there for more than FURTHEST days, or if the trading day given comes before its date.
    `cut` is the as-of date if later prices were left out because of it.
    """
    first, last = _day(days[0]), _day(days[-1])
    wanted = event.trading_day or event.date
    after_close = event.time == "after_close" and event.trading_day is None
    at = int(np.searchsorted(days, np.datetime64(wanted, "D"), "right" if after_close else "left"))
    named = event.named(event.date)
    if (event.date - wanted).days > 1:  # one, where the news is dated by a clock further east
        raise MarketError(
            f"{named}: its trading day {wanted} comes before it; no price can show news to come"
        )
    if wanted < first or at == len(days):
        said = f"the day after the close of {wanted}" if after_close else str(wanted)
        why = f", since nothing after {cut} is used" if cut else ""
        raise MarketError(
            f"{named}: there is no price for {said}; the prices run from {first} to {last}{why}"
        )
    day = _day(days[at])
    if (day - wanted).days > FURTHEST:
        before = _day(days[at - 1])
        raise MarketError(
            f"{named}: the prices have a gap from {before} to {day}; its trading day is "
            f"missing: give prices of it or, if the exchange was closed, {day} as the "
            "event's trading_day"
        )
    if day == event.date:
        return Placed(at, day, None)
    if event.trading_day == day:
        why = "as its trading day is given"
    elif after_close:
        why = "since it came after the close"
    else:
        why = f"since {wanted} has no price, as on a closed day"
    return Placed(at, day, f"{event.id} of {event.date} counts on {day}, {why}")


def fits(event: Event, at: int, series: Prices, frame: Frame, cut: Date | None) -> None:
    """Raise MarketError unless `series` has all the days that an event at place `at` needs.

    `cut` is the as-of date if later prices were left out because of it.
    """
    days = series.days
    named = event.named(_day(days[at]))
    if at < frame.before:
        raise MarketError(
            f"{named}: {series.name} has only {at} of the {frame.before} trading days before it "
            f"that are needed ({frame.estimation} to estimate, a gap of {frame.gap}"
            + (f", {-frame.first} of the window" if frame.first < 0 else "")
            + ", and one to start from): give earlier prices, or a shorter estimation window"
        )
    if at + frame.last >= len(days):
        why = f", since nothing after {cut} is used" if cut else ""
        raise MarketError(
            f"{named}: the window ends {frame.last} trading days after it, but the prices of "
            f"{series.name} end on {_day(days[-1])}{why}: give later prices, or a shorter window"
        )


def gaps(days: Days) -> tuple[tuple[Date, Date], ...]:
    """Return the pairs of neighbouring days that lie more than FURTHEST calendar days apart."""
    wide = np.flatnonzero(np.diff(days) > np.timedelta64(FURTHEST, "D"))
    return tuple((_day(days[place]), _day(days[place + 1])) for place in wide)


def overlaps(at: Sequence[int], frame: Frame) -> tuple[tuple[int, int], ...]:
    """Return the pairs of events, by number, whose windows share a trading day."""
    order = sorted(range(len(at)), key=lambda event: (at[event], event))
    pairs = []
    for place, event in enumerate(order):
        for other in order[place + 1 :]:
            if at[other] - at[event] >= frame.length:
                break
            pairs.append((min(event, other), max(event, other)))
    return tuple(sorted(pairs))


def disturbed(at: Sequence[int], frame: Frame, size: int) -> NDArray[np.bool_]:
    """Return which of `size` days [T] lie in the window of any event."""
    found = np.zeros(size, dtype=np.bool_)
    for event in at:
        found[frame.window_at(event)] = True
    return found


def _day(value: np.datetime64) -> Date:
    day: Date = value.astype("datetime64[D]").item()
    return day
