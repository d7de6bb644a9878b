"""What many worlds say together: the curve of signature, endings, bottlenecks."""

from __future__ import annotations

import numpy as np
import pytest

from staged import EASY, FRAMEWORK, LINKED, SIGN, TEAMS, run, staged, stubborn
from winset.process.staging.histories import bottlenecks, endings, joined, shares, signed_by
from winset.process.staging.story import ENDINGS
from winset.space.compile import compile_case
from winset.space.intervals import wilson
from winset.space.worlds import mid


def test_the_curve_counts_who_has_signed_by_each_day() -> None:
    day = np.array([3.0, np.nan, 5.0, 5.0])
    found = signed_by(day, [2, 3, 4, 5])
    assert [0, 0.25, 0.25, 0.75] == found.value.tolist()
    assert [wilson(k, 4) for k in (0, 1, 1, 3)] == list(zip(found.low, found.high, strict=True))


def test_a_share_of_no_worlds_is_unknown() -> None:
    found = shares(np.array([0]), np.array([0]))
    assert (True, [0.0], [1.0]) == (
        bool(np.isnan(found.value[0])),
        found.low.tolist(),
        found.high.tolist(),
    )


def test_one_good_world_and_one_whose_home_refuses() -> None:
    case = staged([FRAMEWORK, TEAMS, SIGN])
    talks, good = run(case)
    _, bad = run(case, truth=stubborn(mid(compile_case(case)), case, "senate", 9))
    both = joined([good, bad])
    found = bottlenecks(talks, both)
    assert [1, 1, 1] == found.reached.value.tolist()
    assert [1, 1, 0.5] == found.passed.value.tolist()
    assert [0, 0, 0.5] == found.stopped.value.tolist()
    assert [0, 1, 0] == found.longest.value.tolist()
    assert [1, 1] == found.unresolved.value.tolist()
    assert [0.5, 0.5] == found.unsigned.value.tolist()
    assert [0, 0, 0.5] == found.refused.value.tolist()
    shares_of = dict(zip(ENDINGS, endings(both).value, strict=True))
    assert {"completed": 0.5, "refused": 0.5} == {k: v for k, v in shares_of.items() if v}


def test_no_stage_is_the_longest_where_none_takes_a_day() -> None:
    talks, found = run(staged([{"id": "talk"}, {"id": "sign", "signs": ["us", "cn"]}]))
    assert [0, 0] == bottlenecks(talks, found).longest.value.tolist()


def test_of_stages_that_take_as_long_the_first_is_the_longest() -> None:
    talks, found = run(staged([{**FRAMEWORK, "days": 3}, SIGN], EASY))
    assert [1, 0] == bottlenecks(talks, found).longest.value.tolist()


def test_a_stage_that_no_world_comes_to_has_no_share_that_passes() -> None:
    talks, found = run(staged([FRAMEWORK, SIGN], {**LINKED, "senate": (-9, 1)}))
    assert 0 == bottlenecks(talks, found).reached.value[1]
    assert np.isnan(bottlenecks(talks, found).passed.value[1])


def test_a_world_left_after_the_sign_off_stops_nothing() -> None:
    slow = {"id": "form", "days": 90}
    talks, found = run(staged([FRAMEWORK, SIGN, slow]), until=30)
    assert [0, 0, 0] == bottlenecks(talks, found).stopped.value.tolist()
    assert pytest.approx(1) == endings(found).value[ENDINGS.index("horizon")]
