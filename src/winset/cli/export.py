"""`winset export`: a case as another program's scenario files."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from winset.case.errors import WinsetError
from winset.cli.writing import refuse_folder, write_new


@click.command("export")
@click.argument("case", metavar="CASE")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--to",
    "target",
    type=click.Choice(["genius", "negmas", "geniusweb", "csv"]),
    required=True,
    help="Whose files to write: Genius XML, NegMAS YAML, GeniusWeb JSON, or two tables.",
)
@click.option("--accept-loss", is_flag=True, help="Write although something is lost; still told.")
@click.pass_context
def command(
    context: click.Context, case: str, folder: Path, target: str, *, accept_loss: bool
) -> None:
    """Write CASE, a negotiation file or a shipped case, into DIR as another program's scenario.

    Each party is one profile, its principal's. What the other program cannot hold (ratifiers,
    linkages, ranges, facts and the like) is named, line by line; nothing is then written unless
    --accept-loss is given. No file is replaced.

    Exit codes: 0 done; 1 something would be lost, and nothing was written; 2 a mistake in the case
    or the call, or a file is there already.
    """
    from winset.case.loading import load  # noqa: PLC0415  costs start-up time
    from winset.interop.exact import DIGITS  # noqa: PLC0415
    from winset.interop.files import files_of  # noqa: PLC0415
    from winset.interop.from_case import from_case  # noqa: PLC0415
    from winset.interop.losses import losses  # noqa: PLC0415
    from winset.interop.targets import Target, held  # noqa: PLC0415
    from winset.interop.to_case import NO_DATE  # noqa: PLC0415

    document = load(case)
    scenario, names = from_case(document)
    kept = held(scenario, cast("Target", target))
    lost = losses(document, kept, names)
    for line in lost:
        click.echo(f"lost: {line}", err=True)
    if lost and not accept_loss:
        click.echo("nothing was written; --accept-loss writes all the same", err=True)
        context.exit(1)
    made = files_of(kept, cast("Target", target))
    if made.rounded:
        click.echo(
            f"note: {made.rounded} numbers are no finite decimals; they are written with {DIGITS} "
            "digits, so that ties among them may be lost",
            err=True,
        )
    if made.stretched:
        click.echo(
            f"note: evaluations of {', '.join(made.stretched)} are whole numbers, since no "
            "decimals hold them. GENIUS divides by the largest; a program that does not sees "
            "utilities as many times as large, but not the reservation: --to negmas is for NegMAS",
            err=True,
        )
    for note in made.notes:
        click.echo(f"note: {note}", err=True)
    if document.as_of != NO_DATE:
        click.echo(
            "note: no format states a date; "
            f"`winset import --as-of {document.as_of}` gives it back",
            err=True,
        )
    refuse_folder(folder)
    there = [str(folder / name) for name in made.texts if (folder / name).exists()]
    if there:
        raise WinsetError(f"{', '.join(there)}: there already; choose another folder")
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in made.texts.items():
        write_new(folder / name, text.encode())
        click.echo(folder / name)
