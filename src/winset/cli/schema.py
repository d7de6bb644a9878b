"""`winset schema`: the JSON Schema of the negotiation file."""

from __future__ import annotations

import click


@click.command
def command() -> None:
    """Print the JSON Schema of the negotiation file, by which editors complete and check it.

    Save it beside a file whose first line is `# yaml-language-server: $schema=case.schema.json`.
    """
    from winset.case.schema import schema_text  # noqa: PLC0415  `winset schema -h` needs no models

    click.echo(schema_text(), nl=False)
