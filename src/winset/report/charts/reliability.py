"""How good the record's forecasts were: forecast against what happened, a panel an outcome."""

from __future__ import annotations

from winset.report.charts.chart import Chart, Spec
from winset.report.course_wording import OUTCOMES, Outcome
from winset.report.wording import count, estimate, percent
from winset.study.course import Backtest, ReliabilityBin
from winset.study.document import Study


def reliability(study: Study) -> tuple[Chart, ...]:
    """Return a panel for each outcome of each backtest that has forecasts of it."""
    return tuple(
        _panel(line, way, bins)
        for line in study.course.backtests
        for way in OUTCOMES
        if (bins := [one for one in line.reliability if one.outcome == way])
    )


def _panel(line: Backtest, way: Outcome, bins: list[ReliabilityBin]) -> Chart:
    rows = [
        {
            "forecast": one.mean,
            "happened": one.observed,
            "low": one.interval[0],
            "high": one.interval[1],
            "n": count(one.forecasts),
        }
        for one in bins
    ]
    most = max(bins, key=lambda one: one.forecasts)
    return Chart(
        name=f"reliability_{line.days}_{way}",
        title=f"{way.capitalize()}, {line.days} days before",
        subtitle=f"Across: the forecast of “{way}”; up: how often it happened.",
        text=f"Where the forecast was {percent(most.mean)} on average ({count(most.forecasts)} "
        f"deadlines), it happened in {estimate(most.observed, most.interval)}.",
        table="reliability",
        height=230,
        body={
            "layer": [
                {
                    "data": {"values": [{"x": 0, "y": 0}, {"x": 1, "y": 1}]},
                    "mark": {"type": "line", "style": "reference"},
                    "encoding": {"x": _axis("x", across=True), "y": _axis("y")},
                },
                {
                    "data": {"values": rows},
                    "mark": {"type": "rule", "style": "interval"},
                    "encoding": {
                        "x": _axis("forecast", across=True),
                        "y": _axis("low"),
                        "y2": {"field": "high"},
                    },
                },
                {
                    "data": {"values": rows},
                    "mark": {"type": "circle", "style": "ink", "size": 70, "opacity": 1},
                    "encoding": {"x": _axis("forecast", across=True), "y": _axis("happened")},
                },
                {
                    "data": {"values": rows},
                    "mark": {"type": "text", "style": "note", "dy": -7},
                    "encoding": {
                        "x": _axis("forecast", across=True),
                        "y": _axis("high"),
                        "text": {"field": "n"},
                    },
                },
            ]
        },
    )


def _axis(field: str, *, across: bool = False) -> Spec:
    return {
        "field": field,
        "type": "quantitative",
        "title": None,
        # room above 100 % for the numbers of deadlines
        "scale": {"domain": [0, 1 if across else 1.08], "nice": False},
        "axis": {"format": ".0%", "values": [0, 0.25, 0.5, 0.75, 1]},
    }
