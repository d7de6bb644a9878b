"""The chance that the leaders have signed by each date."""

from __future__ import annotations

from datetime import date as Date

from winset.report.charts.chart import Chart, Spec
from winset.report.charts.dates import on_dates, today
from winset.report.wording import count, day, percent
from winset.study.course import CurvePoint, Staged
from winset.study.document import Study

HEIGHT = 300
"""Pixels of the chart: labels along the lines of deadlines are cut to it."""

CLOSE = 40
"""Labels stand at least a fortieth of the chart's width apart."""


def signature(study: Study, staged: Staged) -> Chart:
    """Return the curve with its band, deadlines as vertical marks, the exact curve dashed."""
    marks = _marks(study, staged)
    exact = " Dashed curve: the same, computed exactly." if staged.exact else ""
    red = " Red: deadlines as they stand." if marks else ""
    return Chart(
        name="signature",
        title="When will the leaders have signed?",
        subtitle=f"Share of {count(staged.worlds)} worlds signed by each date; band: its 95 % "
        f"interval, date by date.{exact}{red}",
        text=_steps(staged),
        table="signature",
        height=HEIGHT,
        body={
            "layer": [
                {
                    "data": {"values": _points(staged.curve)},
                    "mark": {"type": "area", "style": "band"},
                    "encoding": {
                        "x": on_dates("date"),
                        "y": _y("low"),
                        "y2": {"field": "high"},
                    },
                },
                *_deadlines(marks),
                {
                    "data": {"values": _points(staged.curve)},
                    "mark": {"type": "line", "style": "leading", "strokeWidth": 2.5},
                    "encoding": {"x": on_dates("date"), "y": _y("chance")},
                },
                *(
                    [
                        {
                            "data": {"values": _points(staged.exact)},
                            "mark": {"type": "line", "style": "exact"},
                            "encoding": {"x": on_dates("date"), "y": _y("chance")},
                        }
                    ]
                    if staged.exact
                    else []
                ),
                today(study),
            ]
        },
    )


def _points(curve: tuple[CurvePoint, ...]) -> list[Spec]:
    return [
        {
            "date": at.date.isoformat(),
            "chance": at.chance,
            "low": at.interval[0],
            "high": at.interval[1],
        }
        for at in curve
    ]


def _steps(staged: Staged) -> str:
    """Return the curve in words: the dates of its quarters, and how high it gets."""
    reached = [
        f"{percent(quarter)} by {day(at.date)}"
        for quarter in (0.25, 0.5, 0.75)
        for at in [next((at for at in staged.curve if at.chance >= quarter), None)]
        if at is not None
    ]
    last = staged.curve[-1]
    return f"Signed: {', '.join((*reached, f'{percent(last.chance)} by {day(last.date)}'))}."


def _y(field: str) -> Spec:
    return {
        "field": field,
        "type": "quantitative",
        "title": None,
        "scale": {"zero": True, "nice": True},
        "axis": {"format": ".0%", "tickCount": 5},
    }


def _marks(study: Study, staged: Staged) -> list[Spec]:
    """Return the dates of the deadlines up to the horizon; those close together share a label."""
    ahead = sorted(
        (line for line in study.course.deadlines if line.date <= staged.horizon),
        key=lambda line: line.date,
    )
    close = (staged.horizon - study.provenance.as_of) / CLOSE
    marks: list[Spec] = []
    labelled = Date.min
    for line in ahead:
        if line.date - labelled > close:
            labelled = line.date
            marks.append({"date": line.date.isoformat(), "what": line.what})
        else:
            earlier = next(mark for mark in reversed(marks) if mark["what"])
            earlier["what"] += f"; {line.what}"
            marks.append({"date": line.date.isoformat(), "what": ""})
    return marks


def _deadlines(marks: list[Spec]) -> list[Spec]:
    if not marks:
        return []
    return [
        {
            "data": {"values": marks},
            "mark": {"type": "rule", "style": "date", "strokeWidth": 1.2, "opacity": 0.8},
            "encoding": {"x": on_dates("date")},
        },
        {
            "data": {"values": marks},
            "mark": {
                "type": "text",
                "style": "note",
                "angle": 270,
                "align": "right",
                "baseline": "top",
                "dx": -4,
                "dy": 4,
                "limit": HEIGHT - 30,
            },
            "encoding": {
                "x": on_dates("date"),
                "y": {"value": 0},
                "text": {"field": "what"},
            },
        },
    ]
