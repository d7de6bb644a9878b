"""The forms of a ratification rule, and how large a legislature may be."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from casefile import errors, spoiled
from winset.case.rules import Rule


def groups(count: int, members: int = 10) -> str:
    """Write a legislature of `count` groups, each led by an actor of its own."""
    blocs = ", ".join(f"{{members: {members}, p: 0.6, actor: a{n}}}" for n in range(count))
    return f"{{legislature: {{groups: [{blocs}], needs: 1}}}}"


PLACE = "`groups` of `legislature` of the ratification rule of cn"


def complaints(rule: str) -> list[str]:
    """Return what is wrong with a rule, its actors' names apart."""
    found = errors(spoiled("ratification: cn_principal", f"ratification: {rule}"))
    return [p.message for p in found if not p.message.startswith("unknown actor")]


def test_groups_may_follow_twelve_actors() -> None:
    assert complaints(groups(12)) == []


def test_groups_that_follow_thirteen_actors_are_refused_at_their_place() -> None:
    (complaint,) = complaints(groups(13))
    assert complaint == (
        f"{PLACE}: the groups of a legislature follow at most 12 different actors, "
        "but these follow 13"
    )


def test_groups_that_follow_one_actor_may_be_many() -> None:
    blocs = [{"members": 1, "p": 0.5, "actor": "leader"} for _ in range(40)]
    rule = Rule.model_validate({"legislature": {"groups": blocs, "needs": 20}})
    assert rule.legislature is not None
    assert len(rule.legislature.blocs) == 40


def test_the_groups_have_at_most_5000_members_together() -> None:
    assert complaints(groups(2, members=2500)) == []
    assert complaints(groups(2, members=2501)) == [
        f"{PLACE}: a legislature has at most 5000 members, but these groups have 5002"
    ]


@pytest.mark.parametrize("word", ["all", "any", "at_least", "weight_over", "legislature"])
def test_a_word_with_nothing_under_it_is_no_rule(word: str) -> None:
    with pytest.raises(ValidationError, match="here is nothing under any of them"):
        Rule.model_validate({word: None})


def test_a_rule_has_one_form_only() -> None:
    with pytest.raises(ValidationError, match="here are all and any"):
        Rule.model_validate({"all": ["a"], "any": ["b"]})


def test_a_rule_is_the_same_after_it_was_written_out() -> None:
    rule = Rule.model_validate({"all": ["a", {"at_least": {"n": 1, "of": ["b", "c"]}}]})
    assert Rule.model_validate(rule.model_dump()) == rule
