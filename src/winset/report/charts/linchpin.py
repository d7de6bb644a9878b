"""What each issue unlocks of the others, and what it is worth on its own."""

from __future__ import annotations

from winset.report.charts.chart import Chart, Spec, rows_of, wrapping
from winset.report.wording import decimal, names, percent, signed, span
from winset.study.document import Study
from winset.study.part import Interval

ROW = 30
"""Pixels a bar takes."""


def linchpin(study: Study) -> Chart:
    """Return bars of lambda with intervals, and beside each the chance that it ranks first."""
    called = names(study)
    leading = {study.linchpin.issue} if study.linchpin.issue else set(study.linchpin.tied)
    rows: list[Spec] = [
        {
            "row": called.issue(line.issue),
            "lambda": line.lambda_,
            **_ends(line.lambda_, line.interval),
            "first": "" if line.rank_first is None else percent(line.rank_first),
            "style": "leading" if line.issue in leading else "other",
        }
        for line in study.linchpin.issues
    ]
    y = rows_of([called.issue(line.issue) for line in study.linchpin.issues])
    x: Spec = {
        "field": "lambda",
        "type": "quantitative",
        "title": "Share of the other issues settled because of it (lambda)",
        "axis": {"format": ".0%", "tickCount": 6},
    }
    top = study.linchpin.issues[:1]
    return Chart(
        name="linchpin",
        title="What each issue unlocks",
        subtitle="Bars: lambda, with its 95 % interval; at the right, the chance that the issue "
        "ranks first. Green: the linchpin, or those that cannot be told apart.",
        text=study.linchpin.verdict
        + "".join(
            f" {called.issue(line.issue)} has lambda {signed(line.lambda_, 2)}"
            + (f" ({span(line.interval, 2, 1)})" if line.interval else "")
            + (
                ""
                if line.rank_first is None
                else f", chance of ranking first {percent(line.rank_first)}"
            )
            + "."
            for line in top
        ),
        table="linchpin",
        height=ROW * max(len(rows), 1),
        body={
            "params": wrapping(24),
            "data": {"values": rows},
            "encoding": {"y": y},
            "layer": [
                *(
                    _bars(x, style, [row for row in rows if row["style"] == style])
                    for style in ("leading", "other")
                    if any(row["style"] == style for row in rows)
                ),
                {
                    "mark": {"type": "rule", "style": "interval"},
                    "encoding": {
                        "x": {"field": "low", "type": "quantitative"},
                        "x2": {"field": "high"},
                    },
                },
                {
                    "mark": {"type": "text", "style": "note", "align": "left", "dx": 8},
                    "encoding": {
                        "x": {"field": "after", "type": "quantitative"},
                        "text": {"field": "first"},
                    },
                },
            ],
        },
    )


def worth(study: Study) -> Chart:
    """Return each issue's own worth beside its Shapley share."""
    called = names(study)
    kinds = ("settled alone", "Shapley share")
    rows = [
        {
            "row": called.issue(line.issue),
            "kind": kind,
            "points": value,
            "low": low,
            "high": high,
        }
        for line in study.linchpin.issues
        for kind, value, interval in (
            (kinds[0], line.own_worth, line.own_worth_interval),
            (kinds[1], line.shapley, line.shapley_interval),
        )
        if value is not None
        for low, high in (interval or (value, value),)
    ]
    order = [called.issue(line.issue) for line in study.linchpin.issues]
    y = rows_of(order)
    offset = {"field": "kind", "sort": list(kinds), "bandPosition": 0.5}
    issues = study.linchpin.issues
    known = [(line.shapley, line.issue) for line in issues if line.shapley is not None]
    largest = max(known, key=lambda pair: pair[0], default=None)
    return Chart(
        name="worth",
        title="What each issue is worth by itself",
        subtitle="Joint value in points: settled alone, and as its Shapley share of the whole "
        "deal, with 95 % intervals. A large issue need not be the one that unlocks others.",
        text="No Shapley share is known."
        if largest is None
        else f"{called.issue(largest[1])} has the largest Shapley share, "
        f"{decimal(largest[0])} points.",
        table="linchpin",
        height=ROW * max(len(order), 1),
        body={
            "params": wrapping(24),
            "data": {"values": rows},
            "encoding": {"y": y, "yOffset": offset},
            "layer": [
                {
                    "mark": {"type": "bar"},
                    "encoding": {
                        "x": {"field": "points", "type": "quantitative", "title": "Points"},
                        "color": {
                            "field": "kind",
                            "type": "nominal",
                            "sort": list(kinds),
                            "title": None,
                            "scale": {"range": "ordinal"},
                        },
                    },
                },
                {
                    "mark": {"type": "rule", "style": "interval"},
                    "encoding": {
                        "x": {"field": "low", "type": "quantitative"},
                        "x2": {"field": "high"},
                    },
                },
            ],
        },
    )


def _ends(value: float, interval: Interval | None) -> Spec:
    """Return the ends of the interval, if there is one, and where the bar's note begins."""
    low, high = (value, value) if interval is None else interval
    return {"low": low, "high": high, "after": max(high, 0.0)}


def _bars(x: Spec, style: str, rows: list[Spec]) -> Spec:
    return {
        "data": {"values": rows},
        "mark": {"type": "bar", "style": style, "height": {"band": 0.6}},
        "encoding": {"x": x},
    }
