"""What a case says, beyond its shape and its names: is it complete, and can it be computed?

Takes a case of which some entries may be missing, because their shape is wrong; what depends on a
missing entry is passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from winset.case.actors import Actor, AttributeView, View
from winset.case.agenda import Issue
from winset.case.curves import curve_mistakes
from winset.case.document import Case
from winset.case.findings import Finding
from winset.case.grid import MOST, named
from winset.case.nested import in_rule
from winset.case.numbers import shortest
from winset.case.places import in_words
from winset.case.references import matches
from winset.case.rules import Rule
from winset.case.tree import Node, Path

RESERVED = ("all", "any", "not", "options", "bounds")
"""Words that conditions use, so that no issue can have them for an id."""


def contradictions(case: Case, root: Node) -> Iterator[Finding]:
    """Yield what makes the case incomplete or impossible to compute."""
    for name, issue in case.issues.items():
        yield from _of_issue(name, issue)
    yield from _crowded(case)
    for name, actor in case.actors.items():
        yield from _of_actor(case, name, actor)
    yield from _of_tables(root)
    yield from _of_rules(case, root)
    for path, node in matches(root, "packages.*.options.*"):
        issue_named = case.issues.get(str(path[-1]))
        option = issue_named.options.get(str(node.value)) if issue_named else None
        if option and not option.offered:
            yield Finding(
                path,
                f"{in_words(path[:2])} has option `{node.value}` of issue `{path[-1]}`, "
                "which is not offered",
                "a package can only have what is on the table",
            )


def _of_issue(name: str, issue: Issue) -> Iterator[Finding]:
    here: Path = ("issues", name)
    if name in RESERVED:
        yield Finding(
            here,
            f"`{name}` cannot be the name of an issue",
            "conditions use this word",
            at_key=True,
        )
    status_quo = issue.options.get(issue.status_quo)
    if status_quo and not status_quo.offered:
        yield Finding(
            (*here, "status_quo"),
            f"the status quo of issue {name} is not offered",
            "a package that leaves the issue alone has it, so it must be on the table",
        )
    if (issue.then is None) != (issue.expires is None):
        given, other = ("then", "expires") if issue.expires is None else ("expires", "then")
        yield Finding(
            (*here, given),
            f"issue {name} has `{given}` but not `{other}`",
            "`expires` is the day the status quo lapses, `then` the option that follows",
        )
    if issue.range and issue.attributes:
        yield Finding(
            (*here, "attributes"),
            f"issue {name} has a range, whose numbers differ in nothing but size",
            "an issue with attributes needs options; delete `attributes`",
            at_key=True,
        )
        return
    for option_name, option in issue.options.items():
        missing = issue.attributes.keys() - option.has.keys()
        if option.offered and missing:
            lacking = ", ".join(f"`{a}`" for a in issue.attributes if a in missing)
            yield Finding(
                (*here, "options", option_name),
                f"option {option_name} of issue {name} has no level of {lacking}",
                "give one level of each attribute under `has`",
                at_key=True,
            )


def _crowded(case: Case) -> Iterator[Finding]:
    """Yield the ranges of which a case names more numbers than are tried."""
    for name, numbers in named(case).items():
        if case.issues[name].range and len(numbers) > MOST:
            yield Finding(
                ("issues", name, "range"),
                f"issue {name}: more than {MOST} numbers are named, too many to try",
                "round them to fewer numbers",
            )


def _of_actor(case: Case, name: str, actor: Actor) -> Iterator[Finding]:
    here: Path = ("actors", name)
    yield from _scaled(here, name, actor)
    for issue_name, view in actor.views.items():
        place = (*here, "views", issue_name)
        if view.attributes:
            yield from _sum(
                (*place, "attributes"),
                f"the attribute weights of {name} on issue {issue_name}",
                (part.weight.mid for part in view.attributes.values()),
            )
        here_range = case.issues[issue_name].range if issue_name in case.issues else None
        if here_range is not None:
            yield from curve_mistakes(place, name, issue_name, view, here_range)
        elif view.attributes and view.scores:
            yield Finding(
                (*place, "attributes"),
                f"{name} scores issue {issue_name} by options and by attributes",
                "keep one of `scores` and `attributes`",
                at_key=True,
            )
        elif issue_name in case.issues:
            issue = case.issues[issue_name]
            needed = _needed(case, name, issue_name)
            yield from _unscored(place, name, issue_name, view, issue, needed)


def _needed(case: Case, name: str, issue_name: str) -> dict[str, str]:
    """Return the options that an actor must be able to value, each with the reason.

    A move changes the reservation by the difference of two options, however it was given.
    """
    actor, issue = case.actors[name], case.issues[issue_name]
    needed = {option: "it is offered" for option, entry in issue.options.items() if entry.offered}
    if actor.reservation is None:
        reason = f"it is what no agreement gives, and {name} has no `reservation`"
        needed.setdefault(issue.without_agreement, reason)
    for move_name, move in case.moves.items():
        if issue_name in move.reversion:
            needed.setdefault(move.reversion[issue_name], f"move {move_name} brings it about")
            needed.setdefault(issue.without_agreement, f"move {move_name} replaces it")
    return {option: reason for option, reason in needed.items() if option in issue.options}


def _unscored(
    place: Path, name: str, issue_name: str, view: View, issue: Issue, needed: dict[str, str]
) -> Iterator[Finding]:
    if not view.attributes:
        for option, reason in needed.items():
            if option not in view.scores:
                yield Finding(
                    (*place, "scores"),
                    f"{name} gives no score to option `{option}` of issue {issue_name}",
                    f"it needs one: {reason}",
                    at_key=True,
                )
        return
    for attribute in issue.attributes:
        if attribute not in view.attributes:
            yield Finding(
                (*place, "attributes"),
                f"{name} does not score attribute `{attribute}` of issue {issue_name}",
                "score every attribute of the issue; a weight of 0 is allowed",
                at_key=True,
            )
    for option, reason in needed.items():
        has = issue.options[option].has
        if not issue.options[option].offered and issue.attributes.keys() - has.keys():
            yield Finding(
                ("issues", issue_name, "options", option),
                f"option {option} of issue {issue_name} has no level of each attribute, so that "
                f"{name} cannot value it",
                f"it needs a value: {reason}",
                at_key=True,
            )
    levels = {
        (attribute, issue.options[option].has[attribute]): None
        for attribute in issue.attributes
        for option in needed
        if attribute in issue.options[option].has
    }
    for attribute, level in levels:
        seen: AttributeView | None = view.attributes.get(attribute)
        if seen and level in issue.attributes[attribute].levels and level not in seen.scores:
            yield Finding(
                (*place, "attributes", attribute, "scores"),
                f"{name} gives no score to level `{level}` of attribute {attribute} "
                f"of issue {issue_name}",
                at_key=True,
            )


def _scaled(here: Path, name: str, actor: Actor) -> Iterator[Finding]:
    """Yield weights that do not add up; those of another program need not, beside their scale."""
    weights = [view.weight.mid for view in actor.views.values()]
    if actor.scale is None:
        yield from _sum((*here, "views"), f"the weights of {name}", weights)
        return
    if not any(weights):
        yield Finding((*here, "views"), f"the weights of {name} are all 0", at_key=True)
    if actor.scale.at_0 >= actor.scale.at_100:
        yield Finding(
            (*here, "scale"),
            f"the scale of {name} does not rise: 0 points stand for {actor.scale.at_0}, "
            f"100 for {actor.scale.at_100}",
            at_key=True,
        )


def _sum(place: Path, what: str, weights: Iterable[Decimal | Fraction]) -> Iterator[Finding]:
    total = shortest(sum((Fraction(weight) for weight in weights), Fraction(0)))
    if total not in (1, 100):
        said = f"{total.normalize():f}" if isinstance(total, Decimal) else str(total)
        yield Finding(
            place,
            f"{what} sum to {said}, not to 1 or 100",
            "the middle values of the weights must add up exactly",
            at_key=True,
        )


def _of_tables(root: Node) -> Iterator[Finding]:
    """Exactly one principal a party."""
    levels = {path[1]: node.value for path, node in matches(root, "actors.*.level")}
    parties = {path[1]: node.value for path, node in matches(root, "actors.*.party")}
    known = [path[1] for path, _ in matches(root, "parties.*")]
    for party in known:
        principals = [
            a for a, of in parties.items() if of == party and levels.get(a) == "principal"
        ]
        if not principals and all(of in known for of in parties.values()):
            yield Finding(
                ("parties", party),
                f"party {party} has no principal",
                "exactly one of its actors has `level: principal`",
                at_key=True,
            )
        for other in principals[1:]:
            yield Finding(
                ("actors", other, "level"),
                f"{other} is a second principal of party {party}, beside {principals[0]}",
                "exactly one actor of a party sits at the table",
            )


def _of_rules(case: Case, root: Node) -> Iterator[Finding]:
    for path, node in matches(root, "parties.*.ratification"):
        party = str(path[1])
        for reference in in_rule(path, node):
            word = reference.word
            actor = case.actors.get(word) if isinstance(word, str) else None
            if actor and actor.party != party and actor.party in case.parties:
                yield Finding(
                    reference.path,
                    f"the ratification rule of {party} names {word}, an actor of {actor.party}",
                    "a rule names the party's own principal and ratifiers",
                    at_key=reference.at_key,
                )
            elif actor and actor.level == "influencer":
                yield Finding(
                    reference.path,
                    f"the ratification rule of {party} names {word}, an influencer, without a vote",
                    "make it a ratifier, or leave it out of the rule",
                    at_key=reference.at_key,
                )
    for name, entry in case.parties.items():
        yield from _counts(entry.ratification, ("parties", name, "ratification"))


def _counts(rule: Rule, path: Path) -> Iterator[Finding]:
    """Yield quotas that ask for more than there is."""
    for word, parts in (("all", rule.all), ("any", rule.any)):
        for position, part in enumerate(parts or ()):
            yield from _counts(part, (*path, word, position))
    if rule.at_least:
        here = (*path, "at_least")
        n, of = rule.at_least.n, rule.at_least.of
        if n > len(of):
            yield Finding((*here, "n"), f"at_least asks for {n} of {len(of)} rules")
        for position, part in enumerate(of):
            yield from _counts(part, (*here, "of", position))
    if rule.weight_over:
        here = (*path, "weight_over")
        weights, total = rule.weight_over.of, sum(rule.weight_over.of.values(), Decimal(0))
        for actor, weight in weights.items():
            if weight < 0:
                yield Finding((*here, "of", actor), f"the vote of {actor} weighs {weight}")
        if total <= rule.weight_over.q:
            yield Finding(
                (*here, "q"),
                f"weight_over asks for more than {rule.weight_over.q}, but all votes weigh {total}",
            )
