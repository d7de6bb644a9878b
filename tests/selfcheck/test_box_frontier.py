"""The frontier of boxes: exact within its budget, by brute force, and else a gap that holds."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command import calls
from scenarios import BOXES, put, shared
from winset.interop.folder import scenario_in
from winset.interop.to_case import to_case
from winset.selfcheck import check as checks
from winset.selfcheck.box_bounds import DIRECTIONS, shares_of
from winset.selfcheck.box_frontier import BoxFrontier, box_frontier
from winset.selfcheck.boxes import Boxes, TooEntangled, _foes, boxes_of
from winset.selfcheck.outcomes import enumerate_
from winset.selfcheck.table import table

Value = tuple[int, int]

SIZES = st.lists(st.integers(1, 3), min_size=1, max_size=4).map(tuple)


@st.composite
def small_boxes(draw: st.DrawFn) -> Boxes:
    """Boxes of any options over a few issues, with worths short or long, and a ceiling or none."""
    sizes = draw(SIZES)
    issues = st.lists(st.integers(0, len(sizes) - 1), min_size=1, unique=True)
    bounds, worth = [], []
    for _ in range(draw(st.integers(0, 9))):
        each = []
        for k in sorted(draw(issues)):
            options = st.lists(st.integers(0, sizes[k] - 1), min_size=1, unique=True)
            each.append((k, tuple(sorted(draw(options)))))
        bounds.append(tuple(each))
        paid = draw(st.integers(0, 9) | st.integers(0, 10**12))
        worth.append((paid, 0) if draw(st.booleans()) else (0, paid))
    tops = [sum(each[p] for each in worth) for p in (0, 1)]
    most = tops[0], draw(st.integers(1, max(1, tops[1])))
    return Boxes(sizes, tuple(bounds), tuple(worth), _foes(bounds), most, (10, 7))


def every_value(boxes: Boxes) -> set[Value]:
    return {boxes.value(package) for package in product(*map(range, boxes.sizes))}


def best_of(values: set[Value]) -> list[Value]:
    return sorted(
        u for u in values if not any(v != u and v[0] >= u[0] and v[1] >= u[1] for v in values)
    )


def units(boxes: Boxes, found: BoxFrontier) -> list[Value]:
    return [(int(a * boxes.units[0]), int(b * boxes.units[1])) for a, b in found.points]


@given(small_boxes())
def test_the_frontier_is_that_of_all_packages(boxes: Boxes) -> None:
    found = box_frontier(boxes)
    assert (best_of(every_value(boxes)), True) == (units(boxes, found), found.exact)


@given(small_boxes(), st.integers(0, 4))
def test_a_search_given_up_has_real_packages_and_a_gap_that_holds(boxes: Boxes, nodes: int) -> None:
    found = box_frontier(boxes, nodes)
    assert [boxes.value(package) for package in found.packages] == units(boxes, found)
    for value in every_value(boxes):
        first, second = boxes.utilities(value)
        assert any(first <= a + found.gap and second <= b + found.gap for a, b in found.points)


@given(small_boxes())
def test_no_package_is_worth_more_than_the_additive_bound(boxes: Boxes) -> None:
    shares = shares_of(boxes)
    for package in product(*map(range, boxes.sizes)):
        inside = [all(package[k] in kept for k, kept in bounds) for bounds in boxes.bounds]
        for direction in range(len(DIRECTIONS)):
            got = sum(
                int(shares.share[direction, s])
                for s in range(shares.box.size)
                if shares.cover[s, shares.columns[shares.issue[s], package[shares.issue[s]]]]
            )
            assert got >= int(shares.weight[direction, inside].sum())


@given(small_boxes())
def test_boxes_are_foes_if_no_package_lies_in_both(boxes: Boxes) -> None:
    packages = list(product(*map(range, boxes.sizes)))
    members = [
        {p for p in packages if all(p[k] in kept for k, kept in bounds)} for bounds in boxes.bounds
    ]
    brute = tuple(sum(1 << m for m, b in enumerate(members) if not a & b) for a in members)
    assert brute == boxes.foes


def test_boxes_of_files_are_worth_what_all_packages_are(tmp_path: Path) -> None:
    case = to_case(scenario_in(put(tmp_path, BOXES)).scenario)
    boxes, found = boxes_of(case), enumerate_(table(case))
    rates = [Fraction(side.unit, boxes.units[p]) for p, side in enumerate(found.table.sides)]
    every = {found.exact(n) for n in range(found.count)}
    assert best_of({(u[0], u[1]) for u in every}) == [
        (int(a * rates[0]), int(b * rates[1])) for a, b in units(boxes, box_frontier(boxes))
    ]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('utility="70"', 'utility="-70"', "a box takes utility away"),
        ('<INCLUDES index="1" min="0" max="6"/>', '<EXCLUDES index="1" min="0" max="6"/>', "alone"),
    ],
)
def test_what_the_search_cannot_bound_is_said(tmp_path: Path, old: str, new: str, why: str) -> None:
    files = {**BOXES, "two.xml": BOXES["two.xml"].replace(old, new)}
    case = to_case(scenario_in(put(tmp_path, files)).scenario)
    with pytest.raises(TooEntangled, match=f"cannot say: .*{why}"):
        boxes_of(case)


def test_three_parties_of_boxes_are_not_searched(tmp_path: Path) -> None:
    files = {**BOXES, "three.xml": BOXES["two.xml"]}
    case = to_case(scenario_in(put(tmp_path, files)).scenario)
    with pytest.raises(TooEntangled, match="3 parties"):
        boxes_of(case)


def test_a_search_given_up_tells_its_bound_and_how_it_stands_to_what_was_published(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = shared() / "genius_xml" / "anac2014-50issues"
    monkeypatch.setattr(checks, "box_frontier", lambda boxes: box_frontier(boxes, 100))
    result = calls("selfcheck", capsys)(str(folder))
    assert 0 == result.exit_code
    said = " ".join(result.stdout.split())
    assert "cannot say exactly: the search stopped after 100 nodes with 8 points" in said
    assert "at most 0.0280 more than one of them, to both parties" in said
    assert "of the 12 points that its authors published are met or beaten" in said
