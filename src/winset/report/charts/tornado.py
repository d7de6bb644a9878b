"""What the answer hangs on: how far each uncertain number moves it."""

from __future__ import annotations

from winset.report.charts.chart import Chart, Spec, rows_of, wrapped, wrapping
from winset.report.wording import decimal, names, percent
from winset.study.document import Study, Swing

SHOWN = 12
"""Numbers drawn; the table has them all."""

LETTERS = 60
"""Letters of a label on one line."""


def tornado(study: Study, target: str) -> Chart:
    """Return bars from the answer where a number is lowest to where it is highest.

    `target` is `ratification`, the chance of a package, or `lambda`, that of an issue.
    """
    swings = sorted(
        (s for s in study.sensitivity if s.target == target), key=lambda s: -abs(s.swing)
    )
    rows: list[Spec] = [
        {
            "row": s.label,
            "low": s.low_value,
            "high": s.high_value,
            "group": ("more" if s.swing > 0 else "less") if s.clear else "unclear",
        }
        for s in swings[:SHOWN]
    ]
    what = hinge(study, target)
    x: Spec = {
        "type": "quantitative",
        "title": "Chance that it passes" if target == "ratification" else "Lambda",
        "scale": {"zero": False, "nice": True},
        "axis": {"format": ".0%" if target == "ratification" else "+.2f", "tickCount": 6},
    }
    y = rows_of([s.label for s in swings[:SHOWN]])
    return Chart(
        name=f"tornado_{target}",
        title=f"What moves the {what}",
        subtitle="Each bar runs from where the number is lowest (a fifth of worlds) to where it is "
        "highest (the dot). Blue: more of it raises the answer; red: lowers it; grey: not clear "
        "of the noise." + _more(len(swings)),
        text=_text(swings, what, target),
        table="sensitivity",
        height=max(30, 14 * _longest(swings[:SHOWN]) + 10) * max(len(rows), 1),
        body={
            "params": wrapping(LETTERS),
            "encoding": {"y": y},
            "layer": [
                layer
                for style in ("more", "less", "unclear")
                if any(row["group"] == style for row in rows)
                for layer in _bars(x, style, [row for row in rows if row["group"] == style])
            ],
        },
    )


def _bars(x: Spec, style: str, rows: list[Spec]) -> tuple[Spec, Spec]:
    """Return the bars of one colour, and the dots at the ends where the number is highest."""
    ends = {"x": {**x, "field": "low"}, "x2": {"field": "high"}}
    return (
        {
            "data": {"values": rows},
            "mark": {"type": "bar", "style": style, "height": 18},
            "encoding": ends,
        },
        {
            "data": {"values": rows},
            "mark": {"type": "circle", "style": style, "size": 260, "opacity": 1},
            "encoding": {"x": {**x, "field": "high"}},
        },
    )


def hinge(study: Study, target: str) -> str:
    """Return the answer that the swings of `target` are of, in words."""
    of = next((s.of for s in study.sensitivity if s.target == target), "")
    if target == "ratification":
        label = next((line.label for line in study.ratification if line.id == of), of)
        return f"chance that “{label}” passes"
    return f"share of other issues that {names(study).issue(of)} unlocks (lambda)"


def _longest(swings: list[Swing]) -> int:
    """Return the lines that the longest label takes, so that no two labels touch."""
    return max((len(wrapped(swing.label, LETTERS)) for swing in swings), default=1)


def _more(total: int) -> str:
    return f" The largest {SHOWN} of {total}; all are in the table." if total > SHOWN else ""


def _text(swings: list[Swing], what: str, target: str) -> str:
    clear = [s for s in swings if s.clear]
    if not clear:
        return f"No single uncertain number clearly moves the {what}."
    top = clear[0]

    def written(value: float) -> str:
        return percent(value) if target == "ratification" else decimal(value, 2)

    return (
        f"{len(clear)} of {len(swings)} uncertain numbers clearly move the {what}; most of all "
        f"{top.label}: {written(top.low_value)} where it is lowest, "
        f"{written(top.high_value)} where it is highest."
    )
