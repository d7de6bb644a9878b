"""`winset forecast`: what becomes of the deadlines, and when the next round can meet."""

from __future__ import annotations

from typing import Any

import click

from winset.cli.talks import answer, options


@click.command()
@options
def command(**asked: Any) -> None:
    """Forecast the deadlines of CASE, the next round and its agenda, and the coming events.

    CASE is a negotiation file or the name of a shipped case. For each deadline ahead: the odds that
    it is met, moved or lapses, by the record of other negotiations and by what its owner gains,
    side by side and together; if it is moved, to when. Then how ready each coming event is.

    Exit codes: 0 done; 1 numbers rest on facts known only later; 2 a mistake in the file or in the
    call; 3 the space is more than can be searched.
    """
    from winset.report.terminal import console  # noqa: PLC0415  costs start-up time
    from winset.report.terminal_course import deadline_outlook  # noqa: PLC0415
    from winset.report.wording import names  # noqa: PLC0415

    answer(
        lambda talks: deadline_outlook(
            talks.title, talks.provenance.as_of, names(talks), talks.course, console()
        ),
        **asked,
    )
