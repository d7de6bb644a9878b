"""The progress bar of long work."""

from __future__ import annotations

import sys

import pytest

from winset.cli.progress import Step, watched


def two_steps(step: Step | None) -> str:
    """Return whether anybody wanted to know how far the work is."""
    if step is None:
        return "unwatched"
    step(1, 2)
    step(1, 2)
    return "watched"


def test_in_a_pipe_nobody_is_told_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert ("unwatched", "") == (watched(two_steps), capsys.readouterr().err)


def test_on_a_terminal_a_bar_tells_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    assert "watched" == watched(two_steps)
    assert "Running worlds" in capsys.readouterr().err
