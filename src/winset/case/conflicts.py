"""Do the hard linkages leave a package at all; and if not, which of them are to blame?

Exact: a backtracking search in which a constraint is dropped as soon as the options chosen so far
break it, on one group of linked issues at a time, and with options that no constraint tells apart
taken as one. The set to blame comes from a deletion filter (Chinneck and Dravnieks 1991): a linkage
stays in it only if the others, without it, would leave a package.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from winset.case.conditions import Condition
from winset.case.document import Case
from winset.case.linkages import Bonus, Excludes, Linkage, Offer, Requires, Together

MOST_TESTS = 100_000
"""Tests of a constraint before the search gives up, a second's work; cases so far take hundreds."""

MOST_ISSUES = 200
"""Issues that linkages may tie into one group; more would exhaust the stack."""

Offered = Mapping[str, tuple[str, ...]]
"""The options on the table, by issue."""


class TooEntangled(Exception):  # noqa: N818  what the linkages are
    """The search was given up; whether a package is left is not known."""


@dataclass(frozen=True)
class Constraint:
    """A test of the options chosen so far: True if kept whatever follows, False if broken."""

    keeps: Callable[[Offered], bool | None]
    conditions: tuple[Condition, ...]


def offered(case: Case) -> Offered:
    """Return the options on the table, by issue."""
    return {
        name: tuple(option for option, entry in issue.options.items() if entry.offered)
        for name, issue in case.issues.items()
    }


def hard_linkages(case: Case) -> dict[str, Constraint]:
    """Return the hard linkages whose issues and options are all known, by id."""
    found = {name: _constraint(link) for name, link in case.linkages.items()}
    return {
        name: constraint
        for name, constraint in found.items()
        if constraint and all(_known(case, condition) for condition in constraint.conditions)
    }


def _known(case: Case, condition: Condition) -> bool:
    return all(
        issue in case.issues and case.issues[issue].options.keys() >= set(wanted)
        for issue, wanted in _atoms(condition)
    ) and all(one.bounds.keys() <= one.options.keys() for one in _with_inner(condition))


def never(condition: Condition) -> Constraint:
    """Return the constraint that `condition` must not be met."""
    return Constraint(lambda chosen: _not(_met(condition, chosen)), (condition,))


def blamed(constraints: Mapping[str, Constraint], table: Offered) -> list[tuple[str, ...]]:
    """Return, for each group of linked issues left without a package, a minimal set to blame.

    Raises TooEntangled.
    """
    budget = _Budget()
    return [
        _minimal(group, table, budget)
        for group in _groups(constraints)
        if not _possible(group, table, budget)
    ]


@dataclass
class _Budget:
    """Counts the tests that are left."""

    left: int = MOST_TESTS

    def spend(self, tests: int) -> None:
        """Count `tests` more. Raises TooEntangled when none is left."""
        self.left -= tests
        if self.left < 0:
            raise TooEntangled


def _minimal(group: Mapping[str, Constraint], table: Offered, budget: _Budget) -> tuple[str, ...]:
    left = dict(group)
    for name in group:
        without = {other: constraint for other, constraint in left.items() if other != name}
        if not all(_possible(part, table, budget) for part in _groups(without)):
            left = without
    return tuple(left)


def _groups(constraints: Mapping[str, Constraint]) -> list[dict[str, Constraint]]:
    """Return constraints in groups that share no issue."""
    groups: list[tuple[set[str], dict[str, Constraint]]] = []
    for name, constraint in constraints.items():
        issues = {issue for condition in constraint.conditions for issue in _issues(condition)}
        joined = {name: constraint}
        apart = []
        for theirs, members in groups:
            if issues & theirs:
                issues, joined = issues | theirs, {**members, **joined}
            else:
                apart.append((theirs, members))
        groups = [*apart, (issues, joined)]
    return [members for _, members in groups]


def _possible(group: Mapping[str, Constraint], table: Offered, budget: _Budget) -> bool:
    """Return whether some choice of options keeps every constraint of the group."""
    conditions = [c for constraint in group.values() for c in constraint.conditions]
    atoms = [atom for condition in conditions for atom in _atoms(condition)]
    often = Counter(issue for issue, _ in atoms)
    domains = {
        issue: _distinct(table[issue], [set(chosen) for name, chosen in atoms if name == issue])
        for issue, _ in often.most_common()
    }

    if len(domains) > MOST_ISSUES:
        raise TooEntangled

    def search(chosen: Offered, issues: Sequence[str], open_: Sequence[Constraint]) -> bool:
        budget.spend(len(open_))
        kept = [(constraint, constraint.keeps(chosen)) for constraint in open_]
        if any(keeps is False for _, keeps in kept):
            return False
        undecided = [constraint for constraint, keeps in kept if keeps is None]
        return not undecided or any(
            search({**chosen, issues[0]: (option,)}, issues[1:], undecided)
            for option in domains[issues[0]]
        )

    return search(domains, list(domains), list(group.values()))


def _distinct(options: Iterable[str], sets: list[set[str]]) -> tuple[str, ...]:
    """Return one option of each kind that no condition tells apart."""
    kinds = {tuple(option in chosen for chosen in sets): option for option in options}
    return tuple(kinds.values())


def _constraint(link: Linkage) -> Constraint | None:
    match link:
        case Requires():
            when, then = link.when, link.then
            return Constraint(lambda c: _or(_not(_met(when, c)), _met(then, c)), (when, then))
        case Excludes():
            a, b = link.between
            return Constraint(lambda c: _not(_and(_met(a, c), _met(b, c))), link.between)
        case Together():
            a, b = link.between
            return Constraint(lambda c: _same(_met(a, c), _met(b, c)), link.between)
        case Bonus() | Offer():
            return None


def _met(condition: Condition, chosen: Offered) -> bool | None:
    parts = [_among(chosen[issue], wanted) for issue, wanted in condition.options.items()]
    parts += [_met(part, chosen) for part in condition.all]
    if condition.any:
        parts.append(_or(*(_met(part, chosen) for part in condition.any)))
    if condition.none is not None:
        parts.append(_not(_met(condition.none, chosen)))
    return _and(*parts)


def _among(possible: tuple[str, ...], wanted: tuple[str, ...]) -> bool | None:
    among = [option in wanted for option in possible]
    return True if all(among) else None if any(among) else False


def _and(*parts: bool | None) -> bool | None:
    return False if False in parts else None if None in parts else True


def _or(*parts: bool | None) -> bool | None:
    return True if True in parts else None if None in parts else False


def _not(part: bool | None) -> bool | None:  # noqa: FBT001  a truth value is the point
    return None if part is None else not part


def _same(a: bool | None, b: bool | None) -> bool | None:  # noqa: FBT001  as above
    return None if a is None or b is None else a == b


def _atoms(condition: Condition) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one in _with_inner(condition):
        yield from one.options.items()


def _with_inner(condition: Condition) -> Iterator[Condition]:
    """Yield a condition and every one inside it."""
    yield condition
    inner = [*condition.all, *condition.any, *([condition.none] if condition.none else [])]
    for part in inner:
        yield from _with_inner(part)


def _issues(condition: Condition) -> set[str]:
    return {issue for issue, _ in _atoms(condition)}
