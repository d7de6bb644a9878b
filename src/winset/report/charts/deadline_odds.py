"""The odds of each deadline: agreed, extended or lapsed, in both views and together."""

from __future__ import annotations

from winset.report.charts.chart import Chart, Spec
from winset.report.course_wording import OUTCOMES, VIEWS, Outcome, chance
from winset.report.wording import percent, short_day
from winset.study.course import DeadlineOutlook, Odds
from winset.study.document import Study

ROW = 27
"""Pixels of a row."""

LABELS = 92
"""Pixels of the labels at the left: the name of a deadline begins where they do."""

LETTER = 6.6
"""Pixels of a letter, about: no more is written in a bar than it can hold."""

ON_BAR: dict[Outcome, str] = {"agreed": "letter", "extended": "on-extended", "lapsed": "letter"}
"""The style of the lettering on each colour."""


def deadline_odds(study: Study) -> Chart:
    """Return three bars of three parts for each deadline, under its name."""
    lines = study.course.deadlines
    heads = [
        {"row": f"{n}|", "head": f"{line.what}, {short_day(line.date)}"}
        for n, line in enumerate(lines)
    ]
    parts = [part for n, line in enumerate(lines) for part in _parts(n, line)]
    silent = [
        {"row": f"{n}|{VIEWS['structure']}", "says": "no view: see below"}
        for n, line in enumerate(lines)
        if line.structure is None
    ]
    rows = [f"{n}|{view}" for n in range(len(lines)) for view in ("", *VIEWS.values())]
    return Chart(
        name="deadline_odds",
        title="Agreed, extended or lapsed?",
        subtitle="Each bar is the whole chance, from left to right: agreed by the date, extended, "
        "lapsed. The intervals are in the table.",
        text=_furthest_apart(lines),
        table="deadline_odds",
        height=ROW * len(rows),
        body={
            "encoding": {"y": _rows(rows)},
            "layer": [
                *(_bar(way, [part for part in parts if part["way"] == way]) for way in OUTCOMES),
                *(
                    _lettering(style, [part for part in parts if ON_BAR[part["way"]] == style])
                    for style in ("letter", "on-extended")
                ),
                _words("ink", "head", heads, bold=True),
                _words("note", "says", silent),
            ],
        },
    )


def _parts(number: int, line: DeadlineOutlook) -> list[Spec]:
    found = []
    for field, name in VIEWS.items():
        view = getattr(line, field)
        if not isinstance(view, Odds):
            continue
        start = 0.0
        for way in OUTCOMES:
            share = chance(view, way)
            found.append(
                {
                    "row": f"{number}|{name}",
                    "way": way,
                    "start": start,
                    "end": start + share,
                    "share": share,
                    "long": f"{way} {percent(share)}",
                    "short": percent(share),
                }
            )
            start += share
    return found


def _rows(rows: list[str]) -> Spec:
    return {
        "field": "row",
        "type": "nominal",
        "sort": rows,
        "scale": {"domain": rows},
        "title": None,
        "axis": {
            "labelExpr": "split(datum.label, '|')[1]",
            "domain": False,
            "ticks": False,
            "labelPadding": 8,
        },
    }


def _x(field: str) -> Spec:
    return {
        "field": field,
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [0, 1], "nice": False},
        "axis": {"format": ".0%", "tickCount": 5, "grid": False},
    }


def _bar(way: Outcome, values: list[Spec]) -> Spec:
    return {
        "data": {"values": values},
        "mark": {"type": "bar", "style": way, "height": 19},
        "encoding": {"x": _x("start"), "x2": {"field": "end"}},
    }


def _lettering(style: str, values: list[Spec]) -> Spec:
    """Return the share in each part that can hold it, with its name where that fits too."""
    room = f"datum.share * width / {LETTER}"
    return {
        "data": {"values": values},
        "transform": [
            {
                "calculate": f"{room} > length(datum.long) + 1 ? datum.long : "
                f"{room} > length(datum.short) + 1 ? datum.short : ''",
                "as": "says",
            }
        ],
        "mark": {"type": "text", "style": style, "align": "left", "dx": 5, "fontSize": 11},
        "encoding": {"x": _x("start"), "text": {"field": "says"}},
    }


def _words(style: str, field: str, values: list[Spec], *, bold: bool = False) -> Spec:
    return {
        "data": {"values": values},
        "mark": {
            "type": "text",
            "style": style,
            "align": "left",
            "fontWeight": "bold" if bold else "normal",
            "limit": {"expr": f"width + {LABELS}" if bold else "width"},
            "dy": 3 if bold else 0,
        },
        "encoding": {"x": {"value": -LABELS if bold else 0}, "text": {"field": field}},
    }


def _furthest_apart(lines: tuple[DeadlineOutlook, ...]) -> str:
    """Return where the two views differ the most."""
    gaps = [
        (abs(chance(line.record, way) - chance(line.structure, way)), way, line, line.structure)
        for line in lines
        if line.structure is not None
        for way in OUTCOMES
    ]
    if not gaps:
        return "There is one view only, the record's."
    _, way, line, structure = max(gaps, key=lambda gap: gap[0])
    return (
        f"The two views differ most on “{line.what}”: {way} {percent(chance(line.record, way))} by "
        f"the record, {percent(chance(structure, way))} by its owner's view."
    )
