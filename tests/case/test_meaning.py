"""A case that is spelled right but cannot be computed, or contradicts itself."""

# ruff: noqa: E501  a table has one row a mistake

from __future__ import annotations

import pytest

from casefile import errors, messages, spoiled

RULE = "ratification: {all: [us_principal, us_senate]}"
CN_SCORES = "        scores: {sq: 60, licence_jv: 40}\n"
TIKTOK = "    status_quo: sq\n    options:\n      sq: {label: As today}\n      licence_jv: {label: Joint venture}\n"
WITH_PRICE = (
    "    status_quo: sq\n    attributes: {price: {name: Price, levels: {low: Low, high: High}}}\n"
    "    options:\n      sq: {label: As today, has: {price: low}}\n"
    "      licence_jv: {label: Joint venture, has: {price: high}}\n"
)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("value: 100,", "value: 99.5,", "the weights of cn_principal sum to 99.5, not to 1 or 100"),
        ("{value: 60, why", "{value: 60.0000000001, why", "the weights of us_principal sum to 100.0000000001, not to 1 or 100"),
        (CN_SCORES, "        scores: {sq: 60}\n", "cn_principal gives no score to option `licence_jv` of issue tiktok"),
        ("ext90: 65, snapback: 0}", "ext90: 65}", "us_principal gives no score to option `snapback` of issue truce"),
        ("    status_quo: sq\n    expires", "    status_quo: snapback\n    expires", "the status quo of issue truce is not offered"),
        ("    then: snapback\n", "", "issue truce has `expires` but not `then`"),
        ("    expires: 2025-11-10\n", "", "issue truce has `then` but not `expires`"),
        ("truce: ext90}\n", "truce: snapback}\n", "package offer has option `snapback` of issue `truce`, which is not offered"),
        ("level: ratifier", "level: principal", "us_senate is a second principal of party us, beside us_principal"),
        ("party: cn\n    level: principal", "party: cn\n    level: ratifier", "party cn has no principal"),
        ("level: ratifier", "level: influencer", "the ratification rule of us names us_senate, an influencer, without a vote"),
        (RULE, "ratification: {all: [us_principal, cn_principal]}", "the ratification rule of us names cn_principal, an actor of cn"),
        (RULE, "ratification: {at_least: {n: 2, of: [us_senate]}}", "at_least asks for 2 of 1 rules"),
        (RULE, "ratification: {weight_over: {q: 3, of: {us_senate: 3}}}", "weight_over asks for more than 3, but all votes weigh 3"),
        (RULE, "ratification: {weight_over: {q: 1, of: {us_senate: 3, us_principal: -1}}}", "the vote of us_principal weighs -1"),
        ("  truce:\n    name: Truce", "  not:\n    name: Truce", "`not` cannot be the name of an issue"),
        (TIKTOK, WITH_PRICE.replace(", has: {price: high}", ""), "option licence_jv of issue tiktok has no level of `price`"),
    ],
)  # fmt: skip
def test_a_mistake_of_substance_is_an_error(old: str, new: str, expected: str) -> None:
    text = (
        spoiled(old, new)
        if old != "truce: ext90}\n"
        else spoiled("licence_jv, truce: ext90}\n", f"licence_jv, {new}")
    )
    assert expected in messages(text)


def test_weights_may_sum_to_one() -> None:
    text = spoiled("value: 100,", "value: 1.00,")
    assert messages(text) == []


def test_a_reservation_makes_the_score_of_the_reversion_unneeded() -> None:
    text = spoiled("ext90: 65, snapback: 0}", "ext90: 65}").replace(
        "    name: President\n",
        "    name: President\n    reservation: {value: 40, why: Judgement.}\n",
    )
    assert messages(text) == []


def test_a_move_needs_scores_for_what_it_brings_about() -> None:
    move = "moves:\n  m: {name: M, by: us, kind: escalation, reversion: {tiktok: dark}}\npackages:"
    found = errors(spoiled("packages:", move))
    assert [problem.message for problem in found] == [
        "us_principal gives no score to option `dark` of issue tiktok",
        "cn_principal gives no score to option `dark` of issue tiktok",
    ]
    assert found[1].hint == "it needs one: move m brings it about"


def test_a_move_needs_scores_for_both_options_beside_a_reservation() -> None:
    text = spoiled("    then: snapback\n", "    then: snapback\n    reversion: snapback\n").replace(
        "      snapback: {label: Snap-back, offered: false}\n",
        "      snapback: {label: Snap-back, offered: false}\n"
        "      war: {label: Trade war, offered: false}\n",
    )
    text = text.replace("ext90: 65, snapback: 0}", "ext90: 65, snapback: 20, war: 0}")
    move = "moves:\n  m: {name: M, by: us, kind: threat, reversion: {truce: war}}\npackages:"
    found = errors(text.replace("packages:", move))
    assert [(problem.message, problem.hint) for problem in found] == [
        (
            "us_senate gives no score to option `war` of issue truce",
            "it needs one: move m brings it about",
        ),
        (
            "us_senate gives no score to option `snapback` of issue truce",
            "it needs one: move m replaces it",
        ),
    ]


def test_an_actor_without_a_view_of_the_issue_needs_no_score_for_a_move() -> None:
    move = "moves:\n  m: {name: M, by: us, kind: threat, reversion: {truce: ext90}}\npackages:"
    assert (
        messages(
            spoiled("packages:", move).replace(
                "sq: 50, ext90: 65}", "sq: 50, ext90: 65, snapback: 0}"
            )
        )
        == []
    )


def test_a_move_needs_a_level_of_each_attribute_of_what_it_brings_about() -> None:
    reserved = spoiled(TIKTOK, WITH_PRICE).replace(
        CN_SCORES, "        attributes: {price: {weight: 1, scores: {low: 20, high: 80}}}\n"
    )
    reserved = reserved.replace("licence_jv: [70, 85, 95]}", "licence_jv: 85, dark: 0}")
    move = "    reservation: 50\nmoves:\n  m: {name: M, by: us, kind: threat, reversion: {tiktok: dark}}\nlinkages:"
    (problem,) = errors(reserved.replace("linkages:", move))
    assert problem.message == (
        "option dark of issue tiktok has no level of each attribute, so that "
        "cn_principal cannot value it"
    )
    assert problem.hint == "it needs a value: move m brings it about"


def scored_by(attributes: str, scores: str = "") -> list[str]:
    text = spoiled(TIKTOK, WITH_PRICE)
    assert CN_SCORES in text
    return messages(text.replace(CN_SCORES, f"        attributes: {attributes}\n{scores}"))


def test_attributes_may_be_scored_instead_of_options() -> None:
    assert scored_by("{price: {weight: 1, scores: {low: 20, high: 80}}}") == []


@pytest.mark.parametrize(
    ("attributes", "scores", "expected"),
    [
        ("{price: {weight: 1, scores: {low: 20}}}", "", ["cn_principal gives no score to level `high` of attribute price of issue tiktok"]),
        ("{price: {weight: 2, scores: {low: 20, high: 3}}}", "", ["the attribute weights of cn_principal on issue tiktok sum to 2, not to 1 or 100"]),
        ("{price: {weight: 1, scores: {low: 20, high: 3}}}", CN_SCORES, ["cn_principal scores issue tiktok by options and by attributes"]),
        ("{}", "", ["cn_principal gives no score to option `sq` of issue tiktok", "cn_principal gives no score to option `licence_jv` of issue tiktok"]),
    ],
)  # fmt: skip
def test_attributes_must_be_scored_whole(attributes: str, scores: str, expected: list[str]) -> None:
    assert expected == scored_by(attributes, scores)
