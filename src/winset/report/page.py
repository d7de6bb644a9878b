"""The report: a study as one HTML page that needs nothing but a browser."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from winset.report import course_wording, market_wording, wording
from winset.report.charts import drawings
from winset.report.charts.chart import SCHEMA, WIDTH, Chart
from winset.report.charts.marks import Mark, marks
from winset.report.charts.theme import DARK, FONT, LIGHT, config
from winset.report.tables import market, tables
from winset.report.tables.table import FORMATS, Range, Table, shown
from winset.study.document import PointValues, Study

HERE = Path(__file__).parent

BEST_TRADES = 10
"""Trades shown at once; the rest are folded away."""


def render(study: Study) -> str:
    """Return the report on a study as one self-contained HTML page; same study, same bytes."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "percent": wording.percent,
        "count": wording.count,
        "decimal": wording.decimal,
        "signed": wording.signed,
        "day": wording.day,
    }
    environment.globals |= {
        "shown": shown,
        "estimate": wording.estimate,
        "span": wording.span,
        "proved": wording.proved,
        "numeric": frozenset(FORMATS),
        "market_basis": market.basis,
        "own_closes": market_wording.own_closes,
        "is_range": lambda cell: isinstance(cell, Range),
    }
    every = tables(study)
    every["best_trades"] = replace(
        every["trades"], title="The best trades", rows=every["trades"].rows[:BEST_TRADES]
    )
    drawn = drawings(study)
    signs = marks(study)
    return environment.get_template("report.html.j2").render(
        study=study,
        called=wording.names(study),
        tables=every,
        charts=drawn,
        marks=signs,
        recommended=signs[0] if signs else None,
        number_groups=number_groups(study, every["numbers"]),
        known_facts={fact.id for fact in study.facts},
        best=BEST_TRADES,
        say=course_wording,
        rungs=rungs(study),
        releases=[day for day in study.calendar.releases if day[0] > study.provenance.as_of],
        widest=max(
            (high for issue in study.issues for _, _, high in issue.weights.values()), default=1
        ),
        style=Markup(_colours() + (HERE / "style.css").read_text()),  # noqa: S704  our own file
        bundle=Markup((HERE / "vendor" / "vega-bundle.min.js").read_text()),  # noqa: S704
        script=Markup((HERE / "report.js").read_text()),  # noqa: S704
        data=Markup(as_json(page_data(study, drawn, every, signs))),  # noqa: S704  escaped there
    )


def rungs(study: Study) -> list[str]:
    """Return the states of the ladder, lowest first; `settled` only where an issue stands there."""
    here = {rung.state for rung in study.course.ladder}
    return [state for state in course_wording.STATES if state != "settled" or state in here]


def number_groups(study: Study, numbers: Table) -> list[tuple[str, int, Table]]:
    """Return the judged numbers by actor: its name, how many rest on judgement, and the rows."""
    groups: dict[str, list[int]] = {}
    for place, number in enumerate(study.numbers):
        who = "The case as a whole" if number.actor is None else study.actors[number.actor]
        groups.setdefault(who, []).append(place)
    return [
        (
            who,
            sum(study.numbers[place].judgement for place in places),
            Table(who, numbers.columns, tuple(numbers.rows[place] for place in places)),
        )
        for who, places in groups.items()
    ]


def page_data(
    study: Study, drawn: dict[str, Chart], every: dict[str, Table], signs: tuple[Mark, ...]
) -> dict[str, Any]:
    """Return what the page's script needs: charts, their colours, packages, tables as CSV."""
    return {
        "schema": SCHEMA,
        "width": WIDTH,
        "id": study.provenance.case_id,
        "config": {"light": config(), "dark": config(dark=True)},
        "charts": {name: asdict(chart) for name, chart in drawn.items()},
        "csv": {name: table.to_csv() for name, table in every.items()},
        "map": _map_data(study, signs),
    }


def as_json(data: Any) -> str:
    """Return `data` as JSON that can stand inside a script element whatever text it holds."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _map_data(study: Study, signs: tuple[Mark, ...]) -> dict[str, Any]:
    """Return the packages that can be pointed at, each as the numbers of its options."""
    digit = {
        (issue.id, option.id): place
        for issue in study.issues
        for place, option in enumerate(issue.options)
    }

    def point(label: str, sign: str, at: Mark | PointValues, chance: str | None) -> dict[str, Any]:
        first, second = (round(at.values[party], 3) for party in study.deal_map.parties)
        return {
            "x": first,
            "y": second,
            "label": label,
            "sign": sign,
            "values": [wording.decimal(at.values[party.id]) for party in study.parties],
            "chance": chance,
            "options": [digit[issue.id, at.package[issue.id]] for issue in study.issues],
        }

    return {
        "parties": [party.name for party in study.parties],
        "issues": [
            {
                "name": issue.name,
                "options": [option.label for option in issue.options],
                "rest": digit.get((issue.id, issue.at_rest)),
            }
            for issue in study.issues
        ],
        "points": [
            *(
                point(
                    mark.label,
                    mark.sign,
                    mark,
                    None
                    if mark.known is None
                    else wording.estimate(mark.known.both, mark.known.interval),
                )
                for mark in signs
            ),
            *(
                point(f"Frontier package {number}", "", at, None)
                for number, at in enumerate(study.frontier, 1)
            ),
            *(point("A package of this cell", "", at, None) for at in study.deal_map.sample),
        ],
    }


def _colours() -> str:
    """Return the colours of both themes as CSS variables."""
    pairs = {
        **{name: (getattr(LIGHT, name), getattr(DARK, name)) for name in _PLAIN},
        **{
            f"party-{number}": pair
            for number, pair in enumerate(zip(LIGHT.parties, DARK.parties, strict=True), 1)
        },
        "zone-few": (LIGHT.zone[0], DARK.zone[0]),
        "zone-many": (LIGHT.zone[1], DARK.zone[1]),
        "space-few": (LIGHT.space[0], DARK.space[0]),
        "space-many": (LIGHT.space[1], DARK.space[1]),
    }
    lines = [f"--{name}:light-dark({light},{dark});" for name, (light, dark) in pairs.items()]
    return f":root{{--font:{FONT};{''.join(lines)}}}\n"


_PLAIN = ("ground", "ink", "muted", "line", "accent", "unclear")
