"""A Study put together from what each layer found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from winset.case.document import Case
from winset.case.errors import WinsetError
from winset.case.linkages import HARD
from winset.home.bridge import bridge, total
from winset.insight.chances import share
from winset.insight.linchpin import ranking, verdict, verdict_at_mid
from winset.insight.runs import Runs
from winset.space.continuous.optimum import Optimum
from winset.space.grid import Bools, to_points
from winset.space.packages import single_moves
from winset.study import describe, sentences
from winset.study.agenda import issue_lines
from winset.study.document import (
    Finding,
    Linchpin,
    PivotalActor,
    Ratification,
    Solutions,
    SpaceSummary,
    Study,
    WinSet,
    Zone,
)
from winset.study.ground import Ground
from winset.study.linchpin import linchpin_part, pair_lines
from winset.study.market import MarketStudy
from winset.study.moves import leverage_lines, trade_lines
from winset.study.points import deal_map, point, solutions
from winset.study.provenance import provenance
from winset.study.ranges import range_notes
from winset.study.ratification import Named, ratification_lines
from winset.study.runs import Searched
from winset.study.survey.found import Amount, Survey
from winset.study.survey.survey import survey
from winset.study.uncertainty import swing_lines, will_part
from winset.study.unfolding.course import COURSE_WORLDS, Progress, course

SOLUTION_NAMES = {
    "nash": "Nash",
    "kalai_smorodinsky": "Kalai-Smorodinsky",
    "egalitarian": "Egalitarian",
    "utilitarian": "Utilitarian",
}


class NoPackage(WinsetError):  # noqa: N818  a state, as in "no package is left"
    """Hard linkages that leave no package at all."""

    def __init__(self, case: Case) -> None:
        hard = [name for name, link in case.linkages.items() if isinstance(link, HARD)]
        super().__init__(
            f"the hard linkages of case {case.id} leave no package: {', '.join(hard)}; "
            "drop or loosen one of them"
        )


@dataclass(frozen=True)
class Core:
    """What deals there are, which would pass, and the linchpin: all but how it unfolds."""

    survey: Survey
    space: SpaceSummary
    zone: Zone
    solutions: Solutions
    ratification: tuple[Ratification, ...]
    linchpin: Linchpin


def core(ground: Ground, searched: Searched) -> Core:
    """Return the Core of a case laid out as `ground`, with its worlds `searched`.

    Raises NoPackage if the hard linkages leave none.
    """
    case, space = ground.case, ground.space
    found = survey(ground)
    if found.possible == 0:
        raise NoPackage(case)
    runs = searched.runs
    packages = solutions(ground, found)
    named = [
        Named(rule, f"{name} solution", space.index(getattr(packages, rule)[0].package))
        for rule, name in SOLUTION_NAMES.items()
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
    names = [issue.name for issue in case.issues.values()]
    rank = ranking(runs.unlocks, ground.seed)
    only_mid = np.isnan(rank.mean).any() and not np.isnan(searched.at_mid.unlocks).any()
    return Core(
        survey=found,
        space=SpaceSummary(
            packages=found.possible,
            counted=found.counted,
            combinations=space.combinations,
            both_gain=found.both_gain.low,
            both_gain_at_most=found.both_gain.at_most,
            both_gain_share=found.both_gain.share,
            both_gain_interval=found.both_gain.interval,
        ),
        zone=_zone(found, runs),
        solutions=packages,
        ratification=ratification_lines(ground, named),
        linchpin=linchpin_part(
            space,
            runs,
            searched.at_mid,
            verdict_at_mid(searched.at_mid.unlocks[0], names)
            if only_mid
            else verdict(runs, rank, names),
            _bridges_alone(ground),
            ground.seed,
        ),
    )


def compose(
    ground: Ground,
    searched: Searched,
    workers: int | None,
    progress: Progress | None = None,
    market: MarketStudy | None = None,
    best: Optimum | None = None,
) -> Study:
    """Return the Study of a case laid out as `ground`, with its worlds `searched`.

    `progress` is called with the number of worlds of the course of the talks done since the last
    call; `market`: whether prices took notice of the case's events, if prices were given; `best`:
    the solutions over all values of ranges, where they are known.
    """
    case, space = ground.case, ground.space
    answer, runs = core(ground, searched), searched.runs
    found, lines, zone = answer.survey, answer.ratification, answer.zone
    linchpin, summary = answer.linchpin, answer.space
    deal = next((line for line in lines if line.id == "nash"), None)
    win_sets = tuple(
        WinSet(party=party, **_amount(won))
        for party, won in zip(space.parties, found.won, strict=True)
    )
    swings = swing_lines(ground, runs, linchpin, lines)
    trades = trade_lines(ground)
    leverage = leverage_lines(ground, runs.zone.size, workers)
    findings = _findings(ground, summary, zone, linchpin, deal, win_sets) + tuple(
        sentences.trade_sentences(case, trades)
        + sentences.leverage_sentences(
            leverage, {p: party.name for p, party in case.parties.items()}
        )
        + sentences.hinge_sentences(swings, lines)
        + sentences.range_sentences(range_notes(ground, found, best))
    )
    return Study(
        title=case.title,
        about=case.about,
        bias=case.bias,
        provenance=provenance(ground, found, len(trades), searched.notes, best),
        answer=sentences.answer(case, ground.as_of, summary, zone, deal, linchpin),
        findings=findings,
        parties=describe.party_lines(case, space, ground.mid, ground.draws),
        actors={name: actor.name for name, actor in case.actors.items()},
        issues=issue_lines(ground, found, searched),
        space=summary,
        win_sets=win_sets,
        zone=zone,
        frontier=tuple(
            point(ground, int(number), found.gains[:, n]) for n, number in enumerate(found.frontier)
        ),
        frontier_gap=to_points(found.epsilon),
        solutions=answer.solutions,
        ratification=lines,
        pivotal=_pivotal(ground, found),
        linchpin=linchpin,
        pairs=pair_lines(space, runs, searched.at_mid, ground.seed),
        trades=trades,
        leverage=leverage,
        sensitivity=swings,
        will_map=will_part(ground) if ground.route == "enumeration" else None,
        deal_map=deal_map(ground, found),
        calendar=describe.calendar(case, ground.as_of),
        course=course(ground, runs.nash[:COURSE_WORLDS], workers=workers, progress=progress),
        market=market,
        market_notes=describe.market_notes(case, ground.as_of),
        numbers=describe.numbers(space),
        facts=describe.facts(case, ground.as_of),
    )


def _zone(found: Survey, runs: Runs) -> Zone:
    chance, interval = _at_least(runs.zone > 0, runs.zone < 0)
    deal_chance, deal_interval = _at_least(runs.deal > 0, np.isnan(runs.deal))
    return Zone(
        **_amount(found.zone),
        chance=chance,
        interval=interval,
        deal_chance=deal_chance,
        deal_interval=deal_interval,
        unsettled=float(np.isnan(runs.deal).mean()),
    )


def _at_least(happened: Bools, unsettled: Bools) -> tuple[float, tuple[float, float]]:
    """Return in what share of worlds [W] it happened for sure, and the interval if it may in more.

    From the lower end of what is sure to the upper end of what may be.
    """
    sure, (low, _) = share(happened)
    _, (_, high) = share(happened | unsettled)
    return sure, (low, high)


def _amount(amount: Amount) -> dict[str, Any]:
    """Return an amount as the fields of a part that counts packages."""
    return {
        "packages": amount.low,
        "at_most": amount.at_most,
        "share": amount.share,
        "share_interval": amount.interval,
    }


def _bridges_alone(ground: Ground) -> list[float | None]:
    """Return, by issue, the least points that make some option of it alone ratifiable (mid)."""
    space = ground.space
    block = single_moves(space)
    alone = ground.judged(block)
    found: list[float | None] = []
    place = 1
    for k, offered in enumerate(space.offered):
        costs = []
        for column in range(place, place + offered):
            if block.digits[k, column] == space.rest[k]:
                continue
            cost = total(
                [
                    bridge(
                        space,
                        rule,
                        p,
                        alone.gains[:, column],
                        ground.mid.margin[0],
                        ground.mid_luck[0],
                        allowed=bool(block.allowed[p, column]),
                    )
                    for p, rule in enumerate(ground.rules)
                ]
            )
            if cost is not None:
                costs.append(cost)
        found.append(to_points(min(costs)) if costs else None)
        place += offered
    return found


def _pivotal(ground: Ground, found: Survey) -> tuple[PivotalActor, ...]:
    """Return how often each voter decides for its side, over all possible packages (mid)."""
    space = ground.space
    return tuple(
        PivotalActor(
            actor=space.actors[a],
            party=space.parties[p],
            share=decides.share,
            interval=decides.interval,
        )
        for (p, a), decides in found.decides.items()
    )


def _findings(
    ground: Ground,
    summary: SpaceSummary,
    zone: Zone,
    linchpin: Linchpin,
    deal: Ratification | None,
    win_sets: tuple[WinSet, ...],
) -> tuple[Finding, ...]:
    case = ground.case
    return tuple(
        sentences.zone_sentences(summary, zone, len(case.parties))
        + sentences.deal_sentences(case, deal)
        + sentences.linchpin_sentences(case, linchpin)
        + sentences.home_sentences(case, win_sets)
    )
