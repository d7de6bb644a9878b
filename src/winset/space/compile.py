"""From a case to its Space."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from winset.case.actors import View
from winset.case.conditions import Condition
from winset.case.document import Case
from winset.case.linkages import Bonus, Excludes, Linkage, Offer, Requires, Together
from winset.space.conditions import Every, Negated, Test, compile_condition
from winset.space.numbers import Ledger
from winset.space.space import Score, SoftLink, Space, Unilateral


def compile_case(case: Case) -> Space:
    """Return the Space of a case that has passed its checks (`winset.case.loading.load`)."""
    ledger = Ledger()
    issues = tuple(case.issues)
    options = {
        name: tuple(sorted(issue.options, key=lambda option: not issue.options[option].offered))
        for name, issue in case.issues.items()
    }
    parties = tuple(case.parties)
    actors = tuple(case.actors)

    def test(condition: Condition) -> Test:
        return compile_condition(condition, issues, options)

    def position(issue: str, option: str) -> int:
        return options[issue].index(option)

    views = [_views(ledger, case, actor, options) for actor in case.actors]
    return Space(
        issues=issues,
        options=tuple(options.values()),
        offered=tuple(
            sum(option.offered for option in issue.options.values())
            for issue in case.issues.values()
        ),
        rest=tuple(position(name, issue.at_rest) for name, issue in case.issues.items()),
        reversion=tuple(
            position(name, issue.without_agreement) for name, issue in case.issues.items()
        ),
        parties=parties,
        actors=actors,
        party_of=tuple(parties.index(actor.party) for actor in case.actors.values()),
        principals=tuple(actors.index(case.principal(party)) for party in parties),
        forbidden=tuple(
            forbidden for link in case.linkages.values() for forbidden in _forbidden(link, test)
        ),
        soft=_soft(ledger, case, test),
        red_lines=tuple(
            tuple((name, test(line.never)) for name, line in party.red_lines.items())
            for party in case.parties.values()
        ),
        moves=_moves(ledger, case, position),
        weights=tuple(weights for weights, _ in views),
        scores=tuple(scores for _, scores in views),
        reservations=_own(ledger, case, "reservation"),
        margins=_own(ledger, case, "margin"),
        influences=_own(ledger, case, "influence"),
        numbers=tuple(ledger.entries),
    )


def _views(
    ledger: Ledger, case: Case, name: str, options: Mapping[str, tuple[str, ...]]
) -> tuple[tuple[int | None, ...], tuple[tuple[Score | None, ...], ...]]:
    actor = case.actors[name]
    weights: list[int | None] = []
    scores: list[tuple[Score | None, ...]] = []
    for issue_name, issue in case.issues.items():
        view = actor.views.get(issue_name)
        if view is None:
            weights.append(None)
            scores.append((None,) * len(options[issue_name]))
            continue
        weights.append(
            ledger.enter(
                view.weight,
                label=f"{actor.name}: weight of {issue.name}",
                kind="weight",
                unit="percent",
                actor=name,
                issue=issue_name,
            )
        )
        levels = _levels(ledger, case, name, issue_name, view)
        row: list[Score | None] = []
        for option in options[issue_name]:
            if option in view.scores:
                row.append(
                    Score(
                        direct=ledger.enter(
                            view.scores[option],
                            label=f"{actor.name}: score of “{issue.options[option].label}”"
                            f" on {issue.name}",
                            kind="score",
                            unit="points",
                            actor=name,
                            issue=issue_name,
                            why=view.why,
                            facts=view.facts,
                        )
                    )
                )
            elif view.attributes and issue.options[option].has.keys() >= view.attributes.keys():
                has = issue.options[option].has
                row.append(
                    Score(
                        parts=tuple(
                            (weight, of[has[attribute]])
                            for attribute, (weight, of) in levels.items()
                        )
                    )
                )
            else:
                row.append(None)
        scores.append(tuple(row))
    return tuple(weights), tuple(scores)


def _levels(
    ledger: Ledger, case: Case, name: str, issue_name: str, view: View
) -> dict[str, tuple[int, dict[str, int]]]:
    actor, issue = case.actors[name], case.issues[issue_name]
    return {
        attribute: (
            ledger.enter(
                seen.weight,
                label=f"{actor.name}: weight of {issue.attributes[attribute].name}"
                f" within {issue.name}",
                kind="attribute weight",
                unit="percent",
                actor=name,
                issue=issue_name,
                why=view.why,
                facts=view.facts,
            ),
            {
                level: ledger.enter(
                    score,
                    label=f"{actor.name}: score of"
                    f" “{issue.attributes[attribute].levels[level]}” on {issue.name}",
                    kind="attribute score",
                    unit="points",
                    actor=name,
                    issue=issue_name,
                    why=view.why,
                    facts=view.facts,
                )
                for level, score in seen.scores.items()
            },
        )
        for attribute, seen in view.attributes.items()
    }


_OWN = {
    "reservation": ("reservation value", "points"),
    "margin": ("margin above the reservation value", "points"),
    "influence": ("influence on the principal", "share"),
}


def _own(ledger: Ledger, case: Case, kind: str) -> tuple[int | None, ...]:
    what, unit = _OWN[kind]
    return tuple(
        None
        if (judged := getattr(actor, kind)) is None
        else ledger.enter(
            judged,
            label=f"{actor.name}: {what}",
            kind=kind,
            unit=unit,
            actor=name,
            why=actor.why,
            facts=actor.facts,
        )
        for name, actor in case.actors.items()
    )


def _forbidden(link: Linkage, test: Callable[[Condition], Test]) -> list[Test]:
    """Return tests that hold on the packages `link` rules out: none for a soft linkage."""
    match link:
        case Requires():
            return [Every((test(link.when), Negated(test(link.then))))]
        case Excludes():
            first, second = map(test, link.between)
            return [Every((first, second))]
        case Together():
            first, second = map(test, link.between)
            return [Every((first, Negated(second))), Every((Negated(first), second))]
        case Bonus() | Offer():
            return []


def _soft(ledger: Ledger, case: Case, test: Callable[[Condition], Test]) -> tuple[SoftLink, ...]:
    actors = list(case.actors)
    soft: list[SoftLink] = []
    for name, link in case.linkages.items():
        if isinstance(link, Bonus):
            points = tuple(
                (
                    actors.index(actor),
                    ledger.enter(
                        judged,
                        label=f"{case.actors[actor].name}: bonus of linkage {name}",
                        kind="bonus",
                        unit="points",
                        actor=actor,
                        why=link.why,
                        facts=link.facts,
                    ),
                    1,
                    None,
                )
                for actor, judged in link.points.items()
            )
            soft.append(SoftLink(name, test(link.when), points))
        elif isinstance(link, Offer):
            actor = case.principal(link.by)
            penalty = ledger.enter(
                link.penalty,
                label=f"{case.actors[actor].name}: penalty of linkage {name}",
                kind="penalty",
                unit="points",
                actor=actor,
                why=link.why,
                facts=link.facts,
            )
            strength = None
            if link.strength is not None:
                strength = ledger.enter(
                    link.strength,
                    label=f"{case.parties[link.by].name}: means linkage {name}",
                    kind="strength",
                    unit="chance",
                    actor=actor,
                    why=link.why,
                    facts=link.facts,
                )
            broken = Every((test(link.when), Negated(test(link.then))))
            soft.append(SoftLink(name, broken, ((actors.index(actor), penalty, -1, strength),)))
    return tuple(soft)


def _moves(
    ledger: Ledger, case: Case, position: Callable[[str, str], int]
) -> tuple[Unilateral, ...]:
    actors, issues = list(case.actors), list(case.issues)
    moves: list[Unilateral] = []
    for name, move in case.moves.items():
        shifts = tuple(
            (
                actors.index(actor),
                ledger.enter(
                    judged,
                    label=f"{case.actors[actor].name}: shift of no agreement by “{move.name}”",
                    kind="shift",
                    unit="points",
                    actor=actor,
                    why=move.why,
                    facts=move.facts,
                ),
            )
            for actor, judged in move.shifts.items()
        )
        owner = case.principal(move.by)
        cost = None
        if move.cost is not None:
            cost = ledger.enter(
                move.cost,
                label=f"{case.actors[owner].name}: cost of “{move.name}”",
                kind="cost",
                unit="points",
                actor=owner,
                why=move.why,
                facts=move.facts,
            )
        moves.append(
            Unilateral(
                id=name,
                party=list(case.parties).index(move.by),
                reversion=tuple(
                    (issues.index(issue), position(issue, option))
                    for issue, option in move.reversion.items()
                ),
                shifts=shifts,
                cost=cost,
            )
        )
    return tuple(moves)
