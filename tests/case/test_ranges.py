"""Numbers outside their unit, and periods that end before they start."""

# ruff: noqa: E501  a table has one row a mistake

from __future__ import annotations

import pytest

from casefile import errors, messages, spoiled

ADDED = "packages:"
SENATE = "    level: ratifier\n"
OFFER = "  o: {kind: offer, by: us, if: {tiktok: sq}, then: {truce: sq}, says: a"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("licence_jv: [70, 85, 95]", "licence_jv: [70, 85, 101]", "the score of us_principal for option licence_jv of issue tiktok is 101"),
        ("licence_jv: 40", "licence_jv: -1", "the score of cn_principal for option licence_jv of issue tiktok is -1"),
        ("{value: [30, 40, 50], why: Judgement.}\n  cn", "{value: [30, 40, 150], why: Judgement.}\n  cn", "the reservation of us_senate is 150"),
        ("    level: ratifier\n", "    level: ratifier\n    influence: 30\n", "the influence of us_senate is 30"),
        (ADDED, "moves:\n  m: {name: M, by: us, kind: threat, cost: -2}\npackages:", "the cost of move m is -2"),
        (ADDED, "stages:\n  - {id: s, name: S, chance: 1.2}\npackages:", "`chance` of stage 1 is 1.2"),
        ("  jv_for_time:", OFFER + ", penalty: -1}\n  jv_for_time:", "the penalty of linkage o is -1"),
        ("  jv_for_time:", OFFER + ", penalty: 1, strength: 50}\n  jv_for_time:", "the strength of linkage o is 50"),
        (SENATE, SENATE + "    margin: -1\n", "the margin of us_senate is -1"),
        (SENATE, SENATE + "    margin: [0, 50, 101]\n", "the margin of us_senate is 101"),
        ("  jv_for_time:", OFFER + ", penalty: 1000000}\n  jv_for_time:", "the penalty of linkage o is 1000000"),
        ("  jv_for_time:", "  b: {kind: bonus, if: {tiktok: sq}, says: a, points: {us_senate: -101}}\n  jv_for_time:", "the bonus for us_senate of linkage b is -101"),
        (ADDED, "moves:\n  m: {name: M, by: us, kind: threat, shifts: {us_senate: 1000000000}}\npackages:", "the shift that move m gives us_senate is 1000000000"),
        (ADDED, "moves:\n  m: {name: M, by: us, kind: threat, cost: 100.5}\npackages:", "the cost of move m is 100.5"),
        (ADDED, "stages:\n  - {id: s, name: S, cost: 101}\npackages:", "`cost` of stage 1 is 101"),
        (ADDED, "stages:\n  - {id: s, name: S, days: 36501}\npackages:", "`days` of stage 1 is 36501"),
        (ADDED, "calendar:\n  deadlines:\n    d: {date: 2025-11-10, what: w, owner: [a], cost: 101}\npackages:", "`cost` of deadline d is 101"),
        (ADDED, "moves:\n  m: {name: M, by: us, kind: threat, per_month: 1.1}\npackages:", "the chance per month of move m is 1.1"),
        (ADDED, "test_case: {issue: truce, trust: {us: 2}, pretence: 0.5, loss: {us: 3}}\npackages:", "the trust of us in the test case is 2"),
        (ADDED, "calendar:\n  deadlines:\n    d: {date: 2025-11-10, set_on: 2025-11-11, what: w, owner: [a]}\npackages:", "deadline d was set to fall on 2025-11-10, before 2025-11-11"),
        (ADDED, "calendar:\n  deadlines:\n    d:\n      date: 2025-11-10\n      what: w\n      owner: [a]\n      history: [{set_on: 2025-11-11, old: 2025-11-09, new: 2025-11-10}]\npackages:", "deadline d, by move 1, was moved to fall on 2025-11-10, before 2025-11-11"),
        (ADDED, "calendar:\n  windows:\n    - {who: [a], start: 2025-11-10, end: 2025-11-09}\npackages:", "window 1 of the calendar ends on 2025-11-09, before 2025-11-10"),
        (ADDED, "calendar:\n  steps:\n    s: {name: S, who: [a], earliest: 2025-11-10, latest: 2025-11-09}\npackages:", "step s of the calendar must end on 2025-11-09, before 2025-11-10"),
        (ADDED, "rounds:\n  - {id: r, name: R, start: 2025-09-15, end: 2025-09-14}\npackages:", "round 1 ends on 2025-09-14, before 2025-09-15"),
        ("    date: 2025-09-01\n", "    date: 2025-09-01\n    until: 2025-08-01\n", "fact F1 ends on 2025-08-01, before 2025-09-01"),
        (ADDED, "questions:\n  q: {ask: a, by: 2025-12-01, resolves: r, base_rate: {k: 5, n: 3, what: w}}\npackages:", "`base_rate` of question q counts 5 of 3"),
        (ADDED, "calendar:\n  deadlines:\n    d:\n      date: 2025-11-10\n      what: w\n      owner: [a]\n      history:\n        - {set_on: 2025-08-11, old: 2025-08-12, new: 2025-11-10}\n        - {set_on: 2025-05-12, old: 2025-05-14, new: 2025-08-12}\npackages:", "`history` of deadline d is not in the order of `set_on`"),
    ],
)  # fmt: skip
def test_a_number_or_date_out_of_place_is_an_error(old: str, new: str, expected: str) -> None:
    assert [expected] == messages(spoiled(old, new))


@pytest.mark.parametrize(
    ("written", "bounds"),
    [
        ("moves:\n  m: {name: M, by: us, kind: threat, cost: 101}", "points from 0 to 100"),
        ("moves:\n  m: {name: M, by: us, kind: threat, shifts: {us_senate: 101}}", "points from -100 to 100"),
        ("stages:\n  - {id: s, name: S, days: 40000}", "days from 0 to 36500, a hundred years"),
    ],
)  # fmt: skip
def test_the_bounds_are_told_in_words(written: str, bounds: str) -> None:
    (problem,) = errors(spoiled(ADDED, f"{written}\npackages:"))
    assert problem.hint == f"expected {bounds}"


def test_the_bounds_themselves_are_allowed() -> None:
    move = "{name: M, by: us, kind: threat, shifts: {us_senate: [-100, 0, 100]}, cost: 100}"
    stage = "{id: s, name: S, days: 36500, cost: 0}"
    added = f"moves:\n  m: {move}\nstages:\n  - {stage}\npackages:"
    assert messages(spoiled(ADDED, added)) == []
