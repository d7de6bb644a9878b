"""A study of an issue that can take any value: what was tried, what is exact, what is missed."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from io import StringIO
from math import prod
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from rich.console import Console

from oracle import gain, in_zone, meets, packages, solutions, worth
from strategies import cases
from winset.case.document import Case
from winset.case.grid import conditions, laid_out
from winset.case.loading import find, load
from winset.case.reading import case_of, read
from winset.case.source import checked
from winset.case.values import id_of, number_of
from winset.report.terminal import summary
from winset.space.compile import compile_case
from winset.space.continuous.loss import largest_loss
from winset.space.continuous.optimum import merit
from winset.study.advise import advise
from winset.study.analyse import analyse
from winset.study.document import Study
from winset.study.ranges import refined
from winset.study.what_if import lay_bench, what_if

F = Fraction
DAY = date(2026, 3, 2)
EXACT = (
    "The four bargaining solutions are exact over all values at the middle numbers, to a millionth "
    "of a point: the values they pick are among those tried."
)
TOLL = find("river-toll").text
LOCKS = """\
    options:
      upstream_keeps: {label: Upstream}
      shared: {label: Both towns}
      downstream_keeps: {label: Downstream}
"""
BANKER = """\
  banker:
    name: Banker
    party: bank
    level: principal
    views: {toll: {weight: 1, scores: {0: 0, 25: 100, 60: 50}}}
"""
EXCLUDED = """\
linkages:
  l: {kind: excludes, says: x, between: [{toll: {at_least: 30}}, {locks: upstream_keeps}]}
"""


@pytest.fixture(scope="module")
def toll() -> Case:
    return load("river-toll")


@pytest.fixture(scope="module")
def study(toll: Case) -> Study:
    return analyse(toll, worlds=50, workers=1)


def with_changes(*changes: tuple[str, str]) -> Case:
    """The shipped case with pieces of its file replaced; each must be there once."""
    text = TOLL
    for old, new in changes:
        assert text.count(old) == 1, f"{text.count(old)} times: {old}"
        text = text.replace(old, new)
    return case_of(read(checked("case.yaml", text)))


def notes(case: Case) -> tuple[str, ...]:
    return analyse(case, worlds=20, workers=1).provenance.notes


def test_the_study_says_what_was_tried_and_what_is_exact(study: Study) -> None:
    tried = (
        "“Toll” may take any value from 0 to 60 crowns: 18 values were tried; at the middle "
        "numbers no side can gain more than 5.6 points from a value in between."
    )
    assert (tried, EXACT) == study.provenance.notes[:2]
    assert study.provenance.exact


def test_the_finding_and_the_terminal_say_it_too(study: Study) -> None:
    (found,) = [finding for finding in study.findings if finding.topic == "values in between"]
    assert " ".join(study.provenance.notes[:2]) == found.text
    console = Console(record=True, width=100, file=StringIO())
    summary(study, console)
    assert "Between    “Toll” may take any value from 0 to 60 crowns" in console.export_text()


def test_the_guide_quotes_the_case_and_its_study(study: Study) -> None:
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "any-value.md").read_text("utf-8")
    said = " ".join(page.replace("\n> ", " ").split())
    for note in study.provenance.notes[:2]:
        assert note in said
    issue, view = re.findall(r"```yaml\n(  .*?)```", page, re.DOTALL)
    assert issue in TOLL
    assert view in TOLL
    nash = study.solutions.nash[0]
    gains = {party: round(gain, 1) for party, gain in nash.gains.items()}
    assert {"upstream": 7.9, "downstream": 4.9} == gains
    assert "22.25 crowns with the locks shared: 7.9 points for Upstream and 4.9" in page


def test_solutions_lie_at_values_that_no_even_step_has(study: Study) -> None:
    labels = {option.id: option.label for option in study.issues[0].options}
    picked = [
        labels[getattr(study.solutions, rule)[0].package["toll"]]
        for rule in ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")
    ]
    assert ["22.25 crowns", "22.25 crowns", "21.0274 crowns", "27.5 crowns"] == picked


def test_no_value_of_a_fine_grid_does_better(toll: Case) -> None:
    found = refined(toll, DAY, 1).optimum
    assert found is not None
    fine = laid_out(toll, {"toll": [F(n, 8) for n in range(481)]})
    principals = [fine.principal(party) for party in fine.parties]
    zone = [package for package in packages(fine) if in_zone(fine, package)]
    gains = [[gain(fine, actor, package) for actor in principals] for package in zone]
    best = solutions(gains, list(range(len(zone))))
    rounding = F(1, 10**6)
    top = {rule: gains[positions[0]] for rule, positions in best.items()}
    assert top["nash"][0] * top["nash"][1] <= found.rules["nash"].merit + rounding
    assert min(top["egalitarian"]) <= found.rules["egalitarian"].merit
    assert sum(top["utilitarian"]) <= found.rules["utilitarian"].merit + rounding
    assert F("7.875") * F("4.9") == found.rules["nash"].merit
    assert (F("22.25"),) == found.rules["nash"].at


def test_numbers_that_were_tried_are_tried_still(toll: Case) -> None:
    more = laid_out(toll, {"toll": [F(41)]})
    assert "v41" in refined(more, DAY, 1).case.issues["toll"].options


def test_numbers_tables_name_the_points_of_a_curve_not_the_numbers_tried(study: Study) -> None:
    labels = [number.label for number in study.numbers if number.issue == "toll"]
    assert [
        "Mayor of Upstream: weight of Toll",
        "Mayor of Upstream: score of “0 crowns” on Toll",
        "Mayor of Upstream: score of “30 crowns” on Toll",
        "Mayor of Upstream: score of “60 crowns” on Toll",
    ] == labels[:4]
    assert len(labels) == 8


def test_a_ratifier_with_a_view_of_the_range_leaves_a_bound() -> None:
    council = """actors:
  council:
    name: Council
    party: upstream
    level: ratifier
    views: {toll: {weight: 1, scores: {0: 0, 60: 100}}}
