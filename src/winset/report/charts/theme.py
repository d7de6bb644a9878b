"""Colours and lettering of the charts, light and dark; safe for readers with colour blindness.

Parties are blue and red (then ochre and violet) throughout; green is the zone of agreement.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

FONT = '"Segoe UI", Roboto, "Helvetica Neue", Arial, "Liberation Sans", sans-serif'


@dataclass(frozen=True)
class Palette:
    """The colours of one theme; `space` and `zone` run from few to many."""

    ground: str
    ink: str
    muted: str
    line: str
    parties: tuple[str, ...]
    space: tuple[str, str]
    zone: tuple[str, str]
    accent: str
    unclear: str
    extended: str


LIGHT = Palette(
    ground="#ffffff",
    ink="#16212c",
    muted="#566675",
    line="#dfe5ea",
    parties=("#2a5ea8", "#b5402f", "#8a6a12", "#6a4ca3"),
    space=("#e4eaf0", "#8fa3b8"),
    zone=("#cde5d5", "#23794a"),
    accent="#23794a",
    unclear="#b9c3cc",
    extended="#adbccb",
)

DARK = Palette(
    ground="#151c23",
    ink="#e8edf2",
    muted="#a3b0bc",
    line="#2b3641",
    parties=("#82aef0", "#f08d7f", "#dcb94e", "#b9a2f2"),
    space=("#26323e", "#64788c"),
    zone=("#1f4630", "#6fd197"),
    accent="#6fd197",
    unclear="#56636f",
    extended="#8ba0b5",
)


def config(*, dark: bool = False) -> dict[str, Any]:
    """Return the Vega-Lite configuration of a theme."""
    palette = DARK if dark else LIGHT
    return {
        # marks carry no labels of their own: each chart has one text and a table instead
        "aria": False,
        "background": palette.ground,
        "font": FONT,
        "padding": 6,
        "view": {"stroke": None},
        "title": {
            "anchor": "start",
            "frame": "bounds",
            "color": palette.ink,
            "subtitleColor": palette.muted,
            "fontSize": 16,
            "subtitleFontSize": 13,
            "subtitlePadding": 4,
            "offset": 14,
        },
        "axis": {
            "domainColor": palette.line,
            "gridColor": palette.line,
            "tickColor": palette.line,
            "labelColor": palette.muted,
            "titleColor": palette.ink,
            "labelFontSize": 12,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "titlePadding": 8,
            "labelLimit": 240,
        },
        "legend": {
            "labelColor": palette.ink,
            "titleColor": palette.muted,
            "labelFontSize": 12,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "orient": "top",
            "symbolType": "circle",
        },
        "text": {"color": palette.ink, "fontSize": 12},
        "range": {
            "category": list(palette.parties),
            "ramp": list(palette.space),
            "heatmap": list(palette.zone),
            "ordinal": list(palette.zone),
        },
        "style": {
            "ink": {"color": palette.ink},
            "frontier": {"color": palette.ink, "strokeWidth": 1.6},
            "frontier-point": {"color": palette.ink},
            "interval": {"color": palette.ink, "strokeWidth": 1.4},
            "halo": {"color": palette.ground, "strokeWidth": 4},
            "reference": {"color": palette.muted, "strokeWidth": 1.2, "strokeDash": [5, 4]},
            "note": {"color": palette.muted, "fontSize": 11},
            "solution": {"color": palette.accent, "stroke": palette.ground, "strokeWidth": 1.5},
            "named": {"color": palette.ink, "stroke": palette.ground, "strokeWidth": 1.5},
            "letter": {"color": palette.ground, "fontSize": 10, "fontWeight": "bold"},
            "pinned": {"color": palette.parties[1], "strokeWidth": 2.5},
            "leading": {"color": palette.accent},
            "other": {"color": palette.space[1]},
            "more": {"color": palette.parties[0]},
            "less": {"color": palette.parties[1]},
            "unclear": {"color": palette.unclear},
            "free": {"color": palette.accent},
            "busy": {"color": palette.unclear},
            "term": {"color": palette.space[1]},
            "ahead": {"color": palette.accent},
            "band": {"color": palette.accent, "opacity": 0.2},
            "exact": {"color": palette.ink, "strokeWidth": 1.4, "strokeDash": [5, 4]},
            "agreed": {"color": palette.accent},
            "extended": {"color": palette.extended},
            "on-extended": {"color": LIGHT.ink},
            "lapsed": {"color": palette.ink},
            "date": {"color": palette.parties[1]},
        },
    }
