"""Tables of agenda orders: what each order is worth, the test case, deals that keep themselves."""

from __future__ import annotations

from winset.report.course_wording import group, opened, order_label
from winset.report.tables.table import Column, Range, Table
from winset.report.wording import Names
from winset.study.course import OrderLine
from winset.study.document import Study


def groups(study: Study, called: Names) -> Table:
    """Return the groups of issues that are taken up together."""
    found = study.course.agenda_orders
    return Table(
        "Groups of issues",
        (Column("Group"), Column("Issues", "list")),
        tuple(
            (opened(group(line.id)), tuple(called.issue(issue) for issue in line.issues))
            for line in (() if found is None else found.groups)
        ),
    )


def orders(study: Study, _called: Names) -> Table:
    """Return the orders listed, best first; the last is the worst of all, wherever it ranks."""
    found = study.course.agenda_orders
    lines: tuple[OrderLine, ...] = () if found is None else found.orders
    total = 0 if found is None else found.all_orders
    return Table(
        "Orders of the agenda",
        (
            Column("Order"),
            Column("Place", "rank"),
            Column("Joint value, points", "points"),
            Column("Left on the table", "points"),
            Column("Settled, by weight", "chance"),
            Column("No order does better", "chance"),
        ),
        tuple(
            (
                order_label(line.groups),
                total if line is lines[-1] else place,
                Range.of(line.value, line.interval),
                Range.of(line.left_on_table, line.left_interval),
                Range.of(line.settled, line.settled_interval),
                line.best,
            )
            for place, line in enumerate(lines, 1)
        ),
        f"Of {total} orders in all; the last row is the worst of them.",
    )


def test_case(study: Study, called: Names) -> Table:
    """Return what settling the test case first teaches each party, and what it costs."""
    found = study.course.agenda_orders
    return Table(
        "The test case",
        (
            Column("Side"),
            Column("Test case", "word"),
            Column("Believes in the others before", "chance"),
            Column("and once they kept the test", "chance"),
            Column("Chance that it is kept", "chance"),
            Column("Value of the look, points", "points"),
            Column("Leverage spent, points", "points"),
            Column("Net, points", "change"),
        ),
        tuple(
            (
                called.party(line.party),
                called.issue(line.issue),
                line.belief,
                line.after,
                line.kept,
                Range.of(line.information, line.information_interval),
                Range.of(line.leverage, line.leverage_interval),
                Range.of(line.net, line.net_interval),
            )
            for line in (() if found is None else found.test_case)
        ),
        "What it is worth to see whether the others keep a small promise before a large one is "
        "made, less the leverage that settling the test case first gives away.",
    )


def keeping(study: Study, called: Names) -> Table:
    """Return how much each side must care about the future for a deal to keep itself."""
    found = study.course.agenda_orders
    every = () if found is None else found.groups
    return Table(
        "Deals that keep themselves",
        (
            Column("Side"),
            *(Column(opened(group(line.id)), "fraction") for line in every),
            Column("All linked", "fraction"),
        ),
        tuple(
            (
                called.party(line.party),
                *(line.by_group.get(one.id) for one in every),
                line.linked,
            )
            for line in (() if found is None else found.keeping)
        ),
        "The weight, from 0 to 1, that a side must give the future so that keeping its word on "
        "that group pays by itself; over 1: it never does; a dash: it gains nothing there. All "
        "linked: if a breach anywhere ends the whole.",
    )
