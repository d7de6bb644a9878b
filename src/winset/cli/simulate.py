"""`winset simulate`: the staged process, run over worlds."""

from __future__ import annotations

from typing import Any

import click

from winset.cli.talks import answer, options


@click.command()
@options
def command(**asked: Any) -> None:
    """Run the stages of CASE from mandate to signature, over many worlds.

    CASE is a negotiation file or the name of a shipped case. Prints where each issue stands, the
    chance that the leaders have signed by each date, how long it takes, which stage and which
    issue holds it up, and what settling track by track leaves on the table.

    Exit codes: 0 done; 1 numbers rest on facts known only later; 2 a mistake in the file or in the
    call; 3 the space is more than can be searched.
    """
    from winset.report.terminal import console  # noqa: PLC0415  costs start-up time
    from winset.report.terminal_course import course_summary  # noqa: PLC0415
    from winset.report.wording import names  # noqa: PLC0415

    answer(
        lambda talks: course_summary(
            talks.title, talks.provenance.as_of, names(talks), talks.course, console()
        ),
        **asked,
    )
