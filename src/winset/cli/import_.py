"""`winset import`: another program's scenario as a negotiation file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from winset.cli.writing import write_new


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the case to a new file instead of the standard output.",
)
@click.option(
    "--profile",
    "profiles",
    multiple=True,
    metavar="NAME",
    help="Take only this profile file as a party (give it once a party; default: all).",
)
@click.option(
    "--grid",
    type=click.IntRange(2, 101),
    metavar="N",
    help="Evenly spaced numbers to try of a range of real numbers (default: as many as its "
    "program, 21 for GENIUS, 10 or `n_levels` for NegMAS).",
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The case's as-of date (default: 1970-01-01, for none; the files state no date).",
)
def command(
    path: Path,
    output: Path | None,
    profiles: tuple[str, ...],
    grid: int | None,
    as_of: datetime | None,
) -> None:
    """Read the scenario in PATH, a folder or its domain file, and print it as a case.

    Knows Genius XML (discrete, integer, real and hyper-rectangle utilities), NegMAS YAML and JSON,
    GeniusWeb JSON and NegoLog JSON. Numbers stay exact. What the files do not say, and what the
    analysis does not apply, stands in the case under `left_out`. The same files give the same bytes
    on any day.

    Exit codes: 0 done; 2 something is not understood (nothing is skipped: the message names the
    file, the line and the element), or a file cannot be read or written.
    """
    from winset.case.reading import case_of, read  # noqa: PLC0415
    from winset.case.source import checked  # noqa: PLC0415  costs start-up time
    from winset.case.writing import written  # noqa: PLC0415
    from winset.interop.folder import scenario_in  # noqa: PLC0415
    from winset.interop.to_case import to_case  # noqa: PLC0415

    found = scenario_in(path, profiles, grid)
    text = written(to_case(found.scenario, as_of.date() if as_of else None))
    case = case_of(read(checked(str(output or path), text)))
    if found.left_aside:
        click.echo(f"no part of the scenario: {', '.join(found.left_aside)}", err=True)
    click.echo(f"definitions: {case.about}", err=True)
    for note in case.left_out:
        click.echo(f"note: {note}", err=True)
    if output is None:
        click.echo(text, nl=False)
        return
    write_new(output, text.encode())
    tried = " of the numbers tried" if any(issue.range for issue in case.issues.values()) else ""
    click.echo(
        f"wrote {output}: {len(case.parties)} parties, {len(case.issues)} issues, "
        f"{found.scenario.outcomes:,} packages{tried}"
    )
    click.echo(f"next: winset check {output}, then winset analyse {output}", err=True)
