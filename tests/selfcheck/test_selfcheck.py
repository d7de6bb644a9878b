"""Scenarios recomputed: exact, by brute force, and as others found them."""

from __future__ import annotations

import json
import math
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command import Run, calls
from scenarios import ALL, GENIUS, NEGMAS_REAL, NEGOLOG, REAL, put, shared
from winset.interop.folder import scenario_in
from winset.interop.to_case import to_case
from winset.selfcheck.check import check, folders
from winset.selfcheck.comparison import reference
from winset.selfcheck.measures import Point, measures
from winset.selfcheck.outcomes import enumerate_
from winset.selfcheck.table import Side, Table, table


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return calls("selfcheck", capsys)


def brute(sides: tuple[Side, ...], sizes: tuple[int, ...]) -> list[tuple[int, ...]]:
    return [
        tuple(sum(row[o] for row, o in zip(side.rows, options, strict=True)) for side in sides)
        for options in product(*map(range, sizes))
    ]


def dominated(u: tuple[int, ...], v: tuple[int, ...]) -> bool:
    return v != u and all(b >= a for a, b in zip(u, v, strict=True))


@given(
    st.lists(st.integers(1, 3), min_size=1, max_size=4).flatmap(
        lambda sizes: st.tuples(
            st.just(tuple(sizes)),
            st.lists(
                st.tuples(
                    *(st.tuples(*[st.integers(0, 2) | st.integers(0, 10**45)] * n) for n in sizes)
                ),
                min_size=2,
                max_size=3,
            ),
        )
    )
)
def test_numbers_of_any_length_are_counted_as_by_brute_force(
    drawn: tuple[tuple[int, ...], list[tuple[tuple[int, ...], ...]]],
) -> None:
    sizes, rows = drawn
    sides = tuple(Side(str(p), 10, each, (), 4, None) for p, each in enumerate(rows))
    found = measures(enumerate_(Table(sizes, sides, ())))
    every = brute(sides, sizes)
    frontier = [u for u in every if not any(dominated(u, v) for v in every)]
    rational = [u for u in frontier if min(u) >= 4]
    assert len(frontier) == found["pareto_outcomes"]
    assert len(set(frontier)) == found["pareto_points"]
    assert sum(min(u) >= 4 for u in every) == found["individually_rational"]
    assert len(rational) == found["pareto_ir_outcomes"]
    nash, products = found["nash"], [math.prod(int(v) - 4 for v in u) for u in rational]
    if rational:
        assert isinstance(nash, Point)
        assert Fraction(max(products), 10 ** len(sides)) == nash.value
        assert products.count(max(products)) == nash.outcomes
    else:
        assert nash is None


def test_a_real_issue_is_counted_at_the_numbers_that_genius_tries(tmp_path: Path) -> None:
    found = measures(enumerate_(table(to_case(scenario_in(put(tmp_path, REAL)).scenario))))
    tried = [Fraction(10 * n, 20) for n in range(21)]  # the top of the seller, 7, is among them
    buyer = [1 - x / 10 for x in tried]
    seller = [x / 7 if x < 7 else (10 - x) / 3 for x in tried]
    pairs = list(zip(buyer, seller, strict=True))
    nash, kalai, welfare = (found[name] for name in ("nash", "kalai", "welfare"))
    assert isinstance(nash, Point)
    assert isinstance(kalai, Point)
    assert isinstance(welfare, Point)
    assert max(a * b for a, b in pairs) == nash.value
    assert max(map(min, pairs)) == kalai.value
    assert max(map(sum, pairs)) == welfare.value
    assert (21, 15) == (found["outcomes"], found["pareto_outcomes"])


@pytest.mark.parametrize("top", ["7", "7.1"])
def test_corners_that_genius_does_not_try_are_not_counted(tmp_path: Path, top: str) -> None:
    seller = REAL["seller.xml"].replace('parameter2="7"', f'parameter2="{top}"')
    case = to_case(scenario_in(put(tmp_path, {**REAL, "seller.xml": seller})).scenario)
    assert 21 == table(case).outcomes


def test_continuous_issues_are_counted_at_the_levels_of_their_file(tmp_path: Path) -> None:
    case = to_case(scenario_in(put(tmp_path, NEGMAS_REAL)).scenario)
    assert 12 * 10 * 2 == table(case).outcomes


def test_the_same_numbers_pass_and_others_are_found(tmp_path: Path, run: Run) -> None:
    put(tmp_path / "lease", GENIUS)
    answers = {"scenarios": [{"folder": "x/lease", "genius_runtime": {"outcomes": 9}}]}
    (tmp_path / "reference_answers.json").write_text(json.dumps(answers))
    assert 0 == run(str(tmp_path)).exit_code
    answers["scenarios"][0]["genius_runtime"] = {"outcomes": 8}
    (tmp_path / "reference_answers.json").write_text(json.dumps(answers))
    result = run(str(tmp_path))
    assert 1 == result.exit_code
    assert "DIFFERS" in result.stdout


def test_what_the_authors_published_is_compared_by_their_definitions(tmp_path: Path) -> None:
    folder = put(tmp_path / "duel", {**NEGOLOG, "specs.json": '{"NumberOfBids": 5}'})
    authors = {row.measure: row for row in check(folder, {}).authors}
    assert ("4", "5", "differs") == (
        authors["NumberOfBids"].ours,
        authors["NumberOfBids"].theirs,
        authors["NumberOfBids"].verdict,
    )
    assert "greatest sum" in authors["Kalai"].definition


def test_without_reference_answers_ours_are_printed_with_their_definitions(
    tmp_path: Path, run: Run
) -> None:
    for name, files in ALL.items():
        put(tmp_path / name, files)
    result = run(str(tmp_path), "--json")
    found = json.loads(result.stdout)
    assert 0 == result.exit_code
    assert len(ALL) == len(found["scenarios"])
    assert all(row["definition"] for each in found["scenarios"] for row in each["rows"])


def test_a_scenario_that_cannot_be_read_is_named(tmp_path: Path, run: Run) -> None:
    put(tmp_path / "bad", {**NEGOLOG, "profileB.json": "{}"})
    result = run(str(tmp_path))
    assert 1 == result.exit_code
    assert "NOT READ" in result.stdout


def test_every_scenario_of_the_field_is_reproduced() -> None:
    place = shared()
    known = reference(place)
    small = [f for f in folders(place) if f.name != "anac2016-AgentHp2"]
    assert 37 == len(small)
    done = [check(folder, known) for folder in small]
    assert [] == [each.name for each in done if each.differs or each.cannot_say]


def test_ten_billion_packages_of_boxes_are_searched_exactly() -> None:
    (row,) = check(shared() / "genius_xml" / "anac2014-10issues", {}).authors
    assert ("10 points", "same") == (row.ours, row.verdict)


def test_the_larger_boxes_are_searched_exactly_and_beat_what_was_published() -> None:
    (row,) = check(shared() / "genius_xml" / "anac2014-50issues", {}).authors
    assert ("23 points", "12 points", "surpassed") == (row.ours, row.theirs, row.verdict)
