"""`winset hindcast`: the questions of a case, answered as of its date and scored."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from winset.cli.progress import watched
from winset.cli.talks import options
from winset.cli.writing import refuse_unwritable, write_output

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from winset.study.hindcast import Answered, Hindcast, ScoreLine


@click.command()
@options
def command(
    *,
    case: str,
    as_of: datetime | None,
    worlds: int | None,
    seed: int,
    as_json: bool,
    output: Path | None,
    quiet: bool,
) -> None:
    """Answer the questions of CASE as of its date, and score the answers against what happened.

    CASE is a negotiation file or the name of a shipped case. Every question gets a chance with an
    interval and what it rests on, or the words that no model speaks to it. Questions that came out
    are scored, Brier and log, beside their base rates, always-yes and the expert's view.

    Exit codes: 0 done; 1 numbers rest on facts known only later; 2 a mistake in the file or in the
    call; 3 the space is more than can be searched.
    """
    if output is not None:
        refuse_unwritable(output, case, mark='"hindcast": 1')
    found = _hindcast(case, as_of, worlds, seed)
    if output is not None:
        write_output(output, found.to_json() + "\n")
    if as_json:
        click.echo(found.to_json())
    elif not quiet:
        from winset.report.terminal import console  # noqa: PLC0415  costs start-up time

        _show(found, console())


def _hindcast(case: str, as_of: datetime | None, worlds: int | None, seed: int) -> Hindcast:
    from winset.case.loading import load  # noqa: PLC0415  costs start-up time
    from winset.study.hindcast import hindcast  # noqa: PLC0415

    document, day = load(case), as_of and as_of.date()
    return watched(
        lambda step: hindcast(document, worlds=worlds, seed=seed, as_of=day, progress=step)
    )


def _show(found: Hindcast, console: Console) -> None:
    from rich.text import Text  # noqa: PLC0415

    from winset.report.wording import count, day  # noqa: PLC0415

    made = found.provenance
    console.print(Text(found.title, style="bold", no_wrap=True, overflow="ellipsis"))
    console.print(
        Text(
            f"as known on {day(made.as_of)}; {count(made.worlds)} worlds, seed {made.seed}",
            style="dim",
        )
    )
    console.print(Text(found.text))
    if found.questions:
        console.print(_questions(found.questions))
        console.print(_scores(found.scores))
        console.print(Text(found.rules, style="dim"))
        console.print(Text(found.warning, style="bold"))


def _questions(lines: tuple[Answered, ...]) -> RenderableType:
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from winset.report.wording import DASH, estimate, percent  # noqa: PLC0415

    table = Table(box=SIMPLE_HEAD, expand=True, pad_edge=False, show_edge=False)
    table.add_column("Question, and what the answer rests on", ratio=1)
    table.add_column("Chance of a yes", justify="right", width=21)
    table.add_column("Base\nrate", justify="right")
    table.add_column("Came\nout")
    for line in lines:
        body = Text(line.ask)
        body.append(f"\n{line.basis}", style="dim")
        chance = (
            Text(DASH)
            if line.chance is None or line.interval is None
            else Text(estimate(line.chance, line.interval))
        )
        rate = DASH if line.base_rate is None else percent(line.base_rate)
        table.add_row(body, chance, rate, line.outcome or DASH)
    return table


def _scores(lines: tuple[ScoreLine, ...]) -> RenderableType:
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=SIMPLE_HEAD, expand=True, pad_edge=False, show_edge=False)
    table.add_column("The model beside", ratio=1)
    table.add_column("n", justify="right")
    for score in ("Brier (0 to 1)", "Log (nats)"):
        table.add_column(f"{score}\nmodel", justify="right")
        table.add_column("\nother", justify="right")
        table.add_column("\ndifference", justify="right")
    for line in lines:
        table.add_row(
            line.rival,
            str(line.questions),
            _number(line.brier),
            _number(line.rival_brier),
            _difference(line.brier_difference, line.brier_interval),
            _number(line.log),
            _number(line.rival_log),
            _difference(line.log_difference, line.log_interval),
        )
    return table


def _number(value: float | None) -> str:
    from winset.report.wording import DASH, decimal  # noqa: PLC0415

    return DASH if value is None else decimal(value, 3)


def _difference(value: float | None, interval: tuple[float, float] | None) -> str:
    from winset.report.wording import DASH, signed  # noqa: PLC0415

    if value is None:
        return DASH
    if interval is None:
        return signed(value, 3)
    return f"{signed(value, 3)}\n({signed(interval[0], 2)} to {signed(interval[1], 2)})"
