"""A package in a file of its own, and what is said of its mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from casefile import TEXT
from winset.case.errors import CaseError, UnreadableCase
from winset.case.proposal import read_proposal
from winset.case.reading import case_of, read
from winset.case.source import checked

CASE = case_of(read(checked("case.yaml", TEXT)))


def mistakes(tmp_path: Path, text: str) -> list[str]:
    """Return what is said of a package file."""
    path = tmp_path / "offer.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        read_proposal(path, CASE)
    return [problem.text().removeprefix(str(path)) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("name", "text"),
    [("offer.yaml", "tiktok: licence_jv\n"), ("offer.json", '{"tiktok": "licence_jv"}')],
)
def test_a_package_is_a_mapping_from_issues_to_options(
    tmp_path: Path, name: str, text: str
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert read_proposal(path, CASE) == {"tiktok": "licence_jv"}


def test_a_misspelt_option_is_shown_with_the_nearest_one(tmp_path: Path) -> None:
    assert mistakes(tmp_path, "tiktok: licence_jw\n") == [
        (
            ":1:9: unknown option `licence_jw` of issue `tiktok`; did you mean `licence_jv`?\n"
            "    tiktok: licence_jw\n"
            "            ^^^^^^^^^^\n"
            "    options on offer: sq, licence_jv"
        )
    ]


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    found = mistakes(tmp_path, "tiktok: dark\ntrucee: ext90\ntruce: 90\n")
    assert [text.splitlines()[0] for text in found] == [
        ":1:9: option `dark` of issue `tiktok` is not on offer",
        ":2:1: unknown issue `trucee`; did you mean `truce`?",
        ":3:8: expected the id of an option of issue `truce`",
    ]


def test_an_issue_named_twice_is_a_mistake(tmp_path: Path) -> None:
    assert "`truce` is given twice" in mistakes(tmp_path, "truce: sq\ntruce: ext90\n")[0]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableCase, match="there is no such file"):
        read_proposal(tmp_path / "none.yaml", CASE)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ":1:1: the file is empty"),
        (
            "- tiktok\n",
            (
                ":1:1: a package file is a mapping from issues to options: `issue: option`, "
                "one a line"
            ),
        ),
    ],
)
def test_a_file_that_is_no_mapping_is_told_what_a_package_file_is(
    tmp_path: Path, text: str, said: str
) -> None:
    (found,) = mistakes(tmp_path, text)
    assert (found.splitlines()[0], found.splitlines()[-1].strip()) == (
        said,
        f"issues: {', '.join(CASE.issues)}",
    )
