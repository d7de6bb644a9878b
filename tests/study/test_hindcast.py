"""Questions answered as of a date and scored, on a small case and against plain formulas."""

from __future__ import annotations

import math
from datetime import date as Date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coming_case import coming_case, four_worlds
from winset.case.document import Case
from winset.process.outlook.next_round import wait
from winset.process.outlook.questions import Sources
from winset.study.hindcast import Answered, Hindcast, hindcast, in_words, score_lines, scored
from winset.study.leaks import LeakError
from winset.study.setting import Provenance

AS_OF = Date(2025, 3, 20)

MADE = Provenance(
    case_id="coming",
    case_hash="0",
    as_of=AS_OF,
    method="by hand",
    exact=True,
    grid=1e-9,
    worlds=4,
    seed=1,
    version="0",
)

QUESTIONS: dict[str, Any] = {
    "signed": {
        "ask": "Is it signed by May?",
        "by": "2025-05-01",
        "resolves": "Yes if it is.",
        "about": {"event": "signed"},
        "base_rate": {"k": 3, "n": 3, "what": "Earlier ones."},
        "outcome": {"answer": "yes", "on": "2025-04-20"},
    },
    "listed": {
        "ask": "Does A list by May?",
        "by": "2025-05-01",
        "resolves": "Yes if it does.",
        "about": {"move": "list"},
        "expert": [0.2, 0.4, 0.9],
        "outcome": {"answer": "no"},
    },
    "weather": {
        "ask": "Does it rain?",
        "by": "2025-05-01",
        "resolves": "Yes if it does.",
        "outcome": {"answer": "no"},
    },
    "round": {
        "ask": "Is there a round by May?",
        "by": "2025-05-01",
        "resolves": "Yes if there is.",
        "about": {"event": "round"},
    },
}


def asking(questions: dict[str, Any], **changed: Any) -> Case:
    return coming_case(questions=questions, calendar={}, **changed)


def by_hand(questions: dict[str, Any]) -> Hindcast:
    """Return the hindcast by four worlds known by hand."""
    case = asking(questions)
    return scored(case, Sources(case, AS_OF, {}, wait(case, AS_OF, 1), four_worlds()), MADE)


def answered(chance: float, outcome: str, **changed: Any) -> Answered:
    fields: dict[str, Any] = {
        "id": "q",
        "ask": "?",
        "by": "2025-05-01",
        "resolves": "Yes if so.",
        "chance": chance,
        "interval": (0, 1),
        "basis": "",
        "outcome": outcome,
        "outcome_on": None,
        "base_rate": None,
        "base_rate_of": None,
        "expert": None,
        "brier": 0,
        "log": 0,
    }
    return Answered.model_validate({**fields, **changed})


def test_every_question_has_an_answer_or_says_why_not() -> None:
    found = {line.id: line for line in by_hand(QUESTIONS).questions}
    assert found["signed"].chance == 0.5  # two of four worlds
    assert found["listed"].chance == 0.3  # one of four
    assert found["weather"].basis.startswith("This model does not speak to that")
    assert found["round"].chance is not None


def test_a_question_without_an_outcome_is_answered_and_not_scored() -> None:
    line = by_hand(QUESTIONS).questions[3]
    assert (line.brier, line.log) == (None, None)


def test_a_question_without_an_answer_is_not_scored() -> None:
    line = by_hand(QUESTIONS).questions[2]
    assert (line.brier, line.log) == (None, None)


def test_a_question_that_had_come_out_on_the_day_is_not_scored() -> None:
    early = {**QUESTIONS["signed"], "outcome": {"answer": "yes", "on": "2025-03-20"}}
    found = by_hand({"signed": early})
    assert (found.questions[0].chance, found.questions[0].brier) == (0.5, None)
    assert found.scores[0].questions == 0


def test_scores_of_a_question_are_squared_error_and_log() -> None:
    line = by_hand(QUESTIONS).questions[1]
    assert (line.brier, line.log) == pytest.approx((0.09, -math.log(0.7)))


def test_the_base_rate_is_smoothed_and_a_half_where_there_is_none() -> None:
    found = by_hand(QUESTIONS)
    assert (found.questions[0].base_rate, found.questions[1].base_rate) == (0.8, None)
    line = found.scores[0]
    assert line.questions == 2
    assert line.rival_brier == pytest.approx((0.2**2 + 0.5**2) / 2)
    assert line.rival_log == pytest.approx(-(math.log(0.8) + math.log(0.5)) / 2)


def test_always_yes_gives_ninety_nine_in_a_hundred() -> None:
    line = by_hand(QUESTIONS).scores[1]
    assert line.rival_brier == pytest.approx((0.01**2 + 0.99**2) / 2)
    assert line.rival_log == pytest.approx(-(math.log(0.99) + math.log(0.01)) / 2)


