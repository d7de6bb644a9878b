"""Additive scenarios of any size: what an enumeration says, and what is known by construction."""

from __future__ import annotations

import json
import tracemalloc
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command import calls
from scenarios import put
from winset.selfcheck import additive
from winset.selfcheck.additive import edge_of, is_additive, measured
from winset.selfcheck.bargains import bargains
from winset.selfcheck.check import check
from winset.selfcheck.comparison import compared
from winset.selfcheck.measures import Measured, Point, Unsaid, measures
from winset.selfcheck.outcomes import enumerate_
from winset.selfcheck.table import Side, Table

NUMBERS = st.integers(-2, 4) | st.integers(0, 10**6)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Draw tables of a few packages, ties and reservations that bind being common."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    sides = []
    for name in map(str, range(draw(st.integers(2, 4)))):
        rows = tuple(tuple(draw(st.tuples(*[NUMBERS] * n))) for n in sizes)
        unit = draw(st.sampled_from((1, 3, 10)))
        sides.append(Side(name, unit, rows, (), draw(st.integers(-9, 9) | NUMBERS), None))
    return Table(tuple(sizes), tuple(sides), ())


def of(table: Table) -> dict[str, Measured]:
    return measured(table, edge_of(table))


@given(tables())
def test_both_routes_say_the_same(table: Table) -> None:
    expected = measures(enumerate_(table))
    actual = of(table)
    far, near = expected.pop("opposition"), actual.pop("opposition")
    assert expected == actual
    assert near == (None if far is None else pytest.approx(far))


def opposed(issues: int, options: int, reservation: int = 0) -> Table:
    """Issues all alike of which one side wants the most and the other the least."""
    up = (tuple(range(options)),) * issues
    down = (tuple(reversed(range(options))),) * issues
    unit = issues * (options - 1)
    sides = (Side("a", unit, up, (), reservation, None), Side("b", unit, down, (), 0, None))
    return Table((options,) * issues, sides, ())


def test_ten_to_the_fifteen_packages_are_measured_as_is_known() -> None:
    found = of(opposed(15, 10))
    half = Fraction(67, 135), Fraction(68, 135)
    assert [10**15, 10**15, 10**15, 136, 136] == [
        found[name]
        for name in (
            "outcomes",
            "individually_rational",
            "pareto_outcomes",
            "pareto_points",
            "pareto_ir_points",
        )
    ]
    nash, welfare = found["nash"], found["welfare"]
    assert isinstance(nash, Point)
    assert isinstance(welfare, Point)
    assert half[0] * half[1] == nash.value
    assert (half, half[::-1]) == nash.utilities
    assert Fraction(1) == welfare.value
    assert (136, 10**15) == (welfare.distinct, welfare.outcomes)


def test_ten_to_the_fifteen_packages_take_little_memory() -> None:
    table = opposed(15, 10)
    tracemalloc.start()
    of(table)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20 * 2**20


def test_rational_packages_are_counted_where_a_reservation_binds() -> None:
    found = of(opposed(60, 2, reservation=59))
    assert (2**60, 61) == (found["outcomes"], found["individually_rational"])
    assert (61, 2) == (found["pareto_ir_outcomes"], found["pareto_ir_points"])


def test_numbers_too_long_are_not_rounded_in_silence() -> None:
    long = Side("a", 10**30, ((0, 1), (0, 10**29 + 1)), (), 0, None)
    found = of(Table((2, 2), (long, long), ()))
    assert isinstance(found["nash"], Unsaid)
    assert (4, (Fraction(10**29 + 2, 10**30),) * 2) == (found["outcomes"], found["max_utility"])


@given(tables())
def test_searches_say_the_same_where_the_frontier_is_too_large(table: Table) -> None:
    expected = measures(enumerate_(table))
    least, best = expected["min_utility"], expected["max_utility"]
    assert isinstance(least, tuple)
    assert isinstance(best, tuple)
    for name, found in bargains(table, least, best).items():
        wanted = expected[name]
        if isinstance(wanted, Point):
            if isinstance(found, Point):
                assert replace(wanted, near=found.near) == found, name
            else:
                assert Unsaid(getattr(found, "why", ""), wanted.value, wanted.value) == found, name
        else:
            assert found is None, name


