"""The numbers of docs/explanation/exact-at-any-size.md are those of the engine."""

from __future__ import annotations

import re
from math import sqrt
from pathlib import Path

import numpy as np
import pytest

import structure_twin as twin
from structure_twin import made
from winset.space.structure.deals import deal
from winset.space.structure.frontier import frontier
from winset.space.structure.problem import NASH, posed
from winset.space.structure.regret import by_regret
from winset.space.structure.supported import supported
from winset.space.structure.tables import Tables

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "explanation" / "exact-at-any-size.md").read_text(encoding="utf-8")

Points = list[list[int]]


@pytest.fixture(scope="module")
def tables() -> Tables:
    """The issues as the page's first table states them."""
    rows = re.findall(r"^\| \w+ \| (\d+, \d+) \| (\d+, \d+) \| (\d+, \d+) \|$", PAGE, re.MULTILINE)
    assert len(rows) == 3
    return made([[tuple(map(int, cell.split(", "))) for cell in row] for row in rows])


def stated() -> list[Points]:
    """The points that the page lists, list by list."""
    return [
        [[int(x), int(y)] for x, y in re.findall(r"\((\d+), (\d+)\)", line.split(" within ")[0])]
        for line in re.findall(r"^> (.*)$", PAGE, re.MULTILINE)
    ]


def test_the_lists_of_points_are_those_found(tables: Tables) -> None:
    last_two = made([[tuple(row) for row in tables.issue(k).tolist()] for k in (1, 2)])
    found = [
        frontier(last_two).points,
        frontier(tables).points,
        frontier(tables, cap=5).points,
        supported(tables).points,
    ]
    assert stated() == [points.tolist() for points in found]


def test_the_certificates_are_those_found(tables: Tables) -> None:
    assert f"within {frontier(tables, cap=5).epsilon}" in PAGE
    assert f"the certificate is {supported(tables).epsilon}:" in PAGE


def test_the_nash_deal_and_its_bound_are_those_found(tables: Tables) -> None:
    found = deal(tables, "nash", (6, 6))
    assert (found.gains, found.nodes, found.covered) == ((7, 6), 2, 27)
    assert found.merit == pytest.approx(sqrt(42), rel=1e-12)
    assert f"the root of 42, {sqrt(42):.4f}" in PAGE
    assert f"13 - 2 x {sqrt(42):.4f} = {13 - 2 * sqrt(42):.3f}. Only one other package" in PAGE
    within = [p for p in twin.packages(tables) if sum(twin.worth(tables, p)) > 2 * sqrt(42) + 12]
    assert [twin.worth(tables, package) for package in within] == [(9, 16), (13, 12)]
    ones = np.ones(2, dtype=np.int64)
    searched = by_regret(posed(tables, NASH, -6 * ones, ones, ones), 100)
    assert searched.bound == pytest.approx(6.5)
    assert searched.weights[0] == searched.weights[1]


def test_the_proof_that_nothing_will_do_is_the_one_found(tables: Tables) -> None:
    proof = deal(tables, "nash", (14, 12)).proof
    assert proof is not None
    assert 3 * proof[0] == 4 * proof[1]
    most = sum(int((tables.issue(k) @ [4, 3]).max()) for k in range(3))
    assert f"4 x 13 + 3 x 12 = {most} in them" in PAGE
    assert f"4 x 14 + 3 x 12 = {4 * 14 + 3 * 12}. Such" in PAGE
