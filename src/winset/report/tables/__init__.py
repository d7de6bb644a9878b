"""The tables of a study by name: the numbers behind every chart and sentence of the report."""

from __future__ import annotations

from collections.abc import Callable

from winset.report.tables import (
    basis,
    coming,
    deadlines,
    issues,
    market,
    moves,
    orders,
    packages,
    staged,
)
from winset.report.tables.table import Table
from winset.report.wording import Names, names
from winset.study.document import Study
from winset.study.market import MarketStudy


def tables(study: Study) -> dict[str, Table]:
    """Return every table of a study by name, in the order of the report.

    Those of the market are there only where prices were given.
    """
    called = names(study)
    made = ((name, build(study, called)) for name, build in BUILDERS.items())
    return {name: table for name, table in made if table is not None}


def _of_prices(build: Callable[[MarketStudy], Table]) -> Callable[[Study, Names], Table | None]:
    return lambda study, _: None if study.market is None else build(study.market)


BUILDERS: dict[str, Callable[[Study, Names], Table | None]] = {
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
    "releases": deadlines.releases,
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
    "market_readings": _of_prices(market.readings),
    "market_tests": _of_prices(market.tests),
    "market_across": _of_prices(market.across),
    "market_confounders": _of_prices(market.confounders),
    "market_pools": _of_prices(market.pools),
    "market_releases": _of_prices(market.releases),
    "market_closes": _of_prices(market.closes),
    "market_placebo": _of_prices(market.placebo),
    "numbers": basis.numbers,
    "facts": basis.facts,
}
"""What makes each table; None where it does not apply."""
