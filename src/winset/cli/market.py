"""`winset market`: did prices take notice of the news?"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from winset.cli.limits import SEED
from winset.cli.writing import refuse_unwritable, write_output

if TYPE_CHECKING:
    from winset.market.models import Convention, Model

DAY = click.DateTime(["%Y-%m-%d"])
FILE = click.Path(dir_okay=False, path_type=Path)
MODELS = ("constant-mean", "market", "adjusted")
CONVENTIONS = ("textbook", "sample")


@click.command()
@click.argument("case", metavar="CASE")
@click.option(
    "--prices",
    multiple=True,
    type=FILE,
    metavar="FILE",
    help="CSV of daily closes: FRED, Stooq, Yahoo, date,close (may be given again).",
)
@click.option(
    "--events", type=FILE, metavar="FILE", help="CSV of dates and labels, in place of the case's."
)
@click.option(
    "--releases",
    type=FILE,
    metavar="FILE",
    help="CSV of dated figures (date,what,actual,expected) beside those of the case.",
)
@click.option(
    "--series", multiple=True, metavar="NAME", help="Study only this series (may be given again)."
)
@click.option(
    "--index", metavar="NAME", help="The series that stands for the market, where a model needs it."
)
@click.option(
    "--model",
    type=click.Choice(MODELS),
    default=MODELS[0],
    show_default=True,
    help="What the price would have done: its mean, by the index, or as the index.",
)
@click.option(
    "--estimation",
    type=click.IntRange(20, 5000),
    default=120,
    show_default=True,
    metavar="N",
    help="Trading days before the event that tell what is ordinary.",
)
@click.option(
    "--gap",
    type=click.IntRange(0, 1000),
    default=10,
    show_default=True,
    metavar="N",
    help="Trading days between these and the window.",
)
@click.option(
    "--window",
    nargs=2,
    type=click.IntRange(-250, 250),
    default=(0, 0),
    show_default=True,
    metavar="A B",
    help="First and last trading day around the event, which is day 0.",
)
@click.option(
    "--convention",
    type=click.Choice(CONVENTIONS),
    default=CONVENTIONS[0],
    show_default=True,
    help="Deviation over the days less the parameters, or always over one less.",
)
@click.option(
    "--as-of",
    type=DAY,
    metavar="DATE",
    help="Use nothing later than this day (default: the case's own as_of).",
)
@click.option(
    "--seed",
    type=SEED,
    default=1,
    show_default=True,
    metavar="S",
    help="Seed of the resampled days: same files, same seed, same bytes.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the whole study as JSON.")
@click.option("--output", type=FILE, metavar="FILE", help="Write the study as JSON to a file.")
@click.option("--quiet", is_flag=True, help="Print no summary.")
def command(  # noqa: PLR0913, PLR0917  one argument an option
    case: str,
    prices: tuple[Path, ...],
    events: Path | None,
    releases: Path | None,
    series: tuple[str, ...],
    index: str | None,
    model: str,
    estimation: int,
    gap: int,
    window: tuple[int, int],
    convention: str,
    as_of: datetime | None,
    seed: int,
    *,
    as_json: bool,
    output: Path | None,
    quiet: bool,
) -> None:
    """Test the events of CASE, a negotiation file or the name of a shipped case, against prices.

    Prints first how often ordinary days moved as much, then the tests, other news of the same days,
    and kinds of events set against each other. winset ships no index series: give a file.

    Exit codes: 0 done, whatever came out; 2 a mistake in a file or in the call, as too few days.
    """
    if output is not None:
        refuse_unwritable(output, case, mark='"market": 1')
    from winset.case.loading import load  # noqa: PLC0415  costs start-up time
    from winset.study.event_study import event_study  # noqa: PLC0415

    study = event_study(
        load(case),
        list(prices) or None,
        events=events,
        releases=releases,
        series=series,
        index=index,
        model=cast("Model", model),
        estimation=estimation,
        gap=gap,
        window=window,
        convention=cast("Convention", convention),
        as_of=as_of.date() if as_of else None,
        seed=seed,
    )
    if output is not None:
        write_output(output, study.to_json() + "\n")
    if as_json:
        click.echo(study.to_json())
    elif not quiet:
        from winset.report.terminal import console  # noqa: PLC0415
        from winset.report.terminal_market import market_summary  # noqa: PLC0415

        market_summary(study, console())
