"""The diagram of a space holds exactly the packages that its linkages allow."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
from strategies import cases, cases_with_a_condition
from toys import linchpin_toy
from winset.case.conditions import Condition
from winset.case.document import Case
from winset.space.compile import compile_case
from winset.space.conditions import Chosen, Either, Every, Negated, Test, compile_condition
from winset.space.diagram import compilation
from winset.space.diagram.compilation import TooWide, compile_diagram
from winset.space.packages import blocks
from winset.space.space import Space


def rows_of(space: Space, case: Case) -> list[tuple[int, ...]]:
    """Return the oracle's possible packages as rows of options of `space`."""
    return [
        tuple(space.options[k].index(package[issue]) for k, issue in enumerate(space.issues))
        for package in oracle.packages(case)
        if oracle.possible(case, package)
    ]


def grid(*offered: int, forbidden: tuple[Test, ...] = ()) -> Space:
    """A space with issues of so many options and nothing but the given linkages."""
    return replace(
        compile_case(linchpin_toy()),
        issues=tuple(f"issue{k}" for k in range(len(offered))),
        options=tuple(tuple(f"option{o}" for o in range(n)) for n in offered),
        offered=offered,
        forbidden=forbidden,
        soft=(),
    )


@given(cases(certain=True))
def test_a_diagram_holds_the_possible_packages_each_once(case: Case) -> None:
    space = compile_case(case)
    assert sorted(rows_of(space, case)) == sorted(compile_diagram(space))


@given(cases(certain=True))
def test_possible_packages_are_counted_without_walking_them(case: Case) -> None:
    space = compile_case(case)
    assert len(rows_of(space, case)) == compile_diagram(space).possible


@given(cases_with_a_condition())
def test_what_else_is_forbidden_has_no_path(drawn: tuple[Case, Condition]) -> None:
    case, condition = drawn
    space = compile_case(case)
    test = compile_condition(
        condition, space.issues, dict(zip(space.issues, space.options, strict=True))
    )
    expected = [
        row
        for row, package in zip(rows_of(space, case), _possible(case), strict=True)
        if not oracle.meets(condition, package)
    ]
    assert sorted(expected) == sorted(compile_diagram(space, [test]))


def _possible(case: Case) -> list[dict[str, str]]:
    return [package for package in oracle.packages(case) if oracle.possible(case, package)]


@given(cases(certain=True))
def test_a_path_completes_the_soft_linkages_that_its_package_meets(case: Case) -> None:
    space = compile_case(case)
    diagram = compile_diagram(space)
    for block in blocks(space):
        for n, possible in enumerate(block.possible):
            row = tuple(map(int, block.digits[:, n]))
            met = tuple(np.flatnonzero(block.patterns[block.pattern[n]]).tolist())
            assert diagram.patterns_of(row) == (met if possible else None)


@given(cases(certain=True))
def test_every_node_has_an_arc_in_and_every_arc_leads_to_the_next_layer(case: Case) -> None:
    layers = compile_diagram(compile_case(case)).layers
    ahead = [layer.nodes for layer in layers[1:]] + [1] * bool(layers)
    for layer, after in zip(layers, ahead, strict=True):
        assert set(layer.src.tolist()) == set(range(layer.nodes))
        assert set(layer.dst.tolist()) == set(range(after))
        assert layer.dst.tolist() == sorted(layer.dst.tolist())


def test_pairs_of_linked_issues_need_few_nodes_wherever_they_stand_in_the_file() -> None:
    ahead = 10
    pairs = tuple(Every((_takes(k, 0, 5), _takes(k + ahead, 0, 5))) for k in range(ahead))
    diagram = compile_diagram(grid(*(5,) * 2 * ahead, forbidden=pairs))
    assert (diagram.width, diagram.possible) == (2, 24**ahead)


def test_linkages_that_say_the_same_are_one() -> None:
    one, other = _takes(0, 1, 3), _takes(1, 1, 3)
    same = Negated(Either((Negated(one), Negated(other))))
    diagram = compile_diagram(grid(3, 3, forbidden=(Every((one, other)), same)))
    assert (diagram.width, diagram.possible) == (2, 8)


def test_a_space_without_a_possible_package_has_no_layers() -> None:
    diagram = compile_diagram(grid(3, 3, forbidden=(_takes(0, 1, 3), Negated(_takes(0, 1, 3)))))
    assert (diagram.layers, diagram.possible, list(diagram)) == ((), 0, [])


def test_a_package_may_be_impossible_whatever_is_chosen() -> None:
    assert compile_diagram(grid(3, 3, forbidden=(Every(()),))).possible == 0


def test_a_diagram_too_wide_is_refused_with_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compilation, "MOST_ARCS", 50)
    tests = tuple(
        Every((_takes(a, 0, 4), _takes(b, 1, 4))) for a in range(6) for b in range(6) if a != b
    )
    with pytest.raises(TooWide, match="at least 52 arcs and 13 nodes"):
        compile_diagram(grid(*(4,) * 6, forbidden=tests))


@settings(max_examples=20)
@given(st.integers(0, 1000))
def test_a_sample_is_of_possible_packages_and_the_same_for_the_same_seed(seed: int) -> None:
    space = grid(3, 3, 3, forbidden=(Every((_takes(0, 1, 3), _takes(2, 1, 3))),))
    diagram = compile_diagram(space)
    rows = diagram.sample(50, np.random.default_rng(seed)).tolist()
    assert all(diagram.patterns_of(tuple(row)) == () for row in rows)
    assert rows == diagram.sample(50, np.random.default_rng(seed)).tolist()


def test_every_possible_package_is_as_likely_to_be_drawn_as_any_other() -> None:
    space = grid(3, 2, 3, forbidden=(Every((_takes(0, 1, 3), _takes(2, 1, 3))),))
    diagram = compile_diagram(space)
    draws = 16_000
    drawn = Counter(map(tuple, diagram.sample(draws, np.random.default_rng(1)).tolist()))
    expected = draws / diagram.possible
    assert set(drawn) == set(diagram)
    assert all(abs(count - expected) < 5 * expected**0.5 for count in drawn.values())


def test_nothing_is_drawn_where_nothing_is_possible() -> None:
    with pytest.raises(ValueError, match="no package is possible"):
        compile_diagram(grid(2, forbidden=(Every(()),))).sample(1, np.random.default_rng(0))


def _takes(issue: int, option: int, of: int) -> Test:
    return Chosen(issue, tuple(o == option for o in range(of)))
