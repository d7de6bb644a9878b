"""The `winset` command: finds the subcommand, and turns what goes wrong into messages and codes.

Exit codes: 0 done; 1 the analysis says no (a mistake of substance, no zone); 2 bad input or usage;
3 cannot run; 130 interrupted.
"""

from __future__ import annotations

import difflib
import io
import keyword
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from winset import __version__
from winset.case.errors import WinsetError

COMMANDS = {
    "analyse": "Analyse a negotiation: the deal map, the linchpin, who blocks, what to trade.",
    "advise": "Answer a proposal: packages no worse for us and better for them.",
    "simulate": "Run the stages from mandate to signature, over many worlds.",
    "forecast": "Forecast deadlines, the next round, and how ready coming events are.",
    "schedule": "Find days for the next steps, or what stands in the way.",
    "hindcast": "Answer a case's questions as of its date, and score the answers.",
    "sweep": "Analyse cases under assumptions and seeds, on all cores or a cluster.",
    "market": "Ask whether the market took notice: events of the case against prices.",
    "deadlines": "List the history of deadlines.",
    "backtest": "Score the record's forecasts against what happened.",
    "serve": "Open a workspace in the browser, where a delegation keeps a negotiation.",
    "room": "Verify, export, import, back up and restore the rooms of a database.",
    "import": "Read another program's scenario (Genius, NegMAS, GeniusWeb, NegoLog) as a case.",
    "packages": "Write every package, or the frontier, as a table: CSV, Parquet or Arrow.",
    "export": "Write a case as another program's scenario, and name what is lost.",
    "selfcheck": "Recompute published scenarios, and compare with reference answers.",
    "check": "Check a negotiation file: every mistake, then every doubt.",
    "new": "Write a commented negotiation file to start from.",
    "schema": "Print the JSON Schema of the negotiation file.",
    "cases": "List the cases that come with winset.",
    "charts": "Write the charts of an analysis as files.",
}
"""The commands in the order of their help; each is `command` in the module of its name.

The module of `import`, a word of Python, is `import_`.
"""

CANNOT_RUN = 3
INTERRUPTED = 130


class Winset(click.Group):
    """Imports a subcommand only when it is called, so that `winset --help` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command called `cmd_name`, or None if there is none."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        name = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        module = import_module(f"winset.cli.{name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that `args` start with; suggest the nearest if there is none."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], COMMANDS, n=1)
            guess = f"; did you mean `{near[0]}`?" if near else ""
            ctx.fail(f"there is no command `{args[0]}`{guess}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; that the reader has gone, as in `winset ... | head`, is no mistake."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        return result

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any of them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(
    cls=Winset,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with `winset analyse madrid-2025`, or with `winset new my-case.yaml`.",
)
@click.version_option(__version__, prog_name="winset")
def group() -> None:
    """Which deals would both sides' own people ratify?"""


def main(arguments: list[str] | None = None) -> None:
    """Run the command and exit with its code; a user's mistake is a message, not a traceback."""
    if sys.stderr is None:  # closed by the caller, as in `winset ... 2>&-`
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  to the end
    if sys.stdout is None:
        sys.exit(_said("winset: the standard output is closed", CANNOT_RUN))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(_run(arguments))


def _run(arguments: list[str] | None) -> int:
    try:
        code: Any = group.main(arguments, prog_name="winset", standalone_mode=False)
    except (click.Abort, KeyboardInterrupt):
        return _said("interrupted", INTERRUPTED)
    except (click.ClickException, WinsetError, MemoryError, OSError) as error:
        return _explained(error)
    return code if isinstance(code, int) else 0


def _explained(error: click.ClickException | WinsetError | MemoryError | OSError) -> int:
    """Say what went wrong, and return the exit code."""
    match error:
        case click.ClickException():
            error.show()
            return 2
        case WinsetError():
            return _said(str(error), error.exit_code)
        case MemoryError():
            return _said("winset: this takes more memory than there is", CANNOT_RUN)
        case OSError():
            return _said(f"winset: {error.filename or 'a file'}: {error.strerror or error}", 2)


def _said(message: str, code: int) -> int:
    click.echo(message, err=True)
    return code
