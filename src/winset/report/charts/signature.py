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

CLOSE = 25
"""Labels stand at least this part of the chart's width apart."""


def signature(study: Study, staged: Staged) -> Chart:
    """Return the curve with its band, deadlines as vertical marks, the exact curve dashed.

    It is drawn for as long as it rises, or a deadline lies ahead; the table goes on to the horizon.
    """
    until = _until(study, staged)
    marks = _marks(study, until)
    exact = " Dashed curve: the same, computed exactly." if staged.exact else ""
    red = " Red: deadlines as they stand." if marks else ""
    flat = (
        f" From {day(until)} to {day(staged.horizon)} it is flat."
        if until < staged.curve[-1].date
        else ""
    )
    return Chart(
        name="signature",
        title="When will the leaders have signed?",
        subtitle=f"Share of {count(staged.worlds)} worlds signed by each date; band: its 95 % "
        f"interval, date by date.{exact}{red}{flat}",
        text=_steps(staged),
        table="signature",
        height=HEIGHT,
        body={
            "layer": [
                {
                    "data": {"values": _points(staged.curve, until)},
                    "mark": {"type": "area", "style": "band"},
                    "encoding": {
                        "x": on_dates("date"),
                        "y": _y("low"),
                        "y2": {"field": "high"},
                    },
                },
                *_deadlines(marks),
                {
                    "data": {"values": _points(staged.curve, until)},
                    "mark": {"type": "line", "style": "leading", "strokeWidth": 2.5},
                    "encoding": {"x": on_dates("date"), "y": _y("chance")},
                },
                *(
                    [
                        {
                            "data": {"values": _points(staged.exact, until)},
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


def _until(study: Study, staged: Staged) -> Date:
    """Return the last date drawn: where the curve and its exact twin are as high as they get."""
    ends = [
        next(at.date for at in curve if at.chance >= curve[-1].chance)
        for curve in (staged.curve, staged.exact)
        if curve
    ]
    ahead = [line.date for line in study.course.deadlines if line.date <= staged.curve[-1].date]
    return max(*ends, *ahead, staged.curve[min(1, len(staged.curve) - 1)].date)


def _points(curve: tuple[CurvePoint, ...], until: Date) -> list[Spec]:
    return [
        {
            "date": at.date.isoformat(),
            "chance": at.chance,
            "low": at.interval[0],
            "high": at.interval[1],
        }
        for at in curve
        if at.date <= until
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


def _marks(study: Study, until: Date) -> list[Spec]:
    """Return the dates of the deadlines up to a date; those close together share a label."""
    ahead = sorted(
        (line for line in study.course.deadlines if line.date <= until),
        key=lambda line: line.date,
    )
    close = (until - study.provenance.as_of) / CLOSE
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
