"""What charts over dates share: the axis, and the line of the as-of date."""

from __future__ import annotations

from winset.report.charts.chart import Spec
from winset.study.document import Study


def on_dates(field: str) -> Spec:
    """Return a horizontal axis of dates for a field."""
    return {
        "field": field,
        "type": "temporal",
        "title": None,
        "axis": {
            "format": "%-d %b %Y",
            "tickCount": 6,
            "labelFlush": True,
            "labelOverlap": True,
            "labelBound": True,
        },
    }


def today(study: Study) -> Spec:
    """Return a dashed line at the as-of date, through all rows."""
    return {
        "data": {"values": [{"date": study.provenance.as_of.isoformat()}]},
        "mark": {"type": "rule", "style": "reference", "tooltip": False},
        "encoding": {"x": on_dates("date"), "y": None},
    }
