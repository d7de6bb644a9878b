"""Orders of the agenda against the package deal, on one axis of joint value."""

from __future__ import annotations

from winset.report.charts.chart import Chart, wrapped
from winset.report.charts.estimates import Measure, dots
from winset.report.course_wording import against_package, orders_to_show
from winset.report.wording import count
from winset.study.course import AgendaOrders

LETTERS = 44
"""Letters of a label on one line."""


def agenda_orders(found: AgendaOrders) -> Chart:
    """Return the package deal, parallel tracks, the best orders, the test case first, the worst."""
    chosen = orders_to_show(found)
    whole: Measure = (
        "whole",
        "leading",
        [("The whole as one package", found.package_value, found.package_interval)],
    )
    parallel: Measure = (
        "parallel",
        "ink",
        [("All groups in parallel, each by itself", found.parallel_value, found.parallel_interval)],
    )
    one_by_one: Measure = (
        "order",
        "more",
        [(label, line.value, line.interval) for label, line in chosen],
    )
    shown = (whole, one_by_one, parallel)
    longest = max((len(wrapped(label, LETTERS)) for label, _ in chosen), default=1)
    return Chart(
        name="agenda_orders",
        title="What is the order of the agenda worth?",
        subtitle="Mean joint value of what gets settled, with 95 % intervals over "
        f"{count(found.worlds)} worlds. Blue: one group after another.",
        text=against_package(found) or found.text,
        table="agenda_orders",
        height=max(30, 15 * longest + 8) * (2 + len(chosen)),
        body=dots(
            [label for _, _, rows in shown for label, _, _ in rows],
            shown,
            "Joint value, points",
            LETTERS,
        ),
    )
