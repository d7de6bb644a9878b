"""Tracks in a circle, rounds to come, and deadlines whose moves do not chain."""

from __future__ import annotations

import pytest

from casefile import doubts, errors, messages, spoiled


def added(section: str) -> str:
    """Return the small file with one section more."""
    return spoiled("packages:", f"{section}\npackages:")


def tracks(**needs: str) -> str:
    """Return the small file with tracks, each with the tracks that it needs."""
    lines = (f"  {name}: {{name: T, needs: [{of}]}}\n" for name, of in needs.items())
    return added("tracks:\n" + "".join(lines).rstrip())


@pytest.mark.parametrize(
    ("needs", "circles"),
    [
        ({"a": "a"}, ["a needs a"]),
        ({"a": "b", "b": "a"}, ["a needs b needs a"]),
        ({"a": "b", "b": "c", "c": "d, b", "d": ""}, ["b needs c needs b"]),
        ({"a": "b", "b": "a", "c": "d", "d": "c"}, ["a needs b needs a", "c needs d needs c"]),
    ],
)
def test_tracks_in_a_circle_are_an_error(needs: dict[str, str], circles: list[str]) -> None:
    assert messages(tracks(**needs)) == [
        f"tracks need each other in a circle: {circle}" for circle in circles
    ]


def test_the_caret_is_under_the_need_that_closes_the_circle() -> None:
    (problem,) = errors(tracks(a="", b="c", c="a, b"))
    assert problem.source == "  c: {name: T, needs: [a, b]}"
    assert problem.source[problem.column - 1 : problem.end_column - 1] == "b"


def test_two_ways_to_one_track_are_no_circle() -> None:
    assert messages(tracks(a="b, c", b="d", c="d", d="")) == []


def test_a_long_chain_of_tracks_is_no_circle() -> None:
    names = [f"t{number}" for number in range(2000)]
    chain = dict(zip(names, [*names[1:], ""], strict=True))
    assert messages(tracks(**chain)) == []


def test_a_round_after_the_date_of_the_case_is_a_warning() -> None:
    text = added("rounds:\n  - {id: r, name: R, start: 2025-09-16, end: 2025-09-17}")
    assert doubts(text) == ["round r starts on 2025-09-16, after 2025-09-15"]


def test_a_round_that_has_begun_is_no_warning() -> None:
    text = added("rounds:\n  - {id: r, name: R, start: 2025-09-15, end: 2025-09-17}")
    assert doubts(text) == []


def deadline(date: str, *moves: tuple[str, str, str]) -> list[str]:
    """Return the warnings about a deadline; moves are (set on, old, new)."""
    steps = (f"{{set_on: {on}, old: {old}, new: {new}}}" for on, old, new in moves)
    return doubts(
        added(
            f"calendar:\n  deadlines:\n    d:\n      date: {date}\n      what: w\n"
            f"      owner: [a]\n      history: [{', '.join(steps)}]"
        )
    )


MAY = ("2025-05-12", "2025-05-14", "2025-08-12")
AUGUST = ("2025-08-11", "2025-08-12", "2025-11-10")
NOVEMBER = ("2025-11-04", "2025-11-10", "2026-11-10")


def test_moves_that_chain_are_no_warning() -> None:
    assert deadline("2025-11-10", MAY, AUGUST) == []


def test_a_move_from_another_date_than_the_one_before_set_is_a_warning() -> None:
    broken = ("2025-08-11", "2025-08-13", "2025-11-10")
    assert deadline("2025-11-10", MAY, broken) == [
        "deadline d is moved from 2025-08-13, but stood at 2025-08-12"
    ]


def test_a_date_that_is_not_that_of_the_last_move_is_a_warning() -> None:
    assert deadline("2025-11-11", MAY, AUGUST) == [
        "deadline d is 2025-11-11, but its last move is to 2025-11-10"
    ]


def test_a_move_after_the_date_of_the_case_may_be_in_the_date_or_not_yet() -> None:
    assert deadline("2025-11-10", MAY, AUGUST, NOVEMBER) == []
    assert deadline("2026-11-10", MAY, AUGUST, NOVEMBER) == []


def steps(precedence: str = "", **needs: str) -> str:
    """Return the small file with steps, each with the steps that it needs, and precedences."""
    lines = [f"    {name}: {{name: S, who: [A], needs: [{of}]}}" for name, of in needs.items()]
    return added("\n".join(["calendar:", f"  precedence: [{precedence}]", "  steps:", *lines]))


def line(before: str, after: str, strength: str) -> str:
    """Return one precedence of the calendar."""
    return f"{{before: {before}, after: {after}, strength: {strength}}}"


@pytest.mark.parametrize(
    ("text", "circle"),
    [
        (steps(a="a"), "a waits for a"),
        (steps(a="b", b="c", c="b"), "b waits for c waits for b"),
        (steps(line("a", "b", "strong"), a="b", b=""), "a waits for b waits for a"),
        (
            steps(f"{line('a', 'b', 'hard')}, {line('b', 'a', 'hard')}", a="", b=""),
            "a waits for b waits for a",
        ),
    ],
)
def test_steps_in_a_circle_are_an_error(text: str, circle: str) -> None:
    assert messages(text) == [f"steps wait for each other in a circle: {circle}"]


def test_the_caret_is_under_the_link_that_closes_the_circle_of_steps() -> None:
    (problem,) = errors(steps(line("a", "b", "strong"), a="b", b=""))
    assert problem.source == "  precedence: [{before: a, after: b, strength: strong}]"
    assert problem.source[problem.column - 1 : problem.end_column - 1] == "a"
    (problem,) = errors(steps(a="", b="c", c="a, b"))
    assert problem.source == "    c: {name: S, who: [A], needs: [a, b]}"
    assert problem.source[problem.column - 1 : problem.end_column - 1] == "b"


def test_a_soft_precedence_against_a_need_is_no_circle() -> None:
    assert messages(steps(line("a", "b", "soft"), a="b", b="")) == []
