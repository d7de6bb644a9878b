"""Tables of what can change a deal: trades, leverage, uncertain numbers, political will."""

from __future__ import annotations

from winset.report.charts.tornado import hinge
from winset.report.tables.table import Column, Range, Table
from winset.report.wording import Names
from winset.study.document import Study, Trade


def trade_sides(trade: Trade, called: Names) -> tuple[str, str]:
    """Return what each side of a trade does, in words."""
    return (
        f"{called.issue(trade.gives_issue)}: {called.option(trade.gives_issue, trade.gives_to)}",
        f"{called.issue(trade.pays_issue)}: {called.option(trade.pays_issue, trade.pays_to)}",
    )


def trades(study: Study, called: Names) -> Table:
    """Return the trades across two issues, best first."""
    return Table(
        "Trades across two issues",
        (
            Column("Starting from", "word"),
            Column("Side that gives", "word"),
            Column("Gives"),
            Column("In return"),
            Column("Costs the giver", "points"),
            Column("Worth to the payer", "points"),
            Column("Net to giver", "change"),
            Column("Net to payer", "change"),
            Column("In the zone", "yes"),
            Column("Chance that all ratify", "chance"),
        ),
        tuple(
            (
                trade.start,
                called.party(trade.giver),
                trade_sides(trade, called)[0],
                f"{called.short(trade.payer)} on {trade_sides(trade, called)[1]}",
                trade.cost_to_giver,
                trade.worth_to_payer,
                trade.net_giver,
                trade.net_payer,
                trade.passes,
                Range.of(trade.chance, trade.interval),
            )
            for trade in study.trades
        ),
        "Points on each side's own scale: they do not compare between sides.",
    )


def leverage(study: Study, called: Names) -> Table:
    """Return what each move away from the table does to the deal."""
    return Table(
        "Moves away from the table",
        (
            Column("Move"),
            Column("Whose", "word"),
            *(Column(f"No agreement, {p.short}", "change") for p in study.parties),
            Column("Packages in zone", "count"),
            Column("Change of zone", "count change"),
            Column("Change of chance of a zone", "chance change"),
            *(Column(f"Nash deal, {p.short}", "change") for p in study.parties),
            Column("Cost to its owner, points", "points"),
        ),
        tuple(
            (
                line.name,
                called.party(line.by),
                *(line.shifts.get(p.id, 0.0) for p in study.parties),
                line.zone_packages,
                line.zone_change,
                Range.of(line.zone_chance_change, line.zone_chance_interval),
                *(
                    Range.known(line.nash_shift.get(p.id), line.nash_interval.get(p.id))
                    for p in study.parties
                ),
                line.cost,
            )
            for line in study.leverage
        ),
        "Changes in points of each side's own value if the move were the alternative to a deal. A "
        "threat costs its owner only when it is carried out.",
    )


def sensitivity(study: Study, _called: Names) -> Table:
    """Return how the two answers depend on each uncertain number."""
    answers = {target: hinge(study, target) for target in ("ratification", "lambda")}
    return Table(
        "Uncertain numbers and what they move",
        (
            Column("Answer"),
            Column("Uncertain number"),
            Column("Where it is lowest", "fraction"),
            Column("Where it is highest", "fraction"),
            Column("Swing", "lambda"),
            Column("Clear of noise", "yes"),
        ),
        tuple(
            (
                answers[s.target],
                s.label,
                s.low_value,
                s.high_value,
                Range.of(s.swing, s.interval),
                s.clear,
            )
            for s in study.sensitivity
        ),
        "Mean answer over the fifth of worlds where the number is lowest, and highest.",
    )


def will(study: Study, called: Names) -> Table:
    """Return the political-will map as rows."""
    return Table(
        "Political will, level by level",
        (
            Column("First side"),
            Column("Will of the first", "fraction"),
            Column("Second side"),
            Column("Will of the second", "fraction"),
            Column("Share of packages agreed", "chance"),
            Column("Chance of some agreement", "chance"),
        ),
        tuple(
            (
                called.party(pair.parties[0]),
                first,
                called.party(pair.parties[1]),
                second,
                pair.share[i][j],
                pair.chance[i][j],
            )
            for pair in (study.will_map.pairs if study.will_map else ())
            for i, first in enumerate(study.will_map.levels if study.will_map else ())
            for j, second in enumerate(study.will_map.levels if study.will_map else ())
        ),
        "Will 0: leaders follow the pressure at home only; 1: their own view only.",
    )
