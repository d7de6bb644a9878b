"""A Study put together from what each layer found."""

from __future__ import annotations

import numpy as np

from winset.case.document import Case
from winset.case.errors import WinsetError
from winset.case.linkages import HARD
from winset.home.bridge import bridge, total
from winset.home.pivots import pivotal
from winset.home.rules import voters
from winset.home.zone import judge
from winset.insight.agenda import standings
from winset.insight.chances import share
from winset.insight.linchpin import ranking, verdict
from winset.insight.runs import Runs, run_part
from winset.space.grid import UNITS, Ints, to_points
from winset.space.packages import describe as block_of
from winset.space.packages import digits_of, numbered, single_moves
from winset.space.solutions import TIE_BREAK, solve
from winset.space.values import package_values
from winset.study import describe, sentences
from winset.study.document import (
    DealMap,
    Finding,
    Linchpin,
    PivotalActor,
    PointValues,
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
from winset.study.provenance import LISTED, provenance
from winset.study.ratification import Named, ratification_lines
from winset.study.setting import IssueLine, OptionLabel
from winset.study.survey import CELLS, Survey, survey
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


def compose(
    ground: Ground,
    runs: Runs,
    workers: int | None,
    progress: Progress | None = None,
    market: MarketStudy | None = None,
) -> Study:
    """Return the Study of a case laid out as `ground`, with the `runs` of its worlds.

    `progress` is called with the number of worlds of the course of the talks done since the last
    call; `market`: whether prices took notice of the case's events, if prices were given.
    """
    case, space = ground.case, ground.space
    at_mid = run_part(ground.few, ground.few_rules, ground.few_mid, ground.mid_luck)
    found = survey(space, ground.mid, ground.slices())
    if found.possible == 0:
        raise NoPackage(case)
    packages = _solutions(ground, found)
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
    swings = swing_lines(ground, runs, linchpin, lines)
    trades = trade_lines(ground)
    leverage = leverage_lines(ground, workers)
    findings = _findings(ground, summary, zone, linchpin, deal, win_sets) + tuple(
        sentences.trade_sentences(case, trades)
        + sentences.leverage_sentences(
            leverage, {p: party.name for p, party in case.parties.items()}
        )
        + sentences.hinge_sentences(swings, lines)
    )
    return Study(
        title=case.title,
        about=case.about,
        bias=case.bias,
        provenance=provenance(ground, found, len(trades)),
        answer=sentences.answer(case, ground.as_of, summary, zone, deal, linchpin),
        findings=findings,
        parties=describe.party_lines(case, space, ground.mid, ground.draws),
        actors={name: actor.name for name, actor in case.actors.items()},
        issues=_issue_lines(ground, runs),
        space=summary,
        win_sets=win_sets,
        zone=zone,
        frontier=tuple(
            _point(ground, int(number), found.gains[:, n])
            for n, number in enumerate(found.frontier[:LISTED])
        ),
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
        course=course(ground, runs.nash[:COURSE_WORLDS], workers=workers, progress=progress),
        market=market,
        market_notes=describe.market_notes(case, ground.as_of),
        numbers=describe.numbers(space),
        facts=describe.facts(case, ground.as_of),
    )


def _point(ground: Ground, number: int, gains: Ints) -> PointValues:
    """Return a package with the principals' values; `gains` [parties] in units."""
    space, reservation = ground.space, ground.mid.reservation[0]
    return PointValues(
        package=space.package(number),
        values={
            party: to_points(int(gain + reservation[a]))
            for party, a, gain in zip(space.parties, space.principals, gains, strict=True)
        },
        gains={
            party: to_points(int(gain)) for party, gain in zip(space.parties, gains, strict=True)
        },
    )


def _solutions(ground: Ground, found: Survey) -> Solutions:
    solved = {
        solution.rule: tuple(
            _point(ground, int(found.frontier[n]), found.gains[:, n])
            for n in solution.positions[:LISTED]
        )
        for solution in solve(found.gains, found.frontier)
    }
    return Solutions(
        disagreement={
            party: to_points(int(ground.mid.reservation[0, a]))
            for party, a in zip(ground.space.parties, ground.space.principals, strict=True)
        },
        tie_break=TIE_BREAK,
        **solved,
    )


def _zone(found: Survey, runs: Runs) -> Zone:
    chance, interval = share(runs.zone[runs.zone >= 0] > 0)
    deal_chance, deal_interval = share(runs.deal[~np.isnan(runs.deal)] > 0)
    return Zone(
        packages=found.zone,
        share=found.zone / found.possible,
        chance=chance,
        interval=interval,
        deal_chance=deal_chance,
        deal_interval=deal_interval,
    )


def _bridges_alone(ground: Ground) -> list[float | None]:
    """Return, by issue, the least points that make some option of it alone ratifiable (mid)."""
    space = ground.space
    block = single_moves(space)
    alone = judge(
        space,
        ground.rules,
        ground.mid,
        0,
        ground.mid_luck[0],
        block,
        package_values(space, ground.mid, 0, block),
    )
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


def _pivotal(ground: Ground) -> tuple[PivotalActor, ...]:
    """Return how often each voter decides for its side, over all possible packages (mid)."""
    space = ground.space
    asked = [(p, a) for p, rule in enumerate(ground.rules) for a in voters(rule)]
    decided = dict.fromkeys(asked, 0)
    possible = 0
    for part in ground.slices():
        allowed = part.block.possible
        possible += int(allowed.sum())
        for p, a in asked:
            rows = pivotal(ground.rules[p], part.accepted, ground.mid_luck[0], a)
            decided[p, a] += int((rows & allowed).sum())
    return tuple(
        PivotalActor(actor=space.actors[a], party=space.parties[p], share=count / possible)
        for (p, a), count in decided.items()
    )


def _deal_map(ground: Ground, found: Survey) -> DealMap:
    space = ground.space
    principals = list(space.principals)
    edges = [
        tuple(
            float(edge) / UNITS
            for edge in np.linspace(found.low[axis], found.high[axis], CELLS + 1).tolist()
        )
        for axis in range(2)
    ]
    met = np.argwhere(found.cells[:, :, 0] > 0)
    numbers = numbered(space, [found.example[tuple(cell)] for cell in met])
    block = block_of(space, digits_of(space, numbers))
    gains = package_values(space, ground.mid, 0, block) - ground.mid.reservation[0][:, None]
    return DealMap(
        parties=(space.parties[0], space.parties[1]),
        edges_x=edges[0],
        edges_y=edges[1],
        counts=tuple(
            (int(i), int(j), int(found.cells[i, j, 0]), int(found.cells[i, j, 1])) for i, j in met
        ),
        sample=tuple(
            _point(ground, int(number), gains[principals, n]) for n, number in enumerate(numbers)
        ),
    )


def _issue_lines(ground: Ground, runs: Runs) -> tuple[IssueLine, ...]:
    case, space = ground.case, ground.space
    passable = [False] * len(space.issues)
    alone = [False] * len(space.issues)
    for part in ground.slices():
        moved = np.unique(part.block.moved[part.zone])
        for k in range(len(space.issues)):
            passable[k] |= bool((moved >> k & 1).any())
            alone[k] |= bool((moved == 1 << k).any())
    unlocks, worth = runs.unlocks.mean(axis=0), runs.own_worth.mean(axis=0)
    standing = standings(
        case,
        ground.as_of,
        passable=passable,
        alone=alone,
        unlocks=unlocks.tolist(),
        worth=worth.tolist(),
    )
    lines = []
    for k, (name, issue) in enumerate(case.issues.items()):
        coming, what = describe.next_deadline(case, name, ground.as_of)
        lines.append(
            IssueLine(
                id=name,
                name=issue.name,
                question=issue.question,
                group=issue.group,
                state=issue.state,
                status_quo=issue.status_quo,
                reversion=issue.without_agreement,
                at_rest=issue.at_rest,
                expires=issue.expires,
                options=tuple(
                    OptionLabel(id=option, label=issue.options[option].label)
                    for option in space.options[k]
                ),
                weights=describe.percent_weights(case, name),
                ranks=standing[name].ranks,
                trend=standing[name].trend,
                unlocks=float(unlocks[k]),
                ripe=standing[name].ripe,
                ripe_why=standing[name].why,
                next=standing[name].next,
                next_deadline=coming,
                next_deadline_what=what,
                facts=issue.facts,
            )
        )
    return tuple(lines)


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
