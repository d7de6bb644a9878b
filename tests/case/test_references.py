"""Names that lead nowhere are told, with the nearest right one."""

# ruff: noqa: E501  a table has one row a mistake

from __future__ import annotations

import pytest

from casefile import errors, messages, spoiled

LINK = "if: {tiktok: licence_jv}"
RULE = "ratification: {all: [us_principal, us_senate]}"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("{tiktok: licence_jv, truce: ext90}\n", "{tiktok: licence_jw}\n", ["unknown option `licence_jw` of issue `tiktok`; did you mean `licence_jv`?"]),
        ("status_quo: sq\n    expires", "status_quo: squo\n    expires", ["unknown option `squo` of issue `truce`; did you mean `sq`?"]),
        ("facts: [F1]}", "facts: [F2]}", ["unknown fact `F2`"]),
        ("party: cn", "party: cm", ["unknown party `cm`"]),
        (RULE, "ratification: {any: [us_senat, {at_least: {n: 1, of: [nobody]}}]}", ["unknown actor `us_senat`; did you mean `us_senate`?", "unknown actor `nobody`"]),
        (RULE, "ratification: {weight_over: {q: 1, of: {us_sen: 2}}}", ["unknown actor `us_sen`; did you mean `us_senate`?"]),
        (RULE, "ratification: {legislature: {groups: [{members: 3, p: 0.5, actor: us_sena}], needs: 2}}", ["unknown actor `us_sena`; did you mean `us_senate`?"]),
        (LINK, "if: {any: [{tiktok: licence}, {not: {truse: sq}}]}", ["unknown option `licence` of issue `tiktok`; did you mean `licence_jv`?", "unknown issue `truse`; did you mean `truce`?"]),
        (LINK, "if: {tiktok: [sq, licence]}", ["unknown option `licence` of issue `tiktok`; did you mean `licence_jv`?"]),
        ("packages:", "rounds:\n  - {id: r1, name: R, start: 2025-01-01, end: 2025-01-02, agenda: [tik_tok]}\npackages:", ["unknown issue `tik_tok`; did you mean `tiktok`?"]),
        ("packages:", "questions:\n  q: {ask: a, by: 2025-12-01, resolves: r, about: {issue: truce, options: [ext9]}}\npackages:", ["unknown option `ext9` of issue `truce`; did you mean `ext90`?"]),
        ("packages:", "tracks:\n  t: {name: T, needs: [tt], prerequisite_for: [truce, stage1]}\npackages:", ["unknown track `tt`; did you mean `t`?", "unknown issue or stage or step `stage1`"]),
    ],
)  # fmt: skip
def test_an_unknown_name_is_told(old: str, new: str, expected: list[str]) -> None:
    assert expected == messages(spoiled(old, new))


def test_attributes_and_levels_are_checked() -> None:
    text = spoiled(
        "    status_quo: sq\n    options:\n      sq: {label: As today}",
        "    status_quo: sq\n    attributes: {price: {name: Price, levels: {low: Low, high: High}}}\n"
        "    options:\n      sq: {label: As today, has: {prise: low, price: lo}}",
    )
    found = messages(text)
    assert "unknown attribute `prise` of issue `tiktok`; did you mean `price`?" in found
    assert "unknown level `lo` of attribute `price`; did you mean `low`?" in found


def test_a_wrong_name_is_found_beside_a_wrong_shape() -> None:
    text = spoiled("    says: analyst\n", "    sais: analyst\n").replace(
        "truce: ext90}\n    s", "truce: ext9}\n    s"
    )
    assert messages(text) == [
        "unknown option `ext9` of issue `truce`; did you mean `ext90`?",
        "unknown key `sais` in linkage jv_for_time; did you mean `says`?",
    ]


def test_a_misspelt_section_does_not_make_its_names_unknown() -> None:
    assert messages(spoiled("facts:\n  F1:", "fakts:\n  F1:")) == [
        "unknown key `fakts` in the file; did you mean `facts`?"
    ]


def test_the_caret_is_under_the_name() -> None:
    (problem,) = errors(
        spoiled("party: us\n    level: ratifier", "party: uss\n    level: ratifier")
    )
    assert problem.source[problem.column - 1 : problem.end_column - 1] == "uss"


def test_a_flood_of_unknown_names_is_cut_and_says_so() -> None:
    facts = ", ".join(f"X{number}" for number in range(1001))
    found = messages(spoiled("        facts: [F1]\n", f"        facts: [{facts}]\n"))
    assert len(found) == 1001
    assert "more than 1000 unknown names" in found


def test_two_stages_cannot_have_one_id() -> None:
    stages = "stages:\n  - {id: s1, name: A}\n  - {id: s1, name: B}\npackages:"
    assert messages(spoiled("packages:", stages)) == ["two stages have the id `s1`"]
