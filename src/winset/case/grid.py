"""The numbers of a range that are tried: a case with them filled in as options, and without.

Every number that the case names is among them (the points of each actor's scores, what holds
without agreement, bounds in conditions, packages). So each actor's score is straight from one to
the next, and what conditions say changes at these numbers alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from winset.case.agenda import Issue, Option, Range
from winset.case.conditions import Condition
from winset.case.document import Case
from winset.case.linkages import Linkage
from winset.case.values import id_of, number_of, plain, value_of

MOST = 1000
"""Numbers of a range that a case may name; it is refused with more, and they are not filled in."""

_LONGEST_LABEL = 12
"""Characters up to which a number is written out in a label; a longer one is rounded there."""


def laid_out(case: Case, extra: Mapping[str, Iterable[Fraction]] | None = None) -> Case:
    """Return the case with the numbers of each range as its options, in rising order.

    `extra`: more numbers to try, by issue. Bounds in conditions get the options within them. A
    number outside its range is left out: the checks of a case refuse it.
    """
    if not any(issue.range for issue in case.issues.values()):
        return case
    case = as_written(case)
    known, asked = named(case), conditions(case)
    issues = dict(case.issues)
    for name, issue in case.issues.items():
        if issue.range:
            few = known[name] if len(known[name]) <= MOST else ()
            numbers = {*few, *(extra or {}).get(name, ())}
            tried = _tried(issue.range, numbers, edges(name, asked))
            issues[name] = issue.model_copy(update={"options": _options(issue.range, tried)})
    return _with_conditions(
        case.model_copy(update={"issues": issues}), lambda one: _filled(one, issues)
    )


def as_written(case: Case) -> Case:
    """Return the case without what `laid_out` filled in."""
    if not any(issue.range for issue in case.issues.values()):
        return case
    issues = {
        name: issue.model_copy(update={"options": {}}) if issue.range else issue
        for name, issue in case.issues.items()
    }
    return _with_conditions(case.model_copy(update={"issues": issues}), _bare)


def conditions(case: Case) -> list[Condition]:
    """Return every condition of the case, and every one inside another."""
    found: list[Condition] = []

    def keep(one: Condition) -> Condition:
        found.append(one)
        return one

    _with_conditions(case, keep)
    return found


@dataclass(frozen=True)
class Edges:
    """Where conditions on an issue with a range change.

    `above` holds the numbers that meet other conditions than those just above them, `below` the
    numbers that meet others than those just below.
    """

    above: frozenset[Fraction]
    below: frozenset[Fraction]

    def alike(self, low: Fraction, high: Fraction) -> tuple[Fraction, ...]:
        """Return which of two neighbours meet the conditions of the numbers between them."""
        ends = ((low, self.above), (high, self.below))
        return tuple(end for end, changes in ends if end not in changes)


def edges(issue: str, of: Iterable[Condition]) -> Edges:
    """Return the Edges of conditions on an issue."""
    above, below = set[Fraction](), set[Fraction]()
    for one in of:
        bounds = one.bounds.get(issue)
        if bounds is None:
            numbers = map(value_of, one.options.get(issue, ()))
            named = {number for number in numbers if number is not None}
            above |= named
            below |= named
            continue
        if bounds.at_most is not None:
            above.add(Fraction(bounds.at_most))
        if bounds.at_least is not None:
            below.add(Fraction(bounds.at_least))
    return Edges(frozenset(above), frozenset(below))


def label(number: Fraction, unit: str | None) -> str:
    """Return a number as an option is called: `23.5 %`; one of many digits is rounded."""
    text = plain(number)
    if len(text) > _LONGEST_LABEL or "/" in text:
        text = f"{float(number):.6g}"
    return f"{text} {unit}" if unit else text


def named(case: Case) -> dict[str, set[Fraction]]:
    """Return the numbers that a case names, by issue."""
    found: dict[str, set[Fraction]] = {name: set() for name in case.issues}
    bare = as_written(case)
    for issue, choice in [*_choices(bare), *_in_conditions(bare)]:
        number = value_of(choice) if isinstance(choice, str) else choice
        if issue in found and number is not None:
            found[issue].add(Fraction(number))
    return found


def _choices(case: Case) -> Iterator[tuple[str | None, str | None]]:
    """Yield each option that a case names outside conditions, with its issue."""
    for name, issue in case.issues.items():
        yield from ((name, choice) for choice in (issue.status_quo, issue.then, issue.reversion))
    for actor in case.actors.values():
        for name, view in actor.views.items():
            yield from ((name, choice) for choice in view.scores)
    for package in case.packages.values():
        yield from package.options.items()
    for move in case.moves.values():
        yield from move.reversion.items()
    abouts = [question.about for question in case.questions.values() if question.about]
    yield from ((about.issue, choice) for about in abouts for choice in about.options)


def _in_conditions(case: Case) -> Iterator[tuple[str, str | Decimal | Fraction | None]]:
    for one in conditions(case):
        for name, choices in one.options.items():
            for choice in choices:
                yield name, choice
        for name, bounds in one.bounds.items():
            yield name, bounds.at_least
            yield name, bounds.at_most


def _tried(of: Range, known: Collection[Fraction], changes: Edges) -> list[Fraction]:
    """Return the numbers to try, rising.

    Where both of two neighbours meet other conditions than the numbers between them, as between
    two that a red line forbids, the number half way stands for those.
    """
    numbers = sorted({*of.even(), *(number for number in known if number in of)})
    halves = [(low + high) / 2 for low, high in pairwise(numbers) if not changes.alike(low, high)]
    return sorted([*numbers, *halves])


def _options(of: Range, numbers: Sequence[Fraction]) -> dict[str, Option]:
    labels = [label(number, of.unit) for number in numbers]
    often = Counter(labels)
    return {
        id_of(number): Option(label=said if often[said] == 1 else f"{said} ({plain(number)})")
        for number, said in zip(numbers, labels, strict=True)
    }


def _filled(one: Condition, issues: Mapping[str, Issue]) -> Condition:
    """Return a condition with the options that lie within its bounds."""
    within = {
        name: tuple(option for option in issues[name].options if number_of(option) in bounds)
        for name, bounds in one.bounds.items()
        if name in issues and issues[name].range
    }
    return one.model_copy(update={"options": {**one.options, **within}})


def _bare(one: Condition) -> Condition:
    kept = {name: chosen for name, chosen in one.options.items() if name not in one.bounds}
    return one.model_copy(update={"options": kept})


def _with_conditions(case: Case, change: Callable[[Condition], Condition]) -> Case:
    """Return the case with each condition changed, those inside it too."""

    def through(one: Condition) -> Condition:
        parts: dict[str, Any] = {
            "all": tuple(map(through, one.all)),
            "any": tuple(map(through, one.any)),
            "none": through(one.none) if one.none else None,
        }
        return change(one.model_copy(update=parts))

    def link(written: Linkage) -> Linkage:
        changed: dict[str, Any] = {
            field: through(part) if isinstance(part, Condition) else tuple(map(through, part))
            for field, part in ((name, getattr(written, name, None)) for name in _IN_LINKAGES)
            if part is not None
        }
        return written.model_copy(update=changed)

    parties = {
        name: party.model_copy(
            update={
                "red_lines": {
                    line: red.model_copy(update={"never": through(red.never)})
                    for line, red in party.red_lines.items()
                }
            }
        )
        for name, party in case.parties.items()
    }
    linkages = {name: link(written) for name, written in case.linkages.items()}
    return case.model_copy(update={"parties": parties, "linkages": linkages})


_IN_LINKAGES = ("when", "then", "between")
