"""The calendar strip: rounds, deadlines with each extension, and when people can meet."""

from __future__ import annotations

from datetime import date as Date

from winset.report.charts.chart import Chart, Spec, rows_of, wrapping
from winset.report.wording import day, listed, names
from winset.study.document import Study
from winset.study.setting import DeadlineLine


def deadlines(study: Study) -> Chart:
    """Return a row for each deadline, its terms end to end, with the rounds above."""
    lines = sorted(study.calendar.deadlines, key=lambda line: line.date)
    terms = [term for line in lines for term in _terms(line)]
    dates = [
        {"row": line.what, "date": date.isoformat()}
        for line in lines
        for date in (*(move[1] for move in line.moves), line.date)
    ]
    rounds = [
        {"row": "Rounds held", "start": r.start.isoformat(), "name": r.name}
        for r in study.calendar.rounds
    ]
    rows = [*(["Rounds held"] if rounds else []), *(line.what for line in lines)]
    moves = sum(len(line.moves) for line in lines)
    return Chart(
        name="deadlines",
        title="Rounds, deadlines and their extensions",
        subtitle="Diamonds: the date as it stood; bars: what each extension added. "
        f"Dashed: the as-of date, {day(study.provenance.as_of)}.",
        text=f"Deadlines: {len(lines)}, moved {moves} times in all so far. "
        f"Rounds held: {len(rounds)}.",
        table="deadlines",
        height=34 * max(len(rows), 1),
        body={
            "params": wrapping(34),
            "encoding": {"y": rows_of(rows)},
            "layer": [
                {
                    "data": {"values": terms},
                    "mark": {"type": "bar", "style": "term", "height": 12, "cornerRadius": 3},
                    "encoding": {"x": _x("start"), "x2": {"field": "end"}},
                },
                {
                    "data": {"values": dates},
                    "mark": {
                        "type": "point",
                        "shape": "diamond",
                        "style": "date",
                        "size": 90,
                        "filled": True,
                        "opacity": 1,
                    },
                    "encoding": {"x": _x("date")},
                },
                {
                    "data": {"values": rounds},
                    "mark": {
                        "type": "point",
                        "style": "named",
                        "size": 90,
                        "filled": True,
                        "opacity": 1,
                    },
                    "encoding": {"x": _x("start")},
                },
                # names above and below in turn, so that rounds close together stay legible
                *(
                    {
                        "data": {"values": rounds[place::2]},
                        "mark": {
                            "type": "text",
                            "style": "note",
                            "align": "right",
                            "dy": away,
                            "dx": 8,
                        },
                        "encoding": {"x": _x("start"), "text": {"field": "name"}},
                    }
                    for place, away in enumerate((-13, 13))
                    if rounds[place::2]
                ),
                _today(study),
            ],
        },
    )


def windows(study: Study) -> Chart | None:
    """Return when each person or side is free or busy; None where the case says nothing of it."""
    called = names(study)
    rows = [
        {
            "row": listed([called.party(called.actor(who)) for who in window.who]),
            "start": window.start.isoformat(),
            "end": Date.fromordinal(window.end.toordinal() + 1).isoformat(),
            "busy": window.busy,
            "what": window.what,
        }
        for window in study.calendar.windows
    ]
    if not rows:
        return None
    order = list(dict.fromkeys(str(row["row"]) for row in rows))
    busy = sum(1 for row in rows if row["busy"])
    return Chart(
        name="windows",
        title="When the sides could meet",
        subtitle="Green: available; grey: taken. Dashed: the as-of date.",
        text=f"Spans in which people are available: {len(rows) - busy}; "
        f"in which they are taken: {busy}.",
        table="windows",
        height=38 * len(order),
        body={
            "params": wrapping(34),
            "encoding": {"y": rows_of(order)},
            "layer": [
                *(
                    {
                        "data": {"values": [row for row in rows if row["busy"] == taken]},
                        "mark": {"type": "bar", "style": style, "height": 16, "cornerRadius": 3},
                        "encoding": {
                            "x": _x("start"),
                            "x2": {"field": "end"},
                            "tooltip": {"field": "what"},
                        },
                    }
                    for taken, style in ((False, "free"), (True, "busy"))
                ),
                _today(study),
            ],
        },
    )


def _terms(line: DeadlineLine) -> list[Spec]:
    return [
        {"row": line.what, "start": old.isoformat(), "end": new.isoformat()}
        for _signed, old, new, _by in line.moves
    ]


def _today(study: Study) -> Spec:
    return {
        "data": {"values": [{"date": study.provenance.as_of.isoformat()}]},
        "mark": {"type": "rule", "style": "reference", "tooltip": False},
        "encoding": {"x": _x("date"), "y": None},
    }


def _x(field: str) -> Spec:
    return {
        "field": field,
        "type": "temporal",
        "title": None,
        "axis": {"format": "%-d %b %Y", "tickCount": 6, "labelFlush": True},
    }
