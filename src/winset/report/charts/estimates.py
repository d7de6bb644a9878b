"""Estimates with their intervals, a row each: bars from nought, or dots on an axis of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from winset.report.charts.chart import Spec, rows_of, wrapping
from winset.study.part import Interval

Measure = tuple[str, str, Sequence[tuple[str, float, Interval]]]
"""Its name, its style, and its rows: label, value, interval."""


def bars(labels: list[str], measures: Sequence[Measure], letters: int = 34) -> Spec:
    """Return bars of shares from nought with intervals, the measures of a row under each other."""
    x: Spec = {
        "type": "quantitative",
        "title": None,
        "scale": {"zero": True, "nice": True},
        "axis": {"format": ".0%", "tickCount": 5},
    }
    order = {"field": "measure", "type": "nominal", "sort": [name for name, _, _ in measures]}
    offset = {"yOffset": order} if len(measures) > 1 else {}
    return _rows(
        labels,
        measures,
        letters,
        lambda style: (
            {
                "mark": {"type": "bar", "style": style, "height": {"band": 0.82}},
                "encoding": {"x": {**x, "field": "value"}, **offset},
            },
            *(
                {
                    "mark": {"type": "rule", "style": line},
                    "encoding": {"x": {**x, "field": "low"}, "x2": {"field": "high"}, **offset},
                }
                # the halo keeps the line visible on a dark bar
                for line in ("halo", "interval")
            ),
        ),
    )


def dots(labels: list[str], measures: Sequence[Measure], title: str, letters: int = 34) -> Spec:
    """Return dots with intervals on an axis that need not show nought."""
    x: Spec = {
        "type": "quantitative",
        "title": title,
        "scale": {"zero": False, "nice": True},
        "axis": {"tickCount": 6},
    }
    return _rows(
        labels,
        measures,
        letters,
        lambda style: (
            {
                "mark": {"type": "rule", "style": style, "strokeWidth": 2},
                "encoding": {"x": {**x, "field": "low"}, "x2": {"field": "high"}},
            },
            {
                "mark": {"type": "circle", "style": style, "size": 110, "opacity": 1},
                "encoding": {"x": {**x, "field": "value"}},
            },
        ),
    )


def _rows(
    labels: list[str],
    measures: Sequence[Measure],
    letters: int,
    layers: Callable[[str], tuple[Spec, ...]],
) -> Spec:
    """Return a spec of rows in the order of `labels`, the layers of each measure over its own."""
    return {
        "params": wrapping(letters),
        "encoding": {"y": rows_of(labels)},
        "layer": [
            {
                "data": {
                    "values": [
                        {"row": label, "measure": name, "value": value, "low": low, "high": high}
                        for label, value, (low, high) in rows
                    ]
                },
                **layer,
            }
            for name, style, rows in measures
            for layer in layers(style)
        ],
    }
