"""Numbers outside their unit, and periods that end before they start."""

# ruff: noqa: E501  a table has one row a mistake

from __future__ import annotations

import pytest

from casefile import messages, spoiled

ADDED = "packages:"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("licence_jv: [70, 85, 95]", "licence_jv: [70, 85, 101]", "the score of us_principal for option licence_jv of issue tiktok is 101"),
        ("licence_jv: 40", "licence_jv: -1", "the score of cn_principal for option licence_jv of issue tiktok is -1"),
        ("{value: [30, 40, 50], why: Judgement.}\n  cn", "{value: [30, 40, 150], why: Judgement.}\n  cn", "the reservation of us_senate is 150"),
        ("    level: ratifier\n", "    level: ratifier\n    influence: 30\n", "the influence of us_senate is 30"),
        (ADDED, "moves:\n  m: {name: M, by: us, kind: threat, cost: -2}\npackages:", "the cost of move m is -2"),
        (ADDED, "stages:\n  - {id: s, name: S, chance: 1.2}\npackages:", "`chance` of stage 1 is 1.2"),
        ("  jv_for_time:", "  o: {kind: offer, by: us, if: {tiktok: sq}, then: {truce: sq}, says: a, penalty: -1}\n  jv_for_time:", "the penalty of linkage o is -1"),
        ("  jv_for_time:", "  o: {kind: offer, by: us, if: {tiktok: sq}, then: {truce: sq}, says: a, penalty: 1, strength: 50}\n  jv_for_time:", "the strength of linkage o is 50"),
        (ADDED, "rounds:\n  - {id: r, name: R, start: 2025-09-15, end: 2025-09-14}\npackages:", "round 1 ends on 2025-09-14, before 2025-09-15"),
        ("    date: 2025-09-01\n", "    date: 2025-09-01\n    until: 2025-08-01\n", "fact F1 ends on 2025-08-01, before 2025-09-01"),
        (ADDED, "questions:\n  q: {ask: a, by: 2025-12-01, resolves: r, base_rate: {k: 5, n: 3, what: w}}\npackages:", "`base_rate` of question q counts 5 of 3"),
        (ADDED, "calendar:\n  deadlines:\n    d:\n      date: 2025-11-10\n      what: w\n      owner: [a]\n      history:\n        - {set_on: 2025-08-11, old: 2025-08-12, new: 2025-11-10}\n        - {set_on: 2025-05-12, old: 2025-05-14, new: 2025-08-12}\npackages:", "`history` of deadline d is not in the order of `set_on`"),
    ],
)  # fmt: skip
def test_a_number_or_date_out_of_place_is_an_error(old: str, new: str, expected: str) -> None:
    assert [expected] == messages(spoiled(old, new))
