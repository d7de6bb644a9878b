"""`winset cases`: the cases that are shipped."""

from __future__ import annotations

import json

import click


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
def command(*, as_json: bool) -> None:
    """List the shipped cases: name, as-of date, title."""
    from winset.case.loading import load, shipped  # noqa: PLC0415  costs start-up time

    cases = [(name, load(name)) for name in shipped()]
    if as_json:
        click.echo(
            json.dumps(
                [
                    {"name": name, "as_of": case.as_of.isoformat(), "title": case.title}
                    for name, case in cases
                ],
                indent=2,
            )
        )
        return
    width = max(len(name) for name, _ in cases)
    for name, case in cases:
        click.echo(f"{name:<{width}}  {case.as_of}  {case.title}")
