"""A file read: the case it holds, or all its mistakes at their places."""

# ruff: noqa: E501  a table has one row a mistake

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from casefile import TEXT, doubts, errors, messages, spoiled
from winset.case.errors import CaseError
from winset.case.reading import case_of, read
from winset.case.source import checked


def test_a_good_file_has_no_errors_and_no_warnings() -> None:
    assert messages(TEXT) == []
    assert doubts(TEXT) == []


def test_numbers_and_dates_are_kept_exactly() -> None:
    case = case_of(
        read(
            checked(
                "case.yaml",
                spoiled(
                    "[30, 40, 50], why: Judgement.}\n        sc",
                    "[30, 40.00, 50.10], why: Judgement.}\n        sc",
                ),
            )
        )
    )
    weight = case.actors["us_principal"].views["tiktok"].weight
    assert (Decimal(30), Decimal("40.00"), Decimal("50.10")) == (
        weight.low,
        weight.mid,
        weight.high,
    )
    assert date(2025, 11, 10) == case.issues["truce"].expires


def test_a_problem_is_shown_with_its_line_a_caret_and_a_hint() -> None:
    (problem,) = errors(
        spoiled("{sq: 60, licence_jv: 40}", "{sq: 60, licence_jv: 40, licence_jw: 1}")
    )
    assert problem.text() == (
        "case.yaml:67:42: unknown option `licence_jw` of issue `tiktok`; did you mean `licence_jv`?\n"
        "            scores: {sq: 60, licence_jv: 40, licence_jw: 1}\n"
        "                                             ^^^^^^^^^^\n"
        "    there are: sq, licence_jv, dark"
    )


def test_all_mistakes_come_in_one_run_in_file_order() -> None:
    text = (
        TEXT.replace("as_of: 2025-09-15", "as_of: 2025-02-30")
        .replace("level: ratifier", "level: senator")
        .replace("{tiktok: licence_jv, truce: ext90}", "{tiktok: dark, trouce: ext90}")
        .replace("value: 100,", "value: 99,")
    )
    assert messages(text) == [
        "`as_of`: there is no such day: day is out of range for month",
        "`level` of actor us_senate cannot be `senator`",
        "the weights of cn_principal sum to 99, not to 1 or 100",
        "package offer has option `dark` of issue `tiktok`, which is not offered",
        "unknown issue `trouce`; did you mean `truce`?",
    ]


