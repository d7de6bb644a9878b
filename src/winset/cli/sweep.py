"""`winset sweep`: cases under assumptions with seeds, on all cores or a cluster; resumable."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from winset.cli.limits import WORLDS
from winset.cli.main import INTERRUPTED
from winset.cli.progress import Step, watched

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from winset.sweeps.effects import Effect, Shift
    from winset.sweeps.run import Swept

EVERY = 10.0
"""Seconds between two lines about how far it is, where there is no terminal for a bar."""

SHOWN = 20
"""Assumptions of a case, and failed points, that are printed; the tables hold all."""


def _seeds(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> tuple[int, ...] | None:
    """Return the seeds that are written as in a sweep file; a mistake is one of usage."""
    if value is None:
        return None
    from winset.sweeps.document import seeds_of  # noqa: PLC0415  costs start-up time

    try:
        return seeds_of(value)
    except ValueError as error:
        raise click.BadParameter(str(error), context, parameter) from None


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder for the results: new, or of an earlier sweep, which is then gone on with.",
)
@click.option(
    "--seeds",
    callback=_seeds,
    metavar="SEEDS",
    help="1-20, or 1,2,5-9: go before those of FILE.",
)
@click.option(
    "--worlds",
    type=WORLDS,
    metavar="N",
    help="Draws of the uncertain numbers: go before those of FILE.",
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes of this machine (default: one for each core).",
)
@click.option(
    "--cluster",
    metavar="dask://HOST:PORT",
    help="A Dask scheduler whose workers compute instead (extra `cluster`).",
)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object.")
@click.option("--quiet", is_flag=True, help="Print neither progress nor summary.")
@click.pass_context
def command(  # noqa: PLR0913  one argument an option
    context: click.Context,
    file: Path,
    *,
    out: Path,
    seeds: tuple[int, ...] | None,
    worlds: int | None,
    workers: int | None,
    cluster: str | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Analyse every case of FILE under every assumption with every seed.

    FILE is a sweep file; `winset schema sweep` describes it. Each point is kept in DIR as soon as
    it is done: a sweep that was stopped, or a longer one, computes only what is missing. At the end
    DIR holds Parquet tables (points, solutions, ratification, linchpin, changes): the same bytes on
    one core, on many and on a cluster. A summary says which assumptions change the answer most.

    Exit codes: 0 done; 1 some points could not be analysed (the table of points says why); 2 a
    mistake in the files or in the call; 3 the cluster or a package is missing; 130 interrupted:
    what is done is kept.
    """
    if cluster is not None and workers is not None:
        raise click.UsageError("--workers is about this machine: it does not go with --cluster.")
    from winset.sweeps.run import sweep  # noqa: PLC0415  costs start-up time

    far = _Far(quiet=quiet)

    def work(step: Step | None) -> Swept:
        return sweep(
            file,
            out,
            seeds=seeds,
            worlds=worlds,
            workers=workers,
            cluster=cluster,
            progress=far.told(step),
        )

    try:
        swept = work(None) if quiet else watched(work, "Analysing points")
    except KeyboardInterrupt:
        if not far.total:
            raise
        kept = f"{far.done} of {far.total} points are kept in {out}"
        click.echo(f"interrupted: {kept}; the same command goes on from there", err=True)
        context.exit(INTERRUPTED)
    if as_json:
        click.echo(json.dumps(_data(swept), indent=2, ensure_ascii=False))
    elif not quiet:
        from winset.report.terminal import console  # noqa: PLC0415

        _show(swept, console())
    context.exit(1 if swept.failed else 0)


class _Far:
    """How far a sweep is; told in lines on stderr where there is no bar."""

    def __init__(self, *, quiet: bool) -> None:
        self.done = self.total = 0
        self._quiet = quiet
        self._last = monotonic()

    def told(self, step: Step | None) -> Step:
        """Return what the sweep calls."""

        def tell(done: int, total: int) -> None:
            first = self.total == 0
            self.done, self.total = self.done + done, total
            if step is not None:
                step(done, total)
            elif not self._quiet and (first or monotonic() - self._last > EVERY):
                self._last = monotonic()
                said = "there already" if first else "done"
                click.echo(f"{self.done} of {total} points {said}", err=True)

        return tell


