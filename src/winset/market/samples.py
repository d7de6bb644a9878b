"""Samples out of blocks: over the series of an event, over the events of a series, over all.

The blocks come event by event, so that a large study never holds all its days at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, fields

import numpy as np

from winset.market.prices import Floats
from winset.market.traces import Traces, Units, pairs, sample

_OF_UNITS = ("widening", "deviation", "widening_sum", "days", "freedom")


@dataclass
class Samples:
    """The samples of a study of S series, as its events are added one after another."""

    events: list[Traces] = field(default_factory=list)
    sums: dict[str, Floats] = field(default_factory=dict)
    days: list[Floats] = field(default_factory=list)
    dates: list[tuple[Hashable, ...]] = field(default_factory=list)
    bearings: dict[Hashable, tuple[Floats, int]] = field(default_factory=dict)

    def add(self, own: Units, block: Units, dates: Sequence[Hashable]) -> None:
        """Add the units of one event [S], each with the trading day on which the event counts.

        `own` has each series on its own days, for the tests over events; `block` all on the same
        days, for those that compare series day by day. With one calendar they are the same.
        """
        self.events.append(sample(block))
        parts = {
            "positive": (own.residuals > 0).sum(axis=1).astype(np.float64),
            "residuals": own.residuals,
            "ranks": own.ranks,
            "signs": own.signs,
            "here": own.here,
        }
        self.days.append(own.days)
        for name, part in parts.items():
            if name in self.sums:
                self.sums[name] += part
            else:
                self.sums[name] = part.copy()
        self.dates.append(tuple(dates))
        for date in dict.fromkeys(dates):
            mine = np.array([other == date for other in dates])
            summed, count = self.bearings.get(date, (np.zeros(block.bearing.shape[1]), 0))
            self.bearings[date] = (
                summed + block.bearing[mine].sum(axis=0),
                count + int(mine.sum()),
            )

    def by_event(self) -> Traces:
        """Return E samples of S units."""
        return Traces(
            **{
                each.name: np.stack([getattr(traces, each.name) for traces in self.events])
                for each in fields(Traces)
            }
        )

    def by_series(self, stacked: Traces) -> Traces:
        """Return S samples of E units, from what `by_event` returned.

        Events of one trading day are one day's news twice: their units correlate fully.
        """
        same_day = [
            float(sum(n * (n - 1) for n in Counter(days).values()))
            for days in zip(*self.dates, strict=True)
        ]
        units = {name: getattr(stacked, name).swapaxes(0, 1) for name in _OF_UNITS}
        units["days"] = np.stack(self.days, axis=1)
        return Traces(
            event=stacked.event.swapaxes(0, 1), together=np.array(same_day), **units, **self.sums
        )

    def of_all(self, stacked: Traces) -> Traces:
        """Return one sample of all E times S units."""
        units = {name: _merged(getattr(stacked, name)) for name in _OF_UNITS}
        sums = {
            name: getattr(stacked, name).sum(axis=0, keepdims=True)
            for name in ("positive", "residuals", "ranks", "signs", "here")
        }
        together = sum(pairs(summed, count) for summed, count in self.bearings.values())
        return Traces(event=_merged(stacked.event), together=np.array([together]), **units, **sums)


def joined(blocks: Sequence[tuple[Sequence[int], Units]]) -> Units:
    """Return blocks of some of the series each as one, in the order of the series' numbers."""
    if len(blocks) == 1:
        return blocks[0][1]
    order = np.argsort([number for numbers, _ in blocks for number in numbers])
    return Units(
        **{
            each.name: np.concatenate([getattr(block, each.name) for _, block in blocks])[order]
            for each in fields(Units)
        }
    )


def _merged(values: Floats) -> Floats:
    """Return [E, S, ...] as [1, E * S, ...]."""
    return values.reshape(1, values.shape[0] * values.shape[1], *values.shape[2:])
