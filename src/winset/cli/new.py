"""`winset new`: a commented negotiation file to start from."""

from __future__ import annotations

import os
import tempfile
from importlib.resources import files
from pathlib import Path

import click

from winset.case.errors import WinsetError


@click.command
@click.argument("file", type=click.Path(path_type=Path))
def command(file: Path) -> None:
    """Write a small negotiation file to FILE, with each part explained, ready to be changed.

    A file that is there already is never overwritten.
    """
    starter = (files("winset.data") / "starter.yaml").read_bytes()
    try:
        _write_new(file, starter)
    except FileExistsError:
        raise WinsetError(f"{file}: this is there already; choose another name") from None
    except FileNotFoundError:
        raise WinsetError(f"{file}: there is no directory {file.parent}") from None
    click.echo(f"wrote {file}")
    click.echo(f"next: winset check {file}, then winset analyse {file}", err=True)


def _write_new(file: Path, content: bytes) -> None:
    """Make `file` whole or not at all. Raises FileExistsError if there is one."""
    handle, name = tempfile.mkstemp(prefix=".winset-", dir=file.parent)
    whole = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        whole.chmod(0o644)
        try:
            file.hardlink_to(whole)  # unlike a rename, never replaces
        except PermissionError:  # a file system without links
            with file.open("xb") as stream:
                stream.write(content)
    finally:
        whole.unlink()
