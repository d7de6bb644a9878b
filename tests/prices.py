"""Prices made up for tests of event studies, and where the shared ones are, if anywhere."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date as Date
from pathlib import Path

import numpy as np
import pytest

from winset.market.events import Event
from winset.market.prices import Days, Prices

ROOT = Path(__file__).parents[1]
START = Date(2024, 1, 1)


def shared(*parts: str) -> Path:
    """Return a file of the shared market data; skip the test, saying why, where there is none."""
    folder = Path(os.environ.get("WINSET_SHARED", ROOT.parent / "shared"))
    path = folder.joinpath("market", *parts)
    if not path.exists():
        pytest.skip(f"no market data at {path}: set WINSET_SHARED to the folder that holds it")
    return path


def weekdays(count: int, start: Date = START) -> Days:
    """Return `count` weekdays from `start` on."""
    days: Days = np.busday_offset(np.datetime64(start, "D"), np.arange(count), roll="forward")
    return days


def from_returns(returns: Sequence[float], name: str = "made", start: Date = START) -> Prices:
    """Return prices from 100 on with these log returns, a weekday each."""
    values = 100 * np.exp(np.concatenate([[0.0], np.cumsum(returns)]))
    return Prices(name=name, days=weekdays(len(values), start), closes=values, source="made.csv")


def wandering(days: int = 200, seed: int = 1, name: str = "made", *, scale: float = 0.01) -> Prices:
    """Return prices with normal log returns."""
    returns = np.random.default_rng(seed).normal(0, scale, days - 1)
    return from_returns(returns.tolist(), name)


def on(prices: Prices, place: int, **more: object) -> Event:
    """Return an event on the trading day at `place`."""
    values = {"id": f"e{place}", "date": prices.days[place].item(), "label": "News"} | more
    return Event(**values)


def csv_of(prices: Prices, head: str = "date,close") -> str:
    """Return prices as the text of a file."""
    rows = zip(prices.days, prices.closes, strict=True)
    return "\n".join([head, *(f"{day},{float(value)!r}" for day, value in rows)]) + "\n"
