"""From a case to its Space."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from winset.case.actors import View
from winset.case.conditions import Condition
from winset.case.curves import mixture
from winset.case.document import Case
from winset.case.linkages import Bonus, Excludes, Linkage, Offer, Requires, Together
from winset.case.numbers import Judged
from winset.case.values import number_of
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
        look = _Look(ledger, case, name, issue_name, view)
        scores.append((_along if issue.range else _listed)(look, options[issue_name]))
    return tuple(weights), tuple(scores)


@dataclass(frozen=True)
class _Look:
    """An actor's view of an issue, whose numbers go to the ledger with its reason and facts."""

    ledger: Ledger
    case: Case
    actor: str
    issue: str
    view: View

    def enter(self, judged: Judged, what: str, kind: str, unit: str) -> int:
        """Enter a number of the view: `what` it is, of this actor on this issue."""
        actor, issue = self.case.actors[self.actor], self.case.issues[self.issue]
        return self.ledger.enter(
            judged,
            label=f"{actor.name}: {what} {issue.name}",
            kind=kind,
            unit=unit,
            actor=self.actor,
            issue=self.issue,
            why=self.view.why,
            facts=self.view.facts,
        )

    def enter_score(self, option: str) -> int:
        """Enter the score of an option that has one of its own."""
        label = self.case.issues[self.issue].options[option].label
        return self.enter(self.view.scores[option], f"score of “{label}” on", "score", "points")


def _listed(look: _Look, options: tuple[str, ...]) -> tuple[Score | None, ...]:
    """Return the scores of listed options: their own, or by their attributes."""
    view, written = look.view, look.case.issues[look.issue].options
    levels = _levels(look)
    row: list[Score | None] = []
    for option in options:
        has = written[option].has
        if option in view.scores:
            row.append(Score(direct=look.enter_score(option)))
        elif view.attributes and has.keys() >= view.attributes.keys():
            parts = ((weight, of[has[attribute]]) for attribute, (weight, of) in levels.items())
            row.append(Score(parts=tuple(parts)))
        else:
            row.append(None)
    return tuple(row)


def _along(look: _Look, options: tuple[str, ...]) -> tuple[Score | None, ...]:
    """Return the scores of the numbers of a range, each on the line between two that are scored."""
    scores = look.view.scores
    places = {point: look.enter_score(point) for point in sorted(scores, key=number_of)}
    mixtures = [mixture(scores, option) for option in options]
    return tuple(
        Score(direct=places[parts[0][0]])
        if len(parts) == 1
        else Score(mixed=tuple((places[point], share) for point, share in parts))
        for parts in mixtures
    )


def _levels(look: _Look) -> dict[str, tuple[int, dict[str, int]]]:
    """Return the weight of each attribute the view scores, and the scores of its levels."""
    attributes = look.case.issues[look.issue].attributes
    return {
        name: (
            look.enter(
                seen.weight,
                f"weight of {attributes[name].name} within",
                "attribute weight",
                "percent",
            ),
            {
                level: look.enter(
                    score,
                    f"score of “{attributes[name].levels[level]}” on",
                    "attribute score",
                    "points",
                )
                for level, score in seen.scores.items()
            },
        )
        for name, seen in look.view.attributes.items()
    }


class _Source(Protocol):
    """An entry of a case that gives its reason and its facts: a linkage, a move, an actor."""

    @property
    def why(self) -> str | None: ...
    @property
    def facts(self) -> tuple[str, ...]: ...


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
        # what is said of an actor does not stand for its reservation value, as in case/evidence.py
        else _enter(
            ledger, case, judged, name, kind, what, None if kind == "reservation" else actor, unit
        )
        for name, actor in case.actors.items()
    )


def _enter(
    ledger: Ledger,
    case: Case,
    judged: Judged,
    actor: str,
    kind: str,
    what: str,
    source: _Source | None,
    unit: str = "points",
) -> int:
    """Enter a number of an actor; the reason and facts of `source` stand in for missing ones."""
    return ledger.enter(
        judged,
        label=f"{case.actors[actor].name}: {what}",
        kind=kind,
        unit=unit,
        actor=actor,
        why=source.why if source else None,
        facts=source.facts if source else (),
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
            what = f"bonus of linkage {name}"
            points = tuple(
                (
                    actors.index(actor),
                    _enter(ledger, case, judged, actor, "bonus", what, link),
                    1,
                    None,
                )
                for actor, judged in link.points.items()
            )
            soft.append(SoftLink(name, test(link.when), points))
        elif isinstance(link, Offer):
            actor = case.principal(link.by)
            what = f"penalty of linkage {name}"
            penalty = _enter(ledger, case, link.penalty, actor, "penalty", what, link)
            strength = None
            if link.strength is not None:
                what = f"means linkage {name}"
                strength = _enter(
                    ledger, case, link.strength, actor, "strength", what, link, "chance"
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
        what = f"shift of no agreement by “{move.name}”"
        shifts = tuple(
            (actors.index(actor), _enter(ledger, case, judged, actor, "shift", what, move))
            for actor, judged in move.shifts.items()
        )
        cost = None
        if move.cost is not None:
            owner = case.principal(move.by)
            cost = _enter(ledger, case, move.cost, owner, "cost", f"cost of “{move.name}”", move)
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
