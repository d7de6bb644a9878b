"""Tables of what an analysis rests on: deadlines, judged numbers, facts."""

from __future__ import annotations

from winset.report.tables.table import Column, Range, Table
from winset.report.wording import Names, short_day
from winset.study.document import Study


def deadlines(study: Study, called: Names) -> Table:
    """Return the deadlines with each extension."""
    return Table(
        "Deadlines and their extensions",
        (
            Column("Date", "date"),
            Column("What"),
            Column("Issue"),
            Column("Owner", "list"),
            Column("Extensions", "list"),
        ),
        tuple(
            (
                line.date,
                line.what,
                None if line.issue is None else called.issue(line.issue),
                tuple(called.party(owner) for owner in line.owner),
                tuple(
                    f"{short_day(signed)}: {short_day(old)} → {short_day(new)}"
                    + (f" ({by})" if by else "")
                    for signed, old, new, by in line.moves
                ),
            )
            for line in sorted(study.calendar.deadlines, key=lambda line: line.date)
        ),
    )


def windows(study: Study, called: Names) -> Table:
    """Return when people can and cannot meet."""
    return Table(
        "When people can meet",
        (
            Column("Who", "list"),
            Column("From", "date"),
            Column("To", "date"),
            Column("Taken", "yes"),
            Column("What"),
        ),
        tuple(
            (
                tuple(called.party(called.actor(who)) for who in line.who),
                line.start,
                line.end,
                line.busy,
                line.what,
            )
            for line in study.calendar.windows
        ),
    )


def numbers(study: Study, _called: Names) -> Table:
    """Return every judged number with the reason and facts behind it."""
    return Table(
        "Numbers and what stands behind them",
        (
            Column("Number"),
            Column("Kind"),
            Column("Value", "plain"),
            Column("Unit"),
            Column("Rests on"),
            Column("Reason"),
            Column("Facts", "facts"),
        ),
        tuple(
            (
                n.label,
                n.kind,
                Range(n.mid, n.low, n.high),
                n.unit,
                "judgement" if n.judgement else "facts",
                n.why,
                n.facts,
            )
            for n in study.numbers
        ),
        "Judgement: no fact of the case stands behind the number.",
    )


def facts(study: Study, _called: Names) -> Table:
    """Return the facts with their dates and sources."""
    return Table(
        "Facts",
        (
            Column("Id"),
            Column("Date", "date"),
            Column("Known by", "date"),
            Column("Statement"),
            Column("Who claims what", "list"),
            Column("Source"),
            Column("Confidence"),
        ),
        tuple(
            (
                f.id,
                f.date,
                f.known_by,
                f.statement,
                tuple(f"{who}: {what}" for who, what in f.claims),
                f.source,
                f.confidence,
            )
            for f in study.facts
        ),
    )
