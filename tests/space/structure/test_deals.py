"""Bargaining solutions from the tables: those of the definitions, over every package."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from time import monotonic

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
import structure_twin as twin
from structure_twin import Package, Worth, made, small_tables
from winset.space.grid import UNITS
from winset.space.solutions import RULES
from winset.space.structure import compiled, regret, search, weights
from winset.space.structure.deals import Deal, Ladder, best, deal, deals, ties
from winset.space.structure.labels import by_labels
from winset.space.structure.milp import by_milp
from winset.space.structure.problem import NASH, SHARES, SUM, posed
from winset.space.structure.tables import Tables


@st.composite
def talks(draw: st.DrawFn, parties: tuple[int, int] = (2, 4)) -> tuple[Tables, Worth, Worth]:
    """Tables, what no agreement is worth, and the gain that each must have."""
    tables = draw(small_tables(parties=parties))
    count = tables.parties
    disagreement = draw(st.tuples(*[st.integers(-8, 2)] * count))
    least = draw(st.just((0,) * count) | st.tuples(*[st.integers(0, 4)] * count))
    return tables, disagreement, least


def zone(tables: Tables, disagreement: Worth, least: Worth) -> list[tuple[Package, Worth]]:
    """The efficient packages in which everyone gains enough, in file order, with the gains."""
    inside = []
    for package in twin.packages(tables):
        worth = twin.worth(tables, package)
        gains = tuple(w - d for w, d in zip(worth, disagreement, strict=True))
        if all(g >= low for g, low in zip(gains, least, strict=True)):
            inside.append((package, gains))
    kept = oracle.efficient([gains for _, gains in inside])
    return [each for each, keep in zip(inside, kept, strict=True) if keep]


def expected(tables: Tables, disagreement: Worth, least: Worth) -> dict[str, list[Package]]:
    inside = zone(tables, disagreement, least)
    if not inside:
        return {rule: [] for rule in RULES}
    packages, gains = zip(*inside, strict=True)
    found = oracle.solutions(gains, range(len(gains)))
    return {rule: [packages[n] for n in numbers] for rule, numbers in found.items()}


def chosen(found: Deal) -> list[Package]:
    return [] if found.package is None else [found.package]


@given(talks())
def test_the_deals_are_those_of_the_definitions(talk: tuple[Tables, Worth, Worth]) -> None:
    tables, disagreement, least = talk
    for rule, packages in expected(*talk).items():
        found = deal(tables, rule, disagreement, least)
        assert packages[:1] == chosen(found)
        assert found.status == ("exact" if packages else "infeasible")
        assert packages == [] or found.gap == 0


@given(talks(parties=(5, 6)))
def test_so_they_are_for_six_parties(talk: tuple[Tables, Worth, Worth]) -> None:
    tables, disagreement, least = talk
    found = deals(tables, disagreement, least)
    assert list(expected(*talk).values()) == [
        packages[:1] and packages
        for packages in (
            list(map(tuple, ties(tables, each, disagreement, 300, least)[0].tolist()))
            if each.package
            else []
            for each in found
        )
    ]


@given(talks())
def test_shares_of_a_stated_ideal_are_counted(talk: tuple[Tables, Worth, Worth]) -> None:
    tables, disagreement, least = talk
    found = deal(tables, "kalai_smorodinsky", disagreement, least)
    if found.ideal is not None and min(found.ideal) > 0:
        stated = deal(tables, "kalai_smorodinsky", disagreement, least, ideal=found.ideal)
        assert replace(found, nodes=stated.nodes) == stated


@given(talks())
def test_all_ties_are_given_on_request(talk: tuple[Tables, Worth, Worth]) -> None:
    tables, disagreement, least = talk
    for rule, packages in expected(*talk).items():
        if packages:
            found = deal(tables, rule, disagreement, least)
            rows, whole = ties(tables, found, disagreement, 300, least)
            assert whole
            assert packages == list(map(tuple, rows.tolist()))


@given(talks())
def test_the_label_method_finds_the_same(talk: tuple[Tables, Worth, Worth]) -> None:
    tables, disagreement, least = talk
    base, lower = -np.array(disagreement), np.array(least)
    for rule in (NASH, SHARES, SUM):
        low = np.maximum(lower, 1) if rule == NASH else lower
        problem = posed(tables, rule, base, np.ones_like(base), low)
        whole = regret.by_regret(problem, 10**6)
        short = regret.by_regret(problem, 1)
        labelled = by_labels(problem, short, inf, 10**6)
        assert labelled is not None
        assert (whole.package, whole.gains) == (labelled.package, labelled.gains)


@settings(max_examples=20)
@given(talks())
def test_a_deal_that_is_bounded_keeps_its_bound(talk: tuple[Tables, Worth, Worth]) -> None:
    """One node and no label leave the mixed-integer program, which claims no exactness."""
    tables, disagreement, least = talk
    base, lower = -np.array(disagreement), np.array(least)
    for rule in (NASH, SHARES, SUM):
        low = np.maximum(lower, 1) if rule == NASH else lower
        problem = posed(tables, rule, base, np.ones_like(base), low)
        exact = best(problem, Ladder())
        short = regret.by_regret(problem, 1)
        if exact.gains is None or short.proved:
            continue
        found = by_milp(problem, short, monotonic() + 5)
        assert found.gains is not None
        assert not found.proved
        most = float(problem.merits(np.array([exact.gains]))[0])
        assert found.bound >= most * (1 - 1e-12)
        assert float(problem.merits(np.array([found.gains]))[0]) == pytest.approx(most)


@given(talks())
def test_the_compiled_search_is_the_plain_one(talk: tuple[Tables, Worth, Worth]) -> None:
    pytest.importorskip("numba", reason="the extra `fast` is not installed")
    tables, disagreement, least = talk
    plain = deals(tables, disagreement, least)
    with pytest.MonkeyPatch.context() as patch:
        fast = {module: compiled.load(module) for module in (weights, search)}
        patch.setattr(regret, "compiled", lambda module, _: fast[module])
        assert repr(plain) == repr(deals(tables, disagreement, least))


@given(talks())
def test_a_proof_that_nothing_will_do_holds_in_whole_numbers(
    talk: tuple[Tables, Worth, Worth],
) -> None:
    tables, disagreement, least = talk
    needed = tuple(low + 6 for low in least)
    found = deal(tables, "egalitarian", disagreement, needed)
    if found.proof is None:
        return
    most = sum(
        max(np.array(found.proof) @ row for row in tables.issue(k)) for k in range(tables.issues)
    )
    floor = sum(w * (d + n) for w, d, n in zip(found.proof, disagreement, needed, strict=True))
    assert most < floor


def test_a_reservation_above_the_ideal_is_answered_with_its_proof() -> None:
    tables = made([[(0, 10), (10, 0)]] * 3)
    found = deal(tables, "nash", (31, 0))
    assert (found.status, found.package) == ("infeasible", None)
    assert found.proof is not None
    assert found.proof[0] > 0 == found.proof[1]


def test_reservations_that_clash_are_answered_with_the_weights_that_prove_it() -> None:
    found = deal(made([[(0, 10), (10, 0)]] * 3), "utilitarian", (16, 16))
    assert found.status == "infeasible"
    assert found.proof is not None
    assert found.proof[0] == found.proof[1]


def test_what_only_looking_can_exclude_has_no_weights() -> None:
    """Half of each issue would do, but options do not come in halves."""
    found = deal(made([[(0, 10), (10, 0)]]), "egalitarian", (4, 4))
    assert (found.status, found.proof) == ("infeasible", None)


def test_products_beyond_64_bits_are_told_apart() -> None:
    hundred = 100 * UNITS
    tables = made([[(hundred, hundred, hundred - 1), (hundred, hundred - 1, hundred + 1)]] * 2)
    assert (
        chosen(deal(tables, "nash", (0, 0, 0))) == expected(tables, (0,) * 3, (0,) * 3)["nash"][:1]
    )


def test_a_deal_within_a_gap_says_so_and_knows_no_ties() -> None:
    dice = np.random.default_rng(3)
    tables = Tables(dice.integers(0, 10**6, (200, 3)), tuple(range(0, 201, 10)))
    found = deal(
        tables, "egalitarian", (5 * 10**6,) * 3, ladder=Ladder(nodes=1, labels=0, seconds=1)
    )
    assert found.status == "bounded"
    assert 0 <= found.gap == pytest.approx(found.bound - found.merit)
    exact = deal(tables, "egalitarian", (5 * 10**6,) * 3)
    assert exact.status == "exact"
    assert found.merit <= exact.merit <= found.bound
    with pytest.raises(ValueError, match="bounded"):
        ties(tables, found, (5 * 10**6,) * 3, 10)


def test_an_unknown_rule_is_named() -> None:
    with pytest.raises(ValueError, match="nash, kalai_smorodinsky"):
        deal(made([[(1, 1)]]), "median", (0, 0))


def test_a_gain_below_nothing_cannot_be_asked_for() -> None:
    with pytest.raises(ValueError, match="may not be below 0"):
        deal(made([[(1, 1)]]), "nash", (0, 0), (0, -1))


def test_when_all_gain_nothing_everyone_has_all_there_is() -> None:
    found = deal(made([[(0, 0), (-1, 2)]]), "kalai_smorodinsky", (0, 0))
    assert found.gains == (0, 0)
    assert replace(found, nodes=0).merit == 1.0


def test_a_party_that_can_only_lose_nothing_leaves_the_sum_to_decide() -> None:
    """Its lower bound is 0 and so is its best gain: every product is 0."""
    tables = made([[(0, 1), (-1, 9)], [(0, 2), (0, 3)]])
    found = deal(tables, "nash", (0, 0), (0, 0))
    assert (found.status, found.package, found.gains) == ("exact", (0, 1), (0, 4))
    assert (found.merit, found.bound, found.gap) == (0.0, 0.0, 0.0)


@settings(max_examples=20)
@given(talks(parties=(2, 3)))
def test_gains_at_the_edge_of_64_bits_are_compared_exactly(
    talk: tuple[Tables, Worth, Worth],
) -> None:
    """Products of two such gains, and of a gain and an ideal, need 117 bits and more."""
    tables, disagreement, least = talk
    far = Tables(tables.flat + (1 << 58), tables.offsets)
    if far.issues > 2:
        return
    for rule, packages in expected(far, disagreement, least).items():
        assert packages[:1] == chosen(deal(far, rule, disagreement, least))
