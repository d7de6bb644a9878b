"""The timeline: rounds held and the next, deadlines with each extension and where they may go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date

from winset.report.charts.chart import Chart, Spec, rows_of, wrapping
from winset.report.charts.dates import on_dates, today
from winset.report.wording import day
from winset.study.document import Study
from winset.study.setting import DeadlineLine

NAMES_FIT = 360
"""Pixels of width from which the names of rounds are written out."""

ROUNDS, RELEASES = "Rounds", "Releases of figures"
"""The rows of the rounds, and of the releases that are out."""


def timeline(study: Study) -> Chart:
    """Return a row for each deadline, its terms end to end, with the rounds above."""
    lines = sorted(study.calendar.deadlines, key=lambda line: line.date)
    terms = [term for line in lines for term in _terms(line)]
    dates = [
        {"row": line.what, "date": date.isoformat()}
        for line in lines
        for date in (*(move[1] for move in line.moves), line.date)
    ]
    rounds = [
        {
            "row": ROUNDS,
            "start": r.start.isoformat(),
            "name": r.name,
            "last": r is study.calendar.rounds[-1],
        }
        for r in study.calendar.rounds
    ]
    out = [date for date, _ in study.calendar.releases if date <= study.provenance.as_of]
    rows = [
        *([ROUNDS] if rounds else []),
        *([RELEASES] if out else []),
        *(line.what for line in lines),
    ]
    fans = _fans(study, rows)
    moves = sum(len(line.moves) for line in lines)
    ahead = (
        " Light: where 90 % of the chance of the next date lies (given that there is one); darker: "
        "half of it; tick: its middle."
        if fans
        else ""
    )
    return Chart(
        name="deadlines",
        title="Rounds, deadlines and their extensions",
        subtitle="Diamonds: the date as it stood; bars between them: what each extension added; "
        f"dots: {'rounds, and figures released' if out else 'rounds'}. Dashed: the as-of date, "
        f"{day(study.provenance.as_of)}.{ahead}",
        text=f"Deadlines: {len(lines)}, moved {moves} times in all so far. "
        f"Rounds held: {len(rounds)}. Figures released: {len(out)}.",
        table="deadlines",
        height=38 * max(len(rows), 1),
        body={
            "params": wrapping(34),
            "encoding": {"y": rows_of(rows)},
            "layer": [
                _bars(terms, "term", 12, 1.0),
                *_fan_layers(fans),
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
                    "encoding": {"x": on_dates("date")},
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
                    "encoding": {"x": on_dates("start")},
                },
                {
                    "data": {
                        "values": [{"row": RELEASES, "date": date.isoformat()} for date in out]
                    },
                    "mark": {"type": "point", "style": "other", "size": 40, "filled": True},
                    "encoding": {"x": on_dates("date")},
                },
                # names above and below in turn, so that rounds close together stay legible; where
                # even that is too close, the last alone
                *(
                    {
                        "data": {"values": rounds[place::2]},
                        "transform": [{"filter": f"width > {NAMES_FIT} || datum.last"}],
                        "mark": {
                            "type": "text",
                            "style": "note",
                            "align": "right",
                            "dy": away,
                            "dx": 8,
                        },
                        "encoding": {"x": on_dates("start"), "text": {"field": "name"}},
                    }
                    for place, away in enumerate((-13, 13))
                    if rounds[place::2]
                ),
                today(study),
            ],
        },
    )


def _terms(line: DeadlineLine) -> list[Spec]:
    return [
        {"row": line.what, "start": old.isoformat(), "end": new.isoformat()}
        for _signed, old, new, _by in line.moves
    ]


def _fans(study: Study, rows: list[str]) -> list[tuple[str, Sequence[Date]]]:
    """Return the rows whose next date is uncertain, with its five quantiles."""
    fans = [(line.what, line.new_date.quantiles) for line in study.course.deadlines]
    following = study.course.next_round
    if following is not None and following.quantiles is not None:
        fans.append((ROUNDS, following.quantiles))
    return [(row, dates) for row, dates in fans if row in rows]


def _fan_layers(fans: list[tuple[str, Sequence[Date]]]) -> list[Spec]:
    if not fans:
        return []
    return [
        *(
            _bars(
                [
                    {"row": row, "start": dates[low].isoformat(), "end": dates[high].isoformat()}
                    for row, dates in fans
                ],
                "ahead",
                12,
                opacity,
            )
            for low, high, opacity in ((0, 4, 0.35), (1, 3, 0.75))
        ),
        {
            "data": {"values": [{"row": row, "date": dates[2].isoformat()} for row, dates in fans]},
            "mark": {"type": "tick", "style": "ink", "thickness": 3, "size": 18, "opacity": 1},
            "encoding": {"x": on_dates("date")},
        },
    ]


def _bars(values: list[Spec], style: str, height: int, opacity: float) -> Spec:
    return {
        "data": {"values": values},
        "mark": {
            "type": "bar",
            "style": style,
            "height": height,
            "cornerRadius": 3,
            "opacity": opacity,
        },
        "encoding": {"x": on_dates("start"), "x2": {"field": "end"}},
    }