def test_the_expert_is_scored_on_the_questions_it_spoke_to_and_the_model_on_the_same() -> None:
    line = by_hand(QUESTIONS).scores[2]
    assert (line.rival, line.questions, line.brier_interval) == ("expert", 1, None)
    assert (line.brier, line.rival_brier) == pytest.approx((0.09, 0.16))


def test_without_a_common_question_a_rival_has_no_score() -> None:
    questions = {name: entry for name, entry in QUESTIONS.items() if name != "listed"}
    line = by_hand(questions).scores[2]
    assert (line.questions, line.brier, line.rival_log, line.log_interval) == (0, None, None, None)


def test_without_an_outcome_nothing_is_scored() -> None:
    found = by_hand({"round": QUESTIONS["round"]})
    assert found.text == (
        "1 of 1 questions are answered; none of these came out after the date, so nothing is "
        "scored."
    )


def test_a_case_without_questions_says_so() -> None:
    assert by_hand({}).text == "The case asks no questions."


def test_the_warning_tells_how_many_questions_there_are() -> None:
    assert "2 questions of one negotiation" in by_hand(QUESTIONS).warning


@given(
    st.lists(
        st.tuples(
            st.floats(0, 1), st.sampled_from(["yes", "no"]), st.none() | st.floats(0.01, 0.99)
        ),
        min_size=1,
        max_size=8,
    )
)
def test_scores_are_means_of_plain_formulas(given: list[tuple[float, str, float | None]]) -> None:
    lines = [answered(p, outcome, base_rate=rate) for p, outcome, rate in given]
    found = score_lines(lines, 1)[0]
    brier, log, rival = [], [], []
    for line in lines:
        assert line.chance is not None
        happened = line.outcome == "yes"
        brier.append((line.chance - happened) ** 2)
        p = min(max(line.chance, 0.001), 0.999)
        log.append(-math.log(p if happened else 1 - p))
        rival.append(((0.5 if line.base_rate is None else line.base_rate) - happened) ** 2)
    count = len(lines)
    assert found.brier == pytest.approx(sum(brier) / count, abs=1e-8)
    assert found.log == pytest.approx(sum(log) / count, abs=1e-8)
    assert found.rival_brier == pytest.approx(sum(rival) / count, abs=1e-8)
    if count > 1:
        assert found.brier_interval is not None
        assert found.brier_difference is not None
        low, high = found.brier_interval
        differences = [one - other for one, other in zip(brier, rival, strict=True)]
        assert min(differences) - 1e-8 <= low <= high <= max(differences) + 1e-8


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([answered(0.9, "yes")] * 3, "the model did better (difference"),
        ([answered(0.1, "yes")] * 3, "the model did worse (difference"),
        ([answered(0.9, "yes"), answered(0.9, "no")], "may be chance"),
        ([answered(0.9, "yes")], "one question cannot tell them apart"),
    ],
)
def test_the_verdict_is_plain(lines: list[Answered], words: str) -> None:
    assert words in in_words(lines, score_lines(lines, 1)[0])


def test_outcomes_change_no_answer() -> None:
    turned = {
        name: {**entry, "outcome": {"answer": "no" if name == "signed" else "yes"}}
        for name, entry in QUESTIONS.items()
    }
    one, other = (
        [(line.id, line.chance, line.interval, line.basis) for line in found.questions]
        for found in (
            hindcast(asking(QUESTIONS), worlds=20),
            hindcast(asking(turned), worlds=20),
        )
    )
    assert one == other


def test_the_same_seed_gives_the_same_bytes() -> None:
    one, other = (hindcast(asking(QUESTIONS), worlds=20, workers=n) for n in (1, 2))
    assert one.to_json() == other.to_json()


def test_it_comes_back_from_json() -> None:
    found = by_hand(QUESTIONS)
    assert Hindcast.model_validate_json(found.to_json()) == found


def test_progress_counts_all_worlds() -> None:
    seen: list[tuple[int, int]] = []
    hindcast(asking(QUESTIONS), worlds=20, progress=lambda done, total: seen.append((done, total)))
    assert (sum(done for done, _ in seen), {total for _, total in seen}) == (40, {40})


def test_a_leak_stops_it_with_the_names() -> None:
    actors = coming_case().model_dump()["actors"]
    actors["a_principal"]["views"]["chips"]["facts"] = ["F2"]
    with pytest.raises(LeakError, match="F2, known by 2025-03-25"):
        hindcast(asking(QUESTIONS, actors=actors), worlds=20)


def test_before_any_round_questions_still_get_their_words() -> None:
    found = hindcast(asking(QUESTIONS), worlds=20, as_of=Date(2024, 12, 1))
    assert found.questions[3].basis == (
        "This model does not speak to that: it asks for round 4, and 0 had opened."
    )


def test_a_question_whose_day_has_passed_is_not_answered() -> None:
    found = hindcast(asking(QUESTIONS), worlds=20, as_of=Date(2025, 6, 1))
    assert [line.chance for line in found.questions] == [None] * 4
