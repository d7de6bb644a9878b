"""`winset advise`: a proposal in, the nearest better answers out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from command import Run, calls
from winset.case.loading import find

QUICK = ("--worlds", "50")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return calls("advise", capsys)


@pytest.fixture
def advice(run: Run) -> dict[str, Any]:
    """Return the advice to Washington on what Beijing asked for in Madrid."""
    result = run("madrid-2025", "--for", "us", "--package", "chinese_ask_madrid", "--json", *QUICK)
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_answers_stand_under_what_they_do_for_whom(run: Run) -> None:
    result = run("madrid-2025", "--for", "US", "--package", "chinese_ask_madrid", *QUICK)
    headings = [
        "Better for the others, no worse for United States",
        "Better for United States, no worse for the others",
        "Would pass, but costs some side something",
    ]
    places = [result.stdout.index(heading) for heading in headings]
    assert result.exit_code == 0
    assert places == sorted(places)


def test_who_blocks_the_proposal_is_told(run: Run) -> None:
    result = run("madrid-2025", "--for", "US", "--package", "chinese_ask_madrid", *QUICK)
    assert "Blocks: U.S.: U.S. President and his negotiators would refuse" in result.stdout


def test_the_party_and_the_package_are_found_in_any_case_of_letters(run: Run) -> None:
    small = run("madrid-2025", "--for", "us", "--package", "nash", *QUICK)
    large = run("madrid-2025", "--for", "US", "--package", "NASH", *QUICK)
    assert small == large


def test_answers_are_no_worse_for_us_and_better_for_them(advice: dict[str, Any]) -> None:
    for answer in advice["answers"]:
        ours, theirs = answer["difference"]["US"], answer["difference"]["CN"]
        match answer["kind"]:
            case "for_them":
                assert (ours >= 0, theirs > 0) == (True, True)
            case "for_us":
                assert (ours > 0, theirs >= 0) == (True, True)
            case _:
                assert answer["ratification"]["in_zone"]
                assert min(ours, theirs) < 0


def test_changes_are_those_against_the_proposal(advice: dict[str, Any]) -> None:
    for answer in advice["answers"]:
        changed = {**advice["proposal"]["package"], **answer["changes"]}
        assert changed == answer["ratification"]["package"]


def test_each_answer_has_its_chance_on_every_side_and_an_interval(advice: dict[str, Any]) -> None:
    for answer in advice["answers"]:
        line = answer["ratification"]
        low, high = line["interval"]
        assert low <= line["both"] <= min(line["chance"].values())
        assert line["both"] <= high
        assert line["chance"].keys() == {"US", "CN"}


def test_the_same_seed_gives_the_same_bytes(run: Run) -> None:
    arguments = ("harbour-ferry", "--for", "island", "--package", "nash", "--json", *QUICK)
    assert run(*arguments).stdout == run(*arguments).stdout


def test_nothing_is_better_than_a_bargaining_solution_and_that_is_said(run: Run) -> None:
    result = run("madrid-2025", "--for", "CN", "--package", "kalai-smorodinsky", "--json", *QUICK)
    found = json.loads(result.stdout)
    assert (found["efficient"], found["answers"]) == (True, [])
    assert found["verdict"].endswith(
        "no package is better for one side and no worse for any other."
    )


def test_a_proposal_may_come_in_a_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "offer.yaml"
    path.write_text("tiktok: licence_jv\n", encoding="utf-8")
    result = run("madrid-2025", "--for", "US", "--package", str(path), "--json", *QUICK)
    package = json.loads(result.stdout)["proposal"]["package"]
    assert (package["tiktok"], package["farm"]) == ("licence_jv", "none")


def test_top_limits_the_answers_of_each_kind(run: Run) -> None:
    result = run(
        "madrid-2025", "--for", "US", "--package", "status_quo", "--top", "1", "--json", *QUICK
    )
    kinds = [answer["kind"] for answer in json.loads(result.stdout)["answers"]]
    assert len(kinds) == len(set(kinds))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("--for", "USA", "--package", "nash"),
            "there is no party `USA`; did you mean `US`?; parties: US, CN",
        ),
        (
            ("--for", "US", "--package", "chinese_ask"),
            (
                "there is no package, solution or file `chinese_ask`; "
                "did you mean `chinese_ask_madrid`?"
            ),
        ),
        (("--for", "US", "--package", "offer.yaml"), "offer.yaml: there is no such file"),
        (("--package", "nash"), "Missing option '--for'"),
    ],
)
def test_a_mistake_in_the_call_is_told_without_a_traceback(
    run: Run, arguments: tuple[str, ...], message: str
) -> None:
    result = run("madrid-2025", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


@pytest.fixture
def hopeless(tmp_path: Path) -> str:
    """Return the path of a case in which a red line forbids every package."""
    line, wide = "never: {sailings: four, subsidy: m4}", "never: {sailings: [four, six, eight]}"
    text = find("harbour-ferry").text
    assert line in text
    path = tmp_path / "hopeless.yaml"
    path.write_text(text.replace(line, wide), encoding="utf-8")
    return str(path)


def test_where_no_package_would_pass_the_answer_is_no(
    run: Run, hopeless: str, tmp_path: Path
) -> None:
    offer = tmp_path / "offer.yaml"
    offer.write_text("sailings: six\n", encoding="utf-8")
    result = run(hopeless, "--for", "island", "--package", str(offer), "--json", *QUICK)
    assert result.exit_code == 1
    assert "no other package would be ratified by every side" in result.stdout


def test_where_no_package_would_pass_there_is_no_solution_to_start_from(
    run: Run, hopeless: str
) -> None:
    result = run(hopeless, "--for", "island", "--package", "nash", *QUICK)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "there is no nash solution: no package would be ratified by every side\n"
    )