@given(tables())
def test_opposition_lies_between_the_bounds_of_a_thinned_frontier(table: Table) -> None:
    expected = measures(enumerate_(table))["opposition"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(additive, "CAP", 2)
        found = of(table)["opposition"]
    if isinstance(found, Unsaid) and found.low is not None and found.high is not None:
        assert isinstance(expected, float)
        assert found.low <= expected <= found.high
    elif not isinstance(found, Unsaid):
        assert (None if expected is None else pytest.approx(expected)) == found


def test_numbers_too_large_are_not_told() -> None:
    vast = Side("a", 1, ((0, 10**30),), (), 0, None)
    assert isinstance(of(Table((2,), (vast, vast), ()))["nash"], Unsaid)


def test_a_reservation_too_large_leaves_deals_untold() -> None:
    sides = (Side("a", 1, ((0, 1),), (), 10**30, None), Side("b", 1, ((0, 1),), (), 0, None))
    assert {} == bargains(Table((2,), sides, ()), (Fraction(0),) * 2, (Fraction(1),) * 2)
    assert 0 == of(Table((2,), sides, ()))["individually_rational"]


def test_a_frontier_too_large_is_not_told_and_deals_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(additive, "CAP", 3)
    found = of(opposed(15, 10))
    nash, welfare = found["nash"], found["welfare"]
    assert isinstance(found["pareto_points"], Unsaid)
    assert isinstance(nash, Unsaid)
    assert isinstance(welfare, Unsaid)
    assert (Fraction(67 * 68, 135**2),) * 2 == (nash.low, nash.high)
    assert (Fraction(1),) * 2 == (welfare.low, welfare.high)


def test_packages_too_many_to_count_are_not_told_and_points_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(additive, "MOST_STEPS", 3)
    found = of(opposed(15, 10))
    nash = found["nash"]
    assert isinstance(found["pareto_outcomes"], Unsaid)
    assert isinstance(nash, Point)
    assert (136, None) == (found["pareto_points"], nash.outcomes)


def test_bonuses_and_ceilings_that_are_met_are_not_sums() -> None:
    low, high = (
        Table((2,), (Side("a", 1, ((0, 2),), (), 0, ceiling),) * 2, ()) for ceiling in (1, 2)
    )
    assert (False, True) == (is_additive(low), is_additive(high))


def test_what_is_not_told_is_no_difference() -> None:
    why = Unsaid("too many")
    (row,) = compared({"pareto_outcomes": why}, {}, {"pareto_outcomes": 3})
    assert ("cannot say: too many", "unsaid") == (row.ours, row.verdict)


@pytest.mark.parametrize(("theirs", "verdict"), [(0.4, "within"), (0.6, "differs")])
def test_bounds_are_compared_with_what_others_found(theirs: float, verdict: str) -> None:
    ours = Unsaid("given up", Fraction(1, 4), Fraction(1, 2))
    rows = compared({"nash": ours, "opposition": ours}, {}, {"nash": {"value": theirs}})
    assert [verdict, "unsaid"] == [row.verdict for row in rows]
    assert "from 0.25 to 0.5: given up" == rows[0].ours


def test_a_large_file_is_checked_with_what_its_authors_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Eight issues of ten options, opposed: every package is efficient."""
    issues = {f"i{k}": [f"o{n}" for n in range(10)] for k in range(8)}

    def profile(sign: int) -> str:
        values = {
            name: {o: sign * n / 10 for n, o in enumerate(options)}
            for name, options in issues.items()
        }
        return json.dumps(
            {
                "reservationValue": 0.0,
                "issueWeights": dict.fromkeys(issues, 0.125),
                "issues": values,
            }
        )

    folder = put(
        tmp_path / "duel",
        {
            "profileA.json": profile(1),
            "profileB.json": profile(-1),
            "specs.json": '{"NumberOfBids": 100000000}',
        },
    )
    found = check(folder, {})
    rows = {row.measure: row.ours for row in found.rows}
    assert "100,000,000" == rows["outcomes"]
    assert ("NumberOfBids", "same") == (found.authors[0].measure, found.authors[0].verdict)
    result = calls("selfcheck", capsys)(str(folder))
    assert 0 == result.exit_code
    assert "0 not told; 0 cannot say" in result.stdout
