"""Routes through the stages."""

from __future__ import annotations

import pytest

from casefile import errors, messages, spoiled


def stages(*entries: str) -> str:
    """Return the small file with stages."""
    lines = "\n".join(f"  - {entry}" for entry in entries)
    return spoiled("packages:", f"stages:\n{lines}\npackages:")


def test_a_stage_that_neither_passes_nor_ends_the_talks_is_an_error_at_its_line() -> None:
    text = stages("{id: a, name: A, chance: 0, on_refusal: {to: a, chance: 1}}")
    (problem,) = errors(text)
    assert problem.message == (
        "no route leaves stage a: a never passes, and what it refuses never ends the talks"
    )
    assert "on_refusal: {to: a, chance: 1}" in (problem.source or "")


def test_stages_that_only_lead_to_each_other_are_named_where_they_turn() -> None:
    text = stages(
        "{id: a, name: A, chance: 1}",
        "{id: b, name: B, chance: 0, on_refusal: {to: a, chance: 1}}",
    )
    assert messages(text) == [
        "no route leaves stages a and b: b never passes, and what it refuses never ends the talks"
    ]


def test_working_groups_that_hand_on_what_they_have_are_no_way_out() -> None:
    text = stages(
        "{id: a, name: A, chance: 1}",
        "{id: b, name: B}",
        "{id: c, name: C, chance: 0, on_refusal: {to: b, chance: 1}}",
    )
    assert [m.split(":")[0] for m in messages(text)] == ["no route leaves stages a and b and c"]


@pytest.mark.parametrize(
    "entry",
    [
        "{id: a, name: A}",
        "{id: a, name: A, chance: 0}",
        "{id: a, name: A, chance: [0, 0, 0.1], on_refusal: {to: a, chance: 1}}",
        "{id: a, name: A, chance: 0, on_refusal: {to: a, chance: [0.9, 1, 1]}}",
    ],
)
def test_a_stage_that_may_pass_or_end_the_talks_is_no_error(entry: str) -> None:
    assert messages(stages(entry)) == []


def test_a_refused_text_does_not_go_forward() -> None:
    text = stages("{id: a, name: A, on_refusal: {to: b, chance: 0.5}}", "{id: b, name: B}")
    assert messages(text) == ["a text refused at stage a goes on to b, which comes later"]
