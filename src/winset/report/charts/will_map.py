"""The political-will map: where agreement exists as leaders weigh themselves against home."""

from __future__ import annotations

from winset.report.charts.chart import Chart, Spec
from winset.report.wording import names, percent
from winset.study.document import Study, WillMap


def will_maps(study: Study) -> tuple[Chart, ...]:
    """Return two maps for each pair of sides: packages agreed, and the chance of any."""
    if study.will_map is None:
        return ()
    return tuple(
        _map(study, study.will_map, number, what)
        for number in range(len(study.will_map.pairs))
        for what in ("share", "chance")
    )


def _map(study: Study, will: WillMap, number: int, what: str) -> Chart:
    pair = will.pairs[number]
    called = names(study)
    first, second = (called.party(party) for party in pair.parties)
    grid = pair.share if what == "share" else pair.chance
    levels = will.levels
    top = max((share for row in grid for share in row), default=0.0)
    rows: list[Spec] = [
        {"i": one, "j": other, "value": grid[i][j], "text": f"{100 * grid[i][j]:.0f}"}
        for i, one in enumerate(levels)
        for j, other in enumerate(levels)
    ]
    title = "Share of packages agreed" if what == "share" else "Chance that any package is agreed"
    of = "of packages, at the middle numbers" if what == "share" else f"of {will.worlds:,} worlds"
    suffix = "" if len(will.pairs) == 1 else f"_{number + 1}"
    return Chart(
        name=f"will_{what}{suffix}",
        title=title,
        subtitle=f"Percent {of}. Will 0: leaders follow pressure at home only; 1: their own view "
        "only.",
        text=f"{first} and {second}: {percent(grid[0][0])} when both follow pressure at home only, "
        f"{percent(grid[-1][-1])} when both follow their own view only.",
        table="will_map",
        height=360,
        body={
            "data": {"values": rows},
            "encoding": {
                "x": _axis("i", f"Will of {first}", levels),
                "y": {**_axis("j", f"Will of {second}", levels), "sort": "descending"},
            },
            "layer": [
                {
                    "mark": {"type": "rect"},
                    "encoding": {
                        "color": {
                            "field": "value",
                            "type": "quantitative",
                            "scale": {"range": "heatmap", "domain": [0, top or 1]},
                            "legend": None,
                        }
                    },
                },
                {
                    "transform": [{"filter": f"datum.value <= {0.55 * top}"}],
                    "mark": {"type": "text", "style": "ink", "fontSize": 11},
                    "encoding": {"text": {"field": "text"}},
                },
                {
                    "transform": [{"filter": f"datum.value > {0.55 * top}"}],
                    "mark": {
                        "type": "text",
                        "style": "letter",
                        "fontSize": 11,
                        "fontWeight": "normal",
                    },
                    "encoding": {"text": {"field": "text"}},
                },
            ],
        },
    )


def _axis(field: str, title: str, levels: tuple[float, ...]) -> Spec:
    return {
        "field": field,
        "type": "ordinal",
        "title": title,
        "axis": {
            "labelAngle": 0,
            "format": ".1f",
            "values": [levels[0], levels[len(levels) // 2], levels[-1]] if levels else [],
            "ticks": False,
            "domain": False,
        },
    }
