"""How issues rose and fell, whether they are ripe, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from toys import ISSUES, linchpin_toy
from winset.case.document import Case
from winset.insight.agenda import Standing, standings, unmet

DAY = date(2025, 9, 15)
FACT = {
    "date": "2025-07-01",
    "known_by": "2025-07-01",
    "statement": "They met.",
    "source": "A gazette",
    "confidence": "primary",
}


def toy(**parts: Any) -> Case:
    """Return the toy with more parts."""
    return Case.model_validate(
        {**linchpin_toy().model_dump(by_alias=True, exclude_unset=True), **parts}
    )


def rounds(*agendas: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return one round a month from May on."""
    return [
        {
            "id": f"round{n}",
            "name": f"Round {n}",
            "start": f"2025-{5 + n:02}-01",
            "end": f"2025-{5 + n:02}-02",
            "agenda": agenda,
        }
        for n, agenda in enumerate(agendas)
    ]


def stand(case: Case, as_of: date = DAY, **known: Any) -> dict[str, Standing]:
    """Return where the issues stand; all passable, none alone, nothing unlocked, unless said."""
    nothing = [0.0] * len(case.issues)
    given = {
        "passable": [True] * len(case.issues),
        "alone": [False] * len(case.issues),
        "unlocks": nothing,
        "worth": nothing,
        **known,
    }
    return standings(case, as_of, **given)


@pytest.mark.parametrize(
    ("agendas", "ranks", "trend"),
    [
        ([("Tariffs", "TikTok"), ("TikTok",)], (2, 1), "rose"),
        ([("TikTok",), ("Tariffs", "TikTok")], (1, 2), "fell"),
        ([("TikTok",), ("TikTok", "Chips")], (1, 1), "same"),
        ([("Chips",), ("TikTok",)], (None, 1), "new"),
        ([("TikTok",), ("Chips",)], (1, None), "gone"),
        ([("TikTok",), ("Chips",), ("Chips", "TikTok")], (1, None, 2), "fell"),
        ([("Chips",), ("Chips",)], (None, None), "never listed"),
        ([], (), "never listed"),
    ],
)
def test_an_issue_rose_or_fell_since_the_last_round_that_listed_it(
    agendas: list[tuple[str, ...]], ranks: tuple[int | None, ...], trend: str
) -> None:
    found = stand(toy(rounds=rounds(*agendas)))["TikTok"]
    assert (found.ranks, found.trend) == (ranks, trend)


def test_rounds_after_the_as_of_date_are_not_known() -> None:
    case = toy(rounds=rounds(("TikTok",), ("Chips",)))
    assert stand(case, as_of=date(2025, 5, 31))["TikTok"].ranks == (1,)


@pytest.mark.parametrize(
    ("passable", "alone", "expected"),
    [
        (False, False, (False, "no package that every side would ratify settles it")),
        (True, True, (True, "could be ratified by itself")),
        (True, False, (True, "only in a package with other issues")),
    ],
)
def test_an_issue_is_ripe_if_a_package_of_the_zone_settles_it(
    *, passable: bool, alone: bool, expected: tuple[bool, str]
) -> None:
    found = stand(toy(), passable=[passable] * 5, alone=[alone] * 5)["Chips"]
    assert (found.ripe, found.why) == expected


def tracks(done: tuple[str, ...], known_by: str = "2025-07-01") -> Mapping[str, Any]:
    """Return a working group that Chips waits for, which waits for another."""
    return {
        "facts": {"F1": FACT, "F2": {**FACT, "known_by": known_by}},
        "tracks": {
            "group": {
                "name": "the working group",
                "done": [fact for fact in ("F1",) if fact in done],
                "needs": ["ministers"],
                "prerequisite_for": ["Chips"],
            },
            "ministers": {
                "name": "the ministers",
                "done": [fact for fact in ("F2",) if fact in done],
                "needs": ["group"],
            },
        },
    }


@pytest.mark.parametrize(
    ("done", "waiting"),
    [
        (("F1", "F2"), []),
        (("F1",), ["the working group"]),
        (("F2",), ["the working group"]),
        ((), ["the working group"]),
    ],
)
def test_an_issue_waits_for_tracks_that_have_not_met_nor_those_they_need(
    done: tuple[str, ...], waiting: list[str]
) -> None:
    assert unmet(toy(**tracks(done)), "Chips", DAY) == waiting


def test_a_meeting_that_is_not_yet_known_does_not_count() -> None:
    case = toy(**tracks(("F1", "F2"), known_by="2025-10-01"))
    found = stand(case)["Chips"]
    assert (found.ripe, found.why) == (False, "waits for the working group")


def test_other_issues_do_not_wait() -> None:
    assert unmet(toy(**tracks(())), "TikTok", DAY) == []


def test_ripe_issues_come_next_by_what_they_unlock_then_by_their_own_worth() -> None:
    found = stand(
        toy(),
        passable=[False, True, True, True, True],
        unlocks=[0.9, 0.1, 0.2, 0.1, 0.1],
        worth=[9.0, 1.0, 0.0, 2.0, 1.0],
    )
    order = sorted(ISSUES, key=lambda issue: found[issue].next or 0)
    assert order == ["Export", "RareEarth", "Tariffs", "Chips", "TikTok"]


def test_a_settled_issue_does_not_come_next() -> None:
    document = linchpin_toy().model_dump(by_alias=True, exclude_unset=True)
    document["issues"]["Tariffs"]["state"] = "settled"
    found = stand(Case.model_validate(document))
    assert [found[issue].next for issue in ISSUES] == [1, None, 2, 3, 4]
