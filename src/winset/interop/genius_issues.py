"""The issues of a Genius XML file, in a domain or repeated in a profile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from winset.interop.elements import Element
from winset.interop.exact import shown
from winset.interop.scenario import MOST_OPTIONS, Topic

KINDS = ("discrete", "integer", "real")

UNUSED = ("agent", "similarity_function", "cost")
"""Elements that say nothing about utility: hints for agents, and notions that GENIUS gave up."""

_ISSUE = ("index", "name", "type", "etype", "vtype", "lowerbound", "upperbound", "description")
_ITEM = ("index", "value", "evaluation", "cost", "description")
_RANGE = ("lowerbound", "upperbound")


@dataclass(frozen=True)
class GeniusIssue:
    """An issue: its number in the file, its labels if discrete, else its bounds, both inclusive."""

    element: Element
    index: int
    name: str
    kind: str
    labels: tuple[str, ...]
    low: Fraction
    high: Fraction

    def integers(self) -> tuple[int, ...]:
        """Return the numbers of an integer issue. Raises NotUnderstood if they are too many."""
        count = int(self.high - self.low) + 1
        if not 0 < count <= MOST_OPTIONS:
            raise self.element.wrong(
                f"has {count} whole numbers from {self.low} to {self.high}; "
                f"a case holds 1 to {MOST_OPTIONS} options an issue"
            )
        return tuple(range(int(self.low), int(self.high) + 1))


def issues_of(root: Element) -> tuple[Element, dict[int, GeniusIssue]]:
    """Return the element that holds the issues, and the issues by their index, in file order.

    `root` is a `utility_space`. Raises NotUnderstood for what has no known meaning.
    """
    objectives = root.all("objective")
    if len(objectives) > 1:
        raise objectives[1].wrong("is a second one: trees of objectives are not understood")
    holder = objectives[0] if objectives else root
    if objectives:
        holder.only(
            ("index", "name", "type", "etype", "description"),
            ("issue", "weight", "utility", *UNUSED),
        )
    found: dict[int, GeniusIssue] = {}
    for element in holder.all("issue"):
        issue = _issue(element)
        if issue.index in found:
            raise element.wrong(f"is a second issue with index {issue.index}")
        found[issue.index] = issue
    if not found:
        raise holder.wrong("holds no issue")
    return holder, found


def topic(issue: GeniusIssue) -> Topic:
    """Return a discrete or integer issue with its options."""
    if issue.kind == "integer":
        return Topic(issue.name, tuple(map(str, issue.integers())))
    return Topic(issue.name, issue.labels)


def _issue(element: Element) -> GeniusIssue:
    element.only(_ISSUE, ("item", "range", "evaluator", *UNUSED))
    kinds = {element.given[key] for key in ("type", "etype", "vtype") if key in element.given}
    if len(kinds) > 1 or not kinds <= set(KINDS):
        raise element.wrong(
            f"is of type {' and '.join(sorted(kinds))}", f"known types: {', '.join(KINDS)}"
        )
    kind = next(iter(kinds), "discrete")
    name = element.text("name")
    if not name:
        raise element.wrong("has an empty name")
    low = high = Fraction(0)
    labels: tuple[str, ...] = ()
    if kind == "discrete":
        _refuse(element, "range", "evaluator")
        labels = _labels(element)
    else:
        _refuse(element, "item")
        low, high = _bounds(element, Element.number if kind == "real" else _whole)
    return GeniusIssue(element, element.whole("index"), name, kind, labels, low, high)


def _labels(element: Element) -> tuple[str, ...]:
    labels: dict[str, None] = {}
    for item in element.all("item"):
        item.only(_ITEM)
        if not item.text("value"):
            raise item.wrong("has an empty value")
        labels[item.text("value")] = None
    if not labels:
        raise element.wrong("has no item")
    if len(labels) > MOST_OPTIONS:
        raise element.wrong(f"has more than {MOST_OPTIONS} items")
    return tuple(labels)


def _bounds(
    element: Element, number: Callable[[Element, str], Fraction]
) -> tuple[Fraction, Fraction]:
    range_ = element.one("range")
    if range_:
        range_.only(_RANGE)
    holder = range_ if range_ and "lowerbound" in range_.given else element
    low, high = number(holder, "lowerbound"), number(holder, "upperbound")
    if low > high:
        raise holder.wrong(f"runs from {shown(low)} down to {shown(high)}")
    return low, high


def _whole(element: Element, name: str) -> Fraction:
    return Fraction(element.whole(name))


def _refuse(element: Element, *tags: str) -> None:
    for tag in tags:
        for part in element.all(tag):
            raise part.wrong("has no meaning for an issue of this type")
