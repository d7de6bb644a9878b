"""`winset analyse`: a negotiation file in, the deal map out."""

from __future__ import annotations

import webbrowser
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from winset.cli.limits import SEED, WORLDS
from winset.cli.preview import tell_before
from winset.cli.progress import watched
from winset.cli.writing import refuse_unwritable, write_output

if TYPE_CHECKING:
    from winset.study.document import Study


@click.command()
@click.argument("case", metavar="CASE")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Use only what was known on this day (default: the case's own as_of).",
)
@click.option(
    "--worlds",
    type=WORLDS,
    metavar="N",
    help="Draws of the uncertain numbers (default: 2,000; fewer in very large spaces).",
)
@click.option(
    "--seed",
    type=SEED,
    default=1,
    show_default=True,
    metavar="S",
    help="Seed of the draws: same file, same seed, same bytes.",
)
@click.option(
    "--prices",
    multiple=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="CSV of daily closes, to ask whether the market took notice (may be given again).",
)
@click.option(
    "--releases",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="CSV of dated figures (date,what,actual,expected), put on the case's calendar.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the whole study as JSON.")
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the HTML report, one file that opens from disk.",
)
@click.option("--open", "open_it", is_flag=True, help="Open the report in a browser.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the study as JSON to a file.",
)
@click.option("--quiet", is_flag=True, help="Print no summary, and no preview.")
@click.pass_context
def command(  # noqa: PLR0913  one argument an option
    context: click.Context,
    case: str,
    as_of: datetime | None,
    worlds: int | None,
    seed: int,
    prices: tuple[Path, ...],
    releases: Path | None,
    *,
    as_json: bool,
    report: Path | None,
    open_it: bool,
    output: Path | None,
    quiet: bool,
) -> None:
    """Analyse CASE, a negotiation file or the name of a shipped case (see `winset cases`).

    Prints the answer on one screen: the zone of agreement, the linchpin, the packages to
    recommend, who blocks what, the next trades, and what the answer hangs on. On a terminal, a case
    that takes long is previewed before the search.

    Exit codes: 0 done; 1 no package would be ratified on all sides at the middle numbers; 2 a
    mistake in the file or in the call; 3 the space is more than can be searched, or no package
    was found that would be, and it is not known that there is none.
    """
    if open_it and report is None:
        msg = "--open needs --report FILE: the report to open."
        raise click.UsageError(msg)
    _check_targets(case, output, report)
    study = _analysed(
        case,
        worlds=worlds,
        seed=seed,
        as_of=as_of.date() if as_of else None,
        prices=list(prices) or None,
        releases=releases,
        quiet=quiet,
    )
    if output is not None:
        write_output(output, study.to_json() + "\n")
    if report is not None:
        from winset.report.page import render  # noqa: PLC0415  costs start-up time

        write_output(report, render(study))
    if as_json:
        click.echo(study.to_json())
    elif not quiet:
        from winset.report.terminal import console, summary  # noqa: PLC0415

        summary(study, console())
    if report is not None:
        click.echo(f"Report: {report}", err=as_json)
    if open_it and report is not None:
        webbrowser.open(report.resolve().as_uri())
    context.exit(_exit_code(study))


def _exit_code(study: Study) -> int:
    """Return 0 if some package passes at the middle numbers, 1 if none does, 3 if not known."""
    if study.zone.packages:
        return 0
    return 1 if study.zone.at_most is None else 3


def _check_targets(case: str, output: Path | None, report: Path | None) -> None:
    """Raise an error for a result that could not be written once the work is done."""
    if output is not None and output == report:
        msg = "--output and --report name the same file."
        raise click.UsageError(msg)
    for target, mark in ((output, '"study": 1'), (report, 'content="winset"')):
        if target is not None:
            refuse_unwritable(target, case, mark=mark)


def _analysed(case: str, *, quiet: bool, **choices: Any) -> Study:
    """Return the study, with a preview and a progress bar on stderr if that is a terminal."""
    from winset.case.loading import load  # noqa: PLC0415

    document = load(case)
    if not quiet:
        tell_before(document, choices["as_of"])
    from winset.study.analyse import analyse  # noqa: PLC0415  costs time: a preview comes first

    return watched(lambda step: analyse(document, **choices, progress=step))