def _data(swept: Swept) -> dict[str, object]:
    return {
        "sweep": 1,
        "folder": str(swept.folder),
        "points": len(swept.points),
        "found": swept.found,
        "computed": swept.computed,
        "failed": [
            {
                "case": point.variant.case,
                "assumption": point.variant.assumption,
                "seed": point.seed,
                "error": point.error,
            }
            for point in swept.failed
        ],
        "effects": [{**asdict(effect), "size": effect.size} for effect in swept.effects],
    }


def _show(swept: Swept, console: Console) -> None:
    from rich.text import Text  # noqa: PLC0415

    from winset.report.wording import count  # noqa: PLC0415

    points, failed, found = len(swept.points), swept.failed, swept.effects
    console.print(
        Text(
            f"{count(points)} points, {count(swept.found + swept.computed)} of them different: "
            f"{count(swept.found)} there already, "
            f"{count(swept.computed)} computed, {count(len(failed))} failed",
            style="bold",
        )
    )
    for case in dict.fromkeys(point.variant.case for point in swept.points):
        lines = [effect for effect in found if effect.case == case]
        if lines:
            console.print(Text(f"\n{case}: what changes the answer most", style="bold"))
            console.print(_table(lines[:SHOWN]))
            if lines[SHOWN:]:
                console.print(Text(f"and {len(lines) - SHOWN} that change it less", style="dim"))
    if found:
        console.print(
            Text(
                "Against the case as it stands, all seeds together; in brackets 95 % intervals, "
                "each for one number alone: one in twenty misses. Zone: at the middle numbers.",
                style="dim",
            )
        )
    for line in _failures(swept):
        console.print(Text(line, style="red"))
    console.print(Text(f"Tables: {swept.folder}/*.parquet"))


def _failures(swept: Swept) -> Iterator[str]:
    reasons: dict[str, list[str]] = {}
    for point in swept.failed:
        place = f"{point.variant.case}, {point.variant.assumption}"
        reasons.setdefault(f"{place}: {point.error}", []).append(str(point.seed))
    for reason, seeds in list(reasons.items())[:SHOWN]:
        yield f"FAILED {reason} (seeds: {len(seeds)})"
    if len(reasons) > SHOWN:
        yield f"and {len(reasons) - SHOWN} more reasons: see `error` in points.parquet"


def _table(lines: list[Effect]) -> Table:
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=SIMPLE_HEAD, expand=True, pad_edge=False, show_edge=False)
    for heading in (
        "Assumption",
        "A deal",
        "Passing most changed",
        "Zone",
        "Nash deal",
        "Linchpin",
    ):
        table.add_column(heading, overflow="fold")
    for line in lines:
        table.add_row(
            Text(line.assumption),
            Text(_shift(line.deal)),
            Text(f"{line.package}\n{_shift(line.passing)}" if line.package else _shift(None)),
            Text(_zone(line)),
            Text(_nash(line)),
            Text(_linchpins(line)),
        )
    return table


def _shift(shift: Shift | None) -> str:
    from winset.report.wording import DASH, percent, percent_change, signed  # noqa: PLC0415

    if shift is None:
        return DASH
    low, high = (signed(100 * end, 0) for end in shift.interval)
    return f"{percent(shift.now)}: {percent_change(shift.change)} ({low} to {high})"


def _zone(line: Effect) -> str:
    from winset.report.wording import DASH, percent, percent_change, signed  # noqa: PLC0415

    if line.zone_share is None or line.zone_change is None:
        return DASH
    about = ""
    if line.zone_interval is not None:
        low, high = (signed(100 * end, 0) for end in line.zone_interval)
        about = f" ({low} to {high}, by sample)"
    return f"{percent(line.zone_share)}: {percent_change(line.zone_change)}{about}"


def _nash(line: Effect) -> str:
    from winset.report.wording import DASH  # noqa: PLC0415

    if line.nash_moves is None:
        return DASH
    return f"moves on {', '.join(line.nash_moves)}" if line.nash_moves else "the same"


def _linchpins(line: Effect) -> str:
    return "\n".join(
        f"{issue or 'none'}"
        if count == line.seeds
        else f"{issue or 'none'}: {count} of {line.seeds}"
        for issue, count in line.linchpins
    )
