"""A Study put together from what each layer found."""

from __future__ import annotations

import numpy as np

from winset.case.loading import content_hash
from winset.home.bridge import bridge, total
from winset.home.pivots import pivotal
from winset.home.rules import voters
from winset.home.zone import Slice, judge
from winset.insight.agenda import standings
from winset.insight.chances import share
from winset.insight.linchpin import ranking, verdict
from winset.insight.runs import Runs, run_part
from winset.space.grid import UNITS, Ints, to_points
from winset.space.packages import single_moves
from winset.space.solutions import TIE_BREAK, solve
from winset.space.values import package_values
from winset.study import describe, sentences
from winset.study.document import (
    DealMap,
    Finding,
    IssueLine,
    OptionLabel,
    PivotalActor,
    PointValues,
    Provenance,
    Ratification,
    Solutions,
    SpaceSummary,
    Study,
    WinSet,
    Zone,
)
from winset.study.ground import Ground
from winset.study.linchpin import linchpin_part, pair_lines
from winset.study.moves import leverage_lines, trade_lines
from winset.study.ratification import Named, ratification_lines
from winset.study.survey import CELLS, Survey, survey
from winset.study.uncertainty import swing_lines, will_part

LISTED = 2000
"""Frontier packages listed in a study; a note says so if there are more."""

SOLUTION_NAMES = {
    "nash": "Nash",
    "kalai_smorodinsky": "Kalai-Smorodinsky",
    "egalitarian": "Egalitarian",
    "utilitarian": "Utilitarian",
}


def compose(ground: Ground, runs: Runs) -> Study:
    """Return the Study of a case laid out as `ground`, with the `runs` of its worlds."""
    case, space = ground.case, ground.space
    at_mid = run_part(ground.few, ground.few_rules, ground.mid_few, ground.mid_luck)
    found = survey(space, ground.mid, ground.slices())
    packages = _solutions(ground, found)
    named = [
        Named(rule, f"{SOLUTION_NAMES[rule]} solution", space.index(getattr(packages, rule)[0].package))
        for rule in SOLUTION_NAMES
        if getattr(packages, rule)
    ] + [
        Named(
            name,
            package.name,
            space.index(package.options),
            hindsight=any(case.facts[fact].known_by > ground.as_of for fact in package.facts),
        )
        for name, package in case.packages.items()
    ]
    lines = ratification_lines(ground, named)
    deal = next((line for line in lines if line.id == "nash"), None)
    rank = ranking(runs.unlocks, ground.seed)
    linchpin = linchpin_part(
        space,
        runs,
        at_mid,
        verdict(runs, rank, [issue.name for issue in case.issues.values()]),
        _bridges_alone(ground),
        ground.seed,
    )
    summary = SpaceSummary(
        packages=found.possible,
        combinations=space.combinations,
        both_gain=found.both_gain,
        both_gain_share=found.both_gain / found.possible,
    )
    win_sets = tuple(
        WinSet(party=party, packages=int(won), share=int(won) / found.possible)
        for party, won in zip(space.parties, found.won, strict=True)
    )
    zone = _zone(found, runs)
    swings = swing_lines(ground, runs, linchpin, named[0].number if deal else None)
    trades = trade_lines(ground)
    leverage = leverage_lines(ground)
    findings = _findings(ground, summary, zone, linchpin, deal, win_sets) + tuple(
        sentences.trade_sentences(case, trades)
        + sentences.leverage_sentences(
            case, leverage, {p: party.name for p, party in case.parties.items()}
        )
        + (sentences.hinge_sentences(swings) if deal else [])
    )
    return Study(
        title=case.title,
        about=case.about,
        bias=case.bias,
        provenance=_provenance(ground, found),
        answer=sentences.answer(case, sentences.date_in_words(ground.as_of), findings),
        findings=findings,
        parties=describe.party_lines(case, space, ground.mid),
        actors={name: actor.name for name, actor in case.actors.items()},
        issues=_issue_lines(ground, found, runs),
        space=summary,
        win_sets=win_sets,
        zone=zone,
        frontier=tuple(_point(ground, int(n), found.gains[:, i])
                       for i, n in enumerate(found.frontier[:LISTED])),
        solutions=packages,
        ratification=lines,
        pivotal=_pivotal(ground),
        linchpin=linchpin,
        pairs=pair_lines(space, runs, at_mid, ground.seed),
        trades=trades,
        leverage=leverage,
        sensitivity=swings,
        will_map=will_part(ground),
        deal_map=_deal_map(ground, found),
        calendar=describe.calendar(case, ground.as_of),
        numbers=describe.numbers(space),
        facts=describe.facts(case, ground.as_of),
    )
