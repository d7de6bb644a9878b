"""`winset schema`: the JSON Schemas of the negotiation file and of a study."""

from __future__ import annotations

import click


@click.command
@click.argument("what", type=click.Choice(["case", "study"]), default="case")
def command(what: str) -> None:
    """Print a JSON Schema: of the negotiation file (case), or of what --json prints (study).

    Editors complete and check a negotiation file by the first. Save it beside a file whose first
    line is `# yaml-language-server: $schema=case.schema.json`.
    """
    if what == "case":
        from winset.case.schema import schema_text  # noqa: PLC0415  `winset schema -h` needs no models

        click.echo(schema_text(), nl=False)
    else:
        from winset.study.schema import schema_text as study_schema_text  # noqa: PLC0415

        click.echo(study_schema_text(), nl=False)
