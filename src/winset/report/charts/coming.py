"""What comes: the agenda of the next round, and when the sides could meet."""

from __future__ import annotations

from datetime import date as Date

from winset.report.charts.chart import Chart, rows_of, wrapping
from winset.report.charts.dates import on_dates, today
from winset.report.charts.estimates import bars
from winset.report.wording import estimate, listed, names
from winset.study.course import NextRound
from winset.study.document import Study


def next_agenda(study: Study, line: NextRound) -> Chart:
    """Return the chance that each issue is on the agenda of the next round."""
    called = names(study)
    first = line.agenda[0]
    return Chart(
        name="next_agenda",
        title="What will the next round take up?",
        subtitle="Chance that the issue is on its agenda. Lines: 95 % intervals.",
        text=f"Likeliest: {called.issue(first.issue)}, {estimate(first.chance, first.interval)}.",
        table="next_agenda",
        height=30 * len(line.agenda),
        body=bars(
            [called.issue(one.issue) for one in line.agenda],
            (
                (
                    "chance",
                    "other",
                    [(called.issue(one.issue), one.chance, one.interval) for one in line.agenda],
                ),
            ),
            30,
        ),
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
                            "x": on_dates("start"),
                            "x2": {"field": "end"},
                            "tooltip": {"field": "what"},
                        },
                    }
                    for taken, style in ((False, "free"), (True, "busy"))
                ),
                today(study),
            ],
        },
    )
