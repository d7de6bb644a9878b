"""How ready the summit of a small case is, by hand."""

from __future__ import annotations

from datetime import date as Date
from typing import Any

import numpy as np
import pytest

from coming_case import NAN, coming_case, days, fact, four_worlds
from winset.case.document import Case
from winset.process.outlook.chance import Chance, counted
from winset.process.outlook.futures import Futures
from winset.process.outlook.next_round import wait
from winset.process.outlook.prerequisites import Prerequisite
from winset.process.outlook.readiness import Readiness, readiness

AS_OF = Date(2025, 3, 20)
SUMMIT = Date(2025, 5, 1)


def summit(
    case: Case | None = None, futures: Futures | None = None, as_of: Date = AS_OF
) -> Readiness:
    case = case or coming_case()
    found = readiness(case, as_of, futures, wait(case, as_of, 1), 1)
    return next(event for event in found if event.event == "summit")


def needed(found: Readiness) -> dict[str, Prerequisite]:
    return {line.id: line for line in found.prerequisites}


def with_calendar(**changed: Any) -> Case:
    calendar = coming_case().calendar.model_dump(mode="json")
    return coming_case(calendar={**calendar, **changed})


def test_events_are_steps_to_come_that_wait_or_are_about_an_issue() -> None:
    found = readiness(coming_case(), AS_OF, None, None, 1)
    assert [event.event for event in found] == ["call", "summit"]


def test_a_step_that_has_gone_by_is_no_event() -> None:
    found = readiness(coming_case(), Date(2025, 4, 2), None, None, 1)
    assert [event.event for event in found] == ["summit"]


def test_prerequisites_stand_in_their_order_dated_ones_first_soft_ones_last() -> None:
    found = summit()
    assert [line.id for line in found.prerequisites] == [
        "call",
        "trade",
        "fourth_round",
        "defence",
        "foreign",
    ]


def test_a_step_is_met_once_its_round_has_ended() -> None:
    for as_of, met in ((Date(2025, 3, 14), False), (Date(2025, 3, 15), True)):
        (event,) = (e for e in readiness(coming_case(), as_of, None, None, 1) if e.event == "call")
        assert [line.met for line in event.prerequisites] == [met]


def test_what_is_met_has_chance_one() -> None:
    (call, _) = readiness(coming_case(), AS_OF, None, None, 1)
    assert (call.chance, call.next) == (Chance(1, 1, 1), "All that it needs is met.")


def test_a_track_without_issues_is_met_by_an_exchange_that_is_known() -> None:
    lines = needed(summit())
    assert (lines["defence"].met, lines["foreign"].met) == (True, False)
    assert lines["foreign"].chance is None


def test_a_track_is_met_when_each_of_its_issues_is_agreed() -> None:
    rounds = coming_case().model_dump(mode="json")["rounds"]
    rounds[-1]["after"] = {"chips": "ad_referendum"}
    assert needed(summit(coming_case(rounds=rounds)))["trade"].met


def test_a_track_with_an_open_issue_says_which() -> None:
    line = needed(summit())["trade"]
    assert not line.met
    assert line.why.startswith("agreed on 1 of 2 issues, 2 needed; not yet on Chips")


def with_enough(enough: int, *, agreed: str = "settled") -> Case:
    """Return the case with a track of which so many issues are enough."""
    made = coming_case().model_dump(mode="json")
    made["tracks"]["trade"]["enough"] = enough
    made["rounds"][1]["after"]["tariffs"] = agreed
    return coming_case(tracks=made["tracks"], rounds=made["rounds"])


def test_a_track_may_say_how_many_of_its_issues_are_enough() -> None:
    line = needed(summit(with_enough(1)))["trade"]
    assert (True, "settled or agreed ad referendum: Tariffs") == (line.met, line.why)


def test_worlds_that_sign_enough_of_them_meet_it() -> None:
    none = np.full((4, 2), NAN)
    issues = np.stack([days(NAN, 9, 43, NAN), days(9, NAN, 43, NAN), days(NAN, NAN, NAN, NAN)], 1)
    futures = four_worlds(passed=none, issue_signed=issues)
    found = needed(summit(with_enough(1, agreed="open"), futures))["trade"]
    assert counted(2, 4) == found.chance


def test_an_open_track_has_the_share_of_worlds_in_which_a_text_is_handed_on_in_time() -> None:
    # 42 days: the text is handed on within them in two worlds of four
    assert needed(summit(futures=four_worlds()))["trade"].chance == counted(2, 4)


def test_a_text_that_leaves_an_issue_at_rest_does_not_agree_on_it() -> None:
    # handed on within 42 days in two worlds, in the second of them with Chips as they are
    futures = four_worlds(issue_signed=np.full((4, 3), NAN))
    assert needed(summit(futures=futures))["trade"].chance == counted(1, 4)


def test_a_signature_on_the_open_issues_is_enough() -> None:
    chips = np.stack([days(NAN, NAN, NAN, NAN), days(9, 42, 41, 43), days(NAN, NAN, NAN, NAN)], 1)
    futures = four_worlds(passed=np.full((4, 2), NAN), issue_signed=chips)
    assert needed(summit(futures=futures))["trade"].chance == counted(3, 4)


def test_without_worlds_an_open_track_has_no_odds_and_the_event_none() -> None:
    found = summit()
    assert needed(found)["trade"].chance is None
    assert found.chance is None
    assert found.basis.startswith("Cannot say: no odds of Trade")


def test_beyond_the_horizon_the_worlds_cannot_tell() -> None:
    assert needed(summit(futures=four_worlds(horizon=41)))["trade"].chance is None


