"""What-ifs: the unchanged case to the digit, a changed one as a case written anew."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strategies import cases
from winset.case.document import Case
from winset.case.errors import WinsetError
from winset.case.loading import load
from winset.case.numbers import Judged, shortest
from winset.study.ground import lay
from winset.study.ratification import Named, ratification_lines
from winset.study.survey.survey import survey
from winset.study.what_if import BadQuestion, changed, compare, lay_bench, one_step, what_if

WORLDS = 30


@pytest.fixture(scope="module")
def ferry() -> Case:
    return load("harbour-ferry")


def first_view(case: Case) -> tuple[str, str]:
    """Return an actor with two views or more, and an issue of theirs."""
    name = next(n for n, actor in case.actors.items() if len(actor.views) > 1)
    return name, next(iter(case.actors[name].views))


def test_without_a_change_it_is_the_line_of_the_study_to_the_last_digit(ferry: Case) -> None:
    bench = lay_bench(ferry, worlds=WORLDS)
    ground = lay(ferry, as_of=ferry.as_of, worlds=WORLDS, seed=1)
    package = ground.space.package(3)
    expected = ratification_lines(ground, [Named("package", "package", 3)])[0]
    answer = what_if(bench, package)
    assert expected == answer.line == answer.base
    assert answer.counts == answer.base_counts


@settings(max_examples=25)
@given(case=cases(), percent=st.integers(0, 100), data=st.data())
def test_a_moved_weight_is_a_case_written_anew(
    case: Case, percent: int, data: st.DataObject
) -> None:
    movable = [(n, i) for n, a in case.actors.items() if len(a.views) > 1 for i in a.views]
    if not movable:
        return
    actor, issue = data.draw(st.sampled_from(movable))
    views = case.actors[actor].views
    total = sum(Fraction(view.weight.mid) for view in views.values())
    others = total - Fraction(views[issue].weight.mid)
    if not others:
        return
    try:
        bench = lay_bench(case, worlds=WORLDS)
    except WinsetError:
        return
    new = shortest(Fraction(percent) * total / 100)
    factor = (total - Fraction(new)) / others

    def moved(name: str, old: Judged) -> Judged:
        if name == issue:
            return Judged(low=new, mid=new, high=new)
        low, mid, high = (shortest(Fraction(n) * factor) for n in (old.low, old.mid, old.high))
        return Judged(low=low, mid=mid, high=high)

    written = {n: v.model_copy(update={"weight": moved(n, v.weight)}) for n, v in views.items()}
    actors = {**case.actors, actor: case.actors[actor].model_copy(update={"views": written})}
    anew = case.model_copy(update={"actors": actors})
    ground = lay(anew, as_of=anew.as_of, worlds=WORLDS, seed=1)
    package = ground.space.package(0)
    answer = what_if(bench, package, weights={(actor, issue): float(percent)})
    assert ratification_lines(ground, [Named("package", "package", 0)])[0] == answer.line
    counted = survey(ground)
    assert answer.counts is not None
    assert (counted.possible, counted.both_gain.low, counted.zone.low) == (
        answer.counts.possible,
        answer.counts.both_gain,
        answer.counts.zone,
    )


def test_the_weights_of_an_actor_keep_their_sum(ferry: Case) -> None:
    actor, issue = first_view(ferry)
    before = sum(view.weight.mid for view in ferry.actors[actor].views.values())
    after, moved = changed(ferry, {(actor, issue): 55.0}, {})
    total = sum(view.weight.mid for view in after.actors[actor].views.values())
    assert pytest.approx(float(before), abs=1e-20) == float(total)
    assert (55.0, None) == (moved[0].now, moved[0].option)


def test_a_moved_score_is_that_of_the_one_actor_alone(ferry: Case) -> None:
    actor, issue = first_view(ferry)
    option = next(iter(ferry.issues[issue].options))
    after, _ = changed(ferry, {}, {(actor, issue, option): 12.5})
    assert Decimal("12.5") == after.actors[actor].views[issue].scores[option].mid
    others = [name for name in ferry.actors if name != actor]
    assert [ferry.actors[n] for n in others] == [after.actors[n] for n in others]


@pytest.mark.parametrize(
    ("weights", "scores", "what"),
    [
        ({("nobody", "fares"): 1.0}, {}, "no actor"),
        ({("council", "nothing"): 1.0}, {}, "no issue"),
        ({("council", "fares"): 101.0}, {}, "0 to 100"),
        ({("council", "fares"): float("nan")}, {}, "0 to 100"),
        ({("council", "fares"): float("inf")}, {}, "0 to 100"),
        ({}, {("council", "fares", "nothing"): 1.0}, "no option"),
        ({}, {("council", "fares", "same"): -1.0}, "0 to 100|no option"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(
    ferry: Case,
    weights: dict[tuple[str, str], float],
    scores: dict[tuple[str, str, str], float],
    what: str,
) -> None:
    with pytest.raises(BadQuestion, match=what):
        changed(ferry, weights, scores)


def test_an_unknown_option_of_the_package_is_refused(ferry: Case) -> None:
    with pytest.raises(BadQuestion, match="not an option"):
        compare(lay_bench(ferry, worlds=WORLDS), {"x": {"fares": "nothing"}})


@settings(max_examples=25)
@given(case=cases())
def test_one_step_names_every_single_change_that_passes_and_no_other(case: Case) -> None:
    try:
        bench = lay_bench(case, worlds=WORLDS)
    except WinsetError:
        return
    space = bench.ground.space
    start = space.package(0)
    changes = [
        (issue, option)
        for k, issue in enumerate(space.issues)
        for option in space.options[k][: space.offered[k]]
        if option != start[issue]
    ]
    lines = compare(bench, {f"{i} {o}": {**start, i: o} for i, o in changes})
    passing = {tuple(name.split(" ")) for name, line in lines.items() if line.in_zone}
    assert passing == {(step.issue, step.option) for step in one_step(bench, start)}
