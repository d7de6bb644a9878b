"""Releases of figures: their surprises, and nothing before its day."""

from __future__ import annotations

from datetime import date as Date
from decimal import Decimal
from pathlib import Path

import pytest

from winset.case.evidence import leaks
from winset.case.loading import load
from winset.market.releases import attached, in_words, read_releases, releases_of
from winset.market.sheet import MarketError

TEXT = (
    "date,what,actual,expected,presses\n"
    "2025-09-11,U.S. inflation,2.9,2.8,US\n"
    "2025-09-05,U.S. jobs,22,75,\n"
    "2025-10-03,U.S. jobs again,51,60,US\n"
)
AS_OF = Date(2025, 9, 15)


def a_file(folder: Path, text: str = TEXT) -> Path:
    path = folder / "releases.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_surprise_is_the_figure_less_what_was_expected(tmp_path: Path) -> None:
    jobs, inflation, _ = read_releases(a_file(tmp_path), AS_OF)
    assert (Decimal(-53), Decimal("0.1")) == (jobs.surprise, inflation.surprise)


def test_nothing_released_later_is_used(tmp_path: Path) -> None:
    later = read_releases(a_file(tmp_path), AS_OF)[-1]
    assert ("U.S. jobs again", False) == (later.what, later.out)
    assert (None, None, None) == (later.actual, later.expected, later.surprise)


def test_a_figure_in_the_name_of_a_later_release_is_not_used(tmp_path: Path) -> None:
    path = a_file(tmp_path, "date,what\n2025-10-15,U.S. inflation: 3.0\n")
    assert ["U.S. inflation"] == [each.what for each in read_releases(path, AS_OF)]


def test_a_release_that_rests_on_facts_known_later_tells_no_figure() -> None:
    case = load("madrid-2025")
    entry = next(each for each in case.calendar.releases if each.facts)
    fact = case.facts[entry.facts[0]].model_copy(update={"known_by": Date(2025, 12, 1)})
    facts = {**case.facts, entry.facts[0]: fact}
    late = case.model_copy(update={"facts": facts})
    (found,) = (each for each in releases_of(late, AS_OF) if each.date == entry.date)
    assert (entry.what.partition(":")[0], False) == (found.what, found.out)


def test_a_release_of_the_day_itself_is_out(tmp_path: Path) -> None:
    assert read_releases(a_file(tmp_path), Date(2025, 10, 3))[-1].out


def test_a_figure_in_words() -> None:
    case = load("madrid-2025")
    assert "U.S. jobs, August: payrolls +22,000" == in_words(releases_of(case, AS_OF)[0])


def test_the_case_tells_no_figure_before_its_day() -> None:
    early = releases_of(load("madrid-2025"), Date(2025, 9, 10))
    prices = next(each for each in early if each.date == Date(2025, 9, 11))
    assert ("U.S. consumer prices, August", False) == (prices.what, prices.out)


def test_releases_attach_to_a_case_as_facts(tmp_path: Path) -> None:
    case = load("madrid-2025")
    found = attached(case, read_releases(a_file(tmp_path), AS_OF))
    fact = found.facts["release_2"]
    assert ("U.S. inflation: 2.9 (expected 2.8)", Date(2025, 9, 11)) == (
        fact.statement,
        fact.known_by,
    )
    assert "release_3" not in found.facts
    assert len(case.calendar.releases) + 3 == len(found.calendar.releases)
    assert leaks(case, AS_OF) == leaks(found, AS_OF)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("date,actual\n2025-09-11,2.9\n", "releases.csv:1:1: no column `what`"),
        ("date,what\n11 Sept,x\n", "releases.csv:2:1: date: `11 Sept` is not a date"),
        ("date,what\n2025-09-11,\n", "releases.csv:2:12: what: this cell is empty"),
        (
            "date,what,actual\n2025-09-11,x,2.9 %\n",
            "releases.csv:2:14: actual: `2.9 %` is not a number",
        ),
    ],
)
def test_a_mistake_is_told_at_its_row(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(MarketError) as raised:
        read_releases(a_file(tmp_path, text), AS_OF)
    assert said == raised.value.problems[0].heading.removeprefix(f"{tmp_path}/")


def test_a_fact_of_the_case_is_never_replaced(tmp_path: Path) -> None:
    case = load("madrid-2025")
    own = next(iter(case.facts.values()))
    taken = case.model_copy(update={"facts": {**case.facts, "release_1": own}})
    found = attached(taken, read_releases(a_file(tmp_path), AS_OF))
    assert own == found.facts["release_1"]
    assert {"release_2", "release_3"} <= set(found.facts)


def test_a_party_that_the_case_does_not_have_is_told_at_its_row(tmp_path: Path) -> None:
    releases = read_releases(a_file(tmp_path, "date,what,presses\n2025-09-11,Jobs,USA\n"), AS_OF)
    with pytest.raises(MarketError, match=r"releases.csv:2: presses: `USA` is not one of US, "):
        attached(load("madrid-2025"), releases)
