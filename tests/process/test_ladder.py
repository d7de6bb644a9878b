"""The ladder to signature: where each issue stands, and whose signature is missing."""

from __future__ import annotations

from datetime import date
from typing import Any

from staged import AS_OF, FRAMEWORK, SIGN, TEAMS, staged
from winset.process.staging.ladder import Rung, ladder
from winset.process.staging.talks import plan

CLOSE = {"id": "close", "signs": ["senate", "us"], "issues": ["b"]}


def rungs(after: dict[str, str], on: date = AS_OF) -> list[Rung]:
    held: dict[str, Any] = {
        "id": "talks",
        "name": "A round",
        "start": "2024-12-01",
        "end": "2024-12-02",
        "after": after,
    }
    case = staged([FRAMEWORK, TEAMS, SIGN, CLOSE], rounds=[held])
    return list(ladder(case, on, plan(case, on)))


def test_what_is_open_waits_for_the_first_stage_and_for_every_signature() -> None:
    assert Rung("a", "open", "talks", 0, ("us", "cn")) == rungs({"a": "open"})[0]
    assert Rung("b", "open", None, 0, ("us", "cn", "senate")) == rungs({})[1]


def test_what_is_agreed_ad_referendum_waits_for_the_stage_after_the_framework() -> None:
    assert Rung("a", "ad_referendum", "talks", 1, ("us", "cn")) == rungs({"a": "ad_referendum"})[0]


def test_brackets_are_told_from_what_is_open() -> None:
    assert Rung("a", "bracketed", "talks", 0, ("us", "cn")) == rungs({"a": "bracketed"})[0]


def test_what_is_parked_is_nobodys_turn_and_lacks_all_signatures() -> None:
    assert Rung("a", "parked", "talks", None, ("us", "cn")) == rungs({"a": "parked"})[0]


def test_what_is_settled_lacks_nothing() -> None:
    assert Rung("a", "settled", "talks", None, ()) == rungs({"a": "settled"})[0]


def test_a_round_after_the_date_is_not_known() -> None:
    assert Rung("a", "open", None, 0, ("us", "cn")) == rungs({"a": "settled"}, date(2024, 12, 1))[0]
