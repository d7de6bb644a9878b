"""`winset backtest deadlines`: the figures, what they mean, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from records import LINE, a_file
from winset.cli.main import main


def backtest(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["backtest", "deadlines", *arguments])
    output = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, output.out, output.err


def files(folder: Path) -> list[str]:
    """Write a small record to learn from and another to score, without the optional column."""
    learnt = [
        LINE.replace("Talks", f"Talks {n}").replace("extended,2020-07-01", word)
        for n, word in enumerate(["extended,2020-07-01", "agreement,", "lapsed,"] * 4)
    ]
    scored = [
        LINE.replace("Talks", "Other talks"),
        LINE.replace("Talks", "More talks").replace("self-imposed", "never seen"),
        LINE.replace("Talks", "Talks 1"),
    ]
    train, test = a_file(folder, *learnt, name="a.csv"), a_file(folder, *scored, name="b.csv")
    return ["--train", str(train), "--test", str(test)]


def test_it_prints_figures_and_verdicts(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = backtest(capsys)
    assert (0, "") == (code, err)
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert "167 deadlines in 58 negotiations, each forecast by a record of all other" in lines[0]
    for expected in (
        "whole table, when set 167 log score, nats 1.005 1.036 −0.031 (−0.050 to −0.010)",  # noqa: RUF001
        "14 days before 117 log score, nats 0.975 1.006 −0.031 (−0.064 to +0.002)",  # noqa: RUF001
        "3 days before 132 log score, nats 0.994 1.046 −0.053 (−0.078 to −0.027)",  # noqa: RUF001
        "Over the whole table the model beats the base rate.",
        "3 days before the dates the model beats the base rate, so a forecast uses the model.",
        "14 days before: 42 were not yet set and 8 were already decided, and do not count.",
    ):
        assert expected in lines
    assert "Of 83 new dates, 42 lay in the middle half" in out
    loser = "14 days before the dates the model does not beat the base rate"
    assert f"{loser}, so a forecast uses the base rate." in lines
    assert 100 >= max(len(line) for line in out.splitlines())


def test_the_reliability_table_counts_every_forecast(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = backtest(capsys, "--days", "3", "--json")
    for test in json.loads(out)["tests"]:
        for outcome in ("agreed", "extended", "lapsed"):
            held = [bin_["count"] for bin_ in test["reliability"] if bin_["outcome"] == outcome]
            assert test["rows"] == sum(held)


def test_the_same_seed_gives_the_same_bytes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [*files(tmp_path), "--json"]
    first = backtest(capsys, *arguments)
    assert first == backtest(capsys, *arguments)
    assert first != backtest(capsys, *arguments, "--seed", "2")


def test_rows_kept_aside_are_scored_by_another_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = backtest(capsys, *files(tmp_path), "--days", "5")
    text = " ".join(out.split())
    assert 0 == code
    assert (
        "3 deadlines in 3 negotiations, forecast by a record of 12 in 12; negotiations in both "
        "files, left out of the record for their own forecasts: 1"
    ) in text
    assert "does not beat the base rate (fewer than 10 negotiations prove nothing)." in text
    assert "a forecast uses" not in text


def test_one_is_not_said_in_the_plural(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = str(a_file(tmp_path, LINE))
    _, out, _ = backtest(capsys, "--train", one, "--test", one)
    assert out.startswith("1 deadline in 1 negotiation, forecast by")


def test_days_at_which_nothing_counts_are_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = backtest(capsys, *files(tmp_path), "--days", "3000", "--days", "3000")
    assert 1 == out.count("3000 days before: no deadline counts, so nothing is scored.")


def test_rows_of_ones_own_are_added(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = backtest(capsys, "--add", str(a_file(tmp_path, LINE)), "--days", "14", "--json")
    found = json.loads(out)
    assert (168, 168, 59) == (found["learnt_from"], found["scored"], found["negotiations"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--train", "a.csv"], "--train and --test belong together"),
        (["--test", "b.csv"], "--train and --test belong together"),
        (["--train", "a.csv", "--test", "b.csv", "--add", "c.csv"], "Give one of them"),
        (["--days", "-1"], "-1 is not in the range"),
        (["--train", "none.csv", "--test", "none.csv"], "none.csv: this file cannot be read"),
    ],
)
def test_a_wrong_call_ends_with_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    code, out, err = backtest(capsys, *arguments)
    assert (2, "") == (code, out)
    assert message in " ".join(err.split())


def test_another_subject_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["backtest", "weather"])
    assert 2 == ended.value.code
    assert "'weather' is not 'deadlines'" in capsys.readouterr().err
