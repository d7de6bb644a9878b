"""The charts of a study, as Vega-Lite specifications written out in plain dicts."""

from __future__ import annotations

from winset.report.charts.calendar import deadlines, windows
from winset.report.charts.chart import Chart, Spec
from winset.report.charts.deal_map import deal_map
from winset.report.charts.linchpin import linchpin, worth
from winset.report.charts.ratification import ratification
from winset.report.charts.tornado import tornado
from winset.report.charts.will_map import will_maps
from winset.study.document import Study


def drawings(study: Study) -> dict[str, Chart]:
    """Return every chart of a study by name, in the order of the report; those with data only."""
    some: list[Chart] = [deal_map(study), linchpin(study), worth(study)]
    if study.ratification:
        some.append(ratification(study))
    some += [
        tornado(study, target)
        for target in ("ratification", "lambda")
        if any(swing.target == target for swing in study.sensitivity)
    ]
    some += will_maps(study)
    if study.calendar.deadlines or study.calendar.rounds:
        some.append(deadlines(study))
    free = windows(study)
    if free is not None:
        some.append(free)
    return {chart.name: chart for chart in some}


def charts(study: Study) -> dict[str, Spec]:
    """Return the specification of every chart by name, each complete in itself, for a file."""
    return {name: chart.alone() for name, chart in drawings(study).items()}
