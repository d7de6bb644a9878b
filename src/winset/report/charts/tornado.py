"""What the answer hangs on: how far each uncertain number moves it."""

from __future__ import annotations

from winset.report.charts.chart import Chart, rows_of, wrapping
from winset.report.wording import decimal, names, percent
from winset.study.document import Study, Swing

SHOWN = 12
"""Numbers drawn; the table has them all."""


def tornado(study: Study, target: str) -> Chart:
    """Return bars from the answer where a number is lowest to where it is highest.

    `target` is `ratification`, the chance of the recommended deal, or `lambda`, that of the issue
    that ranks first.
    """
    swings = sorted(
        (s for s in study.sensitivity if s.target == target), key=lambda s: -abs(s.swing)
    )
    rows = [
        {
            "row": s.label,
            "low": s.low_value,
            "high": s.high_value,
            "group": ("more" if s.swing > 0 else "less") if s.clear else "unclear",
        }
        for s in swings[:SHOWN]
    ]
    what, format_ = _what(study, target)
    x = {
        "type": "quantitative",
        "title": what[0].upper() + what[1:],
        "scale": {"zero": False, "nice": True},
        "axis": {"format": format_, "tickCount": 6},
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
        height=38 * max(len(rows), 1),
        body={
            "params": wrapping(44),
            "data": {"values": rows},
            "encoding": {"y": y},
            "layer": [
                layer
                for style in ("more", "less", "unclear")
                for layer in (
                    {
                        "transform": [{"filter": f"datum.group == '{style}'"}],
                        "mark": {"type": "bar", "style": style, "height": 18},
                        "encoding": {"x": {**x, "field": "low"}, "x2": {"field": "high"}},
                    },
                    {
                        "transform": [{"filter": f"datum.group == '{style}'"}],
                        "mark": {"type": "circle", "style": style, "size": 260, "opacity": 1},
                        "encoding": {"x": {**x, "field": "high"}},
                    },
                )
            ],
        },
    )


def _what(study: Study, target: str) -> tuple[str, str]:
    """Return the answer in words and the format of its axis."""
    if target == "ratification":
        return "chance that the recommended deal passes", ".0%"
    top = study.linchpin.issues[:1]
    called = names(study)
    return (
        f"share {called.issue(top[0].issue) if top else 'the top issue'} unlocks (lambda)",
        "+.2f",
    )


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