def test_a_case_with_errors_is_not_given_out() -> None:
    reading = read(checked("case.yaml", spoiled("id: small", "id: 1")))
    with pytest.raises(CaseError, match="`id` should be a text"):
        case_of(reading)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("winset: 1", "winset: 2", "this version reads format 1; the file says 2"),
        ("title: A small case\n", "", "the file has no `title`"),
        (
            "title: A small case",
            "titel: A small case",
            "unknown key `titel` in the file; did you mean `title`?",
        ),
        ("title: A small case", "title: 2025", "`title` should be a text; this is 2025"),
        ("title: A small case", "title: ''", "`title` is empty"),
        ("as_of: 2025-09-15", "as_of: 20250915", "`as_of`: expected a date, written 2025-09-15"),
        (
            "confidence: primary",
            "confidence: Primary",
            "`confidence` of fact F1 cannot be `Primary`; did you mean `primary`?",
        ),
        (
            "offered: false}\n  truce",
            "offered: no}\n  truce",
            "`offered` of option dark of issue tiktok should be true or false; this is `no`",
        ),
        (
            "[30, 40, 50], why: Judgement.}\n        sc",
            "[50, 40, 30], why: Judgement.}\n        sc",
            "the weight of us_principal on issue tiktok: a range is [low, mid, high] in rising order, but this is [50, 40, 30]",
        ),
        (
            "[70, 85, 95]",
            "[70, 85]",
            "the score of us_principal for option licence_jv of issue tiktok: a range is [low, mid, high], three numbers, but this has 2",
        ),
        (
            "[70, 85, 95]",
            "'85'",
            "the score of us_principal for option licence_jv of issue tiktok should be a number; this is `85`",
        ),
        (
            "[70, 85, 95]",
            "[70, '85', 95]",
            "entry 2 of the score of us_principal for option licence_jv of issue tiktok should be a number; this is `85`",
        ),
        (
            "kind: requires",
            "kind: require",
            "`kind` of linkage jv_for_time cannot be `require`; did you mean `requires`?",
        ),
        ("    kind: requires\n", "", "linkage jv_for_time has no `kind`"),
        (
            "if: {tiktok: licence_jv}",
            "if: {}",
            "`if` of linkage jv_for_time: a condition names at least one issue and option",
        ),
        (
            "ratification: cn_principal",
            "ratification: [cn_principal]",
            "the ratification rule of cn should be a mapping of keys to values; this is a list",
        ),
        (
            "ratification: cn_principal",
            "ratification: {al: [cn_principal]}",
            "unknown key `al` in the ratification rule of cn; did you mean `all`?",
        ),
        (
            "ratification: cn_principal",
            "ratification: {all: }",
            "the ratification rule of cn: a rule is an actor's id or exactly one of all, any, at_least, weight_over, legislature; here is nothing under any of them",
        ),
        (
            "ratification: cn_principal",
            "ratification: {all: [cn_principal], any: [cn_principal]}",
            "the ratification rule of cn: a rule is an actor's id or exactly one of all, any, at_least, weight_over, legislature; here are all and any",
        ),
        (
            "  tiktok:\n    name: TikTok",
            "  tik tok: {}\n  tiktok:\n    name: TikTok",
            "`tik tok` cannot be a name here",
        ),
    ],
)
def test_a_wrong_shape_is_told_in_words(old: str, new: str, message: str) -> None:
    assert message in messages(spoiled(old, new))


def test_a_comma_in_an_unquoted_text_is_explained() -> None:
    text = spoiled("{value: 100, why: Judgement.}", "{value: 100, why: Said twice, and meant.}")
    (problem,) = errors(text)
    assert (
        problem.message == "unknown key `and meant.` in the weight of cn_principal on issue tiktok"
    )
    assert problem.hint == "inside {...} a comma ends a text: put a text with commas in quotes"


def test_a_flood_of_wrong_shapes_is_cut_and_says_so() -> None:
    keys = "".join(f"x{number}: 1\n" for number in range(1001))
    found = messages(TEXT + keys)
    assert len(found) == 1001
    assert "more than 1000 mistakes of shape" in found


def test_a_misspelt_required_key_is_one_mistake_not_two() -> None:
    assert messages(
        spoiled("    status_quo: sq\n    expires", "    statusquo: sq\n    expires")
    ) == ["unknown key `statusquo` in issue truce; did you mean `status_quo`?"]


def test_a_file_of_thirty_issues_is_read_and_has_no_doubts() -> None:
    names = [f"i{number}" for number in range(30)]
    issue = "{name: N, status_quo: a, options: {a: {label: A}, b: {label: B}, c: {label: C}}}"
    view = "{weight: {value: 1, why: J.}, scores: {a: 0, b: 50, c: 100}, why: J.}"
    last = view.replace("value: 1,", "value: 70,")
    text = spoiled("actors:\n", "".join(f"  {name}: {issue}\n" for name in names) + "actors:\n")
    text = text.replace(
        "        weight: {value: 100, why: Judgement.}\n        scores: {sq: 60, licence_jv: 40}\n"
        "        why: Judgement.\n",
        "        weight: {value: 1, why: J.}\n        scores: {sq: 60, licence_jv: 40}\n"
        "        why: J.\n"
        + "".join(f"      {name}: {view}\n" for name in names[:-1])
        + f"      {names[-1]}: {last}\n",
    )
    assert doubts(text) == []
