"""Event studies shown: every chart draws, every table fits."""

from __future__ import annotations

import json

import pytest
import vl_convert

from prices import on, wandering
from studies import madrid, priced
from winset.report.charts import drawings
from winset.report.charts.market import kinds, placebos, price_paths
from winset.report.market_wording import own_closes
from winset.report.page import render
from winset.report.tables import market as tables
from winset.report.tables import tables as tables_of
from winset.study.event_study import event_study
from winset.study.market import MarketStudy
from winset.study.setting import MarketNote

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


def section(html: str) -> str:
    """Return the section on the market."""
    return html.split('<section id="market"', 1)[1].split("</section>", 1)[0]


def note(**changes: object) -> MarketNote:
    move = {"series": "S&P 500", "since": "2025-09-12", "day": "2025-09-15", "change": 0.0047}
    whole = {
        "event": "framework",
        "label": "Framework",
        "date": "2025-09-15",
        "moves": [move, move | {"series": "VIX", "change": 0.063}],
        "confounders": ["Alphabet passes 3 trillion dollars"],
    }
    return MarketNote.model_validate(whole | changes)


def test_the_section_starts_with_the_answer() -> None:
    study = priced()
    assert study.market is not None
    first = section(render(study)).split("<p", 2)[1]
    assert study.market.answer in first


def test_the_section_says_that_days_were_picked() -> None:
    assert "picked after the fact" in section(render(priced()))


def test_only_a_study_with_prices_has_tables_and_charts_of_the_market() -> None:
    found = [
        {name.startswith("market") for name in names}
        for study in (madrid(), priced())
        for names in (tables_of(study), drawings(study))
    ]
    assert [{False}, {False}, {True, False}, {True, False}] == found


def test_without_prices_the_closes_of_the_case_are_told_and_no_more() -> None:
    said = section(render(madrid(market_notes=(note(),))))
    for text in ("rose 0.47 %", "Alphabet passes 3 trillion dollars", "cannot be said"):
        assert text in said
    assert "of ordinary days" not in said


def test_own_closes_are_told_with_their_days() -> None:
    assert (
        "Framework: S&P 500 rose 0.47 % and VIX rose 6.30 % from the close of 12 September 2025 to "
        "that of 15 September 2025."
    ) == own_closes(note()).replace("\N{NO-BREAK SPACE}", " ")


def test_a_case_without_closes_says_so() -> None:
    assert own_closes(note(moves=[])).endswith("the case cites no closes around it.")


def test_only_figures_that_are_out_are_listed_with_their_surprise() -> None:
    study = priced().market
    assert study is not None
    to_come = study.releases[0].model_copy(update={"actual": None, "out": False})
    both = study.model_copy(update={"releases": (*study.releases, to_come)})
    assert [-0.1] == [row[4] for row in tables.releases(both).rows]
