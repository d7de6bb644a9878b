"""One chart of a study: a Vega-Lite specification with its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from winset.report.charts.theme import config

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
"""The name of the format; nothing is ever loaded from it."""

WIDTH = 720
"""Pixels of a chart that stands alone."""

Spec = dict[str, Any]


@dataclass(frozen=True)
class Chart:
    """A chart without size or colours: those come from where it is shown.

    `title` and `subtitle` say what it is, `text` what a reader sees in it (the text alternative),
    `table` names the table that holds the same numbers.
    """

    name: str
    title: str
    subtitle: str
    text: str
    table: str
    height: int
    body: Spec

    def alone(self, *, dark: bool = False) -> Spec:
        """Return the specification that stands alone: titled, sized and coloured, as for a file."""
        return {
            "$schema": SCHEMA,
            "title": {"text": self.title, "subtitle": wrapped(self.subtitle)},
            "description": self.text,
            "width": WIDTH,
            "height": self.height,
            "config": config(dark=dark),
            **self.body,
        }


def rows_of(names: list[str]) -> Spec:
    """Return a vertical axis of the rows `names`, in that order, for a spec with `wrapping`."""
    return {
        "field": "row",
        "type": "nominal",
        "sort": names,
        "title": None,
        "axis": {
            "labelExpr": "split(trim(replace(datum.label, "
            "regexp('(.{1,' + wrap + '})( +|$)', 'g'), '$1\\n')), '\\n')"
        },
    }


def wrapping(letters: int) -> list[Spec]:
    """Return the parameter at how many letters row labels break: a narrow page lowers it."""
    return [{"name": "wrap", "value": letters}]


def wrapped(text: str, length: int = 96) -> list[str]:
    """Return `text` in lines of at most `length` characters."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > length:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
