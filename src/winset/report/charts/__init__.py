"""The charts of a study, as Vega-Lite specifications written out in plain dicts."""

from __future__ import annotations

from winset.report.charts.agenda_orders import agenda_orders
from winset.report.charts.chart import Chart, Spec
from winset.report.charts.coming import next_agenda, windows
from winset.report.charts.deadline_odds import deadline_odds
from winset.report.charts.deal_map import deal_map
from winset.report.charts.holds import issue_holds, stage_holds
from winset.report.charts.linchpin import linchpin, worth
from winset.report.charts.market import kinds, placebos, price_paths
from winset.report.charts.ratification import ratification
from winset.report.charts.reliability import reliability
from winset.report.charts.signature import signature
from winset.report.charts.timeline import timeline
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
    some += _course(study)
    if study.market is not None:
        some += [*price_paths(study.market), *placebos(study.market), *kinds(study.market)]
    return {chart.name: chart for chart in some}


def _course(study: Study) -> list[Chart]:
    """Return the charts of the course of the talks."""
    course = study.course
    some: list[Chart] = []
    if study.calendar.deadlines or study.calendar.rounds:
        some.append(timeline(study))
    if course.deadlines:
        some.append(deadline_odds(study))
    if course.staged is not None and course.staged.curve:
        some.append(signature(study, course.staged))
    if course.staged is not None and course.staged.stages:
        some.append(stage_holds(course.staged))
    if course.staged is not None and course.staged.issues:
        some.append(issue_holds(study, course.staged))
    if course.agenda_orders is not None:
        some.append(agenda_orders(course.agenda_orders))
    if course.next_round is not None and course.next_round.agenda:
        some.append(next_agenda(study, course.next_round))
    free = windows(study)
    if free is not None:
        some.append(free)
    some += reliability(study)
    return some


def charts(study: Study) -> dict[str, Spec]:
    """Return the specification of every chart by name, each complete in itself, for a file."""
    return {name: chart.alone() for name, chart in drawings(study).items()}
