"""The deal map: every package by what it is worth to two sides, the zone, frontier and marks."""

from __future__ import annotations

from typing import Any

from winset.report.charts.chart import Chart, Spec
from winset.report.charts.marks import Mark, marks
from winset.report.wording import count, listed, names
from winset.study.document import Study
from winset.study.sentences import of_all


def deal_map(study: Study) -> Chart:
    """Return the deal map over the first two parties' values at the middle numbers."""
    called = names(study)
    first, second = study.deal_map.parties
    shown = marks(study)
    ends = _ends(study, shown)
    density: Spec = {
        "mark": {"type": "rect", "tooltip": False},
        "encoding": {
            "x": _axis("x", f"Value to {called.party(first)} (points)", ends["x"]),
            "x2": {"field": "x2"},
            "y": _axis("y", f"Value to {called.party(second)} (points)", ends["y"]),
            "y2": {"field": "y2"},
        },
    }
    return Chart(
        name="deal_map",
        title="Every package, by what it is worth to each side",
        subtitle=_subtitle(study),
        text=_text(study, shown),
        table="solutions",
        height=520,
        body={
            "layer": [
                *(
                    _coloured(density, name, title, colours, drawn)
                    for name, title, colours, drawn in (
                        ("space", "packages", "ramp", cells(study, zone=False)),
                        ("zone", "packages in the zone", "heatmap", cells(study, zone=True)),
                    )
                    if drawn
                ),
                *_no_agreement(study),
                *_frontier(study),
                *_marks(study, shown),
                {
                    "data": {"name": "pinned", "values": []},
                    "mark": {"type": "point", "style": "pinned", "size": 700, "tooltip": False},
                    "encoding": _xy(),
                },
            ],
            "resolve": {"scale": {"color": "independent"}},
        },
    )


def cells(study: Study, *, zone: bool) -> list[dict[str, Any]]:
    """Return the cells of the map that hold a package of the zone, or those that hold none."""
    x, y = study.deal_map.edges_x, study.deal_map.edges_y
    return [
        {
            "x": round(x[column], 3),
            "x2": round(x[column + 1], 3),
            "y": round(y[row], 3),
            "y2": round(y[row + 1], 3),
            "n": packages,
            "z": inside,
        }
        for column, row, packages, inside in study.deal_map.counts
        if (inside > 0) == zone
    ]


def _coloured(density: Spec, name: str, title: str, colours: str, values: list[Any]) -> Spec:
    colour = {
        "field": "z" if name == "zone" else "n",
        "type": "quantitative",
        "title": title,
        "legend": None,
        "scale": {"type": "symlog", "range": colours, "zero": False},
    }
    return {
        **density,
        "data": {"name": name, "values": values},
        "encoding": {**density["encoding"], "color": colour},
    }


def _no_agreement(study: Study) -> list[Spec]:
    first, second = study.deal_map.parties
    at = study.solutions.disagreement
    return [
        {
            "data": {"values": [{"at": round(at[party], 3)}]},
            "mark": {"type": "rule", "style": "reference", "tooltip": False},
            "encoding": {channel: {"field": "at", "type": "quantitative"}},
        }
        for channel, party in (("x", first), ("y", second))
    ]


def _frontier(study: Study) -> list[Spec]:
    first, second = study.deal_map.parties
    values = [
        {"x": round(p.values[first], 3), "y": round(p.values[second], 3)} for p in study.frontier
    ]
    data = {"name": "frontier", "values": values}
    dots: Spec = {
        "data": data,
        "mark": {"type": "circle", "style": "frontier-point", "size": 16, "opacity": 1},
        "encoding": _xy(),
    }
    # with a third side the frontier is a surface: a line through its shadow would mislead
    if len(study.parties) > 2:  # noqa: PLR2004
        return [dots]
    line: Spec = {
        "data": data,
        "mark": {"type": "line", "style": "frontier", "tooltip": False},
        "encoding": {**_xy(), "order": {"field": "x", "type": "quantitative"}},
    }
    return [line, dots]


def _marks(study: Study, shown: tuple[Mark, ...]) -> list[Spec]:
    first, second = study.deal_map.parties
    # drawn last is on top: solutions over named packages
    values = [
        {
            "x": round(mark.values[first], 3),
            "y": round(mark.values[second], 3),
            "sign": mark.sign,
            "kind": "solution" if mark.solution else "named",
        }
        for mark in reversed(shown)
    ]
    layers: list[Spec] = []
    for kind, shape in (("named", "circle"), ("solution", "diamond")):
        some = [value for value in values if value["kind"] == kind]
        data = {"values": some}
        layers += [
            {
                "data": data,
                "mark": {
                    "type": "point",
                    "shape": shape,
                    "style": kind,
                    "size": 380,
                    "filled": True,
                    "opacity": 1,
                },
                "encoding": _xy(),
            },
            {
                "data": data,
                "mark": {"type": "text", "style": "letter", "dy": 1},
                "encoding": {**_xy(), "text": {"field": "sign"}},
            },
        ]
    return layers


def _ends(study: Study, shown: tuple[Mark, ...]) -> dict[str, list[float]]:
    """Return the span of all that is drawn: an empty layer must not leave it to be guessed."""
    drawn = [cell for zone in (False, True) for cell in cells(study, zone=zone)]
    found = {}
    for axis, party in zip("xy", study.deal_map.parties, strict=True):
        at = [study.solutions.disagreement[party]]
        at += [point.values[party] for point in study.frontier]
        at += [mark.values[party] for mark in shown]
        at += [cell[end] for cell in drawn for end in (axis, f"{axis}2")]
        found[axis] = [round(min(at), 3), round(max(at), 3)]
    return found


def _axis(channel: str, title: str, ends: list[float]) -> Spec:
    return {
        "field": channel,
        "type": "quantitative",
        "title": title,
        "scale": {"domain": ends, "zero": False, "nice": True},
        "axis": {"tickCount": 6},
    }


def _xy() -> Spec:
    return {
        "x": {"field": "x", "type": "quantitative"},
        "y": {"field": "y", "type": "quantitative"},
    }


def _subtitle(study: Study) -> str:
    edge = (
        f"The {count(len(study.frontier))} packages of the frontier are drawn one by one; dashed"
        if study.frontier
        else "There is no zone, and so no frontier; dashed"
    )
    sampled, packages = study.deal_map.sampled, count(study.space.packages)
    what = packages if sampled is None else f"A sample of {count(sampled)} of {packages}"
    text = (
        f"{what} packages counted into "
        f"{count(len(study.deal_map.counts))} cells, darker where there are more; a green cell "
        f"holds at least one package of the zone of agreement. {edge} lines mark no agreement."
    )
    if len(study.parties) > 2:  # noqa: PLR2004
        called = names(study)
        text += f" Two sides of {len(study.parties)}: {listed(list(called.parties.values())[:2])}."
    return text


def _text(study: Study, shown: tuple[Mark, ...]) -> str:
    called = names(study)
    text = f"{of_all(study.space, study.zone)} lie in the zone of agreement."
    for mark in shown:
        worth = listed([f"{mark.values[p]:.1f} to {called.short(p)}" for p in mark.values])
        text += f" {mark.sign}, {mark.label}: {worth}."
    return text
