"""Tables of what an analysis rests on: judged numbers, facts."""

from __future__ import annotations

from winset.report.tables.table import Column, Range, Table
from winset.report.wording import Names
from winset.study.document import Study


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
