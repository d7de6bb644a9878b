"""`winset check`: what it prints and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from casefile import TEXT, spoiled
from winset.cli.main import main


def check(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["check", *arguments])
    output = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, output.out, output.err


def file(folder: Path, text: str) -> str:
    path = folder / "case.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_good_file_ends_with_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = file(tmp_path, TEXT)
    assert check(capsys, path) == (0, f"{path}: no errors, no warnings\n", "")


def test_a_shipped_case_is_checked_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = check(capsys, "madrid-2025")
    assert (code, out.splitlines()[-1]) == (0, "madrid-2025: no errors, no warnings")


def test_warnings_alone_end_with_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = file(tmp_path, spoiled("{value: 100, why: Judgement.}", "100"))
    code, out, _ = check(capsys, path)
    assert code == 0
    assert out.splitlines() == [
        f"{path}:66:9: warning: the weight of cn_principal on issue tiktok has no reason or source",
        "            weight: 100",
        "            ^^^^^^",
        "    write {value: ..., why: ..., facts: [...]}",
        "",
        f"{path}: no errors, 1 warning",
    ]


def test_errors_end_with_1_and_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file(tmp_path, spoiled("party: cn", "party: cm").replace("value: 100,", "value: 99,"))
    code, out, _ = check(capsys, path)
    assert code == 1
    assert out.splitlines()[-1] == f"{path}: 2 errors; warnings come when these are mended"


def test_a_file_that_is_not_yaml_ends_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file(tmp_path, "winset: 1\nid: a: b\n")
    code, out, err = check(capsys, path)
    assert (code, out) == (2, "")
    assert err.startswith(f"{path}:2:6: a `:` is not expected here\n")


def test_a_missing_file_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "none.yaml")
    code, _, err = check(capsys, path)
    assert (code, err.splitlines()[0]) == (2, f"{path}: there is no such file")


def test_json_gives_the_same_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = file(tmp_path, spoiled("party: cn", "party: us2"))
    code, out, _ = check(capsys, path, "--json")
    assert code == 1
    assert json.loads(out) == {
        "case": path,
        "errors": 1,
        "warnings": 0,
        "problems": [
            {
                "path": path,
                "line": 62,
                "column": 12,
                "end_column": 15,
                "message": "unknown party `us2`; did you mean `us`?",
                "source": "    party: us2",
                "hint": "in `party` of actor cn_principal; there are: us, cn",
                "severity": "error",
            }
        ],
    }


def test_json_tells_of_an_unreadable_file_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = check(capsys, file(tmp_path, ""), "--json")
    assert (code, json.loads(out)["problems"][0]["message"]) == (2, "the file is empty")
