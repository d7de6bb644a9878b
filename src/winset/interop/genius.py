"""Genius XML: a domain and its profiles, by the rules that GENIUS 10.4 itself computes with.

A discrete evaluation counts as its share of the largest in its issue; an integer one is offset +
slope x (value - lower bound) between 0 and 1; utility is the sum of weight x value, at most 1.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from winset.interop.curves import Curve, Trapezoid, straight
from winset.interop.elements import Element
from winset.interop.exact import shown
from winset.interop.genius_cap import capped, exceeds
from winset.interop.genius_issues import UNUSED, GeniusIssue, issues_of, topic
from winset.interop.hyper_rectangles import boxes_of
from winset.interop.reals import Real, Sketch, Values, settled
from winset.interop.scenario import Profile, Scenario, Shrinking, Topic

DOMAIN, PROFILE = "negotiation_template", "utility_space"

_LEAST = Fraction(1, 100_000)
"""A largest evaluation below this makes every value of the issue worth 0."""

_UNCERTAIN = ("comparisons", "errors", "elicitation_cost", "fixed_seed", "experimental")
"""How much of its own ranking an agent is shown; the additive part is the truth."""

POINTS = 21
"""Numbers that GENIUS itself tries of a real issue, evenly spaced with both ends."""

_CAPPED = (
    "some utilities are above 1, for which GENIUS takes 1, and a case can say so of single options "
    "alone"
)


def scenario(
    name: str, domain: Element, profiles: list[tuple[str, Element]], points: int | None
) -> Scenario:
    """Return the scenario of a domain file and its named profiles.

    Of a real issue `points` numbers are tried, or POINTS. Raises NotUnderstood for what has no
    known meaning.
    """
    domain.only(("number_of_sessions",), (PROFILE, *UNUSED))
    space = domain.one(PROFILE)
    if space is None:
        raise domain.wrong(f"holds no <{PROFILE}>")
    space.only(("number_of_issues", "type"), ("objective", "issue", *UNUSED))
    _, issues = issues_of(space)
    read = [_profile(title, root, issues) for title, root in profiles]
    agenda = [_issue(issue, points or POINTS) for issue in issues.values()]
    topics, made = settled(agenda, read)
    if any(map(exceeds, made)):
        topics, made = settled(agenda, read, _CAPPED)
    return Scenario(name, "genius", topics, tuple(map(capped, made)))


def _issue(issue: GeniusIssue, points: int) -> Topic | Real:
    if issue.kind != "real":
        return topic(issue)
    return Real(issue.name, issue.low, issue.high, points)


def _profile(name: str, root: Element, issues: dict[int, GeniusIssue]) -> Sketch:
    root.only(
        ("number_of_issues", "type"),
        ("objective", "issue", "weight", "discount_factor", "reservation", *_UNCERTAIN, *UNUSED),
    )
    kind = root.given.get("type", "")
    if kind.lower() not in ("", "uncertain", "nonlinear", "discrete", "linear"):
        raise root.wrong(f'is of type="{kind}"', "known types: UNCERTAIN, nonlinear, or none")
    if kind.lower() != "uncertain":
        for part in root.parts:
            if part.tag in _UNCERTAIN:
                raise part.wrong('has a meaning only in a utility space of type="UNCERTAIN"')
    holder, own = issues_of(root)
    _same_issues(own, issues, holder)
    profile = Profile(
        name,
        tuple(Fraction(1) for _ in issues),
        tuple((Fraction(0),) for _ in issues),
        reservation=_reservation(root),
        stated=root.one("reservation") is not None,
        discount=_discount(root),
        notes=_notes(name, kind),
    )
    if kind.lower() == "nonlinear":
        values: tuple[Values, ...] = tuple(
            tuple(Fraction(0) for _ in topic(issue).options) for issue in issues.values()
        )
        found = boxes_of(name, holder, issues)
        notes = (*profile.notes, *found.notes)
        held = replace(profile, boxes=found.boxes, ceiling=found.ceiling, notes=notes)
        return Sketch(held, values)
    if holder.all("utility"):
        raise holder.all("utility")[0].wrong('has a meaning only in a space of type="nonlinear"')
    weights = _weights(holder, issues)
    return Sketch(
        replace(profile, weights=weights), tuple(_values(own[i], issues[i]) for i in issues)
    )


def _same_issues(
    own: dict[int, GeniusIssue], issues: dict[int, GeniusIssue], holder: Element
) -> None:
    for index, issue in issues.items():
        if index not in own:
            raise holder.wrong(f"has no issue {index}, “{issue.name}”, which the domain has")
    for index, issue in own.items():
        if index not in issues:
            raise issue.element.wrong(f"has index {index}, which the domain does not have")
        theirs = issues[index]
        if issue.kind != theirs.kind:
            raise issue.element.wrong(f"is {issue.kind}, but {theirs.kind} in the domain")
        if issue.name.strip() != theirs.name.strip():
            raise issue.element.wrong(
                f"is called “{issue.name}”, but issue {index} of the domain “{theirs.name}”"
            )
        if (issue.low, issue.high) != (theirs.low, theirs.high):
            raise issue.element.wrong(
                f"runs from {shown(issue.low)} to {shown(issue.high)}, in the domain "
                f"from {shown(theirs.low)} to {shown(theirs.high)}"
            )


def _weights(holder: Element, issues: dict[int, GeniusIssue]) -> tuple[Fraction, ...]:
    weights: dict[int, Fraction] = {}
    for element in holder.all("weight"):
        element.only(("index", "value"))
        index, weight = element.whole("index"), element.number("value")
        if index in weights:
            raise element.wrong(f"is a second weight of issue {index}")
        if index not in issues:
            raise element.wrong(f"is of issue {index}, which the domain does not have")
        if weight < 0:
            raise element.wrong(f"is negative: {shown(weight)}")
        weights[index] = weight
    for index, issue in issues.items():
        if index not in weights:
            raise holder.wrong(f"has no weight for issue {index}, “{issue.name}”")
    return tuple(weights[index] for index in issues)


def _values(own: GeniusIssue, domain: GeniusIssue) -> Values:
    if own.kind == "discrete":
        return _evaluations(own, domain)
    evaluator = own.element.one("evaluator")
    if evaluator is None:
        raise own.element.wrong("has no <evaluator>")
    kind = evaluator.text("ftype").lower()
    if own.kind == "integer":
        if kind != "linear":
            raise evaluator.wrong(f'has ftype="{kind}"', "known for integers: linear")
        evaluator.only(("ftype", "offset", "slope"))
        offset, slope = evaluator.number("offset"), evaluator.number("slope")
        line = straight(Fraction(0), own.high - own.low, offset, slope, clamped=True)
        return tuple(line(number - own.low) for number in own.integers())
    return _curve(own, evaluator, kind)


def _curve(own: GeniusIssue, evaluator: Element, kind: str) -> Curve:
    parameters = {"constant": 1, "linear": 2, "triangular": 3}
    if kind not in parameters:
        raise evaluator.wrong(f'has ftype="{kind}"', f"known: {', '.join(parameters)}")
    names = [f"parameter{n}" for n in range(parameters[kind])]
    evaluator.only(("ftype", *names))
    given = [evaluator.number(name) for name in names]
    if kind == "constant":
        return straight(own.low, own.high, given[0], Fraction(0), clamped=False)
    if kind == "linear":
        return straight(own.low, own.high, given[0], given[1], clamped=True)
    start, end, top = given
    found = Trapezoid(start, top, top, end).between(own.low, own.high)
    if found is None:
        raise evaluator.wrong("is a triangle that jumps, or whose top is not inside it")
    return found


def _evaluations(own: GeniusIssue, domain: GeniusIssue) -> tuple[Fraction, ...]:
    found: dict[str, Fraction] = {}
    for item in own.element.all("item"):
        evaluation = item.number("evaluation")
        if evaluation < 0:
            raise item.wrong(f"has a negative evaluation: {shown(evaluation)}")
        found[item.text("value")] = evaluation  # of two items with one value, GENIUS keeps the last
    for label in domain.labels:
        if label not in found:
            raise own.element.wrong(f"gives no evaluation to “{label}”, which the domain has")
    for label in found:
        if label not in domain.labels:
            raise own.element.wrong(f"evaluates “{label}”, which the domain does not have")
    largest = max(found.values())
    if largest < _LEAST:
        return tuple(Fraction(0) for _ in domain.labels)
    return tuple(found[label] / largest for label in domain.labels)


def _reservation(root: Element) -> Fraction:
    element = root.one("reservation")
    if element is None:
        return Fraction(0)
    element.only(("value",))
    return element.number("value")


def _discount(root: Element) -> Shrinking | None:
    element = root.one("discount_factor")
    if element is None:
        return None
    element.only(("value",))
    factor = element.number("value")
    if factor <= 0 or factor >= 1:  # GENIUS takes what is not between 0 and 1 for 1
        return None
    return Shrinking(factor, "relative_time", reservation=True)


def _notes(name: str, kind: str) -> tuple[str, ...]:
    if kind.lower() != "uncertain":
        return ()
    return (f"{name} is an uncertain profile; the case holds its true, additive utilities.",)
