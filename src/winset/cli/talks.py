"""What `simulate` and `forecast` share: their options, and the talks that both compute."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from winset.cli.limits import SEED, WORLDS
from winset.cli.progress import watched
from winset.cli.writing import refuse_unwritable, write_output

if TYPE_CHECKING:
    from winset.study.course import Talks

_OPTIONS = (
    click.argument("case", metavar="CASE"),
    click.option(
        "--as-of",
        type=click.DateTime(["%Y-%m-%d"]),
        metavar="DATE",
        help="Use only what was known on this day (default: the case's own as_of).",
    ),
    click.option(
        "--worlds",
        type=WORLDS,
        metavar="N",
        help="Draws of the uncertain numbers (default: 400; fewer in very large spaces).",
    ),
    click.option(
        "--seed",
        type=SEED,
        default=1,
        show_default=True,
        metavar="S",
        help="Seed of the draws: same file, same seed, same bytes.",
    ),
    click.option("--json", "as_json", is_flag=True, help="Print all of it as JSON."),
    click.option(
        "--output",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Write all of it as JSON to a file.",
    ),
    click.option("--quiet", is_flag=True, help="Print no summary."),
)


def options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the argument and the options of the talks."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def answer(
    show: Callable[[Talks], None],
    *,
    case: str,
    as_of: datetime | None,
    worlds: int | None,
    seed: int,
    as_json: bool,
    output: Path | None,
    quiet: bool,
) -> None:
    """Compute the talks of a case; write and print what was asked for, `show` by default."""
    if output is not None:
        refuse_unwritable(output, case, mark='"talks": 1')
    talks = _talks(case, as_of, worlds, seed)
    if output is not None:
        write_output(output, talks.to_json() + "\n")
    if as_json:
        click.echo(talks.to_json())
    elif not quiet:
        show(talks)


def _talks(case: str, as_of: datetime | None, worlds: int | None, seed: int) -> Talks:
    from winset.case.loading import load  # noqa: PLC0415  costs start-up time
    from winset.study.talks import talks  # noqa: PLC0415

    document, day = load(case), as_of and as_of.date()
    return watched(lambda step: talks(document, worlds=worlds, seed=seed, as_of=day, progress=step))
