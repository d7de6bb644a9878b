"""The linchpin is announced only if it is sure and large; otherwise its rivals are named."""

from __future__ import annotations

import numpy as np
import pytest

from toys import linchpin_toy
from winset.home.rules import compile_rules
from winset.home.zone import mid_luck
from winset.insight.linchpin import Ranking, first_in_worlds, ranking, verdict
from winset.insight.runs import Runs, run_part, settled_share
from winset.space.compile import compile_case
from winset.space.grid import Floats
from winset.space.worlds import mid

NAMES = ("A", "B", "C")


def runs_of(unlocks: Floats, *, deal: bool = True) -> Runs:
    worlds, issues = unlocks.shape
    none = np.zeros((worlds, issues))
    return Runs(
        zone=np.ones(worlds, dtype=np.int64),
        nash=np.zeros(worlds, dtype=np.int64),
        deal=np.full(worlds, float(deal)),
        value=np.ones(worlds),
        unlocks=unlocks,
        settle_first=none,
        own_worth=none,
        shapley=none,
        critical=none,
        pairs=np.zeros((worlds, issues, issues)),
        sampling=none,
    )


def said(mean: list[float], first: list[float], *, deal: bool = True) -> tuple[object, ...]:
    rank = Ranking(np.array(mean), np.array(mean), np.array(mean), np.array(first))
    found = verdict(runs_of(np.array([mean]), deal=deal), rank, NAMES)
    return found.linchpin, found.tied, found.sentence


def test_a_sure_and_large_leader_is_the_linchpin() -> None:
    linchpin, tied, sentence = said([0.3, 0.1, 0.0], [0.96, 0.04, 0.0])
    assert (linchpin, tied) == (0, ())
    assert "“A” is the linchpin" in str(sentence)
    assert "leads in 100 % of single worlds" in str(sentence)


def test_a_sure_leader_below_the_floor_is_none() -> None:
    linchpin, tied, sentence = said([0.04, 0.01, 0.0], [0.99, 0.01, 0.0])
    assert (linchpin, tied) == (None, (0,))
    assert "below the floor of 5 %" in str(sentence)


def test_an_unsure_leader_is_named_with_its_rivals() -> None:
    linchpin, tied, sentence = said([0.2, 0.19, 0.0], [0.6, 0.4, 0.0])
    assert (linchpin, tied) == (None, (0, 1))
    assert "A, B cannot be told apart" in str(sentence)


def test_a_leader_just_short_of_sure_never_stands_alone() -> None:
    assert said([0.2, 0.1, 0.1], [0.93, 0.04, 0.03])[1] == (0, 1)


def test_all_equal_issues_are_all_rivals() -> None:
    assert said([0.1, 0.1, 0.1], [1 / 3, 1 / 3, 1 / 3])[1] == (0, 1, 2)


def test_issues_that_unlock_nothing_are_said_to() -> None:
    linchpin, tied, sentence = said([0.0, 0.0, 0.0], [1 / 3, 1 / 3, 1 / 3])
    assert (linchpin, tied) == (None, ())
    assert "settles any other" in str(sentence)


def test_without_any_deal_there_is_no_linchpin() -> None:
    assert said([0.0, 0.0, 0.0], [1 / 3, 1 / 3, 1 / 3], deal=False)[0] is None


def test_an_interval_is_never_shown_narrower_than_it_is() -> None:
    rank = Ranking(
        np.array([0.19, 0.0]), np.array([0.188, 0]), np.array([0.194, 0]), np.array([1, 0])
    )
    sentence = verdict(runs_of(np.array([[0.19, 0.0]])), rank, NAMES).sentence
    assert "95 % interval 18.8 to 19.4 %" in sentence


def test_the_bootstrap_finds_mean_and_its_spread() -> None:
    samples = np.random.default_rng(0).normal(size=(400, 2))
    rank = ranking(samples, seed=1)
    error = samples.std(axis=0) / 20
    assert rank.mean == pytest.approx(samples.mean(axis=0))
    assert rank.high - rank.low == pytest.approx(2 * 1.96 * error, rel=0.15)


def test_equal_columns_share_the_first_place() -> None:
    rank = ranking(np.ones((50, 4)), seed=1)
    assert rank.first.tolist() == [0.25] * 4
    assert first_in_worlds(np.ones((3, 2))).tolist() == [0.5, 0.5]


def test_the_toys_lambda_is_that_of_the_reference() -> None:
    case = linchpin_toy()
    space = compile_case(case)
    rules = compile_rules([p.ratification for p in case.parties.values()], space.actors)
    runs = run_part(space, rules, mid(space), mid_luck(rules))
    assert runs.unlocks[0].tolist() == pytest.approx([0.75, 0.25, 0.25, 0.0, 0.0])
    assert runs.settle_first[0].tolist() == pytest.approx([0.75, 0.25, 0.0, 0.0, 0.0])


def test_issues_count_by_their_weight() -> None:
    weights = np.array([0.2, 0.5, 0.3])
    assert settled_share(0b110, 0b010, 0, weights) == pytest.approx(0.3 / 0.8)


def test_worlds_in_which_something_is_not_known_are_left_out() -> None:
    samples = np.array([[0.3, 0.1], [np.nan, 0.9], [0.5, 0.2]])
    known = samples[[0, 2]]
    assert ranking(samples, 1).mean.tolist() == ranking(known, 1).mean.tolist()
    assert ranking(samples, 1).low.tolist() == ranking(known, 1).low.tolist()
    assert first_in_worlds(samples).tolist() == [1.0, 0.0]


def test_nothing_is_announced_where_nothing_is_known() -> None:
    unknown = np.full((2, 3), np.nan)
    found = verdict(runs_of(unknown), ranking(unknown, 1), NAMES)
    assert (found.linchpin, found.tied) == (None, ())
    assert found.sentence.startswith("No linchpin can be announced")
