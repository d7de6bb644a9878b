"""The tables of a study by name: the numbers behind every chart and sentence of the report."""

from __future__ import annotations

from collections.abc import Callable

from winset.report.tables import (
    basis,
    coming,
    deadlines,
    issues,
    moves,
    orders,
    packages,
    staged,
)
from winset.report.tables.table import Table
from winset.report.wording import Names, names
from winset.study.document import Study


def tables(study: Study) -> dict[str, Table]:
    """Return every table of a study by name, in the order of the report."""
    called = names(study)
    return {name: build(study, called) for name, build in BUILDERS.items()}


BUILDERS: dict[str, Callable[[Study, Names], Table]] = {
    "agenda": issues.agenda,
    "solutions": packages.solutions,
    "frontier": packages.frontier,
    "linchpin": issues.linchpin,
    "win_sets": packages.win_sets,
    "ratification": packages.ratification,
    "refusers": packages.refusers,
    "conflicts": packages.conflicts,
    "pivotal": packages.pivotal,
    "trades": moves.trades,
    "pairs": issues.pairs,
    "leverage": moves.leverage,
    "sensitivity": moves.sensitivity,
    "will_map": moves.will,
    "deadlines": deadlines.deadlines,
    "deadline_odds": deadlines.odds,
    "ladder": staged.ladder,
    "signature": staged.curve,
    "endings": staged.endings,
    "stages": staged.stages,
    "issue_holds": staged.issue_holds,
    "stage_packages": staged.stage_packages,
    "extensions_ahead": staged.extensions_ahead,
    "moves_made": staged.moves_made,
    "agenda_groups": orders.groups,
    "agenda_orders": orders.orders,
    "test_case": orders.test_case,
    "keeping": orders.keeping,
    "readiness": coming.readiness,
    "next_round": coming.next_round,
    "next_agenda": coming.next_agenda,
    "windows": coming.windows,
    "backtests": deadlines.backtests,
    "reliability": deadlines.reliability,
    "numbers": basis.numbers,
    "facts": basis.facts,
}
"""What makes each table."""
