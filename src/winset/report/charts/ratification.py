"""The chance that each package passes at home, on each side and on all."""

from __future__ import annotations

from winset.report.charts.chart import Chart, rows_of, wrapping
from winset.report.wording import estimate, names
from winset.study.document import Study


def ratification(study: Study) -> Chart:
    """Return a dot with an interval for each package and side."""
    called = names(study)
    sides = [party.name for party in study.parties]
    rows = [
        {
            "row": line.label,
            "side": called.party(party),
            "chance": line.chance[party],
            "low": line.chance_interval[party][0],
            "high": line.chance_interval[party][1],
        }
        for line in study.ratification
        for party in line.chance
    ]
    together = [
        {
            "row": line.label,
            "all": line.both,
            "low": line.interval[0],
            "high": line.interval[1],
        }
        for line in study.ratification
    ]
    y = rows_of([line.label for line in study.ratification])
    ends = {"x": {"field": "low", "type": "quantitative"}, "x2": {"field": "high"}}
    colour = {
        "field": "side",
        "type": "nominal",
        "title": None,
        "scale": {"domain": sides, "range": "category"},
    }
    x = {
        "type": "quantitative",
        "title": "Chance of ratification",
        "scale": {"domain": [0, 1]},
        "axis": {"format": ".0%", "tickCount": 5},
    }
    best = max(study.ratification, key=lambda line: line.both, default=None)
    return Chart(
        name="ratification",
        title="Would it pass at home?",
        subtitle="Dots: the chance that each side ratifies; black bar: that all do. Lines: 95 % "
        f"intervals over {study.provenance.worlds:,} worlds.",
        text="No package was asked about."
        if best is None
        else f"Most likely to pass on every side: {best.label}, "
        f"{estimate(best.both, best.interval)}.",
        table="ratification",
        height=34 * max(len(study.ratification), 1),
        body={
            "params": wrapping(30),
            "encoding": {"y": y},
            "layer": [
                {
                    "data": {"values": together},
                    "mark": {
                        "type": "tick",
                        "style": "ink",
                        "thickness": 4,
                        "size": 26,
                        "opacity": 1,
                    },
                    "encoding": {"x": {**x, "field": "all"}},
                },
                {
                    "data": {"values": together},
                    "mark": {"type": "rule", "style": "interval"},
                    "encoding": ends,
                },
                {
                    "data": {"values": rows},
                    "mark": {"type": "rule", "strokeWidth": 2, "opacity": 0.7},
                    "encoding": {**ends, "color": colour, "yOffset": {"field": "side"}},
                },
                {
                    "data": {"values": rows},
                    "mark": {"type": "circle", "size": 80, "opacity": 1},
                    "encoding": {
                        "x": {**x, "field": "chance"},
                        "color": colour,
                        "yOffset": {"field": "side"},
                    },
                },
            ],
        },
    )
