"""Every package of a case as a table, against the model in plain Python and the study."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
from casefile import TEXT
from strategies import cases
from winset.case.document import Case
from winset.case.loading import content_hash, load
from winset.case.reading import case_of, read
from winset.case.source import checked
from winset.space import packages as module
from winset.space.grid import UNITS
from winset.space.packages import TooLarge
from winset.study import packages as rows
from winset.study.analyse import analyse
from winset.study.packages import Packages, packages


def joined(found: Packages) -> dict[str, list[Any]]:
    batches = list(found)
    return {
        column.name: np.concatenate([batch[column.name] for batch in batches]).tolist()
        for column in found.columns
    }


def of(cells: dict[str, list[Any]], prefix: str) -> list[list[Any]]:
    return [column for name, column in cells.items() if name.startswith(f"{prefix}_")]


def in_points(numbers: list[Fraction]) -> list[float]:
    return [int(number * UNITS) / UNITS for number in numbers]


@settings(max_examples=40)  # the oracle takes its time
@given(cases(), st.sampled_from((1, 4, 1000)))
def test_rows_are_what_the_oracle_says_of_each_possible_package(case: Case, size: int) -> None:
    every = oracle.packages(case)
    numbers = [n for n, package in enumerate(every) if oracle.possible(case, package)]
    kept = [every[n] for n in numbers]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "BLOCK", size)
        found = packages(case)
        cells = joined(found)
    options = [column.options for column in found.columns if column.kind == "option"]
    chosen = [
        [ids[code] for code in codes]
        for ids, codes in zip(options, of(cells, "issue"), strict=True)
    ]
    assert numbers == cells["package"]
    assert [[p[issue] for p in kept] for issue in case.issues] == chosen
    assert [in_points([oracle.value(case, a, p) for p in kept]) for a in case.actors] == of(
        cells, "value"
    )
    assert [in_points([oracle.gain(case, a, p) for p in kept]) for a in case.actors] == of(
        cells, "gain"
    )
    assert [[oracle.accepts(case, a, p) for p in kept] for a in case.actors] == of(cells, "accepts")
    assert [[oracle.ratified(case, p, x) for x in kept] for p in case.parties] == of(cells, "won")
    assert [oracle.in_zone(case, p) for p in kept] == cells["zone"]


@settings(max_examples=40)  # the oracle takes its time
@given(cases())
def test_the_frontier_is_the_best_of_the_zone(case: Case) -> None:
    zone = [(n, p) for n, p in enumerate(oracle.packages(case)) if oracle.in_zone(case, p)]
    gains = [[oracle.gain(case, case.principal(x), p) for x in case.parties] for _, p in zone]
    best = oracle.efficient(gains)
    cells = joined(packages(case, frontier=True))
    assert [n for (n, _), kept in zip(zone, best, strict=True) if kept] == sorted(cells["package"])
    assert all(cells["zone"])


def test_counts_and_the_frontier_are_those_of_the_study() -> None:
    case = load("harbour-ferry")
    study = analyse(case, worlds=10, workers=1)
    found = packages(case, frontier=True)
    every, frontier = joined(packages(case)), joined(found)
    assert study.space.packages == len(every["package"])
    assert study.zone.packages == sum(every["zone"])
    assert {w.party: w.packages for w in study.win_sets} == {
        party: sum(every[f"won_{party}"]) for party in case.parties
    }
    principal = {party: case.principal(party) for party in case.parties}
    assert [dict(point.values) for point in study.frontier] == [
        {party: frontier[f"value_{principal[party]}"][n] for party in case.parties}
        for n in range(len(frontier["package"]))
    ]


def test_what_the_numbers_are_is_said() -> None:
    case = case_of(read(checked("case.yaml", TEXT)))
    about = packages(case).about
    assert (content_hash(case), "small", "2025-09-15") == (
        about["case_hash"],
        about["case"],
        about["as_of"],
    )
    assert set(rows.DEFINITIONS) == set(about["definitions"])
    assert "TikTok" == about["columns"]["issue_tiktok"]


def test_progress_counts_all_combinations() -> None:
    told: list[tuple[int, int]] = []
    list(packages(load("harbour-ferry"), progress=lambda done, total: told.append((done, total))))
    assert {sum(done for done, _ in told)} == {total for _, total in told}


def test_a_space_too_large_to_enumerate_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "ENUMERABLE", 3)
    with pytest.raises(TooLarge, match="--frontier"):
        packages(load("harbour-ferry"))


@settings(max_examples=40)  # two surveys each
@given(cases())
def test_the_frontier_of_a_large_space_is_a_package_of_each_point(case: Case) -> None:
    expected = joined(packages(case, frontier=True))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rows, "ENUMERABLE", 0)
        found = packages(case, frontier=True)
    actual = joined(found)
    gains = [f"gain_{case.principal(party)}" for party in case.parties]
    points = list(zip(*(actual[name] for name in gains), strict=True))
    assert set(zip(*(expected[name] for name in gains), strict=True)) == set(points)
    assert len(set(points)) == len(points)
    assert set(actual["package"]) <= set(expected["package"])
    assert all(actual["zone"])
    assert "0: these are all the points" == found.about["epsilon"]


def test_points_left_out_of_a_file_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "ENUMERABLE", 3)
    monkeypatch.setattr(rows, "MOST_POINTS", 2)
    found = packages(load("harbour-ferry"), frontier=True)
    assert 2 == len(joined(found)["package"])
    assert "2, evenly from end to end, of its" in found.about["frontier"]
