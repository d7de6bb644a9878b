"""Tables of issues: the agenda, what each unlocks, which are worth more together."""

from __future__ import annotations

from datetime import date as Date

from winset.report.tables.table import Cell, Column, Range, Table
from winset.report.wording import Names, short_day
from winset.study.document import Study
from winset.study.setting import IssueLine


def agenda(study: Study, _called: Names) -> Table:
    """Return the agenda table."""
    parties = tuple(Column(f"Weight to {p.short}, %", "weight") for p in study.parties)
    columns = (
        Column("Issue"),
        Column("State", "word"),
        *parties,
        Column("Unlocks of the others", "chance"),
        Column("Next deadline"),
        Column("Over the rounds", "word"),
        Column("Take up as no.", "rank"),
        Column("Ripe?"),
    )
    rows = tuple(
        (
            issue.name,
            issue.state,
            *(_weight(issue, party.id) for party in study.parties),
            _interval_of(study, issue),
            _deadline(issue.next_deadline, issue.next_deadline_what),
            over_rounds(issue),
            issue.next,
            ("yes: " if issue.ripe else "not yet: ") + issue.ripe_why,
        )
        for issue in study.issues
    )
    note = (
        "Weights are the principals', estimated for every side, with low and high. "
        "Take up: the order in which to take up the issues next."
    )
    return Table("Issues on the table", columns, rows, note)


def over_rounds(issue: IssueLine) -> str:
    """Return an issue's places on past agendas and which way it went: `4, 1 (rose)`."""
    if not any(issue.ranks):
        return issue.trend
    return ", ".join("–" if rank is None else str(rank) for rank in issue.ranks) + (  # noqa: RUF001
        f" ({issue.trend})"
    )


def linchpin(study: Study, called: Names) -> Table:
    """Return what each issue does for the others, with its companions."""
    drawn = any(line.shapley_error for line in study.linchpin.issues)
    error = " Shapley shares come from drawn orders, with the standard error of that."
    return Table(
        "What each issue unlocks",
        (
            Column("Issue"),
            Column("Unlocks (lambda)", "lambda"),
            Column("At middle numbers", "lambda"),
            Column("Chance of ranking first", "chance"),
            Column("First in worlds", "chance"),
            Column("Own worth, points", "points"),
            Column("Shapley share, points", "points"),
            Column("No deal without it", "chance"),
            Column("Settled first", "lambda"),
            Column("Chip effect", "lambda"),
            Column("Bridge cost, points", "points"),
            *((Column("Shapley sampling error, points", "points"),) if drawn else ()),
        ),
        tuple(
            (
                called.issue(line.issue),
                Range.known(line.lambda_, line.interval),
                line.mid,
                line.rank_first,
                line.first_in_worlds,
                Range.of(line.own_worth, line.own_worth_interval),
                Range.known(line.shapley, line.shapley_interval),
                Range.known(line.criticality, line.criticality_interval),
                Range.known(line.settle_first, line.settle_first_interval),
                Range.known(line.chip_effect, line.chip_effect_interval),
                line.bridge_cost,
                *((line.shapley_error,) if drawn else ()),
            )
            for line in study.linchpin.issues
        ),
        "Lambda is the share of the other issues, by weight, that get settled because this one "
        "is on the table. Chip effect: what settling it first adds or spends. Bridge cost: the "
        "least compensation that would make it pass alone; a dash where none can."
        + (error if drawn else ""),
    )


def pairs(study: Study, called: Names) -> Table:
    """Return what settling two issues together adds."""
    return Table(
        "Issues worth more together",
        (
            Column("First issue"),
            Column("Second issue"),
            Column("Adds at middle numbers, points", "change"),
            Column("Adds over worlds, points", "change"),
        ),
        tuple(
            (
                called.issue(p.issues[0]),
                called.issue(p.issues[1]),
                p.adds,
                Range.of(p.mean, p.interval),
            )
            for p in study.pairs
        ),
        "Joint value of settling the two together, less that of settling each alone.",
    )


def _weight(issue: IssueLine, party: str) -> Range:
    low, mid, high = issue.weights[party]
    return Range(mid, low, high)


def _interval_of(study: Study, issue: IssueLine) -> Cell:
    line = next((line for line in study.linchpin.issues if line.issue == issue.id), None)
    return issue.unlocks if line is None else Range.known(line.lambda_, line.interval)


def _deadline(date: Date | None, what: str | None) -> str | None:
    return None if date is None else f"{short_day(date)}: {what}"