def test_a_round_to_come_has_the_odds_of_the_gaps() -> None:
    case = coming_case()
    law = wait(case, AS_OF, 1)
    assert law is not None
    # two days of round, one of summit: it must open by 29 April
    assert needed(summit(case))["fourth_round"].chance == law.chance_by(Date(2025, 4, 29))


def test_a_step_with_a_last_day_is_held_as_often_as_those_that_were_due() -> None:
    assert needed(summit())["call"].chance == counted(1, 1)


def test_steps_that_were_due_and_not_held_count_against_it() -> None:
    steps = coming_case().calendar.model_dump(mode="json")["steps"]
    steps["missed"] = {"name": "Missed", "who": ["Zoe"], "latest": "2025-03-01"}
    assert needed(summit(with_calendar(steps=steps)))["call"].chance == counted(1, 2)


def test_the_chance_of_all_is_the_product_of_those_that_bind() -> None:
    found = summit(futures=four_worlds())
    parts = [line.chance.value for line in found.prerequisites if line.chance and not line.met]
    assert found.chance is not None
    assert len(parts) == 3
    assert found.chance.value == pytest.approx(np.prod(parts))
    assert found.chance.low <= found.chance.value <= found.chance.high


def test_two_tracks_are_counted_together_world_by_world() -> None:
    tracks = {
        name: {
            "name": name.title(),
            "issues": [name],
            "prerequisite_for": ["summit"],
            "strength": "hard",
        }
        for name in ("chips", "summit")
    }
    signed = np.stack([days(1, 1, 99, 99), days(1, 99, 1, 99), days(1, 1, 99, 99)], axis=1)
    futures = four_worlds(passed=np.full((4, 2), NAN), issue_signed=signed)
    steps = {"summit": {"name": "Summit", "who": ["Zoe"], "latest": "2025-05-01"}}
    found = summit(coming_case(tracks=tracks, calendar={"steps": steps}), futures)
    assert [line.chance for line in found.prerequisites] == [counted(2, 4), counted(2, 4)]
    assert found.chance == counted(1, 4)


def test_soft_prerequisites_do_not_enter_the_chance() -> None:
    tracks = {"foreign": {"name": "Foreign", "prerequisite_for": ["summit"]}}
    steps = {"summit": {"name": "Summit", "who": ["Zoe"], "latest": "2025-05-01"}}
    found = summit(coming_case(tracks=tracks, calendar={"steps": steps}))
    assert (found.chance, found.basis) == (None, "The file names nothing that binds it.")
    assert found.next.startswith("Next it needs Foreign (soft: it can do without)")


def test_what_is_next_is_the_first_that_is_open() -> None:
    assert summit().next.startswith("Next it needs Call: set for 2025-03-28")


def test_steps_that_all_wait_for_all_before_them_are_told_at_once() -> None:
    steps = coming_case().model_dump(mode="json")["calendar"]["steps"]
    for n in range(60):
        before = [f"step{m}" for m in range(n)]
        steps[f"step{n}"] = {"name": f"Step {n}", "who": ["Yan"], "needs": before}
    steps["summit"]["needs"] = [f"step{n}" for n in reversed(range(60))]
    found = [line.id for line in summit(with_calendar(steps=steps)).prerequisites]
    assert [f"step{n}" for n in range(60)] == [name for name in found if name.startswith("step")]


def test_a_step_known_only_later_is_not_needed_yet() -> None:
    steps = coming_case().calendar.model_dump(mode="json")["steps"]
    steps["call"]["facts"] = ["F2"]
    found = summit(with_calendar(steps=steps))
    assert "call" not in needed(found)


def test_what_a_precedence_known_only_later_puts_first_is_not_needed_yet() -> None:
    line = {"before": "fourth_round", "after": "summit", "strength": "strong", "facts": ["F2"]}
    assert "fourth_round" not in needed(summit(with_calendar(precedence=[line])))
    line["facts"] = ["F1"]
    assert "fourth_round" in needed(summit(with_calendar(precedence=[line])))


def test_the_date_is_the_last_day_in_the_window_of_its_place() -> None:
    steps = coming_case().calendar.model_dump(mode="json")["steps"]
    del steps["summit"]["latest"]
    steps["summit"]["place"] = "Busan"
    windows = [
        {"who": ["Zoe"], "start": "2025-05-03", "end": "2025-05-09", "place": "Busan"},
        {"who": ["Anna"], "start": "2025-05-03", "end": "2025-05-19", "place": "Busan"},
        {"who": ["Zoe"], "start": "2025-06-03", "end": "2025-06-09", "place": "Rome"},
    ]
    assert summit(with_calendar(steps=steps, windows=windows)).date == Date(2025, 5, 9)


def test_without_a_window_it_is_that_of_its_deadline() -> None:
    steps = coming_case().calendar.model_dump(mode="json")["steps"]
    del steps["summit"]["latest"]
    steps["summit"]["by"] = ["truce"]
    assert summit(with_calendar(steps=steps)).date == Date(2025, 6, 30)


def test_an_event_without_a_date_has_no_odds() -> None:
    steps = coming_case().calendar.model_dump(mode="json")["steps"]
    del steps["summit"]["latest"]
    found = summit(with_calendar(steps=steps), four_worlds())
    assert (found.date, found.chance) == (None, None)
    assert {line.chance for line in found.prerequisites if not line.met} == {None}


def test_before_any_round_the_next_one_has_no_odds() -> None:
    early = coming_case(facts={"F1": fact("2024-12-01"), "F2": fact("2025-03-25")})
    found = summit(early, four_worlds(), Date(2024, 12, 20))
    assert (found.chance, needed(found)["fourth_round"].chance) == (None, None)


def test_the_same_seed_gives_the_same_numbers() -> None:
    assert summit(futures=four_worlds()) == summit(futures=four_worlds())
