"""Tables of deadlines: their dates and extensions, the odds ahead, how good such odds are."""

from __future__ import annotations

from winset.report.course_wording import OUTCOMES, VIEWS, chance_and_interval
from winset.report.tables.table import Column, Range, Table
from winset.report.wording import Names, short_day
from winset.study.course import Odds
from winset.study.document import Study


def deadlines(study: Study, called: Names) -> Table:
    """Return the deadlines with each extension so far and the fan of the next."""
    ahead = {line.id: line.new_date for line in study.course.deadlines}
    return Table(
        "Deadlines and their extensions",
        (
            Column("Date", "date"),
            Column("What"),
            Column("Issue", "word"),
            Column("Owner", "list"),
            Column("Extensions so far", "list"),
            Column("If extended, 5 %", "date"),
            Column("25 %", "date"),
            Column("Middle", "date"),
            Column("75 %", "date"),
            Column("95 %", "date"),
            Column("Without a new date", "chance"),
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
                *(ahead[line.id].quantiles if line.id in ahead else (None,) * 5),
                ahead[line.id].undated if line.id in ahead else None,
            )
            for line in sorted(study.calendar.deadlines, key=lambda line: line.date)
        ),
        "If extended: the date before which the new one falls with that chance, given that one is "
        "named.",
    )


def releases(study: Study, called: Names) -> Table:
    """Return the releases of figures on the calendar."""
    del called
    return Table(
        "Releases of figures",
        (Column("Date", "date"), Column("What"), Column("Out", "yes")),
        tuple(
            (date, what, date <= study.provenance.as_of) for date, what in study.calendar.releases
        ),
        "Of a release to come only its name is known.",
    )


def odds(study: Study, _called: Names) -> Table:
    """Return the three ways for each deadline to go, a row for each view."""
    return Table(
        "The odds of each deadline",
        (
            Column("Deadline"),
            Column("Date", "date"),
            Column("View", "word"),
            *(Column(way.capitalize(), "chance") for way in OUTCOMES),
        ),
        tuple(
            (
                line.what,
                line.date,
                name,
                *(Range.of(*chance_and_interval(view, way)) for way in OUTCOMES),
            )
            for line in study.course.deadlines
            for field, name in VIEWS.items()
            if isinstance(view := getattr(line, field), Odds)
        ),
        "With 95 % intervals. Agreed: what the deadline asks for is agreed by its date.",
    )


def backtests(study: Study, _called: Names) -> Table:
    """Return the scores of the record's forecasts beside the base rate's."""
    return Table(
        "Scores of the record against the base rate",
        (
            Column("Days before the date", "count"),
            Column("Deadlines", "count"),
            Column("Negotiations", "count"),
            Column("Log score", "score"),
            Column("of the base rate", "score"),
            Column("Difference", "score change"),
            Column("Brier score", "score"),
            Column("Brier score of the base rate", "score"),
            Column("Beats it", "yes"),
            Column("Left out"),
        ),
        tuple(
            (
                line.days,
                line.rows,
                line.cases,
                line.model_log,
                line.base_log,
                Range.of(line.difference_log, line.difference_interval),
                line.model_brier,
                line.base_brier,
                line.beats,
                line.dropped,
            )
            for line in study.course.backtests
        ),
        "Smaller scores are better; log scores in nats, Brier scores from 0 to 2. Each negotiation "
        "is left out in turn, and the interval of the difference treats it as one.",
    )


def reliability(study: Study, _called: Names) -> Table:
    """Return how often each outcome happened where the forecast was so."""
    return Table(
        "Forecast against what happened",
        (
            Column("Days before the date", "count"),
            Column("Outcome", "word"),
            Column("Forecast from", "chance"),
            Column("Forecast to", "chance"),
            Column("Forecasts", "count"),
            Column("Mean forecast", "chance"),
            Column("Happened", "chance"),
        ),
        tuple(
            (
                line.days,
                one.outcome,
                one.low,
                one.high,
                one.forecasts,
                one.mean,
                Range.of(one.observed, one.interval),
            )
            for line in study.course.backtests
            for one in line.reliability
        ),
        "With Wilson's 95 % interval.",
    )
