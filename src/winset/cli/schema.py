"""`winset schema`: the JSON Schemas of the negotiation file, of a study and of the sweep file."""

from __future__ import annotations

import click


@click.command
@click.argument("what", type=click.Choice(["case", "study", "sweep"]), default="case")
def command(what: str) -> None:
    """Print a JSON Schema: of the negotiation file (case), of a study, or of the sweep file.

    A study is what `winset analyse --json` prints, a sweep file what `winset sweep` takes.

    Editors complete and check a negotiation file by the first. Save it beside a file whose first
    line is `# yaml-language-server: $schema=case.schema.json`.
    """
    if what == "case":
        from winset.case.schema import schema_text  # noqa: PLC0415  `winset schema -h` needs no models

        click.echo(schema_text(), nl=False)
    elif what == "sweep":
        from winset.sweeps.schema import schema_text as sweep_schema_text  # noqa: PLC0415

        click.echo(sweep_schema_text(), nl=False)
    else:
        from winset.study.schema import schema_text as study_schema_text  # noqa: PLC0415

        click.echo(study_schema_text(), nl=False)
