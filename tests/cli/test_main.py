"""The `winset` command itself: help, versions, mistakes, interruptions."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import click
import pytest

from winset import __version__
from winset.case.errors import CannotRun, WinsetError
from winset.cli import main as cli

RUN = "from winset.cli.main import main; main()"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        cli.main(list(arguments))
    output = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, output.out, output.err


def failing(monkeypatch: pytest.MonkeyPatch, callback: Callable[[], None]) -> None:
    """Put a command in the place of `schema` that fails as `callback` does."""
    command = click.command("schema")(callback)
    monkeypatch.setattr("winset.cli.schema.command", command)


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_lists_the_commands(capsys: pytest.CaptureFixture[str], option: str) -> None:
    code, out, _ = run(capsys, option)
    assert code == 0
    assert all(f"  {name} " in out for name in cli.COMMANDS)


def test_help_imports_no_command_and_nothing_heavy() -> None:
    program = (
        "import sys\nfrom winset.cli.main import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'numpy', 'pydantic', 'yaml', 'rich', 'jinja2', 'winset.cli.check'}\n"
        "sys.exit(', '.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", ["check", "new", "schema"])
def test_the_line_of_help_is_the_first_of_the_command(name: str) -> None:
    command = cli.Winset().get_command(click.Context(cli.group), name)
    assert command is not None
    assert command.help


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--version") == (0, f"winset, version {__version__}\n", "")


def test_a_misspelt_command_gets_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "chek")
    assert (code, err.splitlines()[-1]) == (
        2,
        "Error: there is no command `chek`; did you mean `check`?",
    )


def test_usage_mistakes_end_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "check")[0] == 2
    assert run(capsys, "schema", "--nothing")[0] == 2


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (WinsetError("no such thing"), 2, "no such thing\n"),
        (CannotRun("the extra is missing"), 3, "the extra is missing\n"),
        (FileNotFoundError(2, "No such file", "x"), 2, "winset: x: No such file\n"),
        (MemoryError(), 3, "winset: this takes more memory than there is\n"),
        (KeyboardInterrupt(), 130, "interrupted\n"),
        (click.Abort(), 130, "interrupted\n"),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_a_message_and_a_code(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
    message: str,
) -> None:
    def callback() -> None:
        raise error

    failing(monkeypatch, callback)
    found, _, err = run(capsys, "schema")
    assert (code, message) == (found, err.lstrip("\n"))


def test_a_fault_of_ours_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def callback() -> None:
        raise ZeroDivisionError

    failing(monkeypatch, callback)
    with pytest.raises(ZeroDivisionError):
        cli.main(["schema"])


@pytest.mark.parametrize(("closed", "code"), [(">&-", 3), ("2>&-", 0), (">&- 2>&-", 3)])
def test_a_closed_stream_ends_no_command_with_a_traceback(closed: str, code: int) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f'"$0" -c "$1" cases {closed}', sys.executable, RUN],
        check=False,
        capture_output=True,
        text=True,
    )
    said = "winset: the standard output is closed\n" if closed == ">&-" else ""
    assert (done.returncode, done.stderr) == (code, said)


def test_a_reader_that_goes_away_is_no_mistake() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", RUN, "schema"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert (process.wait(timeout=60), process.stderr.read()) == (0, "")
