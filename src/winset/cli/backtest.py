"""`winset backtest`: forecasts scored against what happened."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from winset.cli.limits import SEED

if TYPE_CHECKING:
    from rich.table import Table

    from winset.process.deadlines.backtest import Backtest, Coverage
    from winset.process.deadlines.history import Row

KNOWN = (
    "Known of a deadline so many days before its date: type, domain, when it was set, who can "
    "move it alone, and the negotiation's earlier deadlines decided by that day. A deadline not "
    "yet set, or already decided, does not count. No row of the same negotiation is learnt from; "
    "other negotiations are, whenever they were held."
)
FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("what", metavar="deadlines", type=click.Choice(["deadlines"]))
@click.option(
    "--add",
    "added",
    multiple=True,
    type=FILE,
    metavar="FILE",
    help="Add rows of your own to the shipped record (may be given again).",
)
@click.option("--train", type=FILE, metavar="FILE", help="Learn from these rows only.")
@click.option("--test", type=FILE, metavar="FILE", help="Score these rows; needs --train.")
@click.option(
    "--days",
    multiple=True,
    type=click.IntRange(0, 3650),
    default=(14, 3),
    show_default=True,
    metavar="N",
    help="Days before each date (may be given again).",
)
@click.option(
    "--seed",
    type=SEED,
    default=1,
    show_default=True,
    metavar="S",
    help="Seed of the resampled negotiations: same files, same seed, same bytes.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one JSON object.")
def command(
    what: str,
    added: tuple[Path, ...],
    train: Path | None,
    test: Path | None,
    days: tuple[int, ...],
    seed: int,
    *,
    as_json: bool,
) -> None:
    """Score forecasts of the record of deadlines beside the base rate.

    Each deadline is forecast by a record of all other negotiations, from what was known then; or,
    with --train and --test, the rows of one file by a record of another. Prints the log score and
    the Brier score of the model and of the base rate, their difference with a 95 % interval
    (negotiations resampled whole), a reliability table, and which of the two is used.

    Exit codes: 0 done, whoever wins; 2 a mistake in a file or in the call.
    """
    del what
    from winset.process.deadlines.backtest import coverage, held_out  # noqa: PLC0415
    from winset.process.deadlines.history import joined, read, shipped  # noqa: PLC0415

    if (train is None) != (test is None):
        msg = "--train and --test belong together: rows to learn from, rows to score."
        raise click.UsageError(msg)
    if train is not None and test is not None:
        if added:
            msg = "--add adds to the shipped record; --train FILE replaces it. Give one of them."
            raise click.UsageError(msg)
        learnt, scored = read(train), read(test)
    else:
        learnt = scored = joined(shipped(), *(read(path) for path in added))
    tests = held_out(learnt, scored, (None, *dict.fromkeys(days)), seed=seed)
    covered = coverage(learnt, scored)
    if as_json:
        click.echo(json.dumps(_data(learnt, scored, tests, covered, seed), indent=2))
        return
    from winset.report.terminal import console  # noqa: PLC0415

    screen = console()
    screen.print(_heading(learnt, scored, apart=train is not None))
    screen.print(KNOWN, style="dim")
    screen.print(_scores(tests))
    for line in _sentences(tests, covered, days, seed, apart=train is not None):
        screen.print(line)
    screen.print("\nReliability of the model: what came true of forecasts of about the same odds")
    screen.print(_reliability(tests))


def _heading(learnt: Sequence[Row], scored: Sequence[Row], *, apart: bool) -> str:
    cases = {row.case for row in scored}
    size = f"{_counted(len(scored), 'deadline')} in {_counted(len(cases), 'negotiation')}"
    if not apart:
        return f"{size}, each forecast by a record of all other negotiations"
    both = len(cases & {row.case for row in learnt})
    return (
        f"{size}, forecast by a record of {len(learnt)} in {len({row.case for row in learnt})}; "
        f"negotiations in both files, left out of the record for their own forecasts: {both}"
    )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def _when(days: int | None) -> str:
    return "whole table, when set" if days is None else f"{days} days before"


def _scores(tests: Sequence[Backtest]) -> Table:
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=SIMPLE_HEAD, expand=True, pad_edge=False, show_edge=False)
    table.add_column("When", ratio=1, no_wrap=True)
    table.add_column("Rows", justify="right")
    table.add_column("Lower is better", no_wrap=True)
    for name in ("Model", "Base rate", "Difference (95 %)"):
        table.add_column(name, justify="right", no_wrap=True)
    for test in tests:
        table.add_row(
            _when(test.days),
            str(test.rows),
            "log score, nats",
            f"{test.model.log:.3f}",
            f"{test.base.log:.3f}",
            _difference(test.log_difference, test.log_interval),
        )
        table.add_row(
            "",
            "",
            "Brier, 0 to 2",
            f"{test.model.brier:.3f}",
            f"{test.base.brier:.3f}",
            _difference(test.brier_difference, test.brier_interval),
        )
    return table


def _difference(value: float, interval: tuple[float, float]) -> str:
    from winset.report.wording import signed  # noqa: PLC0415

    low, high = (signed(end, 3) for end in interval)
    return f"{signed(value, 3)} ({low} to {high})"


def _sentences(
    tests: Sequence[Backtest], covered: Coverage, days: Sequence[int], seed: int, *, apart: bool
) -> list[str]:
    from winset.process.deadlines.backtest import HORIZONS, claim  # noqa: PLC0415
    from winset.process.deadlines.scores import DRAWS  # noqa: PLC0415

    said = []
    for test in tests:
        used = "the model" if test.beats else "the base rate"
        use = f", so a forecast uses {used}" if test.days in HORIZONS and not apart else ""
        said.append(f"{claim(test)}{use}.")
    said += [
        f"{test.days} days before: {test.not_yet_set} were not yet set and "
        f"{test.already_decided} were already decided, and do not count."
        for test in tests
        if test.days is not None
    ]
    scored = {test.days for test in tests}
    said += [
        f"{count} days before: no deadline counts, so nothing is scored."
        for count in dict.fromkeys(days)
        if count not in scored
    ]
    if covered.rows:
        said.append(
            f"Of {covered.rows} new dates, {covered.half} lay in the middle half of the forecast "
            f"lengths and {covered.nine_tenths} in the middle 90 %."
        )
    said.append(f"Intervals: {DRAWS:,} resamples of whole negotiations, seed {seed}.")
    return said


def _reliability(tests: Sequence[Backtest]) -> Table:
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    from winset.report.wording import estimate, percent  # noqa: PLC0415

    table = Table(box=SIMPLE_HEAD, expand=True, pad_edge=False, show_edge=False)
    table.add_column("When", ratio=1, no_wrap=True)
    table.add_column("Outcome")
    for name in ("Forecast", "Rows", "Mean forecast", "Came true", "Share (95 %)"):
        table.add_column(name, justify="right", no_wrap=True)
    for test in tests:
        for place, held in enumerate(test.reliability):
            table.add_row(
                "" if place else _when(test.days),
                held.outcome,
                f"{100 * held.low:.0f} to {100 * held.high:.0f} %",
                str(held.count),
                percent(held.forecast),
                str(held.came_true),
                estimate(held.observed, held.interval),
            )
    return table


def _data(
    learnt: Sequence[Row],
    scored: Sequence[Row],
    tests: Sequence[Backtest],
    covered: Coverage,
    seed: int,
) -> dict[str, Any]:
    """Return the figures as plain data, rounded so that they are the same on any machine."""
    from winset.process.deadlines.backtest import claim  # noqa: PLC0415
    from winset.process.deadlines.scores import DRAWS  # noqa: PLC0415

    found = {
        "learnt_from": len(learnt),
        "scored": len(scored),
        "negotiations": len({row.case for row in scored}),
        "known": KNOWN,
        "seed": seed,
        "resamples": DRAWS,
        "tests": [{**asdict(test), "beats": test.beats, "verdict": claim(test)} for test in tests],
        "new_dates": asdict(covered),
    }
    rounded: dict[str, Any] = _rounded(found)
    return rounded


def _rounded(value: Any) -> Any:
    match value:
        case float():
            return round(value, 6)
        case dict():
            return {key: _rounded(entry) for key, entry in value.items()}
        case list() | tuple():
            return [_rounded(entry) for entry in value]
        case _:
            return value
