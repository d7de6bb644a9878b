"""What each agenda brings in a world, against the definitions written out in plain Python."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given

import oracle
from oracle import Package
from strategies import cases
from toys import linchpin_toy
from winset.case.document import Case
from winset.home.rules import compile_rules
from winset.home.zone import drawn_luck, mid_luck
from winset.insight.runs import Runs, run, run_part, settled_share
from winset.space.compile import compile_case
from winset.space.worlds import drawn, issue_weights, mid


def at_mid(case: Case) -> Runs:
    space = compile_case(case)
    rules = compile_rules([p.ratification for p in case.parties.values()], space.actors)
    return run_part(space, rules, mid(space), mid_luck(rules))


def moved(case: Case, package: Package) -> frozenset[str]:
    return frozenset(k for k, option in package.items() if option != case.issues[k].at_rest)


class Twin:
    """The Nash deals of a case, by looking at every package in turn."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.packages = oracle.packages(case)
        self.principals = [case.principal(party) for party in case.parties]
        self.zone = [
            (moved(case, package), self.gains(package), package)
            for package in self.packages
            if oracle.in_zone(case, package)
        ]

    def gains(self, package: Package) -> list[Fraction]:
        """Gains of the principals."""
        return [oracle.gain(self.case, actor, package) for actor in self.principals]

    def deal(self, agenda: set[str]) -> Package | None:
        """The best package of the zone that moves issues of the agenda only."""
        return self.best(
            [(gains, package) for moves, gains, package in self.zone if moves <= agenda]
        )

    @staticmethod
    def best(found: list[tuple[list[Fraction], Package]]) -> Package | None:
        """The largest product, then sum, then smallest gain, then the first in the file."""
        if not found:
            return None

        def merit(item: tuple[list[Fraction], Package]) -> tuple[Fraction, Fraction, Fraction]:
            product = Fraction(1)
            for gain in item[0]:
                product *= gain
            return product, sum(item[0], Fraction(0)), min(item[0])

        return max(found, key=merit)[1]

    def value(self, agenda: set[str]) -> float:
        """Geometric mean of the gains at the deal."""
        deal = self.deal(agenda)
        if deal is None:
            return 0.0
        product = 1.0
        for gain in self.gains(deal):
            product *= float(gain)
        return float(product ** (1 / len(self.principals)))

    def settled(self, agenda: set[str]) -> frozenset[str]:
        """Issues that the deal moves."""
        deal = self.deal(agenda)
        return frozenset() if deal is None else moved(self.case, deal)

    def after(self, issue: str, option: str) -> frozenset[str]:
        """What is settled once the option is settled first, and its worth is spent."""
        case = self.case
        rest = {k: i.at_rest for k, i in case.issues.items()}
        alone = {**rest, issue: option}
        spent = {a: oracle.value(case, a, alone) - oracle.value(case, a, rest) for a in case.actors}
        found = []
        for package in self.packages:
            if package[issue] != option or not oracle.possible(case, package):
                continue
            left = {a: oracle.gain(case, a, package) - spent[a] for a in case.actors}
            yes = {
                a
                for a, actor in case.actors.items()
                if left[a] >= (0 if actor.margin is None else Fraction(actor.margin.mid))
            }
            gains = [left[a] for a in self.principals]
            if min(gains) >= 0 and all(
                oracle.holds(party.ratification, yes) and not oracle.crossed(case, name, package)
                for name, party in case.parties.items()
            ):
                found.append((gains, package))
        deal = self.best(found)
        return frozenset({issue}) if deal is None else moved(case, deal)


def weights(case: Case) -> dict[str, float]:
    space = compile_case(case)
    return dict(zip(case.issues, issue_weights(space, mid(space), 0).tolist(), strict=True))


def share(case: Case, k: str, first: frozenset[str], second: frozenset[str]) -> float:
    w = weights(case)
    others = [issue for issue in case.issues if issue != k]
    total = sum(w[issue] for issue in others)
    change = sum(w[issue] * ((issue in first) - (issue in second)) for issue in others)
    return change / total if total else 0.0


@given(cases())
def test_lambda_is_the_share_of_other_issues_that_fall_with_the_issue(case: Case) -> None:
    runs, twin, everything = at_mid(case), Twin(case), set(case.issues)
    for k, issue in enumerate(case.issues):
        expected = share(case, issue, twin.settled(everything), twin.settled(everything - {issue}))
        assert runs.unlocks[0, k] == pytest.approx(expected)


@given(cases())
def test_settle_first_spends_what_the_option_of_the_deal_gains(case: Case) -> None:
    runs, twin, everything = at_mid(case), Twin(case), set(case.issues)
    deal = twin.deal(everything)
    for k, issue in enumerate(case.issues):
        without = twin.settled(everything - {issue})
        settled = deal is not None and issue in moved(case, deal)
        after = twin.after(issue, deal[issue]) if deal is not None and settled else without
        assert runs.settle_first[0, k] == pytest.approx(share(case, issue, after, without))


@given(cases())
def test_own_worth_and_pairs_count_over_what_rest_alone_gains(case: Case) -> None:
    runs, twin = at_mid(case), Twin(case)
    nothing = twin.value(set())
    for i, first in enumerate(case.issues):
        assert runs.own_worth[0, i] == pytest.approx(twin.value({first}) - nothing, abs=1e-6)
        for j, second in enumerate(case.issues):
            if j > i:
                both = twin.value({first, second}) - twin.value({first}) - twin.value({second})
                assert runs.pairs[0, i, j] == pytest.approx(both + nothing, abs=1e-6)


@given(cases())
def test_the_deal_is_the_one_that_the_solutions_report(case: Case) -> None:
    runs, deal = at_mid(case), Twin(case).deal(set(case.issues))
    space = compile_case(case)
    assert (space.package(int(runs.nash[0])) if runs.nash[0] >= 0 else None) == deal


@given(cases())
def test_an_issue_is_critical_if_no_deal_that_settles_something_is_left(case: Case) -> None:
    runs, twin, everything = at_mid(case), Twin(case), set(case.issues)

    def exists(agenda: set[str]) -> bool:
        return any(moves and moves <= agenda for moves, *_ in twin.zone)

    for k, issue in enumerate(case.issues):
        expected = exists(everything) and not exists(everything - {issue})
        assert runs.critical[0, k] == expected


@given(cases())
def test_blocks_of_any_size_find_the_same(case: Case) -> None:
    whole = at_mid(case)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("winset.space.packages.BLOCK", 3)
        patch.setattr("winset.space.packages.KEPT", 0)
        parts = at_mid(case)
    for name in ("zone", "nash", "unlocks", "settle_first", "own_worth", "critical", "pairs"):
        assert getattr(parts, name).tolist() == getattr(whole, name).tolist()


def test_workers_and_chunks_do_not_change_a_world(monkeypatch: pytest.MonkeyPatch) -> None:
    space = compile_case(linchpin_toy())
    parties = linchpin_toy().parties.values()
    rules = compile_rules([party.ratification for party in parties], space.actors)
    worlds, luck = drawn(space, 7, 1), drawn_luck(rules, 7, 1)
    one = run(space, rules, worlds, luck, workers=1)
    monkeypatch.setattr("winset.space.workers.CHUNK", 3)
    monkeypatch.setattr("winset.space.workers.WORTH_A_POOL", 0.0)
    many = run(space, rules, worlds, luck, workers=2)
    assert many.unlocks.tolist() == one.unlocks.tolist()


def test_a_share_of_no_other_issues_is_nothing() -> None:
    assert settled_share(1, 0, 0, np.array([1.0])) == 0.0
