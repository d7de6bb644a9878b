"""`winset check`: every mistake in a negotiation file, then every doubt."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import click

from winset.case.errors import UnreadableCase
from winset.case.loading import examine
from winset.case.problems import Problem
from winset.case.reading import warnings


@click.command
@click.argument("case", metavar="CASE")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as one JSON object.")
@click.pass_context
def command(ctx: click.Context, case: str, *, as_json: bool) -> None:
    """Check CASE, a negotiation file or the name of a shipped case.

    Prints errors, then warnings, then their count. Warnings are looked for once there is no error:
    numbers without a reason or source, facts known only after the case's date, facts that nothing
    uses, actors and parties that no package can satisfy, rounds to come, moves of a deadline that
    do not chain.

    Exit code: 0 without errors, 1 with errors, 2 if the file cannot be read at all.
    """
    try:
        reading = examine(case)
    except UnreadableCase as error:
        if not as_json:
            raise
        click.echo(_json(case, error.problems))
        ctx.exit(error.exit_code)
    problems = reading.problems + warnings(reading)
    click.echo(_json(case, problems) if as_json else _text(case, problems))
    ctx.exit(1 if reading.problems else 0)


def _text(case: str, problems: Sequence[Problem]) -> str:
    errors, doubts = _counts(problems)
    if errors:
        count = f"{case}: {_count(errors, 'error')}; warnings come when these are mended"
    else:
        count = f"{case}: no errors, {_count(doubts, 'warning')}"
    return "\n\n".join([*(problem.text() for problem in problems), count])


def _json(case: str, problems: Sequence[Problem]) -> str:
    errors, doubts = _counts(problems)
    found: dict[str, Any] = {
        "case": case,
        "errors": errors,
        "warnings": doubts,
        "problems": [problem.data() for problem in problems],
    }
    return json.dumps(found, indent=2, ensure_ascii=False)


def _counts(problems: Sequence[Problem]) -> tuple[int, int]:
    errors = sum(problem.severity == "error" for problem in problems)
    return errors, len(problems) - errors


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"
