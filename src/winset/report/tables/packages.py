"""Tables of packages: solutions, frontier, win-sets, ratification and who blocks it."""

from __future__ import annotations

from collections.abc import Iterable

from winset.report.charts.marks import ratified
from winset.report.tables.table import Cell, Column, Range, Table
from winset.report.wording import Names
from winset.study.document import Blame, PointValues, Study

SOLUTIONS = {
    "nash": "Nash (largest product of gains)",
    "kalai_smorodinsky": "Kalai-Smorodinsky (equal share of the best each could get)",
    "egalitarian": "Egalitarian (largest smallest gain)",
    "utilitarian": "Utilitarian (largest sum of gains)",
}
"""The four bargaining solutions in words."""


def solutions(study: Study, _called: Names) -> Table:
    """Return the four bargaining solutions, with their ties."""
    rows: list[tuple[Cell, ...]] = []
    for name, label in SOLUTIONS.items():
        found: tuple[PointValues, ...] = getattr(study.solutions, name)
        rows += [
            _point(study, label if n == 0 else f"{label}, tie {n + 1}", point)
            for n, point in enumerate(found)
        ]
    return Table(
        "Bargaining solutions",
        (
            Column("Solution"),
            *(Column(f"Value to {p.short}", "points") for p in study.parties),
            *(Column(f"Gain of {p.short}", "change") for p in study.parties),
            Column("Chance that all ratify", "chance"),
            Column("Issues it moves", "count"),
        ),
        tuple(rows),
        f"Gains are over the value of no agreement. Ties: {study.solutions.tie_break}",
    )


def frontier(study: Study, called: Names) -> Table:
    """Return the frontier: packages of the zone that no other beats for one side and harms none."""
    return Table(
        "Frontier",
        (
            Column("No.", "rank"),
            *(Column(f"Value to {p.short}", "points") for p in study.parties),
            *(Column(issue.name) for issue in study.issues),
        ),
        tuple(
            (
                number,
                *(point.values[p.id] for p in study.parties),
                *(called.option(i.id, point.package[i.id]) for i in study.issues),
            )
            for number, point in enumerate(study.frontier, 1)
        ),
    )


def win_sets(study: Study, called: Names) -> Table:
    """Return how many packages each side would ratify, and its rule."""
    rules = {party.id: party for party in study.parties}
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            called.party(line.party),
            line.packages if line.share_interval is None else None,
            Range.known(line.share, line.share_interval),
            rules[line.party].rule,
            Range(
                rules[line.party].reservation,
                rules[line.party].reservation_range[0],
                rules[line.party].reservation_range[2],
            ),
        )
        for line in study.win_sets
    )
    zone: tuple[Cell, ...] = (
        "Zone of agreement",
        study.zone.packages if study.zone.share_interval is None else None,
        Range.known(study.zone.share, study.zone.share_interval),
        "every side ratifies and no principal falls below no agreement",
        None,
    )
    return Table(
        "Win-sets",
        (
            Column("Side"),
            Column("Packages it would ratify", "count"),
            Column("Share of all", "chance"),
            Column("Who must consent"),
            Column("Value of no agreement", "points"),
        ),
        (*rows, zone),
        ""
        if study.zone.share_interval is None
        else "A dash: too many to be counted; the share is that of a sample, with its 95 % "
        "interval.",
    )


def ratification(study: Study, _called: Names) -> Table:
    """Return the chance that each named package and solution passes at home."""
    return Table(
        "Chance of ratification",
        (
            Column("Package"),
            *(Column(f"Value to {p.short}", "points") for p in study.parties),
            *(Column(f"{p.short} ratifies", "chance") for p in study.parties),
            Column("All ratify", "chance"),
            Column("In the zone", "yes"),
            Column("Who blocks it", "list"),
            Column("Bridge cost, points", "points"),
        ),
        tuple(
            (
                line.label + (" (known only later)" if line.hindsight else ""),
                *(Range(line.values[p.id], *line.value_ranges[p.id]) for p in study.parties),
                *(Range.of(line.chance[p.id], line.chance_interval[p.id]) for p in study.parties),
                Range.of(line.both, line.interval),
                line.in_zone,
                _texts(line.blockers),
                line.bridge.total,
            )
            for line in study.ratification
        ),
        "Value: at the middle numbers, with the span that holds 90 % of worlds. Chances: with a "
        "95 % interval. Bridge cost: the least compensation that would carry it home; a dash "
        "where none can.",
    )


def refusers(study: Study, called: Names) -> Table:
    """Return who refuses each package how often, and how often that decides."""
    return Table(
        "Who refuses, and whose answer decides",
        (
            Column("Package"),
            Column("Actor"),
            Column("Refuses", "chance"),
            Column("Decides for its side", "chance"),
        ),
        tuple(
            (line.label, called.actor(actor), share, line.pivotal.get(actor))
            for line in study.ratification
            for actor, share in sorted(line.refusers.items(), key=lambda item: -item[1])
        ),
        "Shares of worlds.",
    )


def conflicts(study: Study, _called: Names) -> Table:
    """Return what cannot go together in each package outside the zone."""
    return Table(
        "What cannot go together",
        (Column("Package"), Column("Smallest sets of demands and refusals in conflict", "list")),
        tuple(
            (line.label, _texts(line.conflicts)) for line in study.ratification if line.conflicts
        ),
    )


def pivotal(study: Study, called: Names) -> Table:
    """Return how often each actor's answer decides its side's, over all packages."""
    return Table(
        "Whose consent decides",
        (Column("Actor"), Column("Side"), Column("Share of packages it decides", "chance")),
        tuple(
            (called.actor(p.actor), called.party(p.party), Range.known(p.share, p.interval))
            for p in study.pivotal
        ),
        "At the middle numbers.",
    )


def _point(study: Study, label: str, point: PointValues) -> tuple[Cell, ...]:
    known = ratified(study, point)
    at_rest = {issue.id: issue.at_rest for issue in study.issues}
    moved = [issue for issue, option in point.package.items() if option != at_rest.get(issue)]
    return (
        label,
        *(point.values[p.id] for p in study.parties),
        *(point.gains[p.id] for p in study.parties),
        None if known is None else Range.of(known.both, known.interval),
        len(moved),
    )


def _texts(blames: Iterable[Blame]) -> tuple[str, ...]:
    return tuple(blame.text for blame in blames)
