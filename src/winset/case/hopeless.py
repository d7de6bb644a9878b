"""Actors that no package can satisfy, and parties that can ratify none.

Bounds that hold whatever the uncertain numbers turn out to be, so that each warning is certain; an
actor without a warning may still be out of reach.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from winset.case.actors import Actor, View
from winset.case.agenda import Issue
from winset.case.conflicts import TooEntangled, blamed, hard_linkages, never, offered
from winset.case.curves import mixture
from winset.case.document import Case
from winset.case.findings import Finding
from winset.case.linkages import Bonus
from winset.case.numbers import Judged
from winset.case.rules import Legislature, Rule


def hopeless(case: Case) -> Iterator[Finding]:
    """Yield the principals and ratifiers, then the parties, that no package can satisfy."""
    satisfiable = set()
    for name, actor in case.actors.items():
        best, needed = _best_gain(case, name, actor)
        if best >= needed:
            satisfiable.add(name)
        elif actor.level != "influencer":
            yield Finding(
                ("actors", name),
                f"no package can satisfy {name}: at best {float(best):.1f} points "
                f"of {float(needed):.1f} needed",
                _AGAINST[actor.reservation is None],
                at_key=True,
            )
    for party, entry in case.parties.items():
        here = ("parties", party)
        if not _can_hold(entry.ratification, satisfiable):
            yield Finding(
                (*here, "ratification"),
                f"party {party} can ratify no package: too few of its actors can be satisfied",
                at_key=True,
            )
        elif entry.red_lines and (to_blame := _ruled_out(case, party)):
            yield Finding(
                (*here, "red_lines"),
                f"party {party} can ratify no package: {', '.join(to_blame)} rule out every one",
                at_key=True,
            )


_AGAINST = {
    False: "its best scores at their highest, against its reservation and margin at their lowest",
    True: "its best gain over what no agreement gives, against its margin at its lowest",
}


def _best_gain(case: Case, name: str, actor: Actor) -> tuple[Fraction, Fraction]:
    """Return the most that a package can give `actor`, and the least that it asks for.

    Values if the reservation is given outright; gains over the reversion otherwise.
    """
    margin = Fraction(actor.margin.low if actor.margin else 0)
    bonus = sum(
        (
            max(Fraction(link.points[name].high), Fraction(0))
            for link in case.linkages.values()
            if isinstance(link, Bonus) and name in link.points
        ),
        Fraction(0),
    )
    needed = margin + Fraction(actor.reservation.low if actor.reservation else 0)
    against_reversion = actor.reservation is None
    gains = [
        (view.weight, _top(view, case.issues[issue], against_reversion=against_reversion))
        for issue, view in actor.views.items()
    ]
    return _highest_mean(gains) + bonus, needed


def _top(view: View, issue: Issue, *, against_reversion: bool) -> Fraction:
    """Return the highest score of an offered option; less the lowest of the reversion if asked."""
    highest = {
        name: _score(view, issue, name, highest=True)
        for name, option in issue.options.items()
        if option.offered
    }
    if not against_reversion:
        return max(highest.values())
    reversion = issue.without_agreement
    floor = _score(view, issue, reversion, highest=False)
    return max(Fraction(0) if name == reversion else top - floor for name, top in highest.items())


def _score(view: View, issue: Issue, option: str, *, highest: bool) -> Fraction:
    """Return the highest or the lowest score that the ranges allow an option."""
    sign = 1 if highest else -1
    if option in view.scores:
        score = view.scores[option]
        return Fraction(score.high if highest else score.low)
    if issue.range:
        scored = ((view.scores[point], share) for point, share in mixture(view.scores, option))
        ends = (share * Fraction(s.high if highest else s.low) for s, share in scored)
        return sum(ends, Fraction(0))
    parts = [
        (seen.weight, sign * Fraction(level.high if highest else level.low))
        for attribute, seen in view.attributes.items()
        for level in [seen.scores[issue.options[option].has[attribute]]]
    ]
    return sign * _highest_mean(parts)


def _highest_mean(parts: Sequence[tuple[Judged, Fraction]]) -> Fraction:
    """Return the highest weighted mean of values whose weights lie in ranges.

    It has the best values at their high weights and the rest at their low ones.
    """
    ordered = sorted(parts, key=lambda part: -part[1])
    means = []
    for cut in range(1, len(ordered) + 1):
        high, low = ordered[:cut], ordered[cut:]
        weights = [Fraction(w.high) for w, _ in high] + [Fraction(w.low) for w, _ in low]
        total = sum(weights, Fraction(0))
        if total:
            pairs = zip(weights, ordered, strict=True)
            means.append(sum((w * value for w, (_, value) in pairs), Fraction(0)) / total)
    return max(means)


def _can_hold(rule: Rule, satisfiable: Collection[str]) -> bool:
    """Return whether the rule can hold if every satisfiable actor accepts."""
    if rule.actor is not None:
        return rule.actor in satisfiable
    if rule.all is not None:
        return all(_can_hold(part, satisfiable) for part in rule.all)
    if rule.any is not None:
        return any(_can_hold(part, satisfiable) for part in rule.any)
    if rule.at_least is not None:
        return sum(_can_hold(p, satisfiable) for p in rule.at_least.of) >= rule.at_least.n
    if rule.weight_over is not None:
        votes = rule.weight_over.of.items()
        total = sum((weight for actor, weight in votes if actor in satisfiable), Decimal(0))
        return total > rule.weight_over.q
    return rule.legislature is not None and _can_pass(rule.legislature, satisfiable)


def _can_pass(legislature: Legislature, satisfiable: Collection[str]) -> bool:
    """Return whether enough members have some chance of voting yes."""
    possible = 0
    for bloc in legislature.blocs:
        led = bloc.actor is None or bloc.actor in satisfiable
        chance = max(bloc.p, bloc.p_against) if led else bloc.p_against
        possible += bloc.members if chance else 0
    return possible >= legislature.needs


def _ruled_out(case: Case, party: str) -> tuple[str, ...]:
    """Return the red lines of `party`, and linkages, that together leave no package, if any."""
    lines = {
        f"red line {name}": never(line.never)
        for name, line in case.parties[party].red_lines.items()
    }
    links = {f"linkage {name}": constraint for name, constraint in hard_linkages(case).items()}
    try:
        conflicts = blamed({**lines, **links}, offered(case))
    except TooEntangled:
        return ()
    return conflicts[0] if conflicts else ()
