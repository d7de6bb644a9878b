"""Odds of deadlines, reckoned in a process of their own."""

from __future__ import annotations

from datetime import date as Date

import pytest

from winset.case.errors import CannotRun, WinsetError
from winset.case.loading import load
from winset.room.analysis.desk import WORLDS, Desk
from winset.study.talks import deadlines_ahead


def test_the_odds_are_those_of_the_study_and_an_impossible_question_ends_nothing() -> None:
    case, desk = load("harbour-ferry"), Desk()
    with pytest.raises(WinsetError, match="2000-01-01"):
        desk.odds(case, Date(2000, 1, 1))
    assert deadlines_ahead(case, as_of=case.as_of, worlds=WORLDS) == desk.odds(case, case.as_of)


def test_when_its_process_is_ended_that_is_said_and_the_next_to_ask_has_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case, desk = load("harbour-ferry"), Desk()

    class Ended:
        def send(self, _: object) -> None:
            raise BrokenPipeError

    monkeypatch.setattr(desk, "_pipe", Ended())
    with pytest.raises(CannotRun, match="ask again"):
        desk.odds(case, case.as_of)
    assert deadlines_ahead(case, as_of=case.as_of, worlds=WORLDS) == desk.odds(case, case.as_of)
