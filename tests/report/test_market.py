"""Event studies shown: every chart draws, every table fits."""

from __future__ import annotations

import json

import pytest
import vl_convert

from prices import on, wandering
from winset.report.charts.market import kinds, placebos, price_paths
from winset.report.tables import market as tables
from winset.study.event_study import event_study
from winset.study.market import MarketStudy

SERIES = wandering(300)


def several(window: tuple[int, int] = (0, 1)) -> MarketStudy:
    names = ("escalation", "deescalation")
    events = [on(SERIES, n, group=names[n % 2]) for n in range(150, 200, 5)]
    return event_study(None, [SERIES, wandering(300, 2, "other")], events=events, window=window)


def one() -> MarketStudy:
    return event_study(None, SERIES, events=[on(SERIES, 200)])


@pytest.mark.parametrize("study", [several(), one()], ids=["several", "one"])
def test_every_chart_draws_and_tells_its_numbers(study: MarketStudy) -> None:
    for chart in (*price_paths(study), *placebos(study), *kinds(study)):
        assert chart.text
        assert '"url"' not in json.dumps(chart.body)
        assert "<svg" in vl_convert.vegalite_to_svg(chart.alone(), allowed_base_urls=[])


def test_a_lone_event_has_no_chart_of_kinds() -> None:
    assert () == kinds(one())


def test_names_of_charts_differ() -> None:
    study = several()
    charts = [*price_paths(study), *placebos(study), *kinds(study)]
    assert 41 == len({chart.name for chart in charts})


@pytest.mark.parametrize(
    "table",
    [
        *(tables.readings, tables.tests, tables.across, tables.confounders, tables.pools),
        *(tables.releases, tables.closes, tables.placebo),
    ],
)
@pytest.mark.parametrize("study", [several(), one()], ids=["several", "one"])
def test_every_row_has_a_cell_for_every_column(study: MarketStudy, table: object) -> None:
    found = table(study)  # type: ignore[operator]
    assert {len(found.columns)} >= {len(row) for row in found.rows}
    assert found.to_csv()


def test_de_escalation_is_spelt_as_in_a_sentence() -> None:
    assert "de-escalation" in {row[2] for row in tables.pools(several()).rows}


def test_the_basis_says_what_counts_as_ordinary() -> None:
    assert "the event's trading day. Beyond the ordinary: beyond the mean" in tables.basis(one())
    assert "only those that fit side by side" in tables.basis(several())
