"""What winset writes loads in NegMAS and has the same utilities and the same frontier there.

NegMAS is no dependency: `make negmas` sets up a place of its own for it and runs these tests.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest

from scenarios import FORMATS, NEGMAS_REAL, RANGES, REAL, REAL_CUT, REAL_MIXED, put, shared
from winset.case.loading import load
from winset.interop.files import Files, files_of
from winset.interop.folder import scenario_in
from winset.interop.from_case import from_case
from winset.interop.scenario import Profile, Scenario, Topic
from winset.interop.targets import Target, held
from winset.interop.to_case import to_case

negmas = pytest.importorskip(
    "negmas", reason="NegMAS is not installed here; `make negmas` runs these tests with it"
)

pytestmark = pytest.mark.filterwarnings("ignore")  # NegMAS and what it brings warn of themselves

Package = tuple[int, ...]
Utilities = tuple[Fraction, ...]

HAIR = 1e-9
"""NegMAS compares floats: of points that tie but for rounding it may keep both."""

TARGETS: tuple[Target, ...] = ("genius", "negmas", "geniusweb")


def utilities(scenario: Scenario) -> dict[Package, Utilities]:
    """Return what every package is worth to every profile, exactly."""
    sizes = [range(len(issue.options)) for issue in scenario.issues]
    return {
        package: tuple(
            p.base
            + sum(
                (w * row[o] for w, row, o in zip(p.weights, p.values, package, strict=True)),
                Fraction(0),
            )
            for p in scenario.profiles
        )
        for package in product(*sizes)
    }


def frontier(worth: dict[Package, Utilities], least: list[Fraction | None]) -> set[Utilities]:
    """Return the best utilities among packages that nobody would refuse."""
    points = {
        u
        for u in worth.values()
        if all(d is None or value >= d for value, d in zip(u, least, strict=True))
    }
    return {
        u
        for u in points
        if not any(v != u and all(b >= a for a, b in zip(u, v, strict=True)) for v in points)
    }


class Theirs:
    """A scenario as NegMAS has loaded it from files that winset wrote."""

    def __init__(self, folder: Path, scenario: Scenario, made: Files) -> None:
        self.loaded: Any = negmas.Scenario.load(put(folder, made.texts), ignore_discount=True)
        assert self.loaded is not None
        places = {name: k for k, name in enumerate(issue.name for issue in scenario.issues)}
        self.order = [places[issue.name] for issue in self.loaded.issues]
        self.issues = scenario.issues
        by_name = {Path(str(u.name)).stem: u for u in self.loaded.ufuns}
        self.ufuns = [by_name[profile.name] for profile in scenario.profiles]

    def outcome(self, package: Package) -> tuple[str | float, ...]:
        """Return a package as NegMAS has it: labels and numbers, in its own order of the issues."""
        return tuple(self.value(k, package[k]) for k in self.order)

    def value(self, k: int, option: int) -> str | float:
        """Return the label of an option, or of a range the number."""
        of = self.issues[k].range
        return float(of.of[option]) if of else self.issues[k].options[option]

    def frontier(self, packages: list[Package], least: list[Fraction | None]) -> list[Package]:
        """Return the frontier that NegMAS finds among packages that nobody would refuse."""
        for ufun, d in zip(self.ufuns, least, strict=True):
            ufun.reserved_value = float("-inf") if d is None else float(d)
        outcomes = [self.outcome(package) for package in packages]
        _, found = negmas.preferences.ops.pareto_frontier(self.ufuns, outcomes=outcomes)
        return [packages[n] for n in found]


def compare(folder: Path, scenario: Scenario, target: Target) -> None:
    kept = held(scenario, target)
    made = files_of(kept, target)
    theirs, ours = Theirs(folder, kept, made), utilities(kept)
    least = [p.reservation if p.stated and not made.stretched else None for p in kept.profiles]
    for party, (profile, ufun) in enumerate(zip(kept.profiles, theirs.ufuns, strict=True)):
        top = max(u[party] for u in ours.values())
        scale = 1.0
        if profile.name in made.stretched:
            scale = max(float(ufun(theirs.outcome(p))) for p in ours) / float(top)
        assert [float(u[party]) * scale for u in ours.values()] == pytest.approx(
            [float(ufun(theirs.outcome(package))) for package in ours], abs=1e-9 * scale
        )
    found = theirs.frontier(list(ours), least)
    best = [tuple(map(float, u)) for u in frontier(ours, least)]
    points = [tuple(map(float, ours[package])) for package in found]
    assert [] == [u for u in best if not any(v == pytest.approx(u, abs=HAIR) for v in points)]
    assert [] == [
        v
        for v in points
        if not any(all(a >= b - HAIR for a, b in zip(u, v, strict=True)) for u in best)
    ]


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("name", FORMATS)
def test_a_scenario_of_any_format_is_the_same_in_negmas(
    tmp_path: Path, name: str, target: Target
) -> None:
    case = to_case(scenario_in(put(tmp_path / "in", FORMATS[name])).scenario)
    compare(tmp_path / "out", from_case(case)[0], target)


@pytest.mark.parametrize(
    ("target", "files"),
    [
        *product(TARGETS, [REAL, REAL_MIXED]),
        ("negmas", NEGMAS_REAL),  # with utilities above 1, which GENIUS does not have
        ("geniusweb", NEGMAS_REAL),
    ],
)
def test_ranges_of_any_format_are_the_same_in_negmas(
    tmp_path: Path, files: dict[str, str], target: Target
) -> None:
    case = to_case(scenario_in(put(tmp_path / "in", files)).scenario)
    compare(tmp_path / "out", from_case(case)[0], target)


@pytest.mark.parametrize("name", RANGES)
def test_negmas_takes_a_range_for_continuous(tmp_path: Path, name: str) -> None:
    case = to_case(scenario_in(put(tmp_path / "in", RANGES[name][1])).scenario)
    scenario = held(from_case(case)[0], "negmas")
    theirs = Theirs(tmp_path / "out", scenario, files_of(scenario, "negmas"))
    kinds = {issue.name: issue.is_continuous() for issue in theirs.loaded.issues}
    assert {issue.name: issue.range is not None for issue in scenario.issues} == kinds


@pytest.mark.parametrize("target", TARGETS)
def test_a_case_with_a_range_goes_to_negmas_with_the_same_frontier(
    tmp_path: Path, target: Target
) -> None:
    compare(tmp_path, from_case(load("river-toll"))[0], target)


def test_lines_that_genius_cuts_off_are_told_to_be_other_in_negmas_and_go_as_its_own(
    tmp_path: Path,
) -> None:
    scenario, _ = from_case(to_case(scenario_in(put(tmp_path / "in", REAL_CUT)).scenario))
    (note,) = files_of(held(scenario, "genius"), "genius").notes
    assert "NegMAS computes other utilities of lodger" in note
    compare(tmp_path / "out", scenario, "negmas")


def test_what_negmas_itself_writes_is_read(tmp_path: Path) -> None:
    funs = negmas.preferences.value_fun
    space = negmas.make_os(
        [negmas.make_issue((0.0, 60.0), "toll"), negmas.make_issue(["a", "b"], "locks")],
        name="pass",
    )

    def ufun(name: str, *values: Any) -> Any:
        kind = negmas.preferences.LinearAdditiveUtilityFunction
        return kind(values, [0.6, 0.4], outcome_space=space, reserved_value=0.2, name=name)

    locks = funs.TableFun({"a": 1.0, "b": 0.0})
    up = ufun("up", funs.TriangularFun(0.0, 30.0, 90.0), locks)
    plain = ufun("down", funs.AffineFun(-0.01, 0.6), locks)
    down = negmas.preferences.ExpDiscountedUFun(ufun=plain, discount=0.9, name="down")
    negmas.Scenario(space, (up, down)).dumpas(tmp_path, "yml")
    found = scenario_in(tmp_path).scenario
    assert [True, False] == [issue.range is not None for issue in found.issues]
    for profile, theirs in zip(found.profiles, (plain, up), strict=True):
        of = found.issues[0].range
        assert of is not None
        ours = [float(0.6 * v) for v in profile.values[0]]
        assert ours == pytest.approx([theirs((float(n), "b")) for n in of.of])


def made_up(seed: int) -> Scenario:
    """Return a scenario of three issues in decimals, with reservations that bind."""
    chance = Random(seed)  # noqa: S311  no secret
    issues = tuple(Topic(f"issue {k}", tuple("abcde"[: 2 + k])) for k in range(3))

    def profile(name: str) -> Profile:
        rows = [[Fraction(chance.randrange(100), 100) for _ in issue.options] for issue in issues]
        for row in rows:
            row[chance.randrange(len(row))] = Fraction(1)
        weights = (Fraction(1, 2), Fraction(3, 10), Fraction(1, 5))
        own = tuple(tuple(row) for row in rows)
        worth = sum(
            (w * row[0] for w, row in zip(weights, own, strict=True)), Fraction(0)
        )  # the utility of a package, so that GeniusWeb can state it as a bid
        return Profile(name, weights, own, reservation=worth)

    return Scenario("made up", "negmas", issues, (profile("one"), profile("two")))


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("seed", range(10))
def test_scenarios_in_decimals_are_the_same_in_negmas(
    tmp_path: Path, seed: int, target: Target
) -> None:
    compare(tmp_path, made_up(seed), target)


@pytest.mark.parametrize(
    "name",
    ["genius_xml/other-Jobs", "geniusweb_json/anl2023-domain05", "negmas_yaml/other-SportsWatch"],
)
@pytest.mark.parametrize("target", TARGETS)
def test_the_fields_own_scenarios_are_the_same_in_negmas(
    tmp_path: Path, name: str, target: Target
) -> None:
    compare(tmp_path, from_case(to_case(scenario_in(shared() / name).scenario))[0], target)
