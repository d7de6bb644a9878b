"""Tables of an event study: readings, tests, other news, kinds of events, releases."""

from __future__ import annotations

from winset.report.tables.table import Cell, Column, Range, Table
from winset.study.market import MarketStudy, Reading, TestLine

MODELS = {
    "constant-mean": "the mean of the days before",
    "market": "its usual relation to {index}",
    "adjusted": "the move of {index} itself",
}


def basis(study: MarketStudy) -> str:
    """Return how the study was made, in a sentence or two."""
    first, last = study.window
    window = "the event's trading day" if (first, last) == (0, 0) else f"days {first} to {last}"
    model = MODELS[study.model].format(index=study.index)
    counts = {(line.stretches, line.apart) for line in study.readings}
    few, many = min(stretches for stretches, _ in counts), max(n for n, _ in counts)
    days = last - first + 1
    what = "days" if days == 1 else f"stretches of {days} days"
    number = f"{few}" if few == many else f"{few} to {many}"
    side = (
        "taken as independent"
        if days == 1
        else "which overlap: the interval counts only those that fit side by side"
    )
    return (
        f"Window: {window}. Beyond the ordinary: beyond {model}, {study.estimation} trading days "
        f"that end {study.gap} before the window. As much: at least as far from it, up or down, "
        f"among {number} of these {what} without a listed event, {side} (Wilson's 95 % interval)."
    )


def readings(study: MarketStudy) -> Table:
    """Return what each event did in each series."""
    return Table(
        "Events and prices",
        (
            Column("Event"),
            Column("Trading day", "date"),
            Column("Series"),
            Column("Move, %", "fraction"),
            Column("Beyond the ordinary, %", "fraction"),
            Column("Ordinary days that moved as much", "chance"),
            Column("z", "fraction"),
            Column("p", "score"),
        ),
        tuple(
            (
                line.label,
                line.trading_day,
                line.series,
                100 * line.change,
                100 * line.abnormal,
                _share(line),
                line.z,
                line.p,
            )
            for line in study.readings
        ),
        "Move: simple return over the window. z and p (two-sided, Student's t) allow for the error "
        "of the estimated model.",
    )


def _share(line: Reading) -> Range | None:
    return None if line.ordinary is None else Range.of(line.ordinary, line.ordinary_interval)


def tests(study: MarketStudy) -> Table:
    """Return the tests of the first event over the series studied."""
    lines = study.across[0].tests if study.across else ()
    return Table(
        "Tests of the window",
        (Column("Test"), Column("Statistic", "fraction"), Column("p", "score")),
        tuple(
            (line.says[:1].upper() + line.says[1:], line.statistic, line.p)
            for line in lines
            if line.p is not None
        ),
        "Tests that compare series or events with each other need more than one.",
    )


def across(study: MarketStudy) -> Table:
    """Return the tests of events together, of series together, and of all."""
    shown = ("brown_warner", "patell_adjusted", "kolari_pynnonen", "generalised_sign", "rank")
    names = ("Brown-Warner", "Patell adjusted", "BMP adjusted", "Generalised sign", "Rank")
    lines = [line for line in study.across if line.of != "event" or line.units > 1]
    return Table(
        "Together",
        (
            Column("Of"),
            Column("Units", "count"),
            Column("Mean, %", "fraction"),
            *(Column(f"{name}, p", "score") for name in names),
        ),
        tuple(
            (
                line.name,
                line.units,
                100 * line.abnormal,
                *(_p(line.tests, name) for name in shown),
            )
            for line in sorted(lines, key=lambda line: line.of == "event")
        ),
        "A mean over events of different kinds, or over unlike series, says little. Adjusted: for "
        "units that share their day (Kolari and Pynnonen 2010).",
    )


def _p(lines: tuple[TestLine, ...], name: str) -> Cell:
    return next((line.p for line in lines if line.test == name), None)


def confounders(study: MarketStudy) -> Table:
    """Return the other news of each event's window."""
    rows = dict.fromkeys(
        (line.label, line.trading_day, line.confounders)
        for line in study.readings
        if line.confounders
    )
    return Table(
        "Other news of the same days",
        (Column("Event"), Column("Trading day", "date"), Column("Other news", "list")),
        tuple(rows),
        "No test can tell what moved prices on a day with more than one piece of news.",
    )


def pools(study: MarketStudy) -> Table:
    """Return kinds of events together."""
    return Table(
        "Kinds of events",
        (
            Column("Series"),
            Column("Period"),
            Column("Kind"),
            Column("Events", "count"),
            Column("Mean beyond the ordinary, %", "fraction"),
        ),
        tuple(
            (
                line.series,
                line.period or "all",
                kind(line.kind),
                line.events,
                100 * line.mean
                if line.interval is None
                else Range(100 * line.mean, *(100 * end for end in line.interval)),
            )
            for line in study.pools
        ),
        "95 % intervals from trading days drawn whole; of fewer than about ten days, too narrow.",
    )


def kind(name: str) -> str:
    """Return a kind of event as it is spelt in a sentence."""
    return "de-escalation" if name == "deescalation" else name


def releases(study: MarketStudy) -> Table:
    """Return the figures released by the as-of date."""
    return Table(
        "Figures released",
        (
            Column("Date", "date"),
            Column("What"),
            Column("Figure", "plain"),
            Column("Expected", "plain"),
            Column("Surprise", "plain"),
        ),
        tuple(
            (line.date, line.what, line.actual, line.expected, line.surprise)
            for line in study.releases
            if line.actual is not None
        ),
        "Surprise: the figure less what was expected. Nothing released after the as-of date is "
        "used.",
    )


def closes(study: MarketStudy) -> Table:
    """Return the price paths around the events."""
    return Table(
        "Closes around the events",
        (
            Column("Event"),
            Column("Series"),
            Column("Date", "date"),
            Column("Close", "fraction"),
            Column("In the window", "yes"),
        ),
        tuple(
            (line.label, line.series, date, close, line.days[0].date <= date <= line.days[-1].date)
            for line in study.readings
            for date, close in line.path
        ),
    )


def placebo(study: MarketStudy) -> Table:
    """Return how many ordinary stretches moved so much."""
    return Table(
        "Moves of ordinary stretches",
        (
            Column("Event"),
            Column("Series"),
            Column("From, %", "fraction"),
            Column("To, %", "fraction"),
            Column("Stretches", "count"),
        ),
        tuple(
            (line.label, line.series, 100 * bin_.low, 100 * bin_.high, bin_.count)
            for line in study.readings
            for bin_ in line.placebo
        ),
    )
