"""`winset deadlines`: what it lists, how it filters, and what a wrong word is told."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from records import HEADER, LINE, a_file
from winset.cli.main import main


def deadlines(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["deadlines", *arguments])
    output = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, output.out, output.err


def listed(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    code, out, _ = deadlines(capsys, *arguments, "--json")
    assert 0 == code
    found: dict[str, Any] = json.loads(out)
    return found


def test_it_lists_every_deadline_with_what_is_memory(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = deadlines(capsys)
    text = " ".join(out.split())
    assert (0, "") == (code, err)
    assert 167 == len(
        re.findall(r"^.+ \d+ +\d{4}-\d\d-\d\d +(?:agreed|extended|lapsed)", out, re.MULTILINE)
    )
    assert "167 deadlines, negotiations: 58. 46 agreed, 86 extended, 35 lapsed." in text
    assert "Checked against a source: 46; from memory: 121." in text


def test_no_line_is_wider_than_100_columns(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = deadlines(capsys)
    assert 100 >= max(len(line) for line in out.splitlines())


def test_the_base_rate_has_intervals(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = deadlines(capsys)
    text = " ".join(out.split())
    assert (
        "Base rate: agreed 28 % (21 to 35), extended 51 % (44 to 59), lapsed 21 % (15 to 28)."
        in text
    )


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (["--case", "brexit"], 4),
        (["--kind", "X-date"], 8),
        (["--domain", "labour"], 19),
        (["--outcome", "lapsed"], 35),
        (["--confidence", "medium"], 15),
        (["--verified"], 46),
        (["--verified", "--outcome", "agreed", "--kind", "X-date"], 3),
    ],
)
def test_filters_narrow_the_list(
    capsys: pytest.CaptureFixture[str], arguments: list[str], count: int
) -> None:
    assert count == len(listed(capsys, *arguments)["deadlines"])


def test_json_holds_rows_counts_and_the_base_rate(capsys: pytest.CaptureFixture[str]) -> None:
    found = listed(capsys, "--case", "Cyprus")
    (row,) = found["deadlines"]
    assert ("2013-03-25", "agreed", True, "memory") == (
        row["date"],
        row["outcome"],
        row["alone"],
        row["verification"],
    )
    assert {"agreed": 1, "extended": 0, "lapsed": 0} == found["counts"]
    assert (1, 0, 0.5) == (
        found["negotiations"],
        found["checked"],
        found["base_rate"]["agreed"]["chance"],
    )


def test_rows_of_ones_own_are_listed_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = a_file(tmp_path, LINE)
    code, out, _ = deadlines(capsys, "--add", str(path), "--case", "talks", "--outcome", "extended")
    assert 0 == code
    (line,) = [line for line in out.splitlines() if line.startswith("Talks")]
    assert ["Talks", "1", "2020-06-01", "extended", "2020-07-01", "self-imposed"] == line.split()[
        :6
    ]


def test_a_filter_that_nothing_passes_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = deadlines(capsys, "--kind", "X-date", "--outcome", "lapsed")
    assert (0, "None of the 167 deadlines is all of this.\n") == (code, out)


@pytest.mark.parametrize(
    ("arguments", "guess"),
    [
        (["--kind", "statutary-expiry"], "did you mean `statutory-expiry`?"),
        (["--domain", "labor"], "did you mean `labour`?"),
        (["--outcome", "agreement"], "did you mean `agreed`?"),
        (["--confidence", "zzz"], "there are high, medium"),
        (["--case", "brexti"], "did you mean `Brexit`?"),
        (["--case", "zzz"], "`winset deadlines` lists all of them"),
    ],
)
def test_a_wrong_word_ends_with_2_and_the_nearest(
    capsys: pytest.CaptureFixture[str], arguments: list[str], guess: str
) -> None:
    code, _, err = deadlines(capsys, *arguments)
    assert 2 == code
    assert guess in " ".join(err.split())


def test_a_mistake_in_a_file_ends_with_2_at_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = a_file(tmp_path, LINE.replace("extended", "met"))
    code, out, err = deadlines(capsys, "--add", str(path))
    assert (2, "") == (code, out)
    assert err.startswith(f"{path}:2:31: outcome: `met` is not one of")


def test_a_deadline_of_the_shipped_record_cannot_be_added_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = a_file(tmp_path, LINE.replace("Talks", "Brexit: Article 50"))
    code, _, err = deadlines(capsys, "--add", str(path))
    assert 2 == code
    assert "deadline 1 of `Brexit: Article 50` is in deadlines.csv:2" in err


def test_a_header_alone_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(HEADER, encoding="utf-8")
    assert 2 == deadlines(capsys, "--add", str(path))[0]
