"""`winset new`: a commented negotiation file to start from."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import click

from winset.cli.writing import write_new


@click.command
@click.argument("file", type=click.Path(path_type=Path))
def command(file: Path) -> None:
    """Write a small negotiation file to FILE, with each part explained, ready to be changed.

    A file that is there already is never overwritten.
    """
    starter = (files("winset.data") / "starter.yaml").read_bytes()
    write_new(file, starter)
    click.echo(f"wrote {file}")
    click.echo(f"next: winset check {file}, then winset analyse {file}", err=True)
