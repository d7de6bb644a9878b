"""What a text can still become, against the definition written out in plain Python."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import oracle
from oracle import Package
from strategies import cases
from toys import POINTS, linchpin_toy
from winset.case.document import Case
from winset.home.rules import compile_rules
from winset.home.zone import mid_luck
from winset.process.agenda import openings as module
from winset.process.agenda.openings import Openings, best, openings
from winset.space import packages
from winset.space.compile import compile_case
from winset.space.grid import UNITS
from winset.space.packages import TooLarge, Walk
from winset.space.space import Space
from winset.space.worlds import mid


def opened(case: Case, base: Package, movable: set[str]) -> tuple[Space, Openings]:
    """The case's Space, and the openings at its middle values."""
    space = compile_case(case)
    rules = compile_rules([p.ratification for p in case.parties.values()], space.actors)
    digits = np.array(
        [space.options[k].index(base[issue]) for k, issue in enumerate(case.issues)], dtype=np.int16
    )
    issues = {space.issues.index(issue) for issue in movable}
    luck = mid_luck(rules)[0]
    return space, openings(space, rules, mid(space), luck, digits, issues, Walk(space))


def at_rest(case: Case) -> Package:
    return {name: issue.at_rest for name, issue in case.issues.items()}


def spent(case: Case, base: Package) -> dict[str, Fraction]:
    """What the text so far is worth to each actor over nothing settled."""
    rest = at_rest(case)
    return {a: oracle.value(case, a, base) - oracle.value(case, a, rest) for a in case.actors}


def ratified_over(case: Case, package: Package, less: dict[str, Fraction]) -> bool:
    """Every home ratifies, and principals gain, when `less` is taken from each actor's gain."""
    left = {a: oracle.gain(case, a, package) - less[a] for a in case.actors}
    margins = {
        a: Fraction(0) if actor.margin is None else oracle.on_grid(Fraction(actor.margin.mid))
        for a, actor in case.actors.items()
    }
    yes = {a for a in case.actors if left[a] >= margins[a]}
    return oracle.possible(case, package) and all(
        oracle.holds(party.ratification, yes)
        and not oracle.crossed(case, name, package)
        and left[case.principal(name)] >= 0
        for name, party in case.parties.items()
    )


def passes(case: Case, base: Package, package: Package) -> bool:
    """On its own, and as a whole."""
    nothing = dict.fromkeys(case.actors, Fraction(0))
    return ratified_over(case, package, spent(case, base)) and ratified_over(case, package, nothing)


def some_text(case: Case, chance: Random) -> tuple[Package, set[str]]:
    """A package to start from, and the issues that may still move."""
    base = {issue: chance.choice(oracle.offered(case, issue)) for issue in case.issues}
    return base, {issue for issue in case.issues if chance.randrange(2)}


texts = st.randoms(use_true_random=True)


@pytest.fixture(params=["made directly", "picked from the walk"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "picked from the walk":
        monkeypatch.setattr(module, "FEW", 0)


def expected_texts(case: Case, base: Package, movable: set[str]) -> Iterator[Package]:
    for package in oracle.packages(case):
        stays = all(package[issue] == base[issue] for issue in case.issues if issue not in movable)
        if stays and package != base and passes(case, base, package):
            yield package


@pytest.mark.usefixtures("either_way")
def test_the_openings_are_the_texts_that_pass_on_their_own_and_as_a_whole() -> None:
    @given(cases(), texts)
    def check(case: Case, chance: Random) -> None:
        base, movable = some_text(case, chance)
        space, found = opened(case, base, movable)
        expected = [base, *expected_texts(case, base, movable)]
        assert expected == [space.package(int(number)) for number in found.numbers]
        assert [passes(case, base, package) for package in expected] == found.passes.tolist()

    check()


@given(cases(), texts)
def test_gains_are_counted_over_what_is_not_yet_spent(case: Case, chance: Random) -> None:
    base, movable = some_text(case, chance)
    space, found = opened(case, base, movable)
    less = spent(case, base)
    for column, number in enumerate(found.numbers):
        package = space.package(int(number))
        expected = [(oracle.gain(case, a, package) - less[a]) * UNITS for a in case.actors]
        assert expected == found.gains[:, column].tolist()


@given(cases(), texts)
def test_options_and_numbers_of_the_openings_agree(case: Case, chance: Random) -> None:
    space, found = opened(case, *some_text(case, chance))
    for column, number in enumerate(found.numbers):
        options = [space.options[k][o] for k, o in enumerate(found.digits[:, column])]
        assert options == list(space.package(int(number)).values())


@given(cases(parties=(2,)), texts)
def test_the_best_opening_is_the_nash_deal_by_the_tie_break(case: Case, chance: Random) -> None:
    space, found = opened(case, *some_text(case, chance))
    gains = [found.gains[p].tolist() for p in space.principals]
    merits = [
        (a * b, a + b, min(a, b), -number)
        for a, b, number, fine in zip(*gains, found.numbers, found.passes, strict=True)
        if fine
    ]
    chosen = best(space, found)
    if merits:
        assert max(merits)[3] == -found.numbers[chosen]
    else:
        assert chosen == 0


def test_with_nothing_settled_the_openings_are_the_zone() -> None:
    case = linchpin_toy()
    space, found = opened(case, at_rest(case), set(case.issues))
    zone = [package for package in oracle.packages(case) if oracle.in_zone(case, package)]
    assert zone == [space.package(int(number)) for number in found.numbers]
    assert found.passes.all()


def test_only_tariffs_can_be_settled_alone_in_the_toy() -> None:
    case = linchpin_toy()
    able = {
        issue for issue in case.issues if opened(case, at_rest(case), {issue})[1].numbers.size > 1
    }
    assert able == {"Tariffs"}


def test_a_gain_that_is_banked_pays_for_nothing_later() -> None:
    case = linchpin_toy()
    tariffs = {**at_rest(case), "Tariffs": "settled"}
    both = {**tariffs, "TikTok": "settled"}
    # TikTok costs the Chinese leadership 1 even with its bonus; Tariffs pays for it in a package
    space, found = opened(case, tariffs, {"TikTok"})
    assert oracle.in_zone(case, both)
    assert [space.index(tariffs)] == found.numbers.tolist()


def test_nothing_movable_leaves_the_text_as_it_is() -> None:
    case = linchpin_toy()
    _, found = opened(case, at_rest(case), set())
    assert ([0], [True]) == (found.numbers.tolist(), found.passes.tolist())


def test_a_few_openings_of_a_space_too_large_to_walk_are_made_directly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(packages, "KEPT", 1)
    monkeypatch.setattr(packages, "ENUMERABLE", 1)
    case = linchpin_toy()
    _, found = opened(case, at_rest(case), {"Tariffs"})
    assert found.numbers.size == 2
    monkeypatch.setattr(module, "BLOCK", 1)
    with pytest.raises(TooLarge, match="Nothing was sampled"):
        opened(case, at_rest(case), {"Tariffs"})


def test_settling_tariffs_gains_what_the_toy_says() -> None:
    case = linchpin_toy()
    space, found = opened(case, at_rest(case), {"Tariffs"})
    gains = dict(zip(space.actors, found.gains[:, 1].tolist(), strict=True))
    assert {"US_Exec": 2, "US_Congress": 0, "CN_Lead": 5, "CN_Sec": 1} == {
        actor: gain / (POINTS * UNITS) for actor, gain in gains.items()
    }