"""
    case = with_changes(
        ("ratification: upstream_mayor", "ratification: {all: [upstream_mayor, council]}"),
        ("actors:\n", council),
    )
    said = analyse(case, worlds=20, workers=1).provenance
    assert not said.exact
    assert "no side and no ratifier can gain more than 5.6 points" in said.notes[0]
    assert EXACT not in said.notes


@pytest.mark.parametrize(
    "change",
    [
        (
            "packages:",
            EXCLUDED + "packages:",
        ),
        (
            "ratification: downstream_mayor",
            "ratification: downstream_mayor\n    red_lines: {r: {never: {toll: 60}, says: x}}",
        ),
        ("    party: upstream\n", "    party: upstream\n    margin: 1\n"),
    ],
)
def test_what_conditions_or_margins_touch_leaves_a_bound(change: tuple[str, str]) -> None:
    case = with_changes(change)
    assert refined(case, DAY, 1).optimum is None
    assert not analyse(case, worlds=20, workers=1).provenance.exact


def test_what_is_ratified_at_no_value_tried_may_be_at_another() -> None:
    case = with_changes(("    party: upstream\n", "    party: upstream\n    margin: 90\n"))
    assert (
        "No package tried would be ratified by every side at the middle numbers; whether one with "
        "a value in between would is not known."
    ) == notes(case)[1]


def test_what_is_ratified_at_no_value_at_all_is_said_to_be_so() -> None:
    case = with_changes(("    party: upstream\n", "    party: upstream\n    reservation: 100\n"))
    assert (
        "No value, tried or not, makes a package that every side would ratify at the middle "
        "numbers."
    ) == notes(case)[1]


def test_three_sides_share_one_range_exactly_enough() -> None:
    case = with_changes(
        ("issues:\n", "  bank: {name: Bank, ratification: banker}\nissues:\n"),
        (
            "packages:",
            BANKER + "packages:",
        ),
    )
    assert EXACT == notes(case)[1]


def test_two_ranges_of_concave_scores_are_solved_as_one_line() -> None:
    case = with_changes(
        (
            LOCKS,
            "    range: {from: 0, to: 100, unit: '%', points: 3}\n",
        ),
        ("status_quo: upstream_keeps", "status_quo: 0"),
        ("{upstream_keeps: 100, shared: 55, downstream_keeps: 0}", "{0: 100, 40: 70, 100: 0}"),
        ("{upstream_keeps: 0, shared: 70, downstream_keeps: 100}", "{0: 0, 40: 70, 100: 100}"),
        ("locks: shared", "locks: 50"),
    )
    found = refined(case, DAY, 1)
    assert found.optimum is not None
    assert EXACT in notes(case)
    grid = laid_out(
        case, {"toll": map(F, range(61)), "locks": [F(5 * share) for share in range(21)]}
    )
    gains = [
        [gain(grid, actor, package) for actor in ("upstream_mayor", "downstream_mayor")]
        for package in packages(grid)
        if in_zone(grid, package)
    ]
    best = max(one * other for one, other in gains)
    assert best <= found.optimum.rules["nash"].merit + F(1, 10**6)


def test_advice_says_that_values_in_between_were_not_weighed(toll: Case) -> None:
    found = advise(toll, "downstream", "opening", worlds=20)
    assert found.verdict.endswith(
        "Of “Toll” only the values tried were weighed, not those in between."
    )


def test_a_moved_score_along_a_range_moves_its_neighbours(toll: Case) -> None:
    bench = lay_bench(toll, worlds=20)
    moved = {("upstream_mayor", "toll", "v24"): 75.0}
    answer = what_if(bench, {"toll": "v18", "locks": "shared"}, scores=moved)
    assert 60.0 == answer.assumptions[0].was
    assert answer.line.values["upstream"] > answer.base.values["upstream"]
    assert "Along a range, the scores of the values beside a moved one follow it." in answer.notes


def alike(case: Case, issue: str, one: str, other: str) -> bool:
    """Whether every condition says the same of two options of an issue, with all else at rest."""
    rest = {name: written.at_rest for name, written in case.issues.items()}
    return all(
        meets(asked, {**rest, issue: one}) == meets(asked, {**rest, issue: other})
        for asked in conditions(case)
    )


@given(cases(parties=(2,)))
def test_some_value_tried_is_worse_for_nobody_by_more_than_the_bound(case: Case) -> None:
    ranges = [name for name, issue in case.issues.items() if issue.range]
    assume(ranges)
    space = compile_case(case)
    for name in ranges:
        bound = largest_loss(case, space, space.issues.index(name))
        for step in range(0, 24, 3):
            at = id_of(F(60 * step, 24) + F(1, 7))
            finer = laid_out(case, {name: [number_of(at)]})
            losses = [
                [
                    worth(finer, actor, name, at) - worth(finer, actor, name, option)
                    for actor in case.actors
                ]
                for option in case.issues[name].options
                if alike(finer, name, at, option)
            ]
            assert any(all(map(F.__le__, lost, bound)) for lost in losses)


@given(cases(alone=True, certain=True, parties=(2, 2, 3)))
def test_no_value_of_a_random_case_does_better_than_the_optimum(case: Case) -> None:
    best = refined(case, DAY, 1).optimum
    assume(best is not None)
    assert best is not None
    ranges = [name for name, issue in case.issues.items() if issue.range]
    fine = laid_out(case, {name: [F(20 * n, 3) for n in range(10)] for name in ranges})
    assume(prod(len(issue.options) for issue in fine.issues.values()) < 400)
    principals = [fine.principal(party) for party in fine.parties]
    gains = [
        [gain(fine, actor, package) for actor in principals]
        for package in packages(fine)
        if in_zone(fine, package)
    ]
    for row in gains:
        for rule, one in best.rules.items():
            assert merit(rule, best.ideal, row) <= one.merit + F(1, 10**5)
    assert bool(best.rules) or all(min(row) < F(1, 10**8) for row in gains)


@settings(max_examples=8)
@given(cases(alone=True, parties=(2,)))
def test_a_random_study_is_exact_where_the_optimum_is_known(case: Case) -> None:
    found = refined(case, DAY, 1)
    assume(found.optimum is not None)
    said = analyse(case, worlds=20, workers=1).provenance
    assert said.exact
    assert any("over all values" in note or "No value, tried or not" in note for note in said.notes)
