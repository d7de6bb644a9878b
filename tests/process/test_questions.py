"""What each model answers to a question, on worlds whose numbers are known by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date as Date
from typing import Any

import pytest

from coming_case import coming_case, four_worlds
from winset.case.path import Subject
from winset.process.deadlines.history import Outcome
from winset.process.outlook.chance import Chance, counted
from winset.process.outlook.next_round import wait
from winset.process.outlook.questions import Answer, Sources, answer
from winset.process.outlook.readiness import Readiness

AS_OF = Date(2025, 3, 20)
"""Day 0 of the worlds; day 30 is 19 April, day 40 is 29 April."""

APRIL, MAY = Date(2025, 4, 19), Date(2025, 5, 1)


@dataclass(frozen=True)
class Forecast:
    """The odds of a deadline, with marks of what was asked."""

    date: Date = Date(2025, 6, 30)

    def chance(
        self, event: Outcome, by: Date, days_over: int | None = None
    ) -> tuple[float, tuple[float, float]]:
        """Return half of it beyond some days, a quarter before the date."""
        value = {"agreed": 0.2, "extended": 0.6, "lapsed": 0.2}[event]
        if days_over is not None:
            value /= 2
        if by < self.date:
            value /= 4
        return value, (value / 2, value * 1.5)


READY = Readiness("summit", "Summit", MAY, (), Chance(0.4, 0.2, 0.6), "Because.", "Next.")


def sources(**changed: Any) -> Sources:
    case = coming_case()
    found = Sources(case, AS_OF, {"truce": Forecast()}, wait(case, AS_OF, 1), four_worlds())
    return replace(found, **changed)


def asked(about: dict[str, Any] | None, by: Date = MAY, **changed: Any) -> Answer:
    subject = None if about is None else Subject.model_validate(about)
    return answer(subject, by, sources(**changed))


@pytest.mark.parametrize(
    ("about", "by", "value"),
    [
        ({"event": "extended"}, Date(2025, 6, 30), 0.6),
        ({"event": "extended"}, MAY, 0.15),
        ({"event": "agreed"}, Date(2025, 7, 30), 0.2),
        ({"event": "lapsed"}, Date(2025, 6, 30), 0.2),
        ({"event": "extended", "days_over": 180}, Date(2025, 6, 30), 0.3),
        ({"days_over": 180}, Date(2025, 6, 30), 0.3),
    ],
)
def test_the_fate_of_a_deadline_has_its_odds(about: dict[str, Any], by: Date, value: float) -> None:
    found = asked({"deadline": "truce", **about}, by)
    assert found.chance == Chance(value, value / 2, value * 1.5)


def test_what_it_rests_on_names_the_deadline() -> None:
    found = asked({"deadline": "truce", "event": "extended", "days_over": 90})
    assert found.basis == (
        "The combined odds that the deadline of 2025-06-30 (The truce ends) is extended by more "
        "than 90 days."
    )


def test_the_next_round_has_the_odds_of_the_gaps() -> None:
    law = wait(coming_case(), AS_OF, 1)
    assert law is not None
    assert asked({"event": "round"}).chance == law.chance_by(MAY)


@pytest.mark.parametrize(
    ("about", "by", "hits"),
    [
        ({"event": "signed"}, APRIL, 1),
        ({"event": "signed"}, MAY, 2),
        ({"event": "signed", "issue": "chips"}, MAY, 2),
        ({"issue": "chips", "options": ["yes"]}, MAY, 1),
        ({"issue": "chips", "options": ["no", "yes"]}, MAY, 2),
        ({"issue": "chips", "options": ["no"]}, APRIL, 0),
        ({"stage": "text"}, MAY, 2),
        ({"stage": "text", "issue": "tariffs", "options": ["no"]}, Date(2025, 6, 1), 1),
        ({"stage": "leaders", "issue": "chips", "options": ["no"], "event": "signed"}, MAY, 1),
        ({"move": "list"}, Date(2025, 3, 25), 1),
        ({"move": "list"}, Date(2025, 3, 24), 0),
        ({"move": "list"}, Date(2025, 6, 1), 2),
    ],
)
def test_what_happens_in_worlds_has_their_share(about: dict[str, Any], by: Date, hits: int) -> None:
    assert asked(about, by).chance == counted(hits, 4)


def test_the_leaders_meet_if_what_their_meeting_needs_is_met_by_its_date() -> None:
    found = asked({"event": "leaders_meet", "issue": "summit"}, MAY, readiness=(READY,))
    assert READY.chance == found.chance
    assert "Whether all that “Summit” needs is met by 2025-05-01" in found.basis


def test_a_step_with_a_day_is_held_as_often_as_such_days_have_held() -> None:
    assert asked({"step": "call"}).chance == counted(1, 1)


def test_a_step_that_was_held_is_certain() -> None:
    found = asked({"step": "third_round"})
    assert (Chance(1, 1, 1), "It was held on 2025-03-14.") == (found.chance, found.basis)


def test_a_share_of_worlds_is_never_nought_or_one() -> None:
    assert [counted(k, 4).value for k in (0, 4)] == [0.1, 0.9]


def test_what_a_share_rests_on_is_told() -> None:
    found = asked({"issue": "chips", "options": ["no", "yes"]})
    assert found.basis == (
        "In 2 of 4 worlds every signature is there by then, with Chips at “No” or “Yes”."
    )


@pytest.mark.parametrize(
    ("about", "by", "changed", "why"),
    [
        (None, MAY, {}, "the question names nothing that a model knows"),
        ({"percent": 2.5}, MAY, {}, "no model of prices"),
        ({"issue": "chips"}, MAY, {}, "nor what is signed"),
        ({"event": "leaders_meet"}, MAY, {}, "names no meeting of the leaders"),
        (
            {"event": "leaders_meet", "issue": "summit"},
            APRIL,
            {"readiness": (READY,)},
            "no date by then",
        ),
        (
            {"event": "leaders_meet", "issue": "summit"},
            MAY,
            {"readiness": (replace(READY, chance=None),)},
            "the odds are unknown (Because.)",
        ),
        ({"step": "summit"}, APRIL, {}, "no day by then is set for it"),
        ({"event": "extended"}, MAY, {}, "nor what is signed"),
        ({"deadline": "truce"}, MAY, {}, "no fate of it"),
        ({"deadline": "truce", "event": "round"}, MAY, {}, "no fate of it"),
        ({"deadline": "truce", "event": "lapsed"}, MAY, {"deadlines": {}}, "was not ahead"),
        ({"move": "never"}, MAY, {}, "the case states no chance of that move"),
        ({"event": "round"}, MAY, {"wait": None}, "too few rounds"),
        ({"event": "signed"}, MAY, {"futures": None}, "no worlds"),
        ({"event": "signed"}, Date(2025, 6, 29), {}, "do not run so far"),
        ({"stage": "text"}, MAY, {"futures": four_worlds(start=1)}, "passed already"),
        ({"event": "signed"}, Date(2025, 3, 19), {}, "its day had passed on 2025-03-20"),
    ],
)
def test_a_question_that_no_model_speaks_to_is_told_why(
    about: dict[str, Any] | None, by: Date, changed: dict[str, Any], why: str
) -> None:
    found = asked(about, by, **changed)
    assert found.chance is None
    assert found.basis.startswith("This model does not speak to that: ")
    assert why in found.basis


def test_a_deadline_moved_since_the_case_was_written_is_another_one() -> None:
    moved = {"truce": Forecast(Date(2025, 9, 30))}
    found = asked({"deadline": "truce", "event": "extended"}, deadlines=moved)
    assert "on 2025-03-20 the date of that deadline was 2025-09-30" in found.basis


def test_before_the_last_round_the_next_one_is_not_the_one_asked_for() -> None:
    day = Date(2025, 3, 1)
    found = asked({"event": "round"}, as_of=day, wait=wait(coming_case(), day, 1))
    assert found == Answer(
        None, "This model does not speak to that: it asks for round 4, and 2 had opened."
    )


def test_the_day_itself_is_not_past() -> None:
    assert asked({"event": "round"}, AS_OF).chance == Chance(0, 0, 0)
