"""A call of a `winset` command in this process: what it printed, and its exit code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import pytest

from winset.cli.main import main


@dataclass(frozen=True)
class Result:
    """What a call of a command left behind."""

    exit_code: int
    stdout: str
    stderr: str


class Run(Protocol):
    """A call of one command with its arguments."""

    def __call__(self, *arguments: str) -> Result:
        """Return what it printed, and its exit code."""
        ...


def calls(command: str, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a Run of `command`."""

    def called(*arguments: str) -> Result:
        with pytest.raises(SystemExit) as ended:
            main([command, *arguments])
        output = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Result(ended.value.code, output.out, output.err)

    return called
