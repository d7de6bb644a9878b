"""`winset packages`: every package of a case, or its frontier, as a table in a file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from winset.case.errors import CannotRun
from winset.cli.preview import tell_before
from winset.cli.progress import Step, watched
from winset.cli.writing import making, refuse_folder, refuse_there, write_new

if TYPE_CHECKING:
    from winset.study.packages import Packages


@click.command()
@click.argument("case", metavar="CASE")
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--frontier", is_flag=True, help="Only the frontier of the zone of agreement.")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Use only what was known on this day (default: the case's own as_of).",
)
def command(case: str, file: Path, *, frontier: bool, as_of: datetime | None) -> None:
    """Write every package of CASE, a negotiation file or a shipped case, into FILE.

    FILE ends in .csv, .parquet or .arrow. One row a package that no hard linkage forbids: the
    option of each issue; each actor's value, gain and whether it accepts; which parties ratify; and
    whether it lies in the zone. All at the middle numbers. Ten million packages take no more memory
    than a hundred thousand.

    What the numbers are, and the case's hash, stand in the file's metadata; beside a CSV file, in
    FILE.json. Parquet and Arrow need the extra `arrow`. No file is replaced.

    All packages can be had up to fifty million combinations; the frontier of any number, one
    package a point above that, exactly or with its epsilon in the metadata.

    Exit codes: 0 done; 1 numbers rest on facts known only later; 2 a mistake in the case or the
    call, or a file is there already; 3 the extra is missing, or all packages are asked for of a
    space too large to enumerate.
    """
    from winset.case.loading import load  # noqa: PLC0415  costs start-up time
    from winset.report import package_files  # noqa: PLC0415

    kind = package_files.kind_of(file)
    if kind is None:
        known = ", ".join(package_files.WRITERS)
        raise click.UsageError(f"{file}: the name must end in one of {known}")
    beside = file.with_name(file.name + package_files.BESIDE) if kind == ".csv" else None
    for path in filter(None, (file, beside)):
        refuse_there(path)
    refuse_folder(file.parent)
    file.parent.mkdir(parents=True, exist_ok=True)
    document, day = load(case), as_of.date() if as_of else None
    if frontier:
        tell_before(document, day)
    from winset.study.packages import packages  # noqa: PLC0415  costs time: a preview comes first

    def made(step: Step | None) -> Packages:
        found = packages(document, frontier=frontier, as_of=day, progress=step)
        with making(file) as stream:
            package_files.write(found, kind, stream)
        return found

    try:
        found = watched(made, "Writing packages")
    except package_files.NeedsArrow as error:
        raise CannotRun(f"{error}.") from None
    click.echo(file)
    if beside is not None:
        write_new(beside, package_files.about(found).encode())
        click.echo(beside)
