"""Ranges of numbers in GeniusWeb files, in both spellings, and reservation bids over them."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from scenarios import put
from winset.case.errors import NotUnderstood
from winset.interop.folder import scenario_in
from winset.interop.scenario import Scenario

PRICE = {"range": {"low": 12.2, "high": 13.2, "step": 0.3}}
LINE = {"lowValue": 12.2, "lowUtility": 0, "highValue": 13.2, "highUtility": 1}
TABLE = {"discreteutils": {"valueUtilities": {"red": 1, "blue": 0.25}}}


def read(folder: Path, **changes: Any) -> Scenario:
    """Return a scenario of a colour and a price; `changes` are keys of the first profile."""
    domain = {"name": "paint", "issuesValues": {"colour": {"values": ["red", "blue"]}}}
    domain["issuesValues"]["price"] = PRICE  # type: ignore[index]  # a mapping
    profile = {
        "name": "p",
        "domain": domain,
        "issueWeights": {"colour": 0.5, "price": 0.5},
        "issueUtilities": {"colour": TABLE, "price": {"numberutils": LINE}},
    }
    files = {"paint.json": domain, "p.json": profile | changes, "q.json": profile}
    texts = {
        name: json.dumps(
            content if name == "paint.json" else {"LinearAdditiveUtilitySpace": content}
        )
        for name, content in files.items()
    }
    return scenario_in(put(folder, texts)).scenario


@pytest.mark.parametrize("spelling", ["numberutils", "NumberValueSetUtilities"])
def test_a_range_runs_by_steps_and_its_utilities_along_a_line(
    tmp_path: Path, spelling: str
) -> None:
    found = read(tmp_path, issueUtilities={"colour": TABLE, "price": {spelling: LINE}})
    assert ("12.2", "12.5", "12.8", "13.1") == found.issues[1].options
    tenths = [0, 3, 6, 9]
    assert tuple(Fraction(n, 10) for n in tenths) == found.profiles[0].values[1]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0, 1, "0.33333333"), (1, 0, "0.66666667"), (0, 0.5, "0.16666667")],
)
def test_utilities_of_numbers_have_eight_decimals(
    tmp_path: Path, low: float, high: float, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PRICE, "range", {"low": 1, "high": 4, "step": 1})
    for end, value in {
        "lowValue": 1,
        "lowUtility": low,
        "highValue": 4,
        "highUtility": high,
    }.items():
        monkeypatch.setitem(LINE, end, value)
    assert Fraction(expected) == read(tmp_path).profiles[0].values[1][1]


@pytest.mark.parametrize("number", [12.5, "12.50", "12.5"])
def test_a_reservation_bid_names_a_number_in_any_spelling(tmp_path: Path, number: Any) -> None:
    bid = {"issuevalues": {"colour": "blue", "price": number}}
    assert Fraction("0.275") == read(tmp_path, reservationBid=bid).profiles[0].reservation


def test_what_a_reservation_bid_leaves_out_is_worth_nothing(tmp_path: Path) -> None:
    bid = {"issuevalues": {"colour": "blue"}}
    assert Fraction("0.125") == read(tmp_path, reservationBid=bid).profiles[0].reservation


def test_a_reservation_bid_of_null_is_none(tmp_path: Path) -> None:
    p = read(tmp_path, reservationBid=None).profiles[0]
    assert (None, False) == (p.reservation, p.stated)


def test_weights_that_geniusweb_would_not_load_are_read_and_told(tmp_path: Path) -> None:
    p = read(tmp_path, issueWeights={"colour": 0.5, "price": 0.4}).profiles[0]
    assert ("The weights of p add up to 0.9; GeniusWeb loads only those of 1.",) == p.notes


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (
            {
                "issueUtilities": {
                    "colour": TABLE,
                    "price": {"numberutils": {**LINE, "highValue": 14}},
                }
            },
            "runs from 12.2 to 14, but issue “price” from 12.2 to 13.2",
        ),
        ({"issueUtilities": {"colour": TABLE, "price": TABLE}}, "is a table, but issue “price”"),
        (
            {"issueUtilities": {"colour": {"numberutils": LINE}, "price": {"numberutils": LINE}}},
            "is a line, but issue “colour” is no range",
        ),
        ({"reservationBid": {"issuevalues": {"price": 12.3}}}, "is no value of issue “price”"),
    ],
)
def test_utilities_that_do_not_fit_the_range_stop_the_import(
    tmp_path: Path, changes: dict[str, Any], says: str
) -> None:
    with pytest.raises(NotUnderstood, match=says):
        read(tmp_path, **changes)
