"""Charts of an event study: the price around an event, ordinary days beside it, kinds of news."""

from __future__ import annotations

from winset.report.charts.chart import Chart, Spec, rows_of, wrapping
from winset.report.charts.dates import on_dates
from winset.report.tables.market import kind
from winset.report.wording import decimal, signed, span
from winset.study.market import MarketStudy, PoolLine, Reading

HEADROOM = 1.2
"""The histogram's height over that of its highest bar: room for what is written on the event."""

ROUNDING = 1e-8
"""Edges of bars are rounded to nine decimals."""


def price_paths(study: MarketStudy) -> tuple[Chart, ...]:
    """Return the price around each event, its window shaded."""
    return tuple(_path(n, line) for n, line in enumerate(study.readings, 1) if line.path)


def _path(number: int, line: Reading) -> Chart:
    closes = [{"date": date.isoformat(), "close": close} for date, close in line.path]
    window = {"start": line.days[0].date.isoformat(), "end": line.days[-1].date.isoformat()}
    inside = [
        {"date": date.isoformat(), "close": close}
        for date, close in line.path
        if line.days[0].date <= date <= line.days[-1].date
    ]
    y = {
        "field": "close",
        "type": "quantitative",
        "title": None,
        "scale": {"zero": False},
        "axis": {"tickCount": 5},
    }
    return Chart(
        name=f"market_path_{number}",
        title=f"{line.series} around the event",
        subtitle=f"{line.label}. Line: daily closes; red: the window of the event.",
        text=f"{line.sentence} The close went from {decimal(line.close_before, 2)} to "
        f"{decimal(line.close, 2)}.",
        table="market_closes",
        height=220,
        body={
            "layer": [
                {
                    "data": {"values": [window]},
                    "mark": {"type": "rect", "style": "date", "opacity": 0.15},
                    "encoding": {"x": on_dates("start"), "x2": {"field": "end"}},
                },
                {
                    "data": {"values": closes},
                    "mark": {"type": "line", "style": "frontier"},
                    "encoding": {"x": on_dates("date"), "y": y},
                },
                {
                    "data": {"values": inside},
                    "mark": {
                        "type": "point",
                        "style": "date",
                        "filled": True,
                        "opacity": 1,
                        "size": 80,
                    },
                    "encoding": {"x": on_dates("date"), "y": y},
                },
            ]
        },
    )


def placebos(study: MarketStudy) -> tuple[Chart, ...]:
    """Return what ordinary stretches did, the event marked among them."""
    return tuple(
        _placebo(n, line, study) for n, line in enumerate(study.readings, 1) if line.placebo
    )


def _placebo(number: int, line: Reading, study: MarketStudy) -> Chart:
    days = study.window[1] - study.window[0] + 1
    what = "days" if days == 1 else f"stretches of {days} days"
    size = abs(line.abnormal)
    bars = [
        {
            "low": 100 * one.low,
            "high": 100 * one.high,
            "count": one.count,
            "much": max(one.low, -one.high) > size - ROUNDING,
        }
        for one in line.placebo
    ]
    # written on the side where there is more room
    side = {"align": "left", "dx": 6} if line.abnormal < 0 else {"align": "right", "dx": -6}
    top = HEADROOM * max(one.count for one in line.placebo)
    marks = [{"at": 100 * line.abnormal, "says": f"the event: {signed(100 * line.abnormal, 2)} %"}]
    return Chart(
        name=f"market_placebo_{number}",
        title=f"{line.series}: the event among ordinary {what}",
        subtitle=f"Moves beyond the ordinary, in percent, of {line.stretches} {what} before the "
        "event. Blue: as much as the event, up or down; grey: less; red: the event itself.",
        text=f"{line.hits} of {line.stretches} ordinary {what} moved as much, up or down: "
        f"{span(line.ordinary_interval)} % with 95 % confidence.",
        table="market_placebo",
        height=200,
        body={
            "layer": [
                *(
                    {
                        "data": {"values": [bar for bar in bars if bar["much"] == much]},
                        "mark": {"type": "rect", "style": style},
                        "encoding": {
                            "x": _percent("low"),
                            "x2": {"field": "high"},
                            "y": _count("count") | {"scale": {"domain": [0, top]}},
                            "y2": {"datum": 0},
                        },
                    }
                    for much, style in ((False, "unclear"), (True, "other"))
                ),
                {
                    "data": {"values": marks},
                    "mark": {"type": "rule", "style": "date", "size": 2},
                    "encoding": {"x": _percent("at")},
                },
                {
                    "data": {"values": marks},
                    "mark": {
                        "type": "text",
                        "style": "ink",
                        "baseline": "top",
                        **side,
                    },
                    "encoding": {
                        "x": _percent("at"),
                        "y": {"value": 2},
                        "text": {"field": "says"},
                    },
                },
            ]
        },
    )


def kinds(study: MarketStudy) -> tuple[Chart, ...]:
    """Return the mean of each kind of event with its interval; none without kinds of events."""
    lines = [line for line in study.pools if line.interval is not None]
    if not lines:
        return ()
    several = len(study.series) > 1
    rows = [_row(line, several=several) for line in lines]
    names = list(dict.fromkeys(str(row["row"]) for row in rows))
    return (
        Chart(
            name="market_kinds",
            title="Kinds of events: mean move beyond the ordinary",
            subtitle="In percent, with 95 % intervals. Days were picked after the fact.",
            text=" ".join(f"{row['row']}: {signed(float(row['mean']), 2)} %." for row in rows),
            table="market_pools",
            height=30 * len(rows),
            body={
                "params": wrapping(34),
                "encoding": {"y": rows_of(names)},
                "layer": [
                    {
                        "data": {"values": [{"at": 0}]},
                        "mark": {"type": "rule", "style": "reference"},
                        "encoding": {"x": _percent("at"), "y": None},
                    },
                    {
                        "data": {"values": rows},
                        "mark": {"type": "rule", "style": "interval"},
                        "encoding": {"x": _percent("low"), "x2": {"field": "high"}},
                    },
                    {
                        "data": {"values": rows},
                        "mark": {"type": "circle", "style": "ink", "size": 70, "opacity": 1},
                        "encoding": {"x": _percent("mean")},
                    },
                ],
            },
        ),
    )


def _row(line: PoolLine, *, several: bool) -> Spec:
    assert line.interval is not None  # noqa: S101  others were left out
    name = f"{kind(line.kind)}, {line.period or 'all'} ({line.events})"
    return {
        "row": f"{line.series}: {name}" if several else name,
        "mean": 100 * line.mean,
        "low": 100 * line.interval[0],
        "high": 100 * line.interval[1],
    }


def _percent(field: str) -> Spec:
    return {"field": field, "type": "quantitative", "title": None, "axis": {"tickCount": 7}}


def _count(field: str) -> Spec:
    return {"field": field, "type": "quantitative", "title": None, "axis": {"tickCount": 4}}
